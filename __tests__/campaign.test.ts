import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anySchedule } from '../campaign/draw/schedules.ts';
import { judge } from '../campaign/judge.ts';
import { caseOf } from '../campaign/laws/law.ts';
import { brokenLaws } from '../campaign/laws/laws.ts';
import { PLAIN } from '../campaign/play/plain.ts';
import { play, withPackages } from '../campaign/play/play.ts';
import type { Packages, Schedule } from '../campaign/play/schedule.ts';
import type { Ending } from '../campaign/play/stage.ts';

const done = Promise.withResolvers<undefined>();
const packages = Promise.withResolvers<Packages>();
let files: Promise<unknown>;

beforeAll(() => {
  files = withPackages((made) => {
    packages.resolve(made);
    return done.promise;
  });
});
afterAll(async () => {
  done.resolve(undefined);
  await files;
});

describe('the fault campaign', () => {
  it('finds no law broken by any step in any world', () =>
    fc.assert(
      fc.asyncProperty(anySchedule, async (schedule) => {
        expect((await judge(schedule, await packages.promise)).complaints).toEqual([]);
      }),
      { numRuns: 250 },
    ));
});

// A law that can't be broken proves nothing.
describe('the laws', () => {
  const over = (word: string, ...fates: string[]): Schedule['runs'][number] => ({
    before: [],
    last: { kind: 'word', recipe: { word, fates }, how: { afterMs: 0 } },
  });
  const complaints = async (
    schedule: Partial<Schedule>,
    forge: (ending: Ending) => Ending,
  ): Promise<string> => {
    const whole = { ...PLAIN, ...schedule };
    const ending = await play(whole, await packages.promise);
    expect(brokenLaws(caseOf(whole, ending))).toEqual([]);
    return brokenLaws(caseOf(whole, forge(ending))).join('\n');
  };
  const called =
    (conclusion: Ending['outcome']['conclusion']) =>
    (ending: Ending): Ending => ({ ...ending, outcome: { ...ending.outcome, conclusion } });

  it('complain of a green step whose tests failed', async () => {
    const runs = [over('failed', 'failed')];
    expect(await complaints({ runs }, called('passed'))).toContain('greenIsDeserved: a test failed');
  });

  it('complain of an outage that is called a failure', async () => {
    const lost = { kind: 'answer', status: 502, text: '', afterMs: 0 } as const;
    const runs = [{ ...over('passed', 'passed'), before: Array.from({ length: 200 }, () => lost) }];
    expect(await complaints({ runs }, called('failed'))).toContain('failedWasSaid: nobody said');
  });

  it('complain of a run that is bought twice', async () => {
    const creations = [{ kind: 'answer', status: 500, text: '', afterMs: 0 } as const];
    const twice = (ending: Ending): Ending => ({
      ...ending,
      exchanges: [...ending.exchanges, ...ending.exchanges],
    });
    expect(await complaints({ creations }, twice)).toContain('neverBoughtTwice: 2 requests');
  });

  it('complain of a step that is late, or was cancelled and goes on', async () => {
    const late = (ending: Ending): Ending => ({ ...ending, endedAtMs: 3_600_000 });
    expect(await complaints({}, late)).toContain('endsInTime: it ends');
    expect(await complaints({ cancelAtMs: 60_000 }, late)).toContain('cancelledEndsAtOnce: it was cancelled');
  });

  it('complain of a key in a line of the log, even of half of one', async () => {
    const leak = (ending: Ending): Ending => ({
      ...ending,
      lines: [{ text: 'Bearer dk_live_c4a05c4a', atMs: 0 }],
    });
    expect(await complaints({}, leak)).toContain('keyIsKept');
  });
});
