import { appendFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { redness } from '../scenarios/stage.ts';
import { withStore } from './stage.ts';
import { bodyOf, takeAll, type TinyDoksi } from './tiny-doksi.ts';
import { apkOf, flipByte } from '../workspace.ts';

// A build that still writes while its APK is uploaded. What was announced can no longer be sent.

const APP_BYTES = 40_000_000;
const APK = apkOf('app', APP_BYTES);

function expectHonesty(finished: FinishedStep, doksi: TinyDoksi, what: RegExp): void {
  expect(finished).toMatchObject({
    exitCode: 1,
    signal: null,
    outputs: { conclusion: 'error', targets: '{}' },
  });
  expect(redness(finished)).toMatch(what);
  expect(redness(finished)).toContain('Make sure that no other step or process writes to it');
  expect(redness(finished)).not.toContain('fault of doksi/run-action');
  // Neither is it tried again, nor is half a file registered.
  expect(['POST uploads', 'POST uploads, PUT store']).toContain(doksi.requests.join(', '));
}

const changes: [string, (path: string) => void, RegExp][] = [
  ['shrinks', (path) => truncateSync(path, 1_000_000), /app\.apk (shrank|changed) while it was sent/],
  ['grows', (path) => appendFileSync(path, 'more'), /app\.apk grew while it was sent/],
  ['changes', (path) => flipByte(path, APK.length - 200_000), /app\.apk changed while it was sent/],
];

describe('a file that was checked and then', () => {
  it.concurrent.each([
    ...changes,
    ['vanishes', (path: string) => rmSync(path), /app\.apk could not be read while it was sent/] as const,
  ])('%s before it is sent makes a clear error', (_, change, what) =>
    withStore(
      { 'app.apk': APK },
      (workspace) => ({
        uploadUrl: () => {
          change(join(workspace, 'app.apk'));
          return undefined;
        },
      }),
      async (step, doksi) => {
        expectHonesty(await step.done, doksi, what);
      },
    ),
  );

  it.concurrent.each(changes)('%s while it is sent makes a clear error', (_, change, what) =>
    withStore(
      { 'app.apk': APK },
      (workspace) => ({
        onPut: (put) => {
          // Its end is still to be read: no buffers between two processes hold so much.
          put.request.once('data', () => {
            change(join(workspace, 'app.apk'));
          });
          return takeAll(put);
        },
      }),
      async (step, doksi) => {
        expectHonesty(await step.done, doksi, what);
      },
    ),
  );

  it.concurrent('vanishes while it is sent is sent to its end, since it is still open', () => {
    let bytes = 0;
    return withStore(
      { 'app.apk': APK },
      (workspace) => ({
        onPut: async ({ request, response }) => {
          let received = 0;
          request.on('data', (chunk: Buffer) => {
            received += chunk.length;
            // Beyond the zip's own header: the file is open by now.
            if (received > 1000) rmSync(join(workspace, 'app.apk'), { force: true });
          });
          bytes = (await bodyOf(request)).length;
          response.end();
        },
      }),
      async (step) => {
        const { exitCode } = await step.done;
        expect(exitCode).toBe(0);
        expect(bytes).toBeGreaterThan(APP_BYTES);
      },
    );
  });
});
