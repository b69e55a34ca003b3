import { describe, expect, it } from '@jest/globals';
import { Run } from '../../src/doksi/schemas.ts';
import { type Decision, decidePrior } from '../../src/history/decide.ts';
import { knownFailuresAt, NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import type { PlannedEntry } from '../../src/plan/entry.ts';
import type { Attempt } from '../../src/results/attempt.ts';

const entry = (place: string, ...testIds: string[]): PlannedEntry => ({
  platform: 'web',
  target: { key: 'web_url', value: `https://${place}.example` },
  testIds,
  extras: { login: place },
});
const app = (testIds: string[]): PlannedEntry => ({
  platform: 'android',
  target: { key: 'apk', registration: 'app', package: { kind: 'apk', path: 'app.apk', files: [] } },
  testIds,
  extras: {},
});
const MATRIX = [entry('x', 'a', 'b'), entry('y', 'a')];

/** `a@x failed` is a test, its place and its status; without a place Doksi does not tell it. */
function run(status: string, tests: readonly string[], more: object = {}): Run {
  const results = tests.map((test) => {
    const [, test_id, place, word] = /^(\w+)(?:@(\w+))? (\w+)$/.exec(test) ?? [];
    const web_url = place === undefined ? undefined : `https://${place}.example/`;
    return { test_id, status: word, destination: { platform: 'web', web_url } };
  });
  return Run.parse({ status, tests_total: results.length, results, ...more });
}

function decide(runs: readonly Run[], entries = MATRIX, knownFailures = NO_KNOWN_FAILURES): Decision {
  const attempts: Attempt[] = runs.map((one, index) => ({ runId: `r${index + 1}`, run: one, earlier: 1 }));
  return decidePrior({ attempt: 1, attempts, entries, registered: [], knownFailures });
}

/** What is run again: `a b@x`. */
function again({ prior }: Decision): string[] {
  if (prior.kind !== 'unfinished') return [prior.kind];
  return prior.again.map(({ testIds, extras }) => `${testIds.join(' ')}@${String(extras['login'])}`);
}

const FAILED = ['a@x failed', 'b@x passed', 'a@y passed'];

describe('what earlier attempts left is decided', () => {
  it.each<{ what: string; runs: Run[]; is: string[]; said?: RegExp }>([
    { what: 'no run', runs: [], is: ['none'], said: /no run is known/ },
    { what: 'one that failed', runs: [run('failed', FAILED)], is: ['a@x'], said: /1 of 3 tests failed/ },
    {
      what: 'the same test failing in two places',
      runs: [run('failed', ['a@x failed', 'b@x passed', 'a@y failed'])],
      is: ['a@x', 'a@y'],
    },
    {
      what: 'one that failed beside one that did not end',
      runs: [run('failed', ['a@x failed', 'b@x skipped', 'a@y passed'])],
      is: ['a b@x'],
      said: /1 did not finish/,
    },
    {
      what: 'a retry that passed',
      runs: [run('failed', FAILED), run('passed', ['a@x passed'])],
      is: ['none'],
    },
    {
      what: 'a retry that failed',
      runs: [run('failed', FAILED), run('failed', ['a@x failed'])],
      is: ['a@x'],
    },
    { what: 'a retry without a word', runs: [run('failed', FAILED), run('passed', [])], is: ['a@x'] },
    { what: 'all passed', runs: [run('passed', ['a@x passed', 'b@x passed', 'a@y passed'])], is: ['none'] },
    {
      what: 'nothing failed, but something did not end',
      runs: [run('passed', ['a@x passed', 'b@x skipped', 'a@y passed'])],
      is: ['none'],
      said: /nothing failed/,
    },
    {
      what: 'called failed without a failure',
      runs: [
        run(
          'failed',
          FAILED.map((one) => one.replace('failed', 'passed')),
        ),
      ],
      is: ['none'],
    },
    { what: 'one that goes on', runs: [run('running', ['a@x failed', 'b@x queued'])], is: ['going-on'] },
    { what: 'one that has only begun', runs: [run('queued', [])], is: ['going-on'] },
    { what: 'a retry that goes on', runs: [run('failed', FAILED), run('paused', [])], is: ['going-on'] },
    {
      what: 'a retry of another test that goes on',
      runs: [run('failed', FAILED), run('running', ['z@x queued'])],
      is: ['none'],
    },
    {
      what: 'a retry that goes on after a run that lacks a test',
      runs: [run('failed', FAILED.slice(0, 2)), run('running', ['a@x queued'])],
      is: ['none'],
    },
    {
      what: 'one that goes on after nothing failed',
      runs: [run('passed', ['a@x passed', 'b@x passed', 'a@y passed']), run('running', ['a@x queued'])],
      is: ['none'],
      said: /none before it failed/,
    },
    {
      what: 'one that goes on before another',
      runs: [run('running', FAILED), run('failed', ['a@x failed'])],
      is: ['none'],
      said: /has not ended/,
    },
    { what: 'two that go on', runs: [run('running', FAILED), run('running', FAILED)], is: ['none'] },
    { what: 'one that goes on with another test', runs: [run('running', ['z@x queued'])], is: ['none'] },
    { what: 'one that goes on elsewhere', runs: [run('running', ['b@y queued'])], is: ['none'] },
    {
      what: 'one that goes on with more tests',
      runs: [run('running', [], { tests_total: 4 })],
      is: ['none'],
    },
    {
      what: 'a test that is missing',
      runs: [run('failed', FAILED.slice(0, 2))],
      is: ['none'],
      said: /do not match the tests of the matrix/,
    },
    { what: 'a test too many', runs: [run('failed', [...FAILED, 'c@x passed'])], is: ['none'] },
    { what: 'a test twice', runs: [run('failed', [...FAILED, 'b@x passed'])], is: ['none'] },
    {
      what: 'a test elsewhere',
      runs: [run('failed', ['a@x failed', 'b@y passed', 'a@y passed'])],
      is: ['none'],
    },
    {
      what: 'a place that nobody tells, of two',
      runs: [run('failed', ['a failed', 'b@x passed', 'a@y passed'])],
      is: ['none'],
    },
    {
      what: 'a place that nobody tells, of one',
      runs: [run('failed', ['a@x failed', 'b passed', 'a@y passed'])],
      is: ['a@x'],
    },
    { what: 'a total beyond the list', runs: [run('failed', FAILED, { tests_total: 4 })], is: ['none'] },
    { what: 'failures beyond the list', runs: [run('failed', FAILED, { tests_failed: 2 })], is: ['none'] },
  ])('from $what', ({ runs, is, said = /./ }) => {
    const decision = decide(runs);
    expect(again(decision)).toEqual(is);
    expect(decision.said).toMatch(said);
    if (is[0] === 'none') expect(decision.said).toMatch(/so everything is run$/);
  });

  it.each([
    [[1], 1, '1 of 3 tests failed (run r1); only it runs again'],
    [[1, 1], 1, '1 of 3 tests failed (run r2); only it runs again'],
    [[1, 2], 2, 'in the runs so far 1 of 3 tests failed (its last is r2); only it runs again'],
    [
      [1],
      2,
      'it created no run that is known; in the runs so far 1 of 3 tests failed (the last is r1, of attempt 1); only it runs again',
    ],
  ])(
    'from runs of the attempts %j, as attempt %d has them, in words that are true',
    (numbers, attempt, said) => {
      const attempts = numbers.map((earlier, index) => ({
        runId: `r${index + 1}`,
        run: run('failed', index === 0 ? FAILED : ['a@x failed']),
        earlier,
      }));
      const sources = { entries: MATRIX, registered: [], knownFailures: NO_KNOWN_FAILURES };
      expect(decidePrior({ attempt, attempts, ...sources }).said).toBe(said);
    },
  );

  it('with both of two entries that results do not tell apart, and says so', () => {
    const twice = [entry('x', 'a'), { ...entry('x', 'a', 'b'), extras: { login: 'guest' } }];
    const decision = decide([run('failed', ['a@x passed', 'a@x failed', 'b@x passed'])], twice);
    expect(again(decision)).toEqual(['a@x', 'a@guest']);
    expect(decision.said).toMatch(/^1 of 3 tests failed \(run r1\); 2 tests run again, since/);
  });

  it('without known failures, and from nothing else that failed as a whole', () => {
    const known = knownFailuresAt(0, [{ testId: 'b', until: '1970-02-01', reason: 'SHOP-812' }]);
    const both = run('failed', ['a@x failed', 'b@x failed', 'a@y passed']);
    expect(again(decide([both], MATRIX, known))).toEqual(['a@x']);
    const only = run('failed', ['a@x passed', 'b@x failed', 'a@y passed']);
    expect(again(decide([only], MATRIX, known))).toEqual(['none']);
  });

  it('as a whole where an app has no target, and else with the one that it has', () => {
    const entries = [app(['a', 'b'])];
    const results = [
      { test_id: 'a', status: 'failed', destination: { platform: 'android', name: 'Shop' } },
      { test_id: 'b', status: 'passed', destination: { platform: 'android', target_id: 'tgt_1' } },
    ];
    const attempts = [{ runId: 'r1', run: Run.parse({ status: 'failed', tests_total: 2, results }) }];
    const sources = { attempt: 1, attempts, entries, knownFailures: NO_KNOWN_FAILURES };
    expect(decidePrior({ ...sources, registered: [] }).said).toMatch(/not known which target/);
    const { prior } = decidePrior({ ...sources, registered: [{ key: 'app', targetId: 'tgt_1' }] });
    expect(prior).toMatchObject({
      again: [{ target: { key: 'target_id', value: 'tgt_1' }, testIds: ['a'] }],
    });
    const elsewhere = decidePrior({ ...sources, registered: [{ key: 'app', targetId: 'tgt_2' }] });
    expect(elsewhere.prior.kind).toBe('none');
  });
});
