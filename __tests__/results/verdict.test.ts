import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_KNOWN_FAILURES } from '../../src/inputs/known-failures.ts';
import { type Conclusion, decide, type Outcome } from '../../src/results/outcome.ts';
import { inGroup, resultsOf } from '../../src/results/results.ts';
import { countsByAttempt, type Group, type Run, type SettledRun } from '../../src/results/tests.ts';
import { verdict } from '../../src/results/verdict.ts';
import { outcome, result, results, run, runState, knownFailure } from '../builders.ts';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { unfinishedLines } from '../../src/log/closing.ts';
import { cancelled, type Snapshot, timedOut } from '../../src/results/endings.ts';

type Statuses = Readonly<Record<string, string | null>>;

/** A settled run of these tests; `fields` replaces what follows from them. */
function settled(statuses: Statuses, fields: Readonly<Record<string, unknown>> = {}): SettledRun {
  return run({ state: runState(results(statuses), { ...fields }) });
}

function verdictOf(...runs: readonly SettledRun[]): Outcome {
  return verdict({ targets: [], runs, knownFailures: NO_KNOWN_FAILURES });
}

function idsIn(outcome: Outcome, group: Group): (string | null | undefined)[] {
  return inGroup(outcome.results, group).map(({ result }) => result.test_id);
}

describe('a single run', () => {
  it.each([
    ['passed with tests', settled({ a: 'passed', b: 'passed' }), 'passed'],
    ['passed with a skipped test', settled({ a: 'passed', b: 'skipped' }), 'passed'],
    ['failed', settled({ a: 'passed', b: 'failed' }), 'failed'],
    ['passed although a test failed', settled({ a: 'failed' }, { status: 'passed' }), 'failed'],
    ['passed although a failure is counted', settled({ a: 'passed' }, { tests_failed: 1 }), 'failed'],
    ['failed without a failed test', settled({ a: 'passed' }, { status: 'failed' }), 'failed'],
    ['passed without tests', settled({}), 'no-tests'],
    ['passed without a list and a total', settled({}, { tests_total: null }), 'error'],
  ])('that %s is reported correctly', (_, only, conclusion) => {
    expect(verdictOf(only).conclusion).toBe(conclusion);
  });

  it('names the failed tests and links the first', () => {
    const { what, next, headline } = verdictOf(settled({ a: 'failed', b: 'passed' }));
    expect(headline).toBe('1 of 2 tests failed');
    expect(what).toBe('1 of 2 Doksi tests failed: Test a (web · staging.example.com).');
    expect(next).toBe('https://app.doksi.ai/verify/tests/a/runs/res_a');
  });

  it('warns about tests that neither passed nor failed, and names them', () => {
    const { conclusion, warnings } = verdictOf(settled({ a: 'passed', b: 'skipped' }));
    expect(conclusion).toBe('passed');
    expect(warnings).toEqual([
      'The run passed, but 1 test neither passed nor failed: Test b (web · staging.example.com) is "skipped".',
    ]);
  });
});

