import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { onPosix } from '../posix.ts';
import { errorOf, until, withDoksi } from '../scenarios/stage.ts';
import { apkOf, REAL_APK, sha256 } from '../workspace.ts';
import { APP, methods, runWith, s3Error, withStep } from './stage.ts';

const FILES = { 'app.apk': REAL_APK };
/** More than the buffers between two processes hold. */
const LARGE = { 'app.apk': apkOf('app', 40_000_000) };

describe('an upload', () => {
  it.concurrent.each([
    ['the status 500', { kind: 'status', status: 500, body: s3Error('InternalError', 'Sorry.') } as const],
    ['a broken connection', { kind: 'drop' } as const],
    ['half of a response', { kind: 'cut', processed: false } as const],
  ])('is sent again, whole, after %s', (_, fault) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', ...fault });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'target-id': 'tgt_0001' } });
      expect(step.log).toContain('trying again');
      expect(doksi.uploads.at(-1)).toMatchObject({ files: [{ name: 'app.apk', bytes: 3_076_294 }] });
      expect(step.log).toContain(sha256(readFileSync(REAL_APK)));
    }),
  );

  it.concurrent('takes longer if the storage is slow', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 10_000_000 });
      const step = await runWith(doksi, { 'app.apk': apkOf('app', 20_000_000) });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(doksi.uploads).toHaveLength(1);
    }),
  );

  it.concurrent('is prepared and registered in spite of a 503 and a lost response', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /uploads', kind: 'status', status: 503 });
      doksi.fault({ on: 'POST /targets', kind: 'drop' });
      const step = await runWith(doksi, FILES);
      expect(step.exitCode).toBe(0);
      expect(doksi.uploads).toHaveLength(1);
    }),
  );
});

describe('a storage that rejects', () => {
  it.concurrent.each([
    [403, 'AccessDenied', 'Access Denied', FILES],
    [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', FILES],
    [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match', LARGE],
  ])('with %i %s is quoted, and the request is sent once', (status, code, message, files) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'status', status, body: s3Error(code, message) });
      const step = await runWith(doksi, files);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
      expect(errorOf(step)).toContain(`rejected the request to upload app.apk: ${code}: ${message} (HTTP ${status})`);
      expect(methods(doksi)).toBe('POST PUT');
    }),
  );

  it.concurrent('an expired URL receives the upload at a new one, once', () =>
    withDoksi(
      async (doksi) => {
        const step = await runWith(doksi, FILES);
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(errorOf(step)).toContain('AccessDenied: Request has expired (HTTP 403)');
        expect(methods(doksi)).toBe('POST PUT POST PUT');
      },
      { uploadUrlLifetimeSeconds: -1 },
    ),
  );

  it.concurrent('nothing but reads only a part is an error', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'status', status: 200, body: '' });
      const step = await runWith(doksi, LARGE);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toContain('before the whole file was sent');
      expect(methods(doksi)).toBe('POST PUT');
    }),
  );
});

describe('a target that Doksi rejects', () => {
  it.concurrent('is a fault of the APK', () =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ error: 'Could not parse manifest' });
      doksi.fault({ on: 'POST /targets', kind: 'status', status: 422, body });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
      expect(errorOf(step)).toContain('Could not parse manifest (HTTP 422)');
      expect(errorOf(step)).toContain('check the APK that the build produced');
      expect(errorOf(step)).not.toMatch(/matrix|extra-body/);
    }),
  );

  it.concurrent('leaves the outputs with the target that was registered before', () =>
    withDoksi(async (doksi) => {
      // The larger file is registered later.
      const files = { 'a.apk': apkOf('a'), 'b.apk': apkOf('b', 40_000_000) };
      doksi.fault({ on: 'POST /targets', kind: 'status', status: 422, after: 1 });
      const matrix = JSON.stringify(Object.keys(files).map((apk) => ({ apk, test_ids: ['a'] })));
      const { exitCode, outputs } = await runWith(doksi, files, { matrix });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ conclusion: 'error', 'target-id': 'tgt_0001' });
      expect(JSON.parse(outputs['targets'] ?? '')).toEqual({ 'a.apk': 'tgt_0001' });
    }),
  );
});

describe('a step that is cancelled while it uploads', () => {
  onPosix('signals').concurrent('ends at once and registers nothing', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 1_000_000 });
      const step = await withStep(
        doksi,
        LARGE,
        async ({ kill }) => {
          await until(() => methods(doksi).includes('PUT'));
          kill('SIGINT');
        },
        { ...APP, 'timeout-minutes': '5' },
      );
      const outputs = { conclusion: 'cancelled', 'run-id': '', 'target-id': '' };
      expect(step).toMatchObject({ exitCode: 1, signal: null, outputs });
      expect(step.summary).toContain('cancelled');
      expect(methods(doksi)).toBe('POST PUT');
    }),
  );
});
