import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyScenario, plea, pleas, postReply } from './replies.ts';
import { isKnownNotTaken, runIdOf } from '../../campaign/laws/evidence.ts';
import { isLegible } from '../../campaign/play/reply.ts';
import type { Exchange } from '../../campaign/play/stage.ts';
import { created, MINUTE_MS, passed, play, RUN_ID, type Scenario } from './world.ts';

/** With these Doksi says that it did not do it. */
const REFUSALS = [400, 401, 402, 403, 404, 422];

const isNamed = (exchange: Exchange): boolean => runIdOf(exchange) !== undefined;

const creation: fc.Arbitrary<Scenario> = fc
  .record({
    timeoutMs: fc.integer({ min: 60, max: 10 * MINUTE_MS }),
    seed: fc.nat(),
    posts: fc.array(postReply, { minLength: 1, maxLength: 12 }),
  })
  .map(({ posts, ...step }) => ({
    ...step,
    kind: 'new',
    onPost: (number) => posts[number % posts.length] ?? created(),
    onGet: () => passed,
    toString: () => JSON.stringify({ ...step, posts }),
  }));

describe('the request that creates the run', () => {
  it('is never sent again where the one before may have arrived', () =>
    fc.assert(
      fc.asyncProperty(creation, async (scenario) => {
        const { posts } = await play(scenario);
        for (const exchange of posts.slice(0, -1)) expect(isKnownNotTaken(exchange)).toBe(true);
      }),
      { numRuns: 200 },
    ));

  it('that may have arrived, and named no run, ends with the word that one may exist', () =>
    fc.assert(
      fc.asyncProperty(creation, async (scenario) => {
        const { outcome, posts, gets } = await play(scenario);
        const last = posts.at(-1);
        if (last === undefined || isNamed(last)) return;
        expect(outcome.conclusion).toBe('error');
        expect(outcome.attempts[0]?.runId).toBeUndefined();
        expect(gets).toEqual([]);
        const { reply, repliedAtMs } = last;
        const isRefusal = reply.kind === 'answer' && REFUSALS.includes(reply.status);
        const isAllowance = reply.kind === 'answer' && isLegible(reply) && reply.text.includes('remaining');
        const mayExist = !isKnownNotTaken(last) && (repliedAtMs === undefined || !(isRefusal || isAllowance));
        expect(outcome.next.includes('may exist')).toBe(mayExist);
      }),
      { numRuns: 200 },
    ));

  it('waits as long as it is asked to, but not for ever', () =>
    fc.assert(
      fc.asyncProperty(pleas, fc.nat(), async (said, seed) => {
        const { posts } = await play({
          kind: 'new',
          timeoutMs: 10 * MINUTE_MS,
          seed,
          onPost: (number) => plea(said[number % said.length] ?? { status: 503, seconds: 0 }),
          onGet: () => passed,
        });
        posts.forEach(({ repliedAtMs = 0 }, index) => {
          const next = posts[index + 1];
          if (next === undefined) return;
          const askedS = said[index % said.length]?.seconds ?? 0;
          expect(next.sentAtMs - repliedAtMs).toBeGreaterThanOrEqual(Math.min(askedS, 120) * 1000);
          expect(next.sentAtMs).toBeLessThanOrEqual(2.5 * MINUTE_MS);
        });
      }),
      { numRuns: 150 },
    ));

  it('comes back more and more slowly, even where the server asks for no patience at all', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(50),
        fc.constantFrom('0', -60_000, undefined),
        fc.nat(),
        async (afterMs, retryAfter, seed) => {
          const { posts } = await play({
            kind: 'new',
            timeoutMs: 10 * MINUTE_MS,
            seed,
            onPost: () => ({
              kind: 'answer',
              status: 503,
              text: '',
              afterMs,
              ...(retryAfter !== undefined && { retryAfter }),
            }),
            onGet: () => passed,
          });
          expect(posts.length).toBeGreaterThan(3);
          expect(posts.length).toBeLessThan(30);
        },
      ),
      { numRuns: 50 },
    ));

  it('gives the run id away the moment that it is known, once, and it stays known', () =>
    fc.assert(
      fc.asyncProperty(
        anyScenario,
        fc.nat(3 * MINUTE_MS),
        fc.boolean(),
        async (scenario, cancelAtMs, isCancelled) => {
          const { outcome, posts, told } = await play(isCancelled ? { ...scenario, cancelAtMs } : scenario);
          const named = posts.find(isNamed);
          if (scenario.kind === 'existing') expect(told).toEqual([{ runId: RUN_ID, atMs: 0 }]);
          else expect(told).toEqual(named ? [{ runId: RUN_ID, atMs: named.repliedAtMs }] : []);
          expect(outcome.attempts[0]?.runId).toBe(told[0]?.runId);
        },
      ),
      { numRuns: 150 },
    ));

  it('is not sent at all for a run that exists', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const { posts, gets } = await play({ ...scenario, kind: 'existing' });
        expect(posts).toEqual([]);
        // A redirect may lead elsewhere.
        expect(gets.map(({ path }) => path)[0] ?? `/runs/${RUN_ID}`).toBe(`/runs/${RUN_ID}`);
      }),
    ));
});