describe('several runs', () => {
  it('pass if every test passed in the end; tests that failed before are flaky', () => {
    const outcome = verdictOf(
      settled({ a: 'passed', b: 'failed', c: 'failed' }),
      settled({ b: 'passed', c: 'failed' }),
      settled({ c: 'passed' }),
    );
    expect(outcome).toMatchObject({
      conclusion: 'passed',
      what: 'All 3 Doksi tests passed, 2 of them flaky.',
    });
    expect(outcome.results.counts).toMatchObject({ total: 3, failed: 0, flaky: 2, others: 0, passed: 1 });
    expect(idsIn(outcome, 'flaky')).toEqual(['b', 'c']);
  });

  it('fail if a test failed every time, and say how often it ran', () => {
    const outcome = verdictOf(settled({ a: 'passed', b: 'failed' }), settled({ b: 'failed' }));
    expect(outcome.what).toBe('1 of 2 Doksi tests failed in 2 runs: Test b (web · staging.example.com).');
    expect(outcome.results.counts).toMatchObject({ total: 2, failed: 1, passed: 1 });
  });

  it.each<[string, Statuses]>([
    ['is not listed', {}],
    ['is skipped', { b: 'skipped' }],
    ['has no status', { b: null }],
    ['passes under another id', { x: 'passed' }],
    ['passes in two other places', { 'b@one.example': 'passed', 'b@two.example': 'passed' }],
  ])('do not cancel the failure of a test that later %s', (_, later) => {
    const outcome = verdictOf(settled({ a: 'passed', b: 'failed' }), settled(later));
    expect(outcome.conclusion).toBe('failed');
    expect(idsIn(outcome, 'failed')).toEqual(['b']);
  });

  it('distinguish a test by its destination', () => {
    const outcome = verdictOf(
      settled({ 'a@one.example': 'failed', 'a@two.example': 'failed' }),
      settled({ 'a@one.example': 'passed', 'a@two.example': 'failed' }),
    );
    const places = inGroup(outcome.results, 'failed').map(({ result }) => result.destination?.web_url);
    expect(places).toEqual(['https://two.example']);
  });

  it('recognise a destination in another spelling if the test failed nowhere else', () => {
    const outcome = verdictOf(settled({ a: 'passed', b: 'failed' }), settled({ 'b@STAGING.example.com': 'passed' }));
    expect(outcome.conclusion).toBe('passed');
  });

  describe('of a test that has two results in one place', () => {
    const twice = (...statuses: readonly string[]): SettledRun =>
      run({ state: runState(statuses.map((status, index) => result({ status, result_id: `res_${index}` }))) });

    it.each([
      ['passed', 'failed'],
      ['failed', 'passed'],
    ])('give the later pass to the failure: %s and %s', (...first) => {
      const { conclusion, results: joined } = verdictOf(twice(...first), twice('passed'));
      expect(conclusion).toBe('passed');
      expect(joined.counts).toMatchObject({ total: 2, passed: 1, flaky: 1 });
    });

    it('give a later failure to the failure, and the pass to the other', () => {
      const { results: joined } = verdictOf(twice('passed', 'failed'), twice('passed', 'failed'));
      expect(joined.tests.map((test) => test.results.map((one) => one.result.status))).toEqual([
        ['passed', 'passed'],
        ['failed', 'failed'],
      ]);
    });

    it('fail if only one of two failures passed later', () => {
      const { conclusion, results: joined } = verdictOf(twice('failed', 'failed'), twice('passed'));
      expect(conclusion).toBe('failed');
      expect(joined.counts).toMatchObject({ total: 2, failed: 1, flaky: 1 });
    });
  });

  it('do not call a test flaky that failed in an earlier attempt of the workflow run', () => {
    const before = { ...settled({ a: 'passed', b: 'failed' }), workflowAttempt: 1 };
    const { results: joined } = verdictOf(before, settled({ b: 'passed' }));
    expect(joined.counts).toMatchObject({ passed: 2, flaky: 0 });
    expect(countsByAttempt(joined.tests)).toEqual([
      [1, 1],
      [undefined, 1],
    ]);
  });

  it('recognise a target under another id if the test failed nowhere else', () => {
    const on = (target_id: string, status: string): SettledRun =>
      run({ state: runState([result({ status, destination: { platform: 'android', target_id } })]) });
    const { results: joined } = verdictOf(on('tgt_old', 'failed'), on('tgt_new', 'passed'));
    expect(joined.tests).toHaveLength(1);
    expect(joined.counts).toMatchObject({ flaky: 1, failed: 0 });
  });

  it('recognise a target that was registered again beside another one', () => {
    const on = (target_id: string, status: string) =>
      result({ status, destination: { platform: 'android', target_id } });
    const first = run({ state: runState([on('old', 'failed'), on('other', 'failed')]) });
    const targetIds = new Map([
      ['old', 'new'],
      ['new', 'new'],
    ]);
    const again = { ...run({ state: runState([on('new', 'passed'), on('other', 'failed')]) }), targetIds };
    const { results: joined } = verdictOf(first, again);
    const ids = joined.tests.map((test) => test.results.map((one) => one.result.destination?.target_id));
    expect(ids).toEqual([
      ['old', 'new'],
      ['other', 'other'],
    ]);
  });

  it('leave a failure in doubt if the later result may belong to another place', () => {
    const before = settled({ 'b@one.example': 'failed', 'b@two.example': 'failed' });
    const { conclusion, results: joined } = verdictOf(before, settled({ 'b@three.example': 'passed' }));
    expect(conclusion).toBe('failed');
    expect(joined.counts.failed).toBe(2);
  });

  it.each([
    [
      'a test without a result in a run that failed',
      [settled({ a: 'skipped', b: 'failed' }), settled({ b: 'passed' })],
    ],
    [
      'a failure that is counted but not listed',
      [settled({ b: 'failed' }, { tests_total: 3, tests_failed: 2 }), settled({ b: 'passed' })],
    ],
    [
      'a failure that a retry counts but does not list',
      [settled({ b: 'failed' }), settled({ b: 'failed' }, { tests_failed: 2 }), settled({ b: 'passed' })],
    ],
    [
      'a test that a retry counts but does not list',
      [settled({ b: 'failed' }), settled({ b: 'passed' }, { tests_total: 2 })],
    ],
    [
      'a retry that Doksi reports as failed',
      [settled({ b: 'failed' }), settled({ b: 'passed' }, { status: 'failed' })],
    ],
  ])('stay red because of %s', (_, runs) => {
    expect(verdictOf(...runs).conclusion).toBe('failed');
  });

  it('are green only if the last result of every test is a pass', () => {
    const status = fc.constantFrom('passed', 'failed', 'skipped', undefined);
    const row = fc.record({ t0: status, t1: status, t2: status });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
        const runs = rows.map((each) =>
          Object.fromEntries(Object.entries(each).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]]))),
        );
        const last: Statuses = Object.fromEntries(runs.flatMap((each) => Object.entries(each)));
        const isDeserved = Object.keys(last).length > 0 && Object.values(last).every((each) => each === 'passed');
        if (verdictOf(...runs.map((each) => settled(each))).conclusion === 'passed') expect(isDeserved).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

