import { describe, expect, it } from '@jest/globals';
import { compareWithBase } from '../../src/history/base.ts';
import { BASE_SHA, HEAD_SHA, MERGE_SHA } from '../../sandbox/runner/event.ts';
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import { actionsBotWith } from '../../sandbox/github/identities.ts';
import { outcome, run } from '../builders.ts';
import { planOf, stateOf, withHistory } from './stage.ts';

const FAILED = outcome({ runs: [run({ state: stateOf({ a: 'failed', b: 'failed', c: 'passed' }) })] });
const RUNS = { r1: stateOf({ a: 'passed', b: 'failed' }), r2: stateOf({ a: 'failed', b: 'passed' }) };
const bases = ({ results }: typeof FAILED) => results.tests.map(({ base }) => base?.kind);

describe('failures on a pull request', () => {
  it('are compared with the newest run of the base branch', () =>
    withHistory(RUNS, async ({ publish, sources, runtime, log }) => {
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
    withHistory(RUNS, async ({ publish, sources, runtime }) => {
      publish({ runs: [{ id: 'r2', attempt: 1 }] }, { sha: MERGE_SHA });
      publish({ runs: [{ id: 'r1', attempt: 1 }], ...record }, { sha: MERGE_SHA, ...check });
      const compared = await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime);
      expect(bases(compared)).toEqual(['fails-too', 'new', undefined]);
    }),
  );

  it('stay as they are without a check run, a pull request or a failure', () =>
    withHistory(RUNS, async ({ publish, sources, runtime, github, log }) => {
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

  it('need at most eight requests, each sent once', () =>
    withHistory(RUNS, async ({ publish, sources, runtime, github, log }) => {
      for (let n = 0; n < 900; n++) publish({ runs: [] }, { sha: MERGE_SHA });
      expect(await compareWithBase(FAILED, sources(pullRequestEvent, planOf([])), runtime)).toBe(FAILED);
      expect(github.requests).toHaveLength(8);
      expect(log).toEqual([
        'Could not determine whether the failures are new. Could not read the check runs: more than 8 requests would be needed.',
      ]);
    }));

  it('stay as they are with a warning if a permission is missing', () =>
    withHistory(
      RUNS,
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
