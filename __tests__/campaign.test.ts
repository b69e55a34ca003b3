import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anySchedule } from '../scripts/campaign/draw/schedules.ts';
import { brokenLaws, judge } from '../scripts/campaign/judge.ts';
import { caseOf } from '../scripts/campaign/laws/case.ts';
import { type Course, play } from '../scripts/campaign/play.ts';
import { type Check, FLAWS, type Past, TARGETS, type Schedule } from '../scripts/campaign/world.ts';

/** A step without faults: one test on one web address, which passes. */
const PLAIN: Schedule = {
  kind: 'new',
  entries: [{ target: 'web', testIds: ['a'] }],
  wait: true,
  timeoutMs: 10 * 60_000,
  pollIntervalMs: undefined,
  retries: 0,
  known: [],
  gates: {
    'fail-on-failure': true,
    'fail-on-timeout': true,
    'fail-on-no-tests': true,
    'fail-on-flaky': false,
  },
  startMs: Date.UTC(2026, 5, 2, 9, 30),
  seed: 1,
  cancelAtMs: undefined,
  uploads: [],
  puts: [],
  targets: [],
  creations: [],
  runs: [],
  past: undefined,
  base: undefined,
  github: { head: [], base: [] },
};

describe('random schedules of faults', () => {
  it('break no law', () =>
    fc.assert(
      fc.asyncProperty(anySchedule, async (schedule) => {
        expect((await judge(schedule)).complaints).toEqual([]);
      }),
      { numRuns: 100 },
    ));
});