const ON = {
  'fail-on-failure': true,
  'fail-on-timeout': true,
  'fail-on-no-tests': true,
  'fail-on-flaky': true,
};
const OFF = {
  'fail-on-failure': false,
  'fail-on-timeout': false,
  'fail-on-no-tests': false,
  'fail-on-flaky': false,
};
const NO_TESTS = { headline: '', results: resultsOf([]) };

describe('the gates', () => {
  it.each<[Conclusion, boolean, boolean]>([
    ['passed', true, true],
    ['failed', false, true],
    ['no-tests', false, true],
    ['timed-out', false, true],
    ['cancelled', false, false],
    ['error', false, false],
    ['skipped', true, true],
    ['started', true, true],
    ['dry-run', true, true],
  ])('make %s green: %s if they are on, %s if they are off', (conclusion, on, off) => {
    expect(decide({ ...NO_TESTS, conclusion }, ON).isGreen).toBe(on);
    expect(decide({ ...NO_TESTS, conclusion }, OFF).isGreen).toBe(off);
  });

  it.each<[Conclusion, string | undefined, string | undefined]>([
    ['passed', 'success', 'success'],
    ['failed', 'failure', 'neutral'],
    ['no-tests', 'failure', 'neutral'],
    ['timed-out', 'timed_out', 'neutral'],
    ['cancelled', 'cancelled', 'cancelled'],
    ['error', 'failure', 'failure'],
    ['skipped', 'skipped', 'skipped'],
    ['started', undefined, undefined],
    ['dry-run', undefined, undefined],
  ])('make the check run of %s %s if they are on, %s if they are off', (conclusion, on, off) => {
    expect(decide({ ...NO_TESTS, conclusion }, ON).check).toBe(on);
    expect(decide({ ...NO_TESTS, conclusion }, OFF).check).toBe(off);
  });

  it.each<[Conclusion, string]>([
    ['failed', 'fail-on-failure'],
    ['no-tests', 'fail-on-no-tests'],
    ['timed-out', 'fail-on-timeout'],
  ])('make %s red if only %s is on', (conclusion, gate) => {
    expect(decide({ ...NO_TESTS, conclusion }, { ...OFF, [gate]: true })).toMatchObject({ isGreen: false, open: [] });
    expect(decide({ ...NO_TESTS, conclusion }, { ...ON, [gate]: false })).toMatchObject({
      isGreen: true,
      open: [gate],
    });
  });

  it('make the check run neutral where they let something pass', () => {
    expect(decide({ ...NO_TESTS, conclusion: 'failed' }, OFF)).toMatchObject({
      check: 'neutral',
      open: ['fail-on-failure'],
    });
    expect(decide({ ...NO_TESTS, conclusion: 'started' }, OFF).check).toBeUndefined();
  });

  const flaky = outcome({
    runs: [run({ results: results({ a: 'failed' }) }), run({ results: results({ a: 'passed' }) })],
  });

  it('fail a step with flaky tests only if fail-on-flaky is on', () => {
    expect(decide(flaky, ON)).toEqual({
      isGreen: false,
      closed: 'fail-on-flaky',
      open: [],
      headline: { mark: '❌', text: `${flaky.headline}, and fail-on-flaky is on` },
      check: 'failure',
    });
    expect(decide(flaky, OFF)).toEqual({
      isGreen: true,
      closed: undefined,
      open: ['fail-on-flaky'],
      headline: { mark: '✅', text: flaky.headline },
      check: 'success',
    });
  });

  it('name every gate that lets something pass, and none of a step that is red', () => {
    const failed = { ...flaky, conclusion: 'failed' } as const;
    const allOpen = decide(failed, OFF);
    expect(allOpen).toMatchObject({ isGreen: true, open: ['fail-on-failure', 'fail-on-flaky'], check: 'neutral' });
    expect(decide(failed, ON)).toMatchObject({ isGreen: false, closed: 'fail-on-failure', open: [] });
    expect(decide(failed, { ...OFF, 'fail-on-flaky': true })).toMatchObject({ closed: 'fail-on-flaky', open: [] });
    for (const gates of [ON, OFF]) {
      const error = decide({ ...flaky, conclusion: 'error', headline: 'it broke' }, gates);
      const headline = { mark: '❗', text: 'it broke' };
      expect(error).toEqual({ isGreen: false, closed: undefined, open: [], headline, check: 'failure' });
    }
  });
});

