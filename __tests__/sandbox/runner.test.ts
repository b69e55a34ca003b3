import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { HEAD_SHA, MERGE_SHA, pushEvent } from '../../sandbox/runner/event.ts';
import { commandsIn, parseOutputFile } from '../../sandbox/runner/protocol.ts';
import type { FinishedStep, RunningStep, StepOptions } from '../../sandbox/runner/step.ts';
import { SANDBOX_GITHUB_TOKEN, startStep } from '../../sandbox/runner/step.ts';
import { onPosix } from '../posix.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'doksi-action-'));
  writeFileSync(
    join(folder, 'action.yml'),
    `inputs:
  api-key: { description: The key }
  wait: { default: true }
  number: { default: 0123 }
  Two words: { default: '' }
  github-token: { default: '\${{ github.token }}' }
  job-matrix: { default: '\${{ toJSON(matrix) }}' }
  job-check-run-id: { default: '\${{ job.check_run_id }}' }
`,
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function start(script: string, options: Partial<StepOptions> = {}): RunningStep {
  const action = join(folder, 'index.mjs');
  writeFileSync(action, `import { appendFileSync, readFileSync } from 'node:fs';\n${script}`);
  return startStep({ inputs: {}, action, metadata: join(folder, 'action.yml'), ...options });
}

const run = (script: string, options?: Partial<StepOptions>): Promise<FinishedStep> => start(script, options).done;

async function environmentOf(options?: Partial<StepOptions>): Promise<Record<string, string>> {
  const { log } = await run('console.log(JSON.stringify({ ...process.env, cwd: process.cwd() }))', options);
  return z.record(z.string(), z.string()).parse(JSON.parse(log.slice(log.indexOf('{'))));
}

describe('a step gets', () => {
  it('its inputs, with defaults as the text of action.yml', async () => {
    const env = await environmentOf({ inputs: { 'api-key': 'secret', wait: 'false' } });
    expect(env).toMatchObject({
      'INPUT_API-KEY': 'secret',
      INPUT_WAIT: 'false',
      INPUT_NUMBER: '0123',
      INPUT_TWO_WORDS: '',
      'INPUT_GITHUB-TOKEN': SANDBOX_GITHUB_TOKEN,
      'INPUT_JOB-MATRIX': 'null',
      'INPUT_JOB-CHECK-RUN-ID': '',
    });
    expect(SANDBOX_GITHUB_TOKEN).toMatch(/^ghs_[\w.-]{510,530}$/);
  });

  it("its job's matrix and check run", async () => {
    const env = await environmentOf({ matrix: { browser: 'chrome' } });
    expect(JSON.parse(env['INPUT_JOB-MATRIX'] ?? '')).toEqual({ browser: 'chrome' });
    expect(await environmentOf({ checkRunId: '4711' })).toMatchObject({ 'INPUT_JOB-CHECK-RUN-ID': '4711' });
  });

  it.each([0, 10])('a standard output that is closed after %d bytes', async (closedAfterBytes) => {
    const step = await run(
      `process.stdout.on('error', ({ code }) => (process.exitCode = code === 'EPIPE' ? 7 : 1));
       const timer = setInterval(() => console.log('0123456789'), 1);
       process.stdout.on('error', () => clearInterval(timer));`,
      { stdout: { closedAfterBytes } },
    );
    expect(step.exitCode).toBe(7);
  });

  it('a standard output that is read slowly, but completely', async () => {
    const step = await run("console.log('x'.repeat(500_000))", { stdout: { msPerChunk: 1 } });
    expect(step.log).toHaveLength(500_001);
  });

  it('undeclared inputs, too, with a warning', async () => {
    const { log } = await run("console.log(process.env['INPUT_WIAT'])", { inputs: { wiat: 'yes' } });
    expect(log).toBe(
      "Warning: Unexpected input(s) 'wiat', valid inputs are " +
        "['api-key', 'wait', 'number', 'Two words', 'github-token', 'job-matrix', 'job-check-run-id']\nyes\n",
    );
  });

  it('the pull request whose head is not the commit that is checked out', async () => {
    const { log } = await run("console.log(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'))");
    expect(JSON.parse(log)).toMatchObject({ number: 7, pull_request: { head: { sha: HEAD_SHA } } });
    expect(await environmentOf()).toMatchObject({
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_SHA: MERGE_SHA,
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/e2e.yml@refs/pull/7/merge',
    });
  });

  it('another event', async () => {
    expect(await environmentOf({ event: pushEvent })).toMatchObject({
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
    });
  });

  it('nothing of the surrounding environment, but all given variables', async () => {
    process.env['HTTPS_PROXY'] = 'http://proxy.example.com';
    const env = await environmentOf({ env: { CI: undefined, GITHUB_JOB: 'mine' } });
    delete process.env['HTTPS_PROXY'];
    expect(env).toMatchObject({ GITHUB_ACTIONS: 'true', GITHUB_JOB: 'mine', PATH: process.env['PATH'] });
    expect(env).not.toHaveProperty('HTTPS_PROXY');
    expect(env).not.toHaveProperty('CI');
  });

  it('its own folders, which are removed afterwards', async () => {
    const env = await environmentOf();
    expect(env['cwd']).toBe(env['GITHUB_WORKSPACE']);
    expect(existsSync(env['RUNNER_TEMP'] ?? tmpdir())).toBe(false);
  });

  it('the given workspace, which stays', async () => {
    const env = await environmentOf({ workspace: folder });
    expect(env['GITHUB_WORKSPACE']).toBe(folder);
    expect(existsSync(folder)).toBe(true);
  });
});

describe('a finished step has', () => {
  it('its outputs, summary, commands, log and exit code', async () => {
    const chunks: string[] = [];
    const step = await run(
      `appendFileSync(process.env.GITHUB_OUTPUT, 'status=running\\nresults<<EOF\\n[\\n]\\nEOF\\nstatus=passed\\n');
       appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Done');
       console.log('::error title=Checkout%2C twice::broken');
       process.exitCode = 3;`,
      { onOutput: (chunk) => chunks.push(chunk) },
    );
    expect(step).toMatchObject({
      exitCode: 3,
      signal: null,
      log: '::error title=Checkout%2C twice::broken\n',
      outputs: { status: 'passed', results: '[\n]' },
      summary: '# Done',
      commands: [{ command: 'error', properties: { title: 'Checkout, twice' }, message: 'broken' }],
    });
    expect(chunks.join('')).toBe(step.log);
  });

  onPosix('signals').it('the signal that killed it', async () => {
    const step = start("console.log('up'); setInterval(() => {}, 1000)", {
      onOutput: () => {
        step.kill('SIGTERM');
      },
    });
    expect(await step.done).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
  });
});

describe('workflow commands', () => {
  it('are decoded', () => {
    expect(commandsIn('  ::warning file=a.yml,line=3::50%25%0A%3A done\n')).toEqual([
      { command: 'warning', properties: { file: 'a.yml', line: '3' }, message: '50%\n%3A done' },
    ]);
  });

  it('have known names', () => {
    expect(commandsIn('a ::error::b\n::1::\n::nonsense::c')).toEqual([]);
  });

  it('are ignored while they are stopped', () => {
    const log = '::stop-commands::token\n::error::a\n::token::\n::error::b';
    expect(commandsIn(log).map(({ message }) => message)).toEqual(['token', 'b']);
  });
});

describe('an output file', () => {
  it.each(['no-operator', 'name<<EOF\nwithout an end'])('that the runner would reject: %j', (content) => {
    expect(() => parseOutputFile(content)).toThrow('Invalid');
  });
});