// A law that cannot be broken proves nothing: each of these courses is falsified after the fact.
describe('the laws', () => {
  type Forge = (course: Course) => Course;

  async function complaints(schedule: Partial<Schedule>, forge: Forge): Promise<string> {
    const whole = { ...PLAIN, ...schedule };
    const course = await play(whole);
    expect(brokenLaws(caseOf(whole, course))).toEqual([]);
    return brokenLaws(caseOf(whole, forge(course))).join('\n');
  }

  const settled = (status: string, ...statuses: string[]): Schedule['runs'][number] => ({
    before: [],
    last: { kind: 'state', status, statuses, afterMs: 0 },
  });
  const response = (status: number) => ({ kind: 'response', status, text: '', afterMs: 0 }) as const;
  const called =
    (conclusion: Course['outcome']['conclusion']): Forge =>
    (course) => ({ ...course, outcome: { ...course.outcome, conclusion } });
  const twice: Forge = (course) => ({
    ...course,
    exchanges: [...course.exchanges, ...course.exchanges],
    decided: { ...course.decided, exchanges: 2 * course.decided.exchanges },
  });
  const late: Forge = (course) => ({ ...course, endedAtMs: 3_600_000 });
  const leak: Forge = (course) => ({ ...course, lines: ['Bearer dk_live_c4a05c4a'] });
  const written =
    (name: string, value: string): Forge =>
    (course) => ({ ...course, outputs: new Map([...course.outputs, [name, value]]) });
  const unwritten: Forge = (course) => ({ ...course, outputs: new Map() });
  const outage = { ...settled('passed', 'passed'), before: Array.from({ length: 200 }, () => response(502)) };

  it.each<[string, Partial<Schedule>, Forge, string]>([
    ['a green step with a failed test', { runs: [settled('failed', 'failed')] }, called('passed'), 'greenIsDeserved'],
    ['an outage that counts as failed', { runs: [outage] }, called('failed'), 'failedWasReported'],
    ['a run that is created twice', { creations: [response(500)] }, twice, 'neverCreatedTwice'],
    ['a step that ends late', {}, late, 'endsInTime'],
    ['a step that continues after its cancellation', { cancelAtMs: 60_000 }, late, 'cancelledEndsAtOnce'],
    ['a piece of the key in the log', {}, leak, 'keyIsKept'],
    ['the key in an output', {}, written('results', 'Bearer dk_live_c4a05c4a05c4'), 'keyIsKept'],
    ['outputs that are not written', {}, unwritten, 'outputsAreWritten'],
    ['another conclusion in the outputs', {}, written('conclusion', 'failed'), 'outputsAreWritten'],
    ['a red step that has passed', {}, (course) => ({ ...course, isGreen: false }), 'colourIsRight'],
  ])('complain about %s', async (_, schedule, forge, law) => {
    expect(await complaints(schedule, forge)).toContain(`${law}: `);
  });

  describe('of re-runs', () => {
    const entries = [{ target: 'web', testIds: ['a', 'b'] }] as const;
    const check: Check = { flaws: [], names: 'all', hasTarget: true };
    const past = (...scripts: Schedule['runs']): Past => ({
      attempt: 3,
      runs: scripts.map((script) => ({ tests: 'all', script })),
      checks: [check],
    });
    const aFailed = { entries, past: past(settled('failed', 'failed', 'passed')) };
    const allFailed = { entries, past: past(settled('failed', 'failed')) };
    const inProgress = { ...settled('passed', 'passed'), before: [settled('queued', 'queued').last] };
    const bodyOf = (testIds: readonly string[]): string =>
      JSON.stringify({
        note: 'n',
        matrix: [{ platform: 'web', web_url: TARGETS.web.value, login: 'web', test_ids: testIds }],
      });
    /** The request of the run with these tests instead. */
    const requesting =
      (...testIds: string[]): Forge =>
      (course) => ({
        ...course,
        exchanges: course.exchanges.map((exchange) =>
          exchange.method === 'POST' ? { ...exchange, body: bodyOf(testIds) } : exchange,
        ),
      });
    const createdAgain: Forge = (course) => {
      const at = course.recalled.exchanges;
      const [poll] = course.exchanges.slice(at);
      if (!poll) throw new Error('No run is followed.');
      const reply = { ...response(201), text: '{"run_id":"r"}' };
      const post = { ...poll, method: 'POST', path: '/runs', body: bodyOf(['a', 'b']), reply };
      return {
        ...course,
        exchanges: [...course.exchanges.slice(0, at), post],
        decided: { ...course.decided, exchanges: at + 1 },
      };
    };
    const uploadedAgain: Forge = (course) => ({
      ...course,
      exchanges: course.exchanges.flatMap((exchange) =>
        exchange.method === 'POST' ? [{ ...exchange, path: '/uploads', body: '' }, exchange] : [exchange],
      ),
      decided: { ...course.decided, exchanges: course.decided.exchanges + 1 },
    });
    const silent: Forge = (course) => ({ ...course, outcome: { ...course.outcome, warnings: [] } });

    it.each<[string, Partial<Schedule>, Forge, string]>([
      ['carries over a failed test', allFailed, requesting('b'), 'carriedOverHasPassed'],
      ['runs a passed test again', aFailed, requesting('a', 'b'), 'onlyWhatIsLeftRuns'],
      [
        'creates a run beside one in progress',
        { entries, past: past(inProgress) },
        createdAgain,
        'inProgressIsFollowed',
      ],
      [
        'uploads an app again',
        { ...aFailed, entries: [{ target: 'apk', testIds: ['a', 'b'] }] },
        uploadedAgain,
        'targetsAreReused',
      ],
      [
        'follows a failed run without a warning',
        { ...aFailed, kind: 'existing', runs: [settled('failed', 'failed')] },
        silent,
        'uselessFollowerWarns',
      ],
    ])('complain about a re-run that %s', async (_, schedule, forge, law) => {
      expect(await complaints(schedule, forge)).toContain(`${law}: `);
    });

    it.each(FLAWS)('complain about a check run that is trusted in spite of its flaw: %s', async (flaw) => {
      const flawed = { ...aFailed, past: { ...aFailed.past, checks: [{ ...check, flaws: [flaw] }] } };
      expect(await complaints(flawed, requesting('a'))).toContain('doubtRunsAll: not everything runs');
    });
  });

  describe('of the base branch', () => {
    const failing = {
      runs: [settled('failed', 'failed')],
      base: [[{ flaws: [], runs: [settled('failed', 'failed')] }]],
    };
    const slow: Forge = (course) => ({ ...course, endedAtMs: course.endedAtMs + 10_001 });
    const compared: Forge = (course) => {
      const { results } = course.outcome;
      const tests = results.tests.map((test) => ({
        ...test,
        base: { kind: 'new', branch: 'main' } as const,
      }));
      return { ...course, outcome: { ...course.outcome, results: { ...results, tests } } };
    };

    it.each<[string, Forge, string]>([
      ['changes the conclusion', called('passed'), 'baseDecidesNothing'],
      ['takes long', slow, 'baseIsQuick'],
      ['has another result', compared, 'comparisonsAreTrue'],
    ])('complain if it %s', async (_, forge, law) => {
      expect(await complaints(failing, forge)).toContain(`${law}: `);
    });
  });
});
