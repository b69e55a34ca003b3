import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';
import { withDoksi } from '../scenarios/stage.ts';
import { readZip } from './read-zip.ts';
import { APP, runWith } from './stage.ts';
import { apkOf, type Files, REAL_APK, sha256, zipOf } from '../workspace.ts';

/** Method and path of every request except for GET. */
function sent({ requests }: DoksiSandbox): string[] {
  return requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/^.*\/(\w+)(\.zip)?(\?.*)?$/, '$1')}`);
}

/** The bodies of the requests to this endpoint. */
function bodies(doksi: DoksiSandbox, endpoint: string): unknown[] {
  const found = doksi.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(endpoint));
  return found.map(({ body }) => z.unknown().parse(JSON.parse(body)));
}

/** What the store received, read by a library: names and digests. */
async function stored(doksi: DoksiSandbox): Promise<unknown[]> {
  return Promise.all(
    doksi.uploads.map(async ({ path }) =>
      (await readZip(readFileSync(path))).map(({ name, content }) => [name, sha256(content)]),
    ),
  );
}

describe('a step with an APK', () => {
  it.concurrent('uploads the file, registers it and runs its tests on it', () =>
    withDoksi(async (doksi) => {
      const step = await runWith(doksi, { 'out/app.apk': REAL_APK }, { ...APP, apk: 'out/*.apk' });
      expect(step).toMatchObject({
        exitCode: 0,
        outputs: { conclusion: 'passed', 'target-id': 'tgt_0001' },
      });
      expect(JSON.parse(step.outputs['targets'] ?? '')).toEqual({ 'out/app.apk': 'tgt_0001' });
      expect(sent(doksi)).toEqual(['POST uploads', 'PUT upl_0001', 'POST targets', 'POST runs']);
      const apk = sha256(readFileSync(REAL_APK));
      expect(await stored(doksi)).toEqual([[['app.apk', apk]]]);
      expect(bodies(doksi, '/runs')).toEqual([
        { matrix: [{ platform: 'android', target_id: 'tgt_0001', test_ids: ['pass-0s'] }] },
      ]);
      expect(step.log).toContain(`sha256 ${apk}`);

      // Named after the repository and the head commit.
      expect(bodies(doksi, '/targets')).toEqual([
        { upload_id: 'upl_0001', name: 'shop', version: HEAD_SHA.slice(0, 7) },
      ]);

      // S3 requires these headers.
      const put = doksi.requests.find(({ method }) => method === 'PUT');
      expect(put?.headers).toMatchObject({
        'content-type': 'application/zip',
        'content-length': String(doksi.uploads[0]?.bytes),
      });
      expect(put?.headers).not.toHaveProperty('authorization');
      expect(put?.headers).not.toHaveProperty('transfer-encoding');
    }),
  );

  it.concurrent('names the version after the tag, if there is one', () =>
    withDoksi(async (doksi) => {
      const tag = { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2.3', GITHUB_REF: 'refs/tags/v1.2.3' };
      await runWith(doksi, { 'app.apk': apkOf() }, APP, tag);
      expect(bodies(doksi, '/targets')).toMatchObject([{ name: 'shop', version: 'v1.2.3' }]);
    }),
  );

  it.concurrent('names the target by the inputs', () =>
    withDoksi(async (doksi) => {
      const inputs = { ...APP, 'target-name': 'Storefront', 'target-version': '9.9' };
      await runWith(doksi, { 'app.apk': apkOf() }, inputs);
      expect(bodies(doksi, '/targets')).toMatchObject([{ name: 'Storefront', version: '9.9' }]);
    }),
  );

  it.concurrent('shows how far a large upload is, at least once for each tenth', () =>
    withDoksi(async (doksi) => {
      const { log } = await runWith(doksi, { 'app.apk': apkOf('app', 30_000_000) });
      const percents = Array.from(log.matchAll(/Uploading app\.apk {2}(\d+) %/g), ([, percent]) => Number(percent));
      expect(new Set(percents.map((percent) => Math.floor(percent / 10)))).toEqual(
        new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
      );
      expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    }),
  );
});

describe('a step with several files', () => {
  const splits = { 'base.apk': apkOf('base'), 'split_config.de.apk': apkOf('de'), 'split_x.apk': apkOf('x') };
  const inFolder: Files = Object.fromEntries(Object.entries(splits).map(([name, file]) => [`out/${name}`, file]));
  const digests = Object.entries(splits).map(([name, file]) => [name, sha256(file)]);

  it.concurrent.each([
    ['a glob', 'out/*.apk'],
    ['lines', '\n  out/base.apk\n\n  out/split_config.de.apk\n  out/split_x.apk\n'],
  ])('puts split APKs, given by %s, flat into one zip', (_, apk) =>
    withDoksi(async (doksi) => {
      const step = await runWith(doksi, inFolder, { ...APP, apk });
      expect(step.exitCode).toBe(0);
      expect(await stored(doksi)).toEqual([digests]);
      expect(JSON.parse(step.outputs['targets'] ?? '')).toEqual({ 'out/base.apk': 'tgt_0001' });
    }),
  );

  it.concurrent('takes a list and a mapping in the matrix', () =>
    withDoksi(async (doksi) => {
      const matrix = [
        '- apk: [out/base.apk, out/split_config.de.apk, out/split_x.apk]',
        '  test_ids: [pass-0s-a]',
        '- apk: { path: app.apk, name: Storefront, version: "2.0" }',
        '  test_ids: [pass-0s-b]',
      ].join('\n');
      const step = await runWith(doksi, { ...inFolder, 'app.apk': apkOf('other') }, { matrix });
      expect(step).toMatchObject({ exitCode: 0, outputs: { 'tests-passed': '2' } });
      const names = bodies(doksi, '/targets').map((body) => z.object({ name: z.string() }).parse(body).name);
      expect(names.toSorted()).toEqual(['Storefront', 'shop']);
      const targets = z.record(z.string(), z.string()).parse(JSON.parse(step.outputs['targets'] ?? ''));
      expect(step.outputs['target-id']).toBe(targets['out/base.apk']);
      expect(bodies(doksi, '/runs')).toEqual([
        {
          matrix: [
            { platform: 'android', target_id: targets['out/base.apk'], test_ids: ['pass-0s-a'] },
            { platform: 'android', target_id: targets['app.apk'], test_ids: ['pass-0s-b'] },
          ],
        },
      ]);
    }),
  );

  it.concurrent('sends a ready zip as it is', () =>
    withDoksi(async (doksi) => {
      const zip = zipOf(splits);
      const step = await runWith(doksi, { 'app.zip': zip }, { ...APP, apk: 'app.zip' });
      expect(step.exitCode).toBe(0);
      expect(doksi.uploads).toMatchObject([{ bytes: zip.length, sha256: sha256(zip) }]);
      expect(step.log).toContain(`sha256 ${sha256(zip)}`);
    }),
  );

  const same = { 'app.apk': apkOf('same'), 'copy/app.apk': apkOf('same') };
  const matrix = [
    '- { apk: app.apk, test_ids: [pass-0s-a] }',
    '- { apk: copy/app.apk, test_ids: [pass-0s-b] }',
    '- { apk: { path: app.apk, name: Other }, test_ids: [pass-0s-c] }',
    '- { apk: "*.apk", test_ids: [pass-0s-d] }',
  ].join('\n');

  it.concurrent(
    'uploads the same content once, registers it once for each name, and outputs the target of each path',
    () =>
      withDoksi(async (doksi) => {
        const step = await runWith(doksi, same, { matrix });
        expect(JSON.parse(step.outputs['targets'] ?? '')).toEqual({
          'app.apk': 'tgt_0001',
          'copy/app.apk': 'tgt_0001',
        });
        expect(step).toMatchObject({ exitCode: 0, outputs: { 'tests-passed': '4', 'target-id': 'tgt_0001' } });
        expect(sent(doksi)).toEqual(['POST uploads', 'PUT upl_0001', 'POST targets', 'POST targets', 'POST runs']);
        expect(bodies(doksi, '/targets')).toMatchObject([
          { upload_id: 'upl_0001', name: 'shop' },
          { upload_id: 'upl_0001', name: 'Other' },
        ]);
        expect(bodies(doksi, '/runs')).toMatchObject([
          {
            matrix: [
              { target_id: 'tgt_0001' },
              { target_id: 'tgt_0001' },
              { target_id: 'tgt_0002' },
              { target_id: 'tgt_0001' },
            ],
          },
        ]);
      }),
  );
});

describe('a dry run', () => {
  it.concurrent('shows files, sizes and digests, and sends nothing', () =>
    withDoksi(async (doksi) => {
      const splits = { 'base.apk': apkOf('base', 2_000_000), 'split_config.de.apk': apkOf('de') };
      const inputs = { ...APP, apk: '*.apk', 'dry-run': 'true', 'api-key': '' };
      const step = await runWith(doksi, splits, inputs);
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'dry-run', 'target-id': '' } });
      for (const [name, content] of Object.entries(splits)) {
        for (const text of [name, String(content.length), sha256(content)]) {
          expect(step.log).toContain(text);
        }
      }
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('rejects what a real run would', () =>
    withDoksi(async (doksi) => {
      const step = await runWith(doksi, { 'app.apk': 'no zip' }, { ...APP, 'dry-run': 'true' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
    }),
  );
});
