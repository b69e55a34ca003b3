import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { errorOf, run, withDoksi } from '../scenarios/stage.ts';
import { expectHidden, methods } from '../upload/stage.ts';
import { apkOf, type Files, REAL_APK, sha256, withWorkspace, zipOf } from '../workspace.ts';
import { readZip } from '../upload/read-zip.ts';
import { makeBucket } from './bucket.ts';

// What only a real store can tell: whether it takes the request that the action makes of a presigned URL.

const bucket = await makeBucket(process.env);

afterAll(() => bucket.remove());

interface Story {
  readonly files: Files;
  readonly apk: string;
  readonly uploadUrl: () => Promise<string>;
}

/** Runs the built action against a Doksi whose presigned URL leads to the bucket. */
async function upload(
  { files, apk, uploadUrl }: Story,
  check: (step: FinishedStep, doksi: DoksiSandbox) => Promise<void>,
): Promise<void> {
  const url = await uploadUrl();
  const responses = {
    'POST /uploads': { upload_id: 'upl_1', upload_url: url },
    'POST /targets': { target_id: 'tgt_1' },
    'POST /runs': { run_id: 'run_1', results: [] },
    'GET /runs': { run_id: 'run_1', status: 'passed', tests_total: 1, tests_passed: 1, tests_failed: 0 },
  } as const;
  await withWorkspace(files, (workspace) =>
    withDoksi(async (doksi) => {
      for (const on of ['POST /uploads', 'POST /targets', 'POST /runs', 'GET /runs'] as const) {
        doksi.fault({ on, kind: 'status', status: 200, times: 2, body: JSON.stringify(responses[on]) });
      }
      const step = await run(doksi, { apk, 'test-ids': 'a' }, { workspace });
      expectHidden(step, [url]);
      await check(step, doksi);
    }),
  );
}

describe('a real S3 server', () => {
  it('holds the very APK after the step, in a zip that anybody can read', () =>
    upload(
      { files: { 'app.apk': REAL_APK }, apk: 'app.apk', uploadUrl: () => bucket.presign('one.zip') },
      async (step) => {
        expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'target-id': 'tgt_1' } });
        const stored = await bucket.read('one.zip');
        expect(step.log).toContain(sha256(readFileSync(REAL_APK)));
        const [file, ...others] = await readZip(stored);
        expect(file).toMatchObject({ name: 'app.apk' });
        expect(file?.content.equals(readFileSync(REAL_APK))).toBe(true);
        expect(others).toEqual([]);
      },
    ));

  it('holds all APKs of a split app', () => {
    const splits = { 'base.apk': apkOf('base', 9_000_000), 'split_config.de.apk': apkOf('german') };
    return upload({ files: splits, apk: '*.apk', uploadUrl: () => bucket.presign('splits.zip') }, async (step) => {
      expect(step.exitCode).toBe(0);
      const files = await readZip(await bucket.read('splits.zip'));
      expect(files.map(({ name, content }) => [name, sha256(content)])).toEqual(
        Object.entries(splits).map(([name, content]) => [name, sha256(content)]),
      );
    });
  });

  it('holds a ready zip as it was', () => {
    const zip = zipOf({ 'app.apk': apkOf('ready') });
    return upload(
      { files: { 'app.zip': zip }, apk: 'app.zip', uploadUrl: () => bucket.presign('ready.zip') },
      async (step) => {
        expect(step.exitCode).toBe(0);
        expect(sha256(await bucket.read('ready.zip'))).toBe(sha256(zip));
      },
    );
  });

  it.each([
    { size: 'a small file', padding: 0 },
    { size: 'a file that is still being sent', padding: 30_000_000 },
  ])('says why it refuses $size to a URL with another signature', async ({ padding }) => {
    const key = `forged-${padding}.zip`;
    const uploadUrl = async (): Promise<string> => {
      const url = new URL(await bucket.presign(key));
      url.searchParams.set('X-Amz-Signature', '5ec7e7'.padEnd(64, '0'));
      return url.href;
    };
    const files = { 'app.apk': apkOf('app', padding) };
    await upload({ files, apk: 'app.apk', uploadUrl }, async (step, doksi) => {
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'target-id': '' } });
      expect(errorOf(step)).toContain('to upload app.apk: SignatureDoesNotMatch: The request signature');
      expect(errorOf(step)).toContain('(HTTP 403)');
      expect(methods(doksi)).toBe('POST');
      expect(await bucket.keys()).not.toContain(key);
    });
  });

  it('says that a URL has expired', async () => {
    const url = await bucket.presign('late.zip', 1);
    // The server's clock, not ours, decides.
    await sleep(3000);
    const files = { 'app.apk': apkOf() };
    await upload({ files, apk: 'app.apk', uploadUrl: () => Promise.resolve(url) }, async (step) => {
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toMatch(/to upload app\.apk: AccessDenied: .*expired.* \(HTTP 403\)/);
      expect(await bucket.keys()).not.toContain('late.zip');
    });
  });
});
