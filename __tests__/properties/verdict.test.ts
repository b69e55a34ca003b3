import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '../../campaign/play/server.ts';
import { evidenceOf, failuresIn, type Word } from '../../campaign/laws/evidence.ts';
import { outage } from '../../campaign/draw/replies.ts';
import { anyScenario } from './replies.ts';
import { type Ending, MINUTE_MS, play, RUN_ID, running, type Scenario } from './world.ts';

/** The word of Doksi that ended the run, if anybody could make sense of it, and if it was the last. */
function lastWord({ kind }: Scenario, { exchanges }: Ending): Word | undefined {
  return evidenceOf(exchanges, kind === 'existing' ? RUN_ID : undefined).attempts[0]?.verdict;
}

describe('whatever the server says,', () => {
  it('green is a run that was last called passed, with tests, none of which failed, and nothing else', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const ending = await play(scenario);
        const word = lastWord(scenario, ending);
        const total = word?.tests_total ?? word?.results?.length ?? 0;
        const deserved = word?.status === 'passed' && total > 0 && failuresIn(word) === 0;
        expect(ending.outcome.conclusion === 'passed').toBe(deserved);
      }),
      { numRuns: 250 },
    ));

  it('a run is called failed only by a word of Doksi that says so, and every such word is believed', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const ending = await play(scenario);
        const word = lastWord(scenario, ending);
        const isFailed = word !== undefined && (word.status === 'failed' || failuresIn(word) > 0);
        expect(ending.outcome.conclusion === 'failed').toBe(isFailed);
      }),
      { numRuns: 150 },
    ));

  it('a conclusion has its reason', () =>
    fc.assert(
      fc.asyncProperty(anyScenario, async (scenario) => {
        const ending = await play(scenario);
        const { outcome, endedAtMs } = ending;
        expect(['passed', 'failed', 'no-tests', 'timed-out', 'error']).toContain(outcome.conclusion);
        if (outcome.conclusion !== 'passed') expect(outcome.what).not.toBe('');
        if (outcome.conclusion === 'no-tests')
          expect(lastWord(scenario, ending)).toMatchObject({ status: 'passed' });
        if (outcome.conclusion === 'timed-out') expect(endedAtMs).toBeGreaterThanOrEqual(scenario.timeoutMs);
        const said = `${outcome.what} ${outcome.next}`;
        expect(said.replaceAll('received undefined', '')).not.toMatch(/undefined|NaN|\[object/);
        expect(said).not.toContain('fault of doksi/run-action');
      }),
      { numRuns: 150 },
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
              return ageMs < beginsAtMs + lengthMs
                ? silence
                : answer(200, { status: verdict, tests_total: 1 });
            },
          });
          expect(outcome.conclusion).toBe(verdict);
        },
      ),
      { numRuns: 100 },
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
      { numRuns: 100 },
    ));

  it('is one even if its body has the words that a spent allowance has when a run is created', async () => {
    const body = { error: 'Too busy', requested: 3, remaining: 1 };
    const { outcome } = await play({
      kind: 'new',
      timeoutMs: 10 * MINUTE_MS,
      onGet: (number) =>
        number === 0 ? answer(503, body) : answer(200, { status: 'passed', tests_total: 1 }),
    });
    expect(outcome.conclusion).toBe('passed');
  });
});
