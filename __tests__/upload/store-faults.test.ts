import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { redness, until, withDoksi } from '../scenarios/stage.ts';
import { APP, runWith, withStore } from './stage.ts';
import { bodyOf, s3Error, takeAll } from './tiny-doksi.ts';
import { apkOf, REAL_APK, sha256 } from '../workspace.ts';

const FILES = { 'app.apk': REAL_APK };
/** More than the buffers between two processes hold. */
const LARGE = { 'app.apk': apkOf('app', 40_000_000) };

describe('an upload that meets trouble', () => {
  it.concurrent('of status 500 is sent again, whole', () =>
    withDoksi(async (doksi) => {
      doksi.fault({
        on: 'PUT',
        kind: 'status',
        status: 500,
        body: s3Error('InternalError', 'We are sorry.'),
      });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'target-id': 'tgt_0001' } });
      expect(step.log).toMatch(/500 Internal Server Error.*trying again/);
      expect(doksi.uploads).toHaveLength(1);
      expect(doksi.uploads).toMatchObject([{ files: [{ name: 'app.apk', bytes: 3_076_294 }] }]);
      expect(step.log).toContain(sha256(readFileSync(REAL_APK)));
    }),
  );

  it.concurrent('of a connection that is cut at 30 % is sent again from its begin', () => {
    const bodies: Buffer[] = [];
    return withStore(
      FILES,
      () => ({
        onPut: async (put) => {
          const { number, request } = put;
          if (number > 1) {
            bodies.push(await bodyOf(request));
            put.response.end();
            return;
          }
          let taken = 0;
          request.on('data', (chunk: Buffer) => {
            taken += chunk.length;
            if (taken > 0.3 * Number(request.headers['content-length'])) request.destroy();
          });
        },
      }),
      async (step, doksi) => {
        const { exitCode, log } = await step.done;
        expect(exitCode).toBe(0);
        expect(doksi.requests.slice(0, 5)).toEqual([
          'POST uploads',
          'PUT store',
          'PUT store',
          'POST targets',
          'POST runs',
        ]);
        const [body] = bodies;
        expect(log).toContain(`sha256 ${sha256(readFileSync(REAL_APK))}`);
        expect(body?.length).toBeGreaterThan(3_076_294);
      },
    );
  });

  it.concurrent('of a slow store just takes longer', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 10_000_000 });
      const step = await runWith(doksi, { 'app.apk': apkOf('app', 20_000_000) });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(doksi.uploads).toHaveLength(1);
    }),
  );

  it.concurrent('before it, when a place for it is asked for, asks again', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /uploads', kind: 'status', status: 503 });
      doksi.fault({ on: 'POST /targets', kind: 'drop' });
      const step = await runWith(doksi, FILES);
      expect(step.exitCode).toBe(0);
      expect(doksi.uploads).toHaveLength(1);
    }),
  );
});

describe('a store that refuses', () => {
  it.concurrent.each([
    [403, 'AccessDenied', 'Request has expired'],
    [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.'],
    [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'],
  ])('with %i %s is quoted, and asked only once', (status, code, message) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'status', status, body: s3Error(code, message) });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
      expect(redness(step)).toContain(`refused to store app.apk: ${code}: ${message} (HTTP ${status})`);
      expect(doksi.requests.map(({ method }) => method)).toEqual(['POST', 'PUT']);
    }),
  );

  it.concurrent('a URL that has expired is quoted', () =>
    withDoksi(
      async (doksi) => {
        const step = await runWith(doksi, FILES);
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(step)).toContain('AccessDenied: Request has expired (HTTP 403)');
      },
      { uploadUrlLifetimeSeconds: -1 },
    ),
  );

  it.concurrent('while the file is still being sent, and takes no more, is quoted and not waited for', () =>
    withStore(
      LARGE,
      () => ({
        onPut: ({ request }) => {
          const body = s3Error('AccessDenied', 'Not here.');
          request.socket.write(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
        },
      }),
      async (step, doksi) => {
        const finished = await step.done;
        expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(finished)).toContain('AccessDenied: Not here. (HTTP 403)');
        expect(doksi.requests).toEqual(['POST uploads', 'PUT store']);
      },
    ),
  );

  it.concurrent('and hangs up on who is still sending is quoted', () =>
    withStore(
      LARGE,
      () => ({
        onPut: ({ request }) => {
          const body = s3Error('AccessDenied', 'Go away.');
          const head = `HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: ${body.length}`;
          request.socket.end(`${head}\r\n\r\n${body}`, () => request.socket.destroy());
        },
      }),
      async (step) => {
        const finished = await step.done;
        expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(finished)).toContain('AccessDenied: Go away. (HTTP 403)');
        expect(finished.log).not.toContain('trying again');
      },
    ),
  );

  it.concurrent('by taking only a part and saying that all is well is not believed', () =>
    withStore(
      LARGE,
      () => ({
        onPut: (put) => {
          if (put.number > 1) return takeAll(put);
          put.request.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
          return undefined;
        },
      }),
      async (step, doksi) => {
        const finished = await step.done;
        expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(finished)).toContain('before the whole was sent');
        expect(doksi.requests).not.toContain('POST targets');
      },
    ),
  );
});

describe('a target that Doksi refuses', () => {
  it.concurrent.each([400, 422])('is a matter of the APK: %i', (status) =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ error: 'Could not parse manifest' });
      doksi.fault({ on: 'POST /targets', kind: 'status', status, body });
      const step = await runWith(doksi, FILES);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
      expect(redness(step)).toContain(`Could not parse manifest (HTTP ${status})`);
      expect(redness(step)).toContain('check the APK that the build made');
      expect(redness(step)).not.toMatch(/matrix|extra-body/);
    }),
  );
});

describe('a step that is cancelled while it uploads', () => {
  it.concurrent.each(['SIGINT', 'SIGTERM'] as const)('by %s ends at once and registers nothing', (signal) => {
    let sees = false;
    return withStore(
      LARGE,
      () => ({
        // It takes the first bytes, and no more.
        onPut: ({ request }) => {
          request.once('data', () => {
            request.pause();
            sees = true;
          });
        },
      }),
      async (step, doksi) => {
        await until(() => sees);
        step.kill(signal);
        const finished = await step.done;
        expect(finished).toMatchObject({
          exitCode: 1,
          signal: null,
          outputs: { conclusion: 'cancelled', 'run-id': '', 'target-id': '' },
        });
        expect(finished.summary).toContain('cancelled');
        expect(doksi.requests).toEqual(['POST uploads', 'PUT store']);
      },
      { ...APP, 'timeout-minutes': '5' },
    );
  });
});
