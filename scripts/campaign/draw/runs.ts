import fc from 'fast-check';
import type { RunScript, StateReply } from '../world.ts';
import { manner, outage, rarely, rejection, weighted } from './replies.ts';

const UNDOCUMENTED = ['PASSED', 'passed ', 'success', 'error', 'cancelled', 'healing', 'skipped'] as const;
const count = weighted<unknown>(
  [8, fc.nat(3)],
  [3, fc.constantFrom(null, undefined)],
  [1, fc.constantFrom('3', -1, 0.5, true)],
);

/** Ways to report less than there is, or something else. */
const distortion: fc.Arbitrary<Partial<StateReply>> = fc.record(
  {
    omits: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
    isReversed: fc.boolean(),
    hasNoList: fc.constant(true),
    identity: fc.constantFrom('renumbered', 'no-id', 'no-name'),
    place: fc.constantFrom('slash', 'platform', 'nowhere'),
    stranger: fc.constantFrom('passed', 'failed', 'running', 'odd'),
    counters: fc.record({ tests_total: count, tests_passed: count, tests_failed: count }, { requiredKeys: [] }),
    runId: fc.constantFrom(null, null, 'run_of_a_stranger'),
  },
  { requiredKeys: [] },
);

function states(status: fc.Arbitrary<string>, statusOfTest: fc.Arbitrary<string | null>): fc.Arbitrary<StateReply> {
  const statuses = fc.array(statusOfTest, { minLength: 1, maxLength: 4 });
  return fc
    .tuple(fc.record({ status, statuses }), rarely(4, distortion), manner)
    .map(([state, distorted, how]) => ({ kind: 'state', ...state, ...distorted, ...how }));
}

const inProgress = states(
  weighted<string>([6, fc.constantFrom('queued', 'running')], [1, fc.constantFrom(...UNDOCUMENTED, '')]),
  fc.constantFrom('queued', 'running', 'passed', 'failed', 'odd', null),
);
const allPassed = states(fc.constant('passed'), fc.constant('passed'));
const withFailures = states(fc.constant('failed'), fc.constantFrom('failed', 'passed'));
const contradictory = states(
  fc.constantFrom('passed', 'failed'),
  fc.constantFrom('passed', 'failed', 'skipped', 'running', 'odd', null),
);

const disturbed = weighted<RunScript['last']>([8, inProgress], [4, outage], [1, rejection]);

const anyScript: fc.Arbitrary<RunScript> = fc.record({
  before: weighted<RunScript['before']>(
    [10, fc.array(inProgress, { maxLength: 4 })],
    [2, fc.array(disturbed, { maxLength: 25, size: 'max' })],
    [1, fc.array(outage, { minLength: 3, maxLength: 60, size: 'max' })],
  ),
  last: weighted([4, allPassed], [6, withFailures], [2, contradictory], [2, inProgress]),
});

/** A run without disturbance, mostly with failures, so that there is something to retry. */
const failingScript: fc.Arbitrary<RunScript> = fc.record({
  before: fc.array(inProgress, { maxLength: 2 }),
  last: weighted([5, withFailures], [2, allPassed], [1, contradictory]),
});

/** The runs of a step, in order. */
export const anyScripts: fc.Arbitrary<RunScript[]> = fc.oneof(
  fc.array(anyScript, { minLength: 1, maxLength: 4, size: 'max' }),
  fc.array(failingScript, { minLength: 2, maxLength: 6, size: 'max' }),
);

/** A failed run with tests that passed, failed, or did not finish. */
const plainFailure: fc.Arbitrary<StateReply> = fc
  .shuffledSubarray(['failed', 'passed', 'failed', 'passed', 'skipped'], { minLength: 2, maxLength: 4 })
  .map((statuses) => ({ kind: 'state', status: 'failed', statuses, afterMs: 50 }));

const settled = (last: fc.Arbitrary<RunScript['last']>): fc.Arbitrary<RunScript> =>
  fc.record({ before: fc.constant([]), last });

/** A run of an earlier attempt: mostly settled with a failure. */
export const pastScript: fc.Arbitrary<RunScript> = weighted(
  [12, settled(plainFailure)],
  [4, settled(withFailures)],
  [2, settled(contradictory)],
  [1, settled(allPassed)],
  [1, fc.record({ before: fc.array(outage, { maxLength: 6 }), last: withFailures })],
  [1, settled(fc.oneof(rejection, outage))],
);

const unfinishedScript: fc.Arbitrary<RunScript> = fc.record({
  before: fc.array(inProgress, { minLength: 1, maxLength: 6 }),
  last: fc.oneof(withFailures, allPassed, contradictory),
});

/** The last run of an earlier attempt, which may still be in progress. */
export const lastPastScript: fc.Arbitrary<RunScript> = weighted([2, pastScript], [1, unfinishedScript]);
