import { describe, expect, it } from '@jest/globals';
import { RunState } from '../../src/doksi/schemas.ts';
import { decidePrior, NotContinuedError } from '../../src/history/decide.ts';
import { knownFailuresAt, NO_KNOWN_FAILURES, type PlannedEntry } from '../../src/plan/plan.ts';

const entry = (place: string, ...testIds: string[]): PlannedEntry => ({
  platform: 'web',
  target: { key: 'web_url', value: `https://${place}.example` },
  testIds,
  extras: { login: place },
});
const MATRIX = [entry('x', 'a', 'b'), entry('y', 'a')];

/** `a@x failed` is a test, its place and its status; without a place, Doksi does not report it. */
function state(status: string, tests: readonly string[], more: object = {}): RunState {
  const results = tests.map((test) => {
    const [, test_id, place, word] = /^(\w+)(?:@(\w+))? (\w+)$/.exec(test) ?? [];
    const web_url = place === undefined ? undefined : `https://${place}.example/`;
    return { test_id, status: word, destination: { platform: 'web', web_url } };
  });
  return RunState.parse({ status, tests_total: results.length, results, ...more });
}

interface Decided {
  /** What runs again, `a b@x`; or the kind of what was left. */
  readonly again: readonly string[];
  readonly text: string;
}

function decided(
  states: readonly RunState[],
  entries = MATRIX,
  knownFailures = NO_KNOWN_FAILURES,
  attempts: readonly number[] = [],
): Decided {
  const runs = states.map((one, index) => ({
    id: `r${index + 1}`,
    state: one,
    workflowAttempt: attempts[index] ?? 1,
  }));
  try {
    const { prior, explanation: text } = decidePrior(runs, [], {
      run: { kind: 'new', entries, extraBody: {} },
      knownFailures,
    });
    if (prior.kind !== 'unfinished') return { again: [prior.kind], text };
    const again = prior.again.map(({ testIds, extras }) => `${testIds.join(' ')}@${String(extras['login'])}`);
    return { again, text };
  } catch (error) {
    if (error instanceof NotContinuedError) return { again: ['everything'], text: error.message };
    throw error;
  }
}

const FAILED = ['a@x failed', 'b@x passed', 'a@y passed'];
const PASSED = ['a@x passed', 'b@x passed', 'a@y passed'];

