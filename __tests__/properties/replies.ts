import fc from 'fast-check';
import { created, MINUTE_MS, type Reply, running, type Scenario } from './world.ts';

// What a server, and the network on the way to it, may do. Nearly everything.

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
    run_id: fc.constantFrom('run_0001', null, 'run_0001', 'run_0002'),
    tests_total: count,
    tests_passed: count,
    tests_failed: count,
    results: fc.oneof(fc.array(result, { maxLength: 3 }), fc.constant(null)),
  },
  { requiredKeys: ['status'] },
);

/** Mostly quick, sometimes slower than one request may be. */
const afterMs = fc.oneof(
  { arbitrary: fc.nat(900), weight: 6 },
  { arbitrary: fc.integer({ min: 1000, max: 45_000 }), weight: 1 },
);
const retryAfter = fc.oneof(
  { arbitrary: fc.constant({}), weight: 6 },
  {
    arbitrary: fc
      .oneof(
        fc.nat(300).map(String),
        fc.integer({ min: -60_000, max: 300_000 }),
        fc.constantFrom('soon', '', '-5', '1e3', '99999999999999999999'),
      )
      .map((value) => ({ retryAfter: value })),
    weight: 1,
  },
);

function answers(status: fc.Arbitrary<number>, text: fc.Arbitrary<string>): fc.Arbitrary<Reply> {
  return fc.tuple(status, text, afterMs, retryAfter).map(([code, body, ms, header]) => ({
    kind: 'answer',
    status: code,
    text: body,
    afterMs: ms,
    ...header,
  }));
}

const garbage = fc.constantFrom(
  '',
  '<html>Sign in</html>',
  '{"status":"pas',
  'null',
  '[]',
  '{}',
  '"passed"',
  '7',
);
const refusal = fc.constantFrom('{"error":"no"}', '{"error":7}', '<html></html>', '');
const allowance = fc.constant('{"error":"no","requested":3,"remaining":1}');

const brokenAfter: fc.Arbitrary<Reply> = fc
  .tuple(fc.constantFrom('ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT', 'ECONNABORTED'), afterMs)
  .map(([code, ms]) => ({ kind: 'broken', error: { code }, neverArrived: false, afterMs: ms }));
const brokenBefore: fc.Arbitrary<Reply> = fc
  .tuple(
    fc.constantFrom(
      { code: 'ECONNREFUSED' },
      { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
      { code: 'ETIMEDOUT', syscall: 'connect' },
      { code: 'CERT_HAS_EXPIRED' },
    ),
    afterMs,
  )
  .map(([error, ms]) => ({ kind: 'broken', error, neverArrived: true, afterMs: ms }));
const silence: fc.Arbitrary<Reply> = fc.boolean().map((isDeaf) => ({ kind: 'silence', isDeaf }));

/** Whatever only says that Doksi could not be heard. */
export const outage: fc.Arbitrary<Reply> = fc.oneof(
  brokenAfter,
  brokenBefore,
  silence,
  answers(fc.constantFrom(408, 429, 500, 502, 503, 504), refusal),
  answers(fc.constant(200), garbage),
);

const word200 = answers(
  fc.constant(200),
  run.map((body) => JSON.stringify(body)),
);

export const getReply: fc.Arbitrary<Reply> = fc.oneof(
  { arbitrary: word200, weight: 8 },
  { arbitrary: outage, weight: 3 },
  { arbitrary: answers(fc.constantFrom(400, 401, 403, 404, 404, 410), refusal), weight: 1 },
);

export const postReply: fc.Arbitrary<Reply> = fc.oneof(
  { arbitrary: fc.constant(created()), weight: 4 },
  { arbitrary: answers(fc.constantFrom(200, 201, 202), fc.constant('{"run_id":"run_0001"}')), weight: 2 },
  { arbitrary: answers(fc.constantFrom(429, 503), refusal), weight: 3 },
  { arbitrary: brokenBefore, weight: 3 },
  { arbitrary: outage, weight: 3 },
  { arbitrary: answers(fc.constantFrom(200, 402, 403, 409, 429, 500, 503), allowance), weight: 1 },
  {
    arbitrary: answers(fc.constantFrom(307, 400, 401, 402, 403, 404, 405, 409, 410, 422), refusal),
    weight: 1,
  },
);

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
