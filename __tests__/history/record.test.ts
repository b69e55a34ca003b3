import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeRecord,
  encodeRecord,
  type HistoryRecord,
  MAX_RECORD_LENGTH,
  requestDigest,
  targetKey,
} from '../../src/history/record.ts';
import { knownFailure } from '../builders.ts';
import { NO_KNOWN_FAILURES } from '../../src/inputs/known-failures.ts';
import type { PlannedEntry } from '../../src/plan/plan.ts';
import { RunState } from '../../src/doksi/schemas.ts';
import { decidePrior, NotContinuedError } from '../../src/history/rerun.ts';

const record: HistoryRecord = {
  runs: [
    { id: 'run_1', attempt: 1 },
    { id: 'run_2', attempt: 2 },
  ],
  workflowRun: '123',
  attempt: 2,
  job: 'e2e',
  title: 'Checkout',
  headSha: 'b1946ac92492d2347c6235b4d2611184',
  eventSha: 'b1946ac92492d2347c6235b4d2611184',
  digest: 'f00d',
  targets: { abc: 'tgt_1' },
};
const decode = (summary: string | undefined): HistoryRecord | undefined => decodeRecord({ output: { summary } });

describe('the record in a check run', () => {
  it('is read as it was written, after any other text', () => {
    expect(decode(`1 failed\n\n${encodeRecord(record)}\n`)).toEqual(record);
    const minimal: HistoryRecord = {
      ...record,
      workflowRun: undefined,
      job: undefined,
      eventSha: undefined,
      digest: undefined,
      runs: [],
      targets: {},
    };
    expect(decode(encodeRecord(minimal))).toEqual(minimal);
  });

  it('hides any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (title, id) => {
        const hostile = {
          ...record,
          title: `${title} --> <!-- @mona ${title}`,
          runs: [{ id, attempt: 1 }],
          targets: { [id]: id },
        };
        const encoded = encodeRecord(hostile);
        expect(encoded.match(/-->/g)).toHaveLength(1);
        expect(encoded.slice(4, -3)).not.toMatch(/--|[<>@\n]/);
        fc.pre(id !== '__proto__');
        expect(decode(encoded)).toEqual({ ...hostile, title: hostile.title.toWellFormed() });
      }),
      { numRuns: 30 },
    );
  });

  it('is the last one, so that text before it cannot replace it', () => {
    const forged = encodeRecord({ ...record, runs: [{ id: 'forged', attempt: 1 }] });
    expect(decode(`${forged}\n\n${encodeRecord(record)}`)?.runs).toEqual(record.runs);
  });

  it.each([
    undefined,
    '',
    'All 9 tests passed',
    '<!-- doksi-run-action:record {} -->',
    '<!-- doksi-run-action:record {"v":1,"runs":7} -->',
    '<!-- doksi-run-action:record {broken} -->',
    encodeRecord(record).replace('"v":1', '"v":2'),
    encodeRecord({ ...record, attempt: 0 }),
    encodeRecord(record).slice(0, -9),
  ])('is ignored if it is not valid: %j', (text) => {
    expect(decode(text)).toBeUndefined();
  });

  it('stays small: targets are left out before anything else', () => {
    const targets = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [targetKey(String(index)), `tgt_${index}`]),
    );
    const encoded = encodeRecord({ ...record, targets });
    expect(encoded.length).toBeLessThanOrEqual(MAX_RECORD_LENGTH);
    expect(decode(encoded)?.runs).toEqual(record.runs);
    expect(encodeRecord({ ...record, runs: [{ id: 'x'.repeat(20_000), attempt: 1 }] })).toBe('');
  });
});

describe('the digest of a request', () => {
  const entry: PlannedEntry = {
    platform: 'web',
    target: { key: 'web_url', value: 'https://staging.example.com' },
    testIds: ['a', 'b'],
    extras: { auth: { user: 'mona', password: 'hunter2' } },
  };
  interface Request {
    readonly entries?: readonly PlannedEntry[];
    readonly extraBody?: Readonly<Record<string, unknown>>;
    readonly key?: string;
    readonly jobMatrix?: string;
  }
  const digest = ({ entries = [entry], extraBody = {}, key = 'key', jobMatrix = '' }: Request = {}) =>
    requestDigest({ run: { kind: 'new', entries, extraBody }, jobMatrix }, key);
  const at = (key: 'web_url' | 'target_id', value: string): PlannedEntry => ({
    ...entry,
    target: { key, value },
  });
  const apk = (registration: string): PlannedEntry => ({
    ...entry,
    target: { key: 'apk', registration, package: { kind: 'apk', path: `${registration}.apk`, files: [] } },
  });

  it('is equal for equal requests, whatever the order of keys', () => {
    const turned = { ...entry, extras: { auth: { password: 'hunter2', user: 'mona' } } };
    expect(digest({ entries: [turned] })).toBe(digest());
  });

  it.each<{ what: string } & Request>([
    { what: 'another test', entries: [{ ...entry, testIds: ['a'] }] },
    { what: 'another order of tests', entries: [{ ...entry, testIds: ['b', 'a'] }] },
    { what: 'another address', entries: [at('web_url', 'https://example.com')] },
    { what: 'another kind of target', entries: [at('target_id', 'https://staging.example.com')] },
    { what: 'another credential', entries: [{ ...entry, extras: { auth: { password: 'hunter3' } } }] },
    { what: 'one more entry', entries: [entry, entry] },
    { what: 'another extra body', extraBody: { pull_request: 7 } },
    { what: 'another key', key: 'other' },
    { what: 'another leg of the job matrix', jobMatrix: '{"lang": "de"}' },
    { what: 'a file', entries: [apk('one')] },
  ])('differs for $what', (request) => {
    expect(digest(request)).not.toBe(digest());
  });

  it('depends on the content of files', () => {
    expect(digest({ entries: [apk('one')] })).not.toBe(digest({ entries: [apk('two')] }));
  });

  it('does not exist for a run of another job', () => {
    expect(requestDigest({ run: { kind: 'existing', runId: 'k3n' }, jobMatrix: '' }, 'key')).toBeUndefined();
  });
});

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
    const both = state('failed', ['a@x failed', 'b@x failed', 'a@y passed']);
    expect(decided([both], MATRIX, knownFailure('b')).again).toEqual(['a@x']);
    const only = state('failed', ['a@x passed', 'b@x failed', 'a@y passed']);
    expect(decided([only], MATRIX, knownFailure('b')).again).toEqual(['everything']);
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
