import fc from 'fast-check';
import { disownment, outage, refusedPost } from '../../campaign/draw/replies.ts';
import type { Reply } from '../../campaign/play/reply.ts';
import { created, MINUTE_MS, RUN_ID, running, type Scenario } from './world.ts';

// What a server says of one run, field by field at random.

const word = fc.oneof(
  { arbitrary: fc.constantFrom('queued', 'running'), weight: 6 },
  { arbitrary: fc.constantFrom('passed', 'failed'), weight: 2 },
  {
    arbitrary: fc.constantFrom('PASSED', 'passed ', 'success', 'error', 'cancelled', 'healing', ''),
    weight: 1,
  },
);
const count = fc.oneof(
  { arbitrary: fc.nat(3), weight: 8 },
  { arbitrary: fc.constantFrom(null, undefined), weight: 3 },
  { arbitrary: fc.constantFrom('3', -1, 0.5, true), weight: 1 },
);
const result = fc.record(
  { test_id: fc.constantFrom('a', 'b'), status: fc.oneof(word, fc.constant(null)), duration_seconds: count },
  { requiredKeys: [] },
);
const run = fc.record(
  {
    status: word,
    run_id: fc.constantFrom(RUN_ID, null, RUN_ID, 'run_0002'),
    tests_total: count,
    tests_passed: count,
    tests_failed: count,
    results: fc.oneof(fc.array(result, { maxLength: 3 }), fc.constant(null)),
  },
  { requiredKeys: ['status'] },
);
const word200: fc.Arbitrary<Reply> = fc
  .tuple(run, fc.oneof({ arbitrary: fc.nat(900), weight: 6 }, { arbitrary: fc.nat(45_000), weight: 1 }))
  .map(([body, afterMs]) => ({ kind: 'answer', status: 200, text: JSON.stringify(body), afterMs }));

const getReply: fc.Arbitrary<Reply> = fc.oneof(
  { arbitrary: word200, weight: 8 },
  { arbitrary: outage, weight: 3 },
  { arbitrary: disownment, weight: 1 },
);

export const postReply: fc.Arbitrary<Reply> = fc.oneof(
  { arbitrary: fc.constant(created()), weight: 1 },
  { arbitrary: refusedPost, weight: 2 },
);

/** To come back after so many seconds. */
interface Plea {
  readonly status: number;
  readonly seconds: number;
}

/** Refusals that pass, each of which asks for patience. */
export const pleas: fc.Arbitrary<Plea[]> = fc.array(
  fc.record({ status: fc.constantFrom(429, 503), seconds: fc.nat(300) }),
  { minLength: 1, maxLength: 8 },
);

export function plea({ status, seconds }: Plea): Reply {
  return { kind: 'answer', status, text: '', afterMs: 50, retryAfter: String(seconds) };
}

/** Any step whatever, against any server whatever. After the script the run goes on for ever. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    kind: fc.constantFrom('new' as const, 'new' as const, 'existing' as const),
    timeoutMs: fc.oneof(
      fc.integer({ min: 60, max: 20_000 }),
      fc.integer({ min: 20_000, max: 15 * MINUTE_MS }),
    ),
    pollIntervalMs: fc.option(fc.integer({ min: 1000, max: 200_000 }), { nil: undefined }),
    seed: fc.nat(),
    posts: fc.array(postReply, { minLength: 1, maxLength: 8 }),
    gets: fc.array(getReply, { maxLength: 25 }),
  })
  .map(({ posts, gets, ...step }) => ({
    ...step,
    onPost: (number) => posts[number] ?? created(),
    onGet: (number) => gets[number] ?? running,
    // For the report of a failure.
    toString: () => JSON.stringify({ ...step, posts, gets }),
  }));
