import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import type { WorkflowEvent } from '../../sandbox/runner/event.ts';
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/event.ts';
import type { ActOptions, ActRun, ActStep } from './act.ts';
import { failureOf, runWorkflow } from './act.ts';

// Checks what sandbox/runner/ assumes, in a runner that others wrote. Differences between act 0.2.89 and GitHub:
//
// | act                                                           | GitHub                                       |
// | ------------------------------------------------------------- | -------------------------------------------- |
// | `job.check_run_id` is empty                                   | the id of the job's check run                |
// | `toJSON(matrix)` is `{}` in a job without a matrix            | `null`                                       |
// | `toJSON(matrix)` sorts the keys                               | keeps the order of the file                  |
// | a cancelled or timed-out step is killed without a signal      | SIGINT, 7.5 s, SIGTERM, 2.5 s, kill          |
// | a step's output is a terminal, standard error goes there, too | two pipes                                    |
// | `GITHUB_WORKFLOW_REF`, `GITHUB_REF`, … come from our test     | come from the event                          |
// | permissions, concurrency and environments are ignored         | apply                                        |
// | the `raw` field of its JSON log shows the argument of a mask  | never shown                                  |

let doksi: DoksiSandbox;
let github: GithubSandbox;

beforeAll(async () => {
  doksi = await startDoksi();
  github = await startGithub();
});
afterAll(async () => {
  await Promise.all([doksi.close(), github.close()]);
});

const source = (name: string): string => readFileSync(join(import.meta.dirname, 'workflows', name), 'utf8');

const run = (name: string, event: WorkflowEvent, options?: Partial<ActOptions>): Promise<ActRun> =>
  runWorkflow({ workflow: source(name), event, apiUrl: doksi.url, githubUrl: github.url, ...options });

function step({ steps, log }: ActRun, job: string, id: string): ActStep {
  const found = steps.find((candidate) => candidate.job === job && candidate.id === id);
  if (found === undefined) throw new Error(`There is no step ${job}.${id}.\n${log}`);
  return found;
}

const conclusions = (ended: ActRun): string[] =>
  ended.steps
    .filter(({ id }) => id.endsWith('doksi'))
    .map(({ job, result, outputs }) => `${job}: ${result ?? 'not run'}, ${outputs['conclusion'] ?? 'none'}`)
    .sort();

describe('in a real runner', () => {
  it.concurrent('each leg of a matrix reports under a title of its own', async () => {
    const ended = await run('legs.yml', pullRequestEvent);
    expect(failureOf(ended)).toBe('');
    const headings = ended.steps.map(({ summary }) => /^## \S+ (.*?):/.exec(summary)?.[1]).sort();
    expect(headings).toEqual(['Doksi', 'Doksi (chrome, de)', 'Doksi (chrome, fr)']);
    expect(github.repository.checkRuns.map(({ name }) => name).sort()).toEqual(headings.slice(1));
    expect(github.repository.comments).toHaveLength(1);
    expect(github.repository.comments[0]?.body).toContain('Doksi (chrome, fr)');
    expect(github.repository.comments[0]?.body).not.toContain('/job/');
  });

  it.concurrent('each ending is seen by later steps and jobs', async () => {
    const ended = await run('endings.yml', pushEvent);
    expect(conclusions(ended)).toEqual([
      'failed: failure, failed',
      'refused: failure, error',
      'skipped: success, skipped',
      'timed-out: success, timed-out',
      'tolerated: failure, failed',
    ]);
    expect(ended.exitCode).toBe(1);
    expect(ended.jobs).toEqual({
      failed: 'failure',
      refused: 'failure',
      skipped: 'success',
      'timed-out': 'success',
      tolerated: 'success',
      last: 'success',
    });

    expect(step(ended, 'failed', 'doksi').summary).toContain('1 of 2 tests failed');
    expect(step(ended, 'failed', 'reported').log).toContain('Check out');
    expect(step(ended, 'failed', 'always').log).toBe('failure failure\nclean\n');
    expect(step(ended, 'tolerated', 'next').log).toBe('failure success failed\n');
    expect(step(ended, 'skipped', 'next').log).toBe('[] skipped\n');
    expect(step(ended, 'last', 'read').log).toBe('failure failed fail-1s-check-out success failure\n');
    expect(ended.steps.map(({ job, id }) => `${job}.${id}`)).not.toContain('failed.not-reached');

    expect(ended.log).not.toContain(SANDBOX_API_KEY);
    expect(ended.log).not.toContain('hunter2hunter2');
    expect(step(ended, 'failed', 'reported').log).toMatch(/^\*\*\* \[/m);
  });

  it.concurrent('composite actions and reusable workflows pass inputs and outputs through', async () => {
    const files = {
      '.github/actions/doksi/action.yml': source('composite.yml'),
      '.github/workflows/called.yml': source('called.yml'),
    };
    const ended = await run('reuse.yml', pullRequestEvent, { files });
    expect(failureOf(ended)).toBe('');
    expect(step(ended, 'composite', 'read').log).toBe('passed 1\n');
    expect(step(ended, 'after', 'read').log).toBe('passed 2\n');
  });

  it.concurrent('a run is known to later steps although its step was killed', async () => {
    const ended = await run('cancelled.yml', pushEvent, {
      onLine: (text, cancel) => {
        if (/^Run run_\d+ started/.test(text)) cancel();
      },
    });
    expect(ended.exitCode).toBe(1);
    expect(step(ended, 'e2e', 'doksi').outputs).toEqual({ 'run-id': expect.stringMatching(/^run_/) });
    expect(step(ended, 'e2e', 'always').log).toMatch(/^run_/);
    expect(step(ended, 'e2e', 'cancelled').log).toBe('cancelled\n');
  });
});
