import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isKnownNotTaken } from '../../campaign/laws/evidence.ts';
import { chance } from '../../campaign/chance.ts';
import { answer } from '../../campaign/play/server.ts';
import { anyScenario, plea, pleas } from './replies.ts';
import { MINUTE_MS, play, RUN_ID, running } from './world.ts';

describe('a step', () => {
  it('ends by its timeout plus a minute, whatever happens', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const { endedAtMs, told } = await play(scenario);
        // Its time begins with the answer that created the run; up to there it is the creation's own, with its retries.
        const begins = told[0]?.atMs ?? 2.5 * MINUTE_MS;
        expect(endedAtMs).toBeLessThanOrEqual(begins + scenario.timeoutMs + MINUTE_MS);
      }),
      { numRuns: 150 },
    ));

  it('that is cancelled ends at once, as cancelled, unless its end had come before', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, fc.nat(6 * MINUTE_MS), async (scenario, cancelAtMs) => {
        const [cancelled, undisturbed] = [await play({ ...scenario, cancelAtMs }), await play(scenario)];
        if (undisturbed.endedAtMs < cancelAtMs) {
          expect(cancelled.outcome).toEqual(undisturbed.outcome);
        } else if (undisturbed.endedAtMs > cancelAtMs) {
          expect(cancelled.endedAtMs).toBe(cancelAtMs);
          expect(cancelled.outcome.conclusion).toBe('cancelled');
        }
      }),
      { numRuns: 150 },
    ));

  it('that is cancelled says what it knows of a run that goes on, or that may', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, fc.nat(2 * MINUTE_MS), async (scenario, cancelAtMs) => {
        const { outcome, posts } = await play({ ...scenario, cancelAtMs });
        if (outcome.conclusion !== 'cancelled') return;
        const [first] = outcome.attempts;
        const last = posts.at(-1);
        if (first) expect(outcome.next).toContain(first.runId);
        else if (last && last.repliedAtMs === undefined && !isKnownNotTaken(last)) {
          expect(outcome.next).toContain('may exist');
        }
      }),
      { numRuns: 150 },
    ));

  it('gives a sign of life each minute while it follows', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const { told, linesAtMs, endedAtMs } = await play(scenario);
        const begin = told[0];
        if (begin === undefined) return;
        const moments = [begin.atMs, ...linesAtMs.filter((atMs) => atMs >= begin.atMs), endedAtMs];
        // A request that hangs for its 30 s may come in between, and the look at the watch may come some seconds late.
        moments.slice(1).forEach((atMs, index) => {
          expect(atMs - (moments[index] ?? 0)).toBeLessThanOrEqual(100_000);
        });
      }),
      { numRuns: 150 },
    ));
});

describe('a Retry-After', () => {
  it('is waited for, up to two minutes and the end of the time', () =>
    fc.assert(
      fc.asyncProperty(
        pleas,
        fc.option(fc.integer({ min: 1000, max: 200_000 }), { nil: undefined }),
        fc.integer({ min: MINUTE_MS, max: 15 * MINUTE_MS }),
        async (said, pollIntervalMs, timeoutMs) => {
          const { gets } = await play({
            kind: 'new',
            timeoutMs,
            pollIntervalMs,
            // Between two of them Doksi is heard, so that it is no outage.
            onGet: (number) => {
              const asked = number % 2 === 0 ? said[number / 2] : undefined;
              return asked ? plea(asked) : running;
            },
          });
          said.forEach(({ seconds }, index) => {
            const [asked, next] = gets.slice(2 * index);
            if (asked?.repliedAtMs === undefined || next === undefined) return;
            const patientMs = asked.repliedAtMs + Math.min(seconds, 120) * 1000;
            // The last question comes when the time is over.
            const earliestMs = Math.min(patientMs, timeoutMs);
            expect(next.sentAtMs).toBeGreaterThanOrEqual(earliestMs - 1);
          });
        },
      ),
      { numRuns: 150 },
    ));
});

/** How long after its end a run is seen to have ended, and the number of questions; milliseconds. */
async function follow(
  lengthMs: number,
  random: () => number,
  latencyMs = 0,
): Promise<{ lateMs: number; asked: number }> {
  const { gets, endedAtMs, outcome } = await play({
    kind: 'new',
    timeoutMs: 24 * 60 * MINUTE_MS,
    random,
    onPost: () => answer(201, { run_id: RUN_ID }, 0),
    onGet: (_number, ageMs) =>
      answer(200, { status: ageMs < lengthMs ? 'running' : 'passed', tests_total: 1 }, latencyMs),
  });
  expect(outcome.conclusion).toBe('passed');
  return { lateMs: endedAtMs - latencyMs - lengthMs, asked: gets.length };
}

describe('polling by itself', () => {
  it('asks no more often than every 10 s, over ten minutes and more', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10 * MINUTE_MS, max: 120 * MINUTE_MS }),
        fc.nat(),
        fc.nat(900),
        async (lengthMs, seed, latencyMs) => {
          const { asked } = await follow(lengthMs, chance(seed), latencyMs);
          expect(asked).toBeLessThanOrEqual(Math.ceil(lengthMs / 10_000));
        },
      ),
      { numRuns: 50 },
    ));

  it('is never slower than 15 s', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(120 * MINUTE_MS), fc.nat(), async (lengthMs, seed) => {
        expect((await follow(lengthMs, chance(seed))).lateMs).toBeLessThanOrEqual(15_000);
      }),
      { numRuns: 50 },
    ));

  it.each([
    { length: '20 s', lengthMs: 20_000, meanMs: 2000 },
    { length: '1 min', lengthMs: MINUTE_MS, meanMs: 3500 },
    { length: '2 min', lengthMs: 2 * MINUTE_MS, meanMs: 5000 },
    { length: '10 min', lengthMs: 10 * MINUTE_MS, meanMs: 7500 },
    { length: '1 h', lengthMs: 60 * MINUTE_MS, meanMs: 7500 },
  ])('notices the end of a run of $length soon enough in the mean', async ({ lengthMs, meanMs }) => {
    const samples = 50;
    let sumMs = 0;
    for (let sample = 0; sample < samples; sample++) {
      // Evenly spread over the lengths around that one, and over the chances: the golden ratio leaves no gaps.
      const around = lengthMs * (0.9 + (0.2 * sample) / samples);
      sumMs += (await follow(around, () => (sample * 0.618_034) % 1)).lateMs;
    }
    expect(sumMs / samples).toBeLessThanOrEqual(meanMs);
  });
});
