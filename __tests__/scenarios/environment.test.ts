import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { HEAD_SHA, MERGE_SHA, pushEvent } from '../../sandbox/runner/event.ts';
import { startStep, type StepOptions } from '../../sandbox/runner/step.ts';
import { errorOf, run, start, tests, warnings, withDoksi } from './stage.ts';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { onPosix } from '../posix.ts';

type Environment = NonNullable<StepOptions['env']>;

describe('the verdict does not depend on the environment:', () => {
  const environments: { name: string; env: Environment }[] = [
    { name: 'no summary file', env: { GITHUB_STEP_SUMMARY: undefined } },
    { name: 'no event file', env: { GITHUB_EVENT_PATH: undefined } },
    { name: 'a missing event file', env: { GITHUB_EVENT_PATH: 'gone.json' } },
    { name: 'an event file that is a folder', env: { GITHUB_EVENT_PATH: '.' } },
    { name: 'no workspace', env: { GITHUB_WORKSPACE: undefined } },
    {
      name: 'nothing of GitHub except the output file',
      env: {
        GITHUB_ACTIONS: undefined,
        GITHUB_EVENT_NAME: undefined,
        GITHUB_EVENT_PATH: undefined,
        GITHUB_REF: undefined,
        GITHUB_REPOSITORY: undefined,
        GITHUB_SERVER_URL: undefined,
        GITHUB_SHA: undefined,
        GITHUB_STEP_SUMMARY: undefined,
        GITHUB_WORKFLOW_REF: undefined,
        GITHUB_WORKSPACE: undefined,
        RUNNER_TEMP: undefined,
      },
    },
  ];

  it.concurrent.each(environments)('failed with $name', ({ env }) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('fail-0s'), { env });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed' } });
      expect(warnings(step)).toBe('');
    }),
  );

  it.concurrent.each(environments.slice(-3))('passed with $name', ({ env }) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s'), { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(warnings(step)).toBe('');
    }),
  );

  it.concurrent('a summary that cannot be written is a warning', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s'), { env: { GITHUB_STEP_SUMMARY: 'gone/summary.md' } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(warnings(step)).toContain('The job summary could not be published');
    }),
  );

  it.concurrent('an invalid event', () =>
    withDoksi(async (doksi) => {
      for (const payload of [null, { pull_request: { head: null } }]) {
        const step = await run(doksi, tests('pass-0s'), { event: { name: 'pull_request', payload } });
        expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
        expect(step.summary).toContain(MERGE_SHA.slice(0, 7));
      }
    }),
  );
});

describe('the summary', () => {
  it.concurrent("links the pull request's head, not the merge commit", () =>
    withDoksi(async (doksi) => {
      const { summary } = await run(doksi, tests('pass-0s'));
      expect(summary).toContain(`https://github.com/octo/shop/commit/${HEAD_SHA}`);
      expect(summary).not.toContain(MERGE_SHA.slice(0, 7));
    }),
  );

  it.concurrent('links the pushed commit', () =>
    withDoksi(async (doksi) => {
      const { summary } = await run(doksi, tests('pass-0s'), { event: pushEvent });
      expect(summary).toContain(`https://github.com/octo/shop/commit/${MERGE_SHA}`);
    }),
  );

  it.concurrent('links to the GitHub server of the step', () =>
    withDoksi(async (doksi) => {
      const env = { GITHUB_SERVER_URL: 'https://github.octo.example' };
      const { summary } = await run(doksi, tests('pass-0s'), { env });
      expect(summary).toContain(`https://github.octo.example/octo/shop/commit/${HEAD_SHA}`);
      expect(summary).not.toContain('github.com');
    }),
  );

  it.concurrent('and annotations can be switched off', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('fail-0s'), summary: 'false', annotations: 'false' });
      expect(step).toMatchObject({ exitCode: 1, summary: '', outputs: { conclusion: 'failed' } });
      expect(step.commands.filter(({ command }) => command === 'error')).toHaveLength(1);
      expect(errorOf(step)).toContain('1 of 1 Doksi test failed');
    }),
  );
});

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
