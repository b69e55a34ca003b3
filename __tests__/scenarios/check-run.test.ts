import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { actionsBotWith, personalToken } from '../../sandbox/github/identities.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { HEAD_SHA, MERGE_SHA, QUEUE_SHA, FORK_SHA, type WorkflowEvent } from '../../sandbox/runner/event.ts';
import {
  forkPullRequestEvent,
  forkWorkflowRunEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
} from '../../sandbox/runner/events.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { decodeRecord } from '../../src/history/record.ts';
import { settleFailed, withServices } from './github-stage.ts';
import { type Inputs, errorOf, tests, until, warnings } from './stage.ts';
import { onPosix } from '../posix.ts';

const CHECK = { 'check-run': 'true' };
const only = ({ repository: { checkRuns } }: GithubSandbox) => {
  expect(checkRuns).toHaveLength(1);
  return checkRuns[0];
};

describe('the check run', () => {
  const stuck = { ...tests('stuck'), 'timeout-minutes': '0.02' };
  it.concurrent.each<[string, string, Inputs]>([
    ['success', 'passed', tests('pass-0s')],
    ['failure', 'failed', tests('fail-0s')],
    ['neutral', 'failed', { ...tests('fail-0s'), 'fail-on-failure': 'false' }],
    ['timed_out', 'timed-out', stuck],
    ['failure', 'error', { ...tests('pass-0s'), retries: 'many' }],
    ['skipped', 'skipped', { 'api-key': '', 'if-no-api-key': 'skip' }],
  ])('has the conclusion %s if the step ends as %s', (expected, conclusion, inputs) =>
    withServices(async ({ github, run }) => {
      const step = await run({ ...inputs, ...CHECK }, { ...(inputs['api-key'] === '' && { apiKey: '' }) });
      expect(step.outputs['conclusion']).toBe(conclusion);
      const check = only(github);
      expect(check).toMatchObject({ status: 'completed', conclusion: expected, head_sha: HEAD_SHA });
      expect(step.outputs['check-run-url']).toBe(`https://github.com/octo/shop/runs/${check?.id}`);
    }),
  );

  it.concurrent('states in its title why it is red although all tests passed', () =>
    withServices(async ({ github, run }) => {
      const step = await run({ ...tests('flaky-0s'), retries: '1', 'fail-on-flaky': 'true', ...CHECK });
      expect(step.outputs['conclusion']).toBe('passed');
      expect(only(github)).toMatchObject({
        conclusion: 'failure',
        title: 'The test passed, but is flaky, and fail-on-flaky is on',
      });
    }),
  );

  it.concurrent.each<[string, Inputs]>([
    ['started', { ...tests('stuck'), wait: 'false' }],
    ['dry-run', { ...tests('stuck'), 'dry-run': 'true' }],
  ])('is not created if the step ends as %s, without a request to GitHub', (conclusion, inputs) =>
    withServices(async ({ github, run }) => {
      const step = await run({ ...inputs, ...CHECK });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion, 'check-run-url': '' } });
      expect(github.requests).toHaveLength(0);
    }),
  );

  it.concurrent('is not created by default', () =>
    withServices(async ({ github, run }) => {
      await run(tests('fail-0s'));
      expect(github.requests).toHaveLength(0);
    }),
  );

  it.concurrent('names the run, links to the failed test, and annotates the line with the test id', () =>
    withServices(async ({ github, run }) => {
      const workspace = mkdtempSync(join(tmpdir(), 'doksi-check-'));
      mkdirSync(join(workspace, '.github/workflows'), { recursive: true });
      writeFileSync(join(workspace, '.github/workflows/e2e.yml'), 'on: push\nwith:\n  test-ids: fail-0s-pay\n');
      const inputs = { ...tests('pass-0s-cart', 'fail-0s-pay', 'flaky-0s-coupon'), retries: '1' };
      await run({ ...inputs, ...CHECK, title: 'Checkout' }, { workspace });
      rmSync(workspace, { recursive: true });
      const check = only(github);
      expect(check).toMatchObject({
        name: 'Checkout',
        external_id: 'run_0001',
        title: '1 of 3 tests failed',
        details_url: 'https://app.doksi.ai/verify/tests/fail-0s-pay/runs/res_0004',
        annotations: [
          { annotation_level: 'failure', path: '.github/workflows/e2e.yml', start_line: 3 },
          { annotation_level: 'warning', path: '.github/workflows/e2e.yml', start_line: 1 },
        ],
      });
      expect(check?.annotations[0]?.message).toMatch(/^Pay \(web · staging\.example\.com\) failed twice/);
      expect(decodeRecord({ output: check })).toMatchObject({
        runs: [
          { id: 'run_0001', attempt: 1 },
          { id: 'run_0002', attempt: 1 },
        ],
        workflowRun: '1234567890',
        attempt: 1,
        job: 'e2e',
        title: 'Checkout',
        headSha: HEAD_SHA,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }),
  );

  it.concurrent('has 120 failed tests in three requests', () =>
    withServices(async ({ doksi, github, run }) => {
      settleFailed(doksi, 120);
      await run({ ...tests('a'), ...CHECK });
      const titles = only(github)?.annotations.map(({ title }) => title);
      expect(new Set(titles).size).toBe(120);
      expect(titles).toHaveLength(120);
      const written = github.requests.map(({ method }) => method).filter((method) => method !== 'GET');
      expect(written).toEqual(['POST', 'PATCH', 'PATCH']);
    }),
  );

  it.concurrent('is linked although annotations are missing, which a warning counts', () =>
    withServices(async ({ doksi, github, run }) => {
      settleFailed(doksi, 120);
      github.fault({ on: 'PATCH /check-runs/{id}', kind: 'status', status: 422, after: 1 });
      const step = await run({ ...tests('a'), ...CHECK });
      expect(warnings(step)).toMatch(/check run is published, but 20 annotations .*could not be added/);
      expect(step.outputs['check-run-url']).toContain('/runs/');
    }),
  );

  it.concurrent.each<[string, WorkflowEvent, string, Inputs?]>([
    ['a pull request', pullRequestEvent, HEAD_SHA],
    ['a push', pushEvent, MERGE_SHA],
    ['a merge group', mergeGroupEvent, QUEUE_SHA],
    ["a workflow run for a fork's pull request", forkWorkflowRunEvent, FORK_SHA],
    ['a push, with commit-sha', pushEvent, HEAD_SHA, { 'commit-sha': HEAD_SHA.toUpperCase() }],
  ])('for %s is on the commit that people look at', (_name, event, sha, inputs = {}) =>
    withServices(async ({ github, run }) => {
      const step = await run({ ...tests('pass-0s'), ...CHECK, ...inputs }, { event });
      expect(only(github)?.head_sha).toBe(sha);
      expect(step.summary).toContain(`commit [\`${sha.slice(0, 7)}\`]`);
      const reads = github.requests.filter(({ method, path }) => method === 'GET' && /\/pulls\/\d+$/.test(path));
      expect(reads.length).toBeLessThanOrEqual(1);
    }),
  );
});