describe('after an earlier attempt that left', () => {
  it.each<{ what: string; states: RunState[]; is: string[]; text?: RegExp }>([
    { what: 'no run', states: [], is: ['everything'], text: /no run .* was recorded/ },
    { what: 'a failed run', states: [state('failed', FAILED)], is: ['a@x'], text: /1 of 3 tests failed/ },
    {
      what: 'the same test failed in two places',
      states: [state('failed', ['a@x failed', 'b@x passed', 'a@y failed'])],
      is: ['a@x', 'a@y'],
      text: /they run again$/,
    },
    {
      what: 'a failed test and one that did not finish',
      states: [state('failed', ['a@x failed', 'b@x skipped', 'a@y passed'])],
      is: ['a b@x'],
      text: /1 did not finish/,
    },
    {
      what: 'a retry that passed',
      states: [state('failed', FAILED), state('passed', ['a@x passed'])],
      is: ['everything'],
      text: /all tests passed before/,
    },
    {
      what: 'a retry that failed',
      states: [state('failed', FAILED), state('failed', ['a@x failed'])],
      is: ['a@x'],
    },
    { what: 'a retry without results', states: [state('failed', FAILED), state('passed', [])], is: ['a@x'] },
    { what: 'a passed run', states: [state('passed', PASSED)], is: ['everything'], text: /all tests passed/ },
    {
      what: 'a passed run with a test that did not finish',
      states: [state('passed', ['a@x passed', 'b@x skipped', 'a@y passed'])],
      is: ['everything'],
      text: /no test failed that is not a known failure/,
    },
    { what: 'a failed run without a failed test', states: [state('failed', PASSED)], is: ['everything'] },
    {
      what: 'a run in progress',
      states: [state('running', ['a@x failed', 'b@x queued'])],
      is: ['in-progress'],
      text: /^run r1 of attempt 1 is still in progress; it is followed/,
    },
    { what: 'a run that has just begun', states: [state('queued', [])], is: ['in-progress'] },
    {
      what: 'a retry in progress',
      states: [state('failed', FAILED), state('paused', [])],
      is: ['in-progress'],
    },
    {
      what: 'a retry in progress that lists another test',
      states: [state('failed', FAILED), state('running', ['z@x queued'])],
      is: ['in-progress'],
    },
    {
      what: 'a retry in progress after an incomplete run',
      states: [state('failed', FAILED.slice(0, 2)), state('running', ['a@x queued'])],
      is: ['everything'],
    },
    {
      what: 'a run in progress after a passed one',
      states: [state('passed', PASSED), state('running', ['a@x queued'])],
      is: ['everything'],
      text: /no test failed before the last run/,
    },
    {
      what: 'a run in progress before a settled one',
      states: [state('running', FAILED), state('failed', ['a@x failed'])],
      is: ['everything'],
      text: /one of the earlier runs is still in progress/,
    },
    { what: 'two runs in progress', states: [state('running', FAILED), state('running', FAILED)], is: ['everything'] },
    { what: 'a run in progress elsewhere', states: [state('running', ['b@y queued'])], is: ['in-progress'] },
    {
      what: 'a run that lacks a test',
      states: [state('failed', FAILED.slice(0, 2))],
      is: ['everything'],
      text: /not exactly the tests of the matrix/,
    },
    {
      what: 'a run with another test',
      states: [state('failed', [...FAILED, 'c@x passed'])],
      is: ['everything'],
    },
    { what: 'a run with a test twice', states: [state('failed', [...FAILED, 'b@x passed'])], is: ['everything'] },
    {
      what: 'a run with a test in another place',
      states: [state('failed', ['a@x failed', 'b@y passed', 'a@y passed'])],
      is: ['everything'],
    },
    {
      what: 'an unknown place, of two',
      states: [state('failed', ['a failed', 'b@x passed', 'a@y passed'])],
      is: ['everything'],
    },
    {
      what: 'an unknown place, of one',
      states: [state('failed', ['a@x failed', 'b passed', 'a@y passed'])],
      is: ['a@x'],
    },
    {
      what: 'a total beyond the list',
      states: [state('failed', FAILED, { tests_total: 4 })],
      is: ['everything'],
    },
    {
      what: 'failures beyond the list',
      states: [state('failed', FAILED, { tests_failed: 2 })],
      is: ['everything'],
    },
  ])('$what, $is runs', ({ states, is, text = /./ }) => {
    const decision = decided(states);
    expect(decision.again).toEqual(is);
    expect(decision.text).toMatch(text);
  });

  it.each([
    [[1], '1 of 3 tests failed in attempt 1 (run r1); only it runs again'],
    [[1, 1], '1 of 3 tests failed in attempt 1 (last run r2); only it runs again'],
    [[1, 2], '1 of 3 tests failed in attempts 1 and 2 (last run r2); only it runs again'],
  ])('runs of the attempts %j, the log says so', (attempts, text) => {
    const states = attempts.map((_, index) => state('failed', index === 0 ? FAILED : ['a@x failed']));
    expect(decided(states, MATRIX, NO_KNOWN_FAILURES, attempts).text).toBe(text);
  });

  it('a test in one of two entries that results do not distinguish, both run', () => {
    const twice = [entry('x', 'a'), { ...entry('x', 'a', 'b'), extras: { login: 'guest' } }];
    const decision = decided([state('failed', ['a@x passed', 'a@x failed', 'b@x passed'])], twice);
    expect(decision.again).toEqual(['a@x', 'a@guest']);
    expect(decision.text).toMatch(/; 2 tests run again, since/);
  });

  it('known failures, they do not run again', () => {
    const known = knownFailuresAt(0, [{ testId: 'b', until: '1970-02-01', reason: 'SHOP-812' }]);
    const both = state('failed', ['a@x failed', 'b@x failed', 'a@y passed']);
    expect(decided([both], MATRIX, known).again).toEqual(['a@x']);
    const only = state('failed', ['a@x passed', 'b@x failed', 'a@y passed']);
    expect(decided([only], MATRIX, known).again).toEqual(['everything']);
  });

  it('a registered app, its target is used again; without one, everything runs', () => {
    const entries: PlannedEntry[] = [
      {
        platform: 'android',
        target: { key: 'apk', registration: 'app', package: { kind: 'apk', path: 'app.apk', files: [] } },
        testIds: ['a', 'b'],
        extras: {},
      },
    ];
    const results = [
      { test_id: 'a', status: 'failed', destination: { platform: 'android', name: 'Shop' } },
      { test_id: 'b', status: 'passed', destination: { platform: 'android', target_id: 'tgt_1' } },
    ];
    const runs = [{ id: 'r1', state: RunState.parse({ status: 'failed', tests_total: 2, results }) }];
    const plan = {
      run: { kind: 'new', entries, extraBody: {} },
      knownFailures: NO_KNOWN_FAILURES,
    } as const;
    expect(() => decidePrior(runs, [], plan)).toThrow('the target of an app was not recorded');
    expect(decidePrior(runs, [{ key: 'app', targetId: 'tgt_1' }], plan).prior).toMatchObject({
      again: [{ target: { key: 'target_id', value: 'tgt_1' }, testIds: ['a'] }],
    });
    expect(() => decidePrior(runs, [{ key: 'app', targetId: 'tgt_2' }], plan)).toThrow(NotContinuedError);
  });
});
