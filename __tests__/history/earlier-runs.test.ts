import { describe, expect, it } from '@jest/globals';
import { type HistoryRecord, requestDigest } from '../../src/history/record.ts';
import { findPrior } from '../../src/history/rerun.ts';
import { BASE_SHA, HEAD_SHA, MERGE_SHA } from '../../sandbox/runner/event.ts';
import { issueCommentEvent, pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import { API_KEY, planOf, stateOf, withHistory } from './stage.ts';
import { compareWithBase } from '../../src/history/base-branch.ts';
import { actionsBotWith } from '../../sandbox/github/identities.ts';
import { outcome, run } from '../builders.ts';

const RUNS = {
  r1: stateOf({ a: 'failed', b: 'passed' }),
  r2: stateOf({ a: 'failed' }),
  rB: stateOf({ a: 'passed', b: 'failed' }),
};
const PLAN = planOf(['a', 'b']);
const ONE_FAILED = 'Attempt 2 of this job: 1 of 2 tests failed in attempt 1 (run r1); only it runs again.';

describe('the second attempt', () => {
  it('runs only what failed', () =>
    withHistory(RUNS, async ({ publish, sources, runtime, log }) => {
      publish({});
      const prior = await findPrior(sources(pullRequestEvent, PLAN), runtime);
      expect(prior).toMatchObject({
        kind: 'unfinished',
        again: [{ testIds: ['a'] }],
        runs: [{ id: 'r1', workflowAttempt: 1 }],
      });
      expect(log).toEqual([ONE_FAILED]);
    }));

  it.each<[string, Partial<HistoryRecord>]>([
    ['workflow run', { workflowRun: '99' }],
    ['job', { job: 'other' }],
    ['title', { title: 'Other' }],
    ['commit', { headSha: BASE_SHA }],
    ['leg of the job matrix', { digest: requestDigest(planOf(['a', 'b'], '{"lang":"de"}'), API_KEY) }],
    ['request', { digest: requestDigest(planOf(['b', 'z']), API_KEY) }],
    ['attempt that is not earlier', { attempt: 2 }],
  ])('ignores the record of another %s, beside its own and alone', (_, other) =>
    withHistory(RUNS, async ({ publish, sources, runtime, log, github }) => {
      publish({ ...other, runs: [{ id: 'rB', attempt: 1 }] });
      expect(await findPrior(sources(pullRequestEvent, PLAN), runtime)).toMatchObject({ kind: 'none' });
      expect(log[0]).toMatch(/^Attempt 2 of this job: all tests run again, because no .+\.$/);

      github.repository.checkRuns.length = 0;
      publish({});
      publish({ ...other, runs: [{ id: 'rB', attempt: 1 }] });
      expect(await findPrior(sources(pullRequestEvent, PLAN), runtime)).toMatchObject({
        again: [{ testIds: ['a'] }],
      });
      expect(log[1]).toBe(ONE_FAILED);
    }),
  );

  it.each([
    ['1', '2'],
    ['1', '3'],
  ])('runs everything if two jobs have the same key and request, in attempt %s of %s', (first, current) =>
    withHistory(RUNS, async ({ publish, sources, runtime, log }) => {
      publish({});
      publish({ runs: [{ id: 'rB', attempt: Number(first) }] });
      if (current === '3') publish({ attempt: 2, runs: [{ id: 'r1', attempt: 1 }] });
      const env = { GITHUB_RUN_ATTEMPT: current };
      expect(await findPrior(sources(pullRequestEvent, PLAN, env), runtime)).toMatchObject({ kind: 'none' });
      expect(log[0]).toContain('all tests run again, because attempt 1 has check runs of several jobs');
    }),
  );

  it.each<[string, string | undefined, string, boolean]>([
    ['its own record', 'a / doksi', 'a / doksi', true],
    ["not another caller's record", 'b / doksi', 'a / doksi', false],
    ['no record without a job name', undefined, 'a / doksi', false],
  ])('takes %s if GitHub provides the name of the job', (_, recorded, own, isTaken) =>
    withHistory(RUNS, async ({ publish, addJob, sources, runtime }) => {
      publish({ jobName: recorded });
      const jobCheckRunId = addJob(own);
      const { kind } = await findPrior({ ...sources(pullRequestEvent, PLAN), jobCheckRunId }, runtime);
      expect(kind).toBe(isTaken ? 'unfinished' : 'none');
    }),
  );

  it('runs everything if GitHub does not return the name of the job', () =>
    withHistory(RUNS, async ({ github, publish, addJob, sources, runtime, log }) => {
      publish({});
      const jobCheckRunId = addJob('a / doksi');
      github.fault({ on: 'GET /check-runs/{id}', kind: 'status', status: 403 });
      const { kind } = await findPrior({ ...sources(pullRequestEvent, PLAN), jobCheckRunId }, runtime);
      expect(kind).toBe('none');
      expect(log[0]).toContain('all tests run again, because the earlier attempts are unknown');
    }));

  it('ignores a check run id that is not of a job of this workflow run', () =>
    withHistory(RUNS, async ({ publish, addJob, sources, runtime }) => {
      publish({});
      for (const jobCheckRunId of ['1', '77', addJob('other', '99')]) {
        const { kind } = await findPrior({ ...sources(pullRequestEvent, PLAN), jobCheckRunId }, runtime);
        expect(kind).toBe('unfinished');
      }
    }));

  it('takes a check run that was published twice for one', () =>
    withHistory(RUNS, async ({ publish, sources, runtime }) => {
      publish({});
      publish({});
      expect((await findPrior(sources(pullRequestEvent, PLAN), runtime)).kind).toBe('unfinished');
    }));

  it('uses the newest record of an earlier attempt, also if an attempt between left none', () =>
    withHistory(RUNS, async ({ publish, sources, runtime, log }) => {
      publish({
        attempt: 2,
        runs: [
          { id: 'r1', attempt: 1 },
          { id: 'r2', attempt: 2 },
        ],
      });
      publish({});
      await findPrior(sources(pullRequestEvent, PLAN, { GITHUB_RUN_ATTEMPT: '4' }), runtime);
      expect(log).toEqual([
        'Attempt 4 of this job: 1 of 2 tests failed in attempts 1 and 2 (last run r2); only it runs again.',
      ]);
    }));

  it.each<[string, Partial<HistoryRecord>, { slug?: string }, string]>([
    ["another app's check run", {}, { slug: 'other' }, 'another app published a check run with the same record'],
    ['a record without runs', { runs: [] }, {}, 'no run of an earlier attempt was recorded'],
    ['a run that Doksi does not return', { runs: [{ id: 'gone', attempt: 1 }] }, {}, 'no run gone'],
  ])('runs everything after %s', (_, record, check, reason) =>
    withHistory(RUNS, async ({ publish, sources, runtime, log }) => {
      publish(record, check);
      expect(await findPrior(sources(pullRequestEvent, PLAN), runtime)).toMatchObject({ kind: 'none' });
      expect(log[0]).toContain(reason);
    }),
  );

  it('runs everything if GitHub rejects the token', () =>
    withHistory(RUNS, async ({ sources, runtime, log }) => {
      const rejected = { ...sources(pullRequestEvent, PLAN), githubToken: 'wrong' };
      expect(await findPrior(rejected, runtime)).toMatchObject({ kind: 'none' });
      expect(log[0]).toContain('GitHub rejected the request to read the check runs: Bad credentials (HTTP 401).');
    }));

  it('requests the commit if the event names only a pull request', () =>
    withHistory(RUNS, async ({ publish, sources, runtime, github }) => {
      publish({ headSha: HEAD_SHA });
      expect((await findPrior(sources(issueCommentEvent, PLAN), runtime)).kind).toBe('unfinished');
      expect(github.requests).toHaveLength(2);
    }));
});

const FAILED = outcome({ runs: [run({ state: stateOf({ a: 'failed', b: 'failed', c: 'passed' }) })] });
const ON_MAIN = { r1: stateOf({ a: 'passed', b: 'failed' }), r2: stateOf({ a: 'failed', b: 'passed' }) };
const bases = ({ results }: typeof FAILED) => results.tests.map(({ base }) => base?.kind);

describe('failures on a pull request', () => {
  it('are compared with the newest run of the base branch', () =>
    withHistory(ON_MAIN, async ({ publish, sources, runtime, log }) => {
      publish({ runs: [{ id: 'r1', attempt: 1 }] }, { sha: BASE_SHA });
      const compared = await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime);
      expect(bases(compared)).toEqual(['new', 'fails-too', undefined]);
      expect(compared.results.tests[1]?.base).toEqual({
        kind: 'fails-too',
        branch: 'main',
        url: 'https://app.doksi.ai/b',
        agoMs: 3 * 60 * 60 * 1000,
      });
      expect({ ...compared, results: FAILED.results }).toEqual(FAILED);
      expect(log).toEqual([]);
    }));

  it.each([
    ['its event was about another commit', { eventSha: HEAD_SHA }, {}],
    ['its event was about no known commit', { eventSha: undefined }, {}],
    ['another app created it', {}, { slug: 'other' }],
    ['it has no run', { runs: [] }, {}],
  ])('are not compared with a check run if %s, but with an older one', (_, record, check) =>
    withHistory(ON_MAIN, async ({ publish, sources, runtime }) => {
      publish({ runs: [{ id: 'r2', attempt: 1 }] }, { sha: MERGE_SHA });
      publish({ runs: [{ id: 'r1', attempt: 1 }], ...record }, { sha: MERGE_SHA, ...check });
      const compared = await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime);
      expect(bases(compared)).toEqual(['fails-too', 'new', undefined]);
    }),
  );

  it('stay as they are without a check run, a pull request or a failure', () =>
    withHistory(ON_MAIN, async ({ publish, sources, runtime, github, log }) => {
      const plan = planOf([]);
      expect(await compareWithBase(FAILED, sources(pullRequestEvent, plan), runtime)).toBe(FAILED);
      publish({}, { sha: MERGE_SHA });
      expect(await compareWithBase(FAILED, sources(pushEvent, plan), runtime)).toBe(FAILED);
      const requests = github.requests.length;
      expect(requests).toBeLessThanOrEqual(8);
      const passed = outcome();
      expect(await compareWithBase(passed, sources(pullRequestEvent, plan), runtime)).toBe(passed);
      expect(github.requests).toHaveLength(requests);
      expect(log).toEqual([]);
    }));

  it('need at most eight requests', () =>
    withHistory(ON_MAIN, async ({ publish, sources, runtime, github, log }) => {
      for (let n = 0; n < 900; n++) publish({ runs: [] }, { sha: MERGE_SHA });
      expect(await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime)).toBe(FAILED);
      expect(github.requests).toHaveLength(8);
      expect(log).toEqual([
        'Could not determine whether the failures are new. Could not read the check runs: more than 8 requests would be needed.',
      ]);
    }));

  it('stay as they are with a warning if a permission is missing', () =>
    withHistory(
      ON_MAIN,
      async ({ sources, runtime, log }) => {
        expect(await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime)).toBe(FAILED);
        expect(log).toHaveLength(1);
        expect(log[0]).toContain('permissions:\n  contents: read\nThe conclusion is not affected.');
      },
      actionsBotWith({ checks: 'write', 'pull-requests': 'write' }),
    ));

  it('stay as they are if Doksi does not return the run', () =>
    withHistory({}, async ({ publish, sources, runtime }) => {
      publish({}, { sha: MERGE_SHA });
      expect(await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime)).toBe(FAILED);
    }));
});