describe('a check run that cannot be published', () => {
  it.concurrent('causes one warning with the YAML of the missing permission, and the verdict stands', () =>
    withServices(
      async ({ github, run }) => {
        const step = await run({ ...tests('pass-0s'), ...CHECK });
        expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'check-run-url': '' } });
        expect(step.commands.filter(({ command }) => command === 'warning')).toHaveLength(1);
        expect(warnings(step)).toContain('permissions:\n  checks: write');
        expect(github.requests).toHaveLength(1);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ contents: 'read' }) } },
    ),
  );

  it.concurrent('causes a warning that names the fork, whose token cannot write', () =>
    withServices(
      async ({ run }) => {
        const step = await run({ ...tests('pass-0s'), ...CHECK }, { event: forkPullRequestEvent });
        expect(step.exitCode).toBe(0);
        expect(warnings(step)).toMatch(/comes from a fork[^]*permissions:\n {2}checks: write/);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ checks: 'read' }) } },
    ),
  );

  it.concurrent('causes a warning that names the right token, for one that can never write checks', () =>
    withServices(
      async ({ run }) => {
        expect(warnings(await run({ ...tests('pass-0s'), ...CHECK }))).toContain("the job's own token");
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: personalToken('mona') } },
    ),
  );

  it.concurrent('causes a warning that names the input if the token is empty', () =>
    withServices(async ({ github, run }) => {
      const step = await run({ ...tests('pass-0s'), ...CHECK }, { env: { 'INPUT_GITHUB-TOKEN': '' } });
      expect(step.exitCode).toBe(0);
      expect(warnings(step)).toContain('github-token is empty');
      expect(github.requests).toHaveLength(0);
    }),
  );

  it.concurrent('causes a warning that names the rate limit and no permission', () =>
    withServices(async ({ github, run }) => {
      github.fault({ on: 'any', kind: 'rateLimit', resetsInSeconds: 1800, times: 9 });
      const step = await run({ ...tests('fail-0s'), ...CHECK });
      expect(step.outputs['conclusion']).toBe('failed');
      expect(warnings(step)).toContain('rate limit');
      expect(warnings(step)).not.toContain('permissions:');
    }),
  );

  it.concurrent('is tried again after a 502', () =>
    withServices(async ({ github, run }) => {
      github.fault({ on: 'POST /check-runs', kind: 'status', status: 502 });
      const step = await run({ ...tests('pass-0s'), ...CHECK });
      expect(only(github)?.conclusion).toBe('success');
      expect(warnings(step)).toBe('');
    }),
  );

  onPosix('signals').concurrent(
    'does not delay a cancelled step if GitHub hangs, and everything else is reported',
    () =>
      withServices(async ({ github, start }) => {
        github.fault({ on: 'any', kind: 'hang', times: 99 });
        const step = start({ ...tests('stuck'), ...CHECK, 'pr-comment': 'true' });
        await until(() => step.log().includes('Run run_0001 started'));
        step.kill('SIGINT');
        const finished = await step.done;
        expect(finished).toMatchObject({ exitCode: 1, signal: null, outputs: { conclusion: 'cancelled' } });
        expect(finished.summary).toMatch(/^## 🛑 Doksi: cancelled\n/);
        expect(errorOf(finished)).toContain('run continues in the cloud');
        for (const report of ['The check run', 'The comment on the pull request'])
          expect(warnings(finished)).toContain(`${report} could not be published: the step was cancelled`);
      }),
  );

  onPosix('signals').concurrent('is published as cancelled if the step is cancelled while it follows the run', () =>
    withServices(async ({ github, start }) => {
      const step = start({ ...tests('stuck'), ...CHECK });
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGTERM');
      await step.done;
      expect(only(github)).toMatchObject({ conclusion: 'cancelled', external_id: 'run_0001' });
    }),
  );
});