const NOW_MS = Date.parse('2026-11-24T12:00:00Z');
function verdictKnowing(
  statuses: Statuses,
  fields: Readonly<Record<string, unknown>> = {},
  until = '2026-12-31',
  nowMs = NOW_MS,
): Outcome {
  const knownFailures = knownFailure('k', until, nowMs);
  return verdict({ targets: [], runs: [run({ state: runState(results(statuses), fields) })], knownFailures });
}

describe('a known failure', () => {
  it('does not count if every other test passed, and is mentioned', () => {
    const outcome = verdictKnowing({ a: 'passed', k: 'failed' });
    expect(outcome).toMatchObject({
      conclusion: 'passed',
      what: '1 of 2 Doksi tests passed, 1 known failure.',
    });
    expect(outcome.results.counts).toMatchObject({ total: 2, failed: 0, known: 1, passed: 1 });
    expect(outcome.warnings).toEqual([
      '1 failed test did not count, because known-failures lists it: Test k (web · staging.example.com).',
    ]);
  });

  it.each<[string, Statuses, Readonly<Record<string, unknown>>]>([
    ['another test failed', { a: 'failed', k: 'failed', b: 'passed' }, {}],
    ['another test neither passed nor failed', { a: 'skipped', k: 'failed', b: 'passed' }, {}],
    ['no test passed', { k: 'failed' }, {}],
    ['a failure is counted but not listed', { a: 'passed', k: 'failed' }, { tests_failed: 2 }],
    ['a test is counted but not listed', { a: 'passed', k: 'failed' }, { tests_total: 3 }],
    ['the known test passed and the run failed', { a: 'passed', k: 'passed' }, { status: 'failed' }],
  ])('leaves the run red if %s', (_, statuses, fields) => {
    expect(verdictKnowing(statuses, fields).conclusion).toBe('failed');
  });

  it('does not explain the failure of a later run in which it has not failed', () => {
    const knownFailures = knownFailure('k');
    const first = run({ state: runState(results({ a: 'passed', k: 'failed' })), workflowAttempt: 1 });
    const later = run({ id: 'later', state: runState(results({ k: 'running' }), { status: 'failed' }) });
    expect(verdict({ targets: [], runs: [first, later], knownFailures }).conclusion).toBe('failed');
  });

  it.each([
    ['2026-11-24T00:00:00.000Z', 'passed'],
    ['2026-11-24T23:59:59.999Z', 'passed'],
    ['2026-11-25T00:00:00.000Z', 'failed'],
  ])('until 2026-11-24 makes the run at %s %s', (now, conclusion) => {
    const outcome = verdictKnowing({ a: 'passed', k: 'failed' }, {}, '2026-11-24', Date.parse(now));
    expect(outcome.conclusion).toBe(conclusion);
    if (conclusion === 'failed') {
      expect(outcome.warnings.join()).toContain('was a known failure until 2026-11-24 (SHOP-812). It counts again');
    }
  });

  it('that passes gets a notice', () => {
    const { conclusion, notices } = verdictKnowing({ a: 'passed', k: 'passed' });
    expect(conclusion).toBe('passed');
    expect(notices).toEqual(['Test k (web · staging.example.com) passes again. Remove k from known-failures.']);
  });

  it('that matches no test of the run gets a notice, if the list of tests is complete', () => {
    expect(verdictKnowing({ a: 'passed' }).notices).toEqual([
      'known-failures has 1 test id that no test of this run has: k.',
    ]);
    expect(verdictKnowing({ a: 'passed' }, { tests_total: 2 }).notices).toEqual([]);
  });

  it('that has expired and passes gets nothing', () => {
    const { warnings, notices } = verdictKnowing({ k: 'passed' }, {}, '2026-11-01');
    expect([...warnings, ...notices]).toEqual([]);
  });
});

