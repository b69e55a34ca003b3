import fc from 'fast-check';
import type { GithubReply, GithubWorld } from '../play/github-script.ts';
import { someRarely, sometimes } from './chances.ts';

// What GitHub, and the network on the way to it, may do.

/** Mostly quick, sometimes slower than one question may be (milliseconds). */
const afterMs = fc.oneof(
  { arbitrary: fc.nat(900), weight: 6 },
  { arbitrary: fc.integer({ min: 1000, max: 12_000 }), weight: 2 },
);

function answers(
  status: fc.Arbitrary<number>,
  data: fc.Arbitrary<unknown>,
  headers: fc.Arbitrary<Record<string, string>> = fc.constant({}),
): fc.Arbitrary<GithubReply> {
  return fc.tuple(status, data, headers, afterMs).map(([code, body, named, ms]) => ({
    kind: 'answer',
    status: code,
    data: body,
    headers: named,
    afterMs: ms,
  }));
}

const refused = fc.constantFrom(
  { message: 'Resource not accessible by integration' },
  { message: 'Not Found' },
  { message: 'Bad credentials' },
  '<html></html>',
  undefined,
);
const limited = fc.constantFrom<Record<string, string>>(
  {},
  { 'retry-after': '1' },
  { 'retry-after': '60' },
  { 'retry-after': '999999999999' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1780392610' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' },
);
const garbage = fc.constantFrom<unknown>(
  '',
  '<html>Sign in</html>',
  null,
  [],
  {},
  7,
  { check_runs: {} },
  { check_runs: [{ id: 'x' }] },
  [{ sha: 7 }],
  { number: 7, state: 'open' },
);

const reply: fc.Arbitrary<GithubReply> = fc.oneof(
  { arbitrary: answers(fc.constantFrom(500, 502, 503, 408), refused), weight: 4 },
  { arbitrary: answers(fc.constantFrom(403, 429), refused, limited), weight: 3 },
  { arbitrary: answers(fc.constantFrom(401, 403, 404, 410, 422, 302), refused), weight: 1 },
  { arbitrary: answers(fc.constant(200), garbage), weight: 3 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND'), afterMs)
      .map(([code, ms]): GithubReply => ({ kind: 'broken', code, afterMs: ms })),
    weight: 2,
  },
  { arbitrary: fc.boolean().map((isDeaf): GithubReply => ({ kind: 'silence', isDeaf })), weight: 2 },
);

const replies = someRarely(4, reply, 5);

export const anyGithub: fc.Arbitrary<GithubWorld> = fc.record({
  event: fc.constantFrom('numbered', 'numbered', 'asked', 'at-head', 'from-branch'),
  replies: fc.record({ pulls: replies, checks: replies, commits: replies, baseChecks: replies }),
  hasSmallPages: sometimes(6),
});

/** The same, with nothing amiss. */
export function calmed(world: GithubWorld): GithubWorld {
  return { ...world, replies: { pulls: [], checks: [], commits: [], baseChecks: [] } };
}
