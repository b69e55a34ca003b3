import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { startStep } from '../../sandbox/runner/step.ts';
import { errorOf, start, tests, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

/** Runs the code in the step's process before the action is loaded. */
const preload = (code: string): Record<string, string> => ({
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}`,
});

describe('an output file that cannot be written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doksi-outputs-'));
  const files = [
    { name: 'that is missing', path: join(folder, 'gone', 'output') },
    { name: 'that is a folder', path: folder },
    // Only Linux has a disk that is always full.
    ...(process.platform === 'linux' ? [{ name: 'on a full disk', path: '/dev/full' }] : []),
  ];

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.concurrent.each(files)('$name fails the step, and nothing else is lost', ({ path }) =>
    withDoksi(async (doksi) => {
      const inputs = { 'api-key': SANDBOX_API_KEY, 'api-url': doksi.url, 'poll-interval-seconds': '1' };
      const step = await startStep({
        inputs: { ...inputs, ...tests('pass-0s') },
        env: { GITHUB_OUTPUT: path },
      }).done;
      expect(step.exitCode).toBe(1);
      expect(errorOf(step)).toMatch(/outputs could not be written .*\n?.*run_0001/);
      expect(step.log).not.toMatch(/^\s+at /m);
      expect(step.log).toContain('The test passed');
      expect(step.summary).toMatch(/^## ✅ Doksi: the test passed\n/);
    }),
  );
});

describe('a signal', () => {
  onPosix('signals').concurrent('before anything is loaded still leaves all outputs', () =>
    withDoksi(async (doksi) => {
      const now = `process.on('newListener', (name) => name === 'SIGINT' && setImmediate(() => process.kill(process.pid, 'SIGINT')))`;
      const step = await start(doksi, tests('pass-0s'), { env: preload(now) }).done;
      expect(step).toMatchObject({ exitCode: 1, signal: null, outputs: { conclusion: 'cancelled' } });
    }),
  );
});

describe('a fault of the action itself', () => {
  it.concurrent('fails the step, and is named', () =>
    withDoksi(async (doksi) => {
      const fault = `performance.now = () => { throw new Error('no clock') }`;
      const step = await startStep({
        inputs: { 'api-key': SANDBOX_API_KEY, 'api-url': doksi.url, ...tests('pass-0s') },
        env: preload(fault),
      }).done;
      expect(step.exitCode).toBe(1);
      expect(errorOf(step)).toContain('itself failed: no clock');
    }),
  );
});