function knownOf(...runs: readonly Run[]): Snapshot {
  return { targets: [], runs, knownFailures: NO_KNOWN_FAILURES };
}

function running(statuses: Readonly<Record<string, string>>, fields: Readonly<Record<string, unknown>> = {}): Run {
  return { id: 'k3n', state: runState(results(statuses), { status: 'running', ...fields }) };
}

const shown = (id: string): string => `Test ${id} (web · staging.example.com)`;
const link = (id: string): string => `https://app.doksi.ai/verify/tests/${id}/runs/res_${id}`;

describe.each([
  ['is cancelled', cancelled],
  ['times out', (known: Snapshot) => timedOut(known, 60_000)],
])('a step that %s', (_how, end) => {
  it('counts the unfinished tests, those that had not started, and no skipped ones', () => {
    const { what } = end(knownOf(running({ a: 'passed', b: 'running', c: 'queued', d: 'skipped' })));
    expect(what).toContain('2 of 4 tests had not finished, and 1 had not started (status "running").');
  });

  it('links the retry that continues, not the run that has settled', () => {
    const again = result({ status: 'running', url: 'https://app.doksi.ai/again' });
    const retry = { id: 'retry', state: runState([again], { status: 'running' }) };
    const { next, runs } = end(knownOf(run({ results: results({ a: 'failed' }) }), retry));
    expect(next).toContain('run-id: retry');
    expect(unfinishedLines(runs)).toEqual([`${shown('login')}: https://app.doksi.ai/again`]);
  });

  it('links the tests of a created run whose state was never received', () => {
    const created = CreatedRun.parse({
      run_id: 'k3n',
      results: [result({ test_id: 'a', status: 'queued' })],
    });
    expect(unfinishedLines(end(knownOf({ id: 'k3n', created })).runs)).toEqual([`${shown('a')}: ${link('a')}`]);
  });

  it('links a few tests and counts the others', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const many = running(Object.fromEntries(ids.map((id) => [id, 'running'])));
    const lines = ids.slice(0, 5).map((id) => `${shown(id)}: ${link(id)}`);
    expect(unfinishedLines(end(knownOf(many)).runs)).toEqual([...lines, 'and 2 more']);
  });

  it('links nothing but web addresses', () => {
    const hostile = runState([result({ status: 'running', url: 'javascript:alert(1)' })], {
      status: 'running',
    });
    expect(unfinishedLines(end(knownOf({ id: 'k3n', state: hostile })).runs)).toEqual([shown('login')]);
  });
});
