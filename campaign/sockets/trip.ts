import fc from 'fast-check';
import type { GateName } from '../../src/inputs/settings.ts';
import { rarely, someRarely, sometimes } from '../draw/chances.ts';
import {
  type Ailment,
  anyCreation,
  anyHandshake,
  anyOther,
  anyReading,
  type HandshakeAilment,
} from './ailments.ts';

/** One run of the built action: its inputs, its line, and what else befalls it. */
export interface Trip {
  /** Their fates: sandbox/doksi/fates.ts. */
  readonly testIds: readonly string[];
  readonly target: 'web' | 'apk';
  readonly retries: number;
  readonly known: readonly string[];
  readonly wait: boolean;
  readonly timeoutMinutes: number;
  readonly gates: Readonly<Record<GateName, boolean>>;
  /** Whether GitHub runs the step again, and what happens to the check run that its first attempt has left. */
  readonly rerun: 'as-it-is' | 'of-another-app' | 'of-another-matrix' | undefined;
  readonly hasTls: boolean;
  readonly hasJumpingWallClock: boolean;
  /** Which signal comes, and how long after the first line of the log (milliseconds). */
  readonly signal: { readonly name: 'SIGINT' | 'SIGTERM'; readonly afterMs: number } | undefined;
  readonly opensAfterMs: number;
  readonly handshakes: readonly HandshakeAilment[];
  readonly creations: readonly Ailment[];
  readonly readings: readonly Ailment[];
  readonly others: readonly Ailment[];
}

const testId = fc.constantFrom(
  'pass-0s',
  'pass-1s-log-in',
  'pass-0.5s',
  'fail-0s',
  'flaky-0s-pay',
  'shaky-0s',
  'skip-0s',
  'odd-0s',
  'stuck',
  'none',
);

/** Half of them have tests that pass in the end. */
const testIds = fc.oneof(
  fc.uniqueArray(fc.constantFrom('pass-0s', 'pass-1s-log-in', 'flaky-0s-pay'), {
    minLength: 1,
    maxLength: 3,
  }),
  fc.uniqueArray(testId, { minLength: 1, maxLength: 4 }),
);

export const anyTrip: fc.Arbitrary<Trip> = fc
  .record({
    testIds,
    target: fc.constantFrom('web' as const, 'web' as const, 'apk' as const),
    retries: fc.constantFrom(0, 0, 1, 2),
    known: someRarely(4, testId, 2).map((list) => [...new Set(list)]),
    wait: sometimes(12).map((is) => !is),
    timeoutMinutes: fc.constantFrom(0.05, 0.1, 0.2),
    gates: fc.record({
      'fail-on-failure': sometimes(4).map((is) => !is),
      'fail-on-timeout': sometimes(4).map((is) => !is),
      'fail-on-no-tests': sometimes(4).map((is) => !is),
      'fail-on-flaky': sometimes(3),
    }),
    rerun: rarely(
      4,
      fc.constantFrom('as-it-is', 'as-it-is', 'as-it-is', 'of-another-app', 'of-another-matrix'),
    ),
    hasTls: sometimes(4),
    hasJumpingWallClock: sometimes(6),
    signal: rarely(
      6,
      fc.record({ name: fc.constantFrom('SIGINT' as const, 'SIGTERM' as const), afterMs: fc.nat(3000) }),
    ),
    opensAfterMs: fc.constantFrom(0, 0, 0, 0, 1500),
    handshakes: fc.array(anyHandshake, { maxLength: 3 }),
    creations: fc.array(anyCreation, { maxLength: 3 }),
    readings: fc.array(anyReading, { maxLength: 8 }),
    others: fc.array(anyOther, { maxLength: 4 }),
  })
  // Upload addresses of the sandbox know no TLS, and the inputs neither retries nor on-rerun without waiting.
  .map((trip) => ({
    ...trip,
    target: trip.hasTls ? 'web' : trip.target,
    retries: trip.wait || trip.rerun !== undefined ? trip.retries : 0,
    wait: trip.wait || trip.rerun !== undefined,
  }));
