import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { anyScenario, outage } from './replies.ts';
import { answer, type Exchange, MINUTE_MS, play, RUN_ID, running } from './world.ts';

const count = z.int().nonnegative().nullish();
const readableRun = z.object({
  run_id: z.literal(RUN_ID).nullish(),
  status: z.string().min(1),
  tests_total: count,
  tests_passed: count,
  tests_failed: count,
  results: z.array(z.object({ status: z.string().nullish() })).nullish(),
});

/** What Doksi said last of the run, if anybody could make sense of it. */
function lastWord(gets: readonly Exchange[]): z.infer<typeof readableRun> | undefined {
  const heard = gets.findLast(({ repliedAtMs }) => repliedAtMs !== undefined);
  if (heard?.reply.kind !== 'answer' || heard.reply.status !== 200) return undefined;
  try {
    return readableRun.safeParse(JSON.parse(heard.reply.text)).data;
  } catch {
    return undefined;
  }
}

function hasFailure({ tests_failed, results }: z.infer<typeof readableRun>): boolean {
  return (tests_failed ?? 0) > 0 || (results ?? []).some(({ status }) => status === 'failed');
}

describe('whatever the server says,', () => {
  it('green is a run that was last called passed, with tests, none of which failed, and nothing else', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const { outcome, gets } = await play(scenario);
        const word = lastWord(gets);
        const total = word?.tests_total ?? word?.results?.length ?? 0;
        const deserved = word?.status === 'passed' && total > 0 && !hasFailure(word);
        expect(outcome.conclusion === 'passed').toBe(deserved);
      }),
      { numRuns: 500 },
    ));

  it('a run is called failed only by a word of Doksi that says so, and every such word is believed', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const { outcome, gets } = await play(scenario);
        const word = lastWord(gets);
        const isFailed = word?.status === 'failed' || (word?.status === 'passed' && hasFailure(word));
        expect(outcome.conclusion === 'failed').toBe(isFailed);
      }),
      { numRuns: 300 },
    ));

  it('a conclusion has its reason', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const { outcome, endedAtMs, gets } = await play(scenario);
        expect(['passed', 'failed', 'no-tests', 'timed-out', 'error']).toContain(outcome.conclusion);
        if (outcome.conclusion !== 'passed') expect(outcome.what).not.toBe('');
        if (outcome.conclusion === 'no-tests') expect(lastWord(gets)).toMatchObject({ status: 'passed' });
        if (outcome.conclusion === 'timed-out') expect(endedAtMs).toBeGreaterThanOrEqual(scenario.timeoutMs);
        const said = `${outcome.what} ${outcome.next}`;
        expect(said.replaceAll('received undefined', '')).not.toMatch(/undefined|NaN|\[object/);
        expect(said).not.toContain('fault of doksi/run-action');
      }),
      { numRuns: 300 },
    ));
});

describe('an outage', () => {
  const step = fc.record({
    seed: fc.nat(),
    pollIntervalMs: fc.option(fc.integer({ min: 1000, max: 15_000 }), { nil: undefined }),
    beginsAtMs: fc.nat(5 * MINUTE_MS),
    replies: fc.array(outage, { minLength: 1, maxLength: 9 }),
  });

  it('of less than five minutes is survived, whatever it looks like', () =>
    fc.assert(
      fc.asyncProperty(
        step,
        fc.nat(4.4 * MINUTE_MS),
        fc.constantFrom('passed', 'failed'),
        async ({ beginsAtMs, replies, ...settings }, lengthMs, verdict) => {
          const { outcome } = await play({
            kind: 'new',
            timeoutMs: 60 * MINUTE_MS,
            ...settings,
            onGet: (number, ageMs) => {
              if (ageMs < beginsAtMs) return running;
              const silence = replies[number % replies.length] ?? running;
              return ageMs < beginsAtMs + lengthMs ? silence : answer({ status: verdict, tests_total: 1 });
            },
          });
          expect(outcome.conclusion).toBe(verdict);
        },
      ),
      { numRuns: 200 },
    ));

  it('that does not end is an error after five minutes, never a failure, and tells where the run is', () =>
    fc.assert(
      fc.asyncProperty(step, async ({ beginsAtMs, replies, ...settings }) => {
        const { outcome, endedAtMs } = await play({
          kind: 'existing',
          timeoutMs: 60 * MINUTE_MS,
          ...settings,
          onGet: (number, ageMs) =>
            ageMs < beginsAtMs ? running : (replies[number % replies.length] ?? running),
        });
        expect(outcome).toMatchObject({ conclusion: 'error', attempts: [{ runId: RUN_ID }] });
        expect(outcome.next).toContain(RUN_ID);
        expect(endedAtMs - beginsAtMs).toBeGreaterThanOrEqual(5 * MINUTE_MS);
        // It ends with the first request that fails after that; a Retry-After may put that off by two minutes.
        expect(endedAtMs - beginsAtMs).toBeLessThanOrEqual(8 * MINUTE_MS);
      }),
      { numRuns: 200 },
    ));

  it('is one even if its body has the words that a spent allowance has when a run is created', async () => {
    const body = { error: 'Too busy', requested: 3, remaining: 1 };
    const { outcome } = await play({
      kind: 'new',
      timeoutMs: 10 * MINUTE_MS,
      onGet: (number) =>
        answer(number === 0 ? body : { status: 'passed', tests_total: 1 }, number === 0 ? 503 : 200),
    });
    expect(outcome.conclusion).toBe('passed');
  });
});
