import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anySchedule } from '../campaign/draw/schedules.ts';
import { judge } from '../campaign/judge.ts';
import { caseOf } from '../campaign/laws/law.ts';
import { brokenLaws } from '../campaign/laws/laws.ts';
import { PLAIN } from '../campaign/play/plain.ts';
import { play, withPackages } from '../campaign/play/play.ts';
import { FLAWS, type Past } from '../campaign/play/past.ts';
import { type Packages, PLACES, type Schedule } from '../campaign/play/schedule.ts';
import { API_KEY, type Ending } from '../campaign/play/stage.ts';
import type { RunStory } from '../campaign/play/story.ts';

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
      decidedAfter: 2 * ending.decidedAfter,
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

  describe('of second attempts', () => {
    const entries = [{ target: 'web', testIds: ['a', 'b'] }] as const;
    const check = { flaws: [], names: 'all', targets: 'ours', boasts: false } as const;
    // The third: a check run of the first must not do for that of the second.
    const past = (...stories: RunStory[]): Past => ({
      attempt: 3,
      runs: stories.map((story) => ({ tests: 'all', story })),
      checks: [check],
    });
    const aFailed = { entries, past: past(over('failed', 'failed', 'passed')) };
    const goesOn = { ...over('passed', 'passed'), before: [over('queued', 'queued').last] };
    /** With this body in place of that of the run that was bought. */
    const asking =
      (...testIds: string[]) =>
      (ending: Ending): Ending => ({
        ...ending,
        exchanges: ending.exchanges.map((exchange) =>
          exchange.method === 'POST' ? { ...exchange, body: bodyOf(testIds) } : exchange,
        ),
      });
    const bodyOf = (testIds: readonly string[]): string => {
      const entry = { platform: 'web', web_url: PLACES.web, login: 'web', test_ids: testIds };
      return JSON.stringify({ note: 'n', matrix: [entry] });
    };

    it('complain of a test that is carried over without having passed', async () => {
      const runs = past(over('failed', 'failed', 'failed'));
      expect(await complaints({ entries, past: runs }, asking('b'))).toContain('carriedOverHasPassed: a@');
    });

    it('complain of a test that has passed and is paid for again', async () => {
      expect(await complaints(aFailed, asking('a', 'b'))).toContain('onlyWhatIsLeftRuns: a@');
    });

    it.each([...FLAWS])('complain of a check run that is trusted in spite of its flaw, %s', async (flaw) => {
      const checks = [{ ...check, flaws: [flaw] }];
      const forged = { ...aFailed, past: { ...aFailed.past, checks } };
      expect(await complaints(forged, asking('a'))).toContain('doubtRunsAll: not everything is run');
    });

    it('complain of a run that goes on and is bought again', async () => {
      const again = (ending: Ending): Ending => {
        const at = ending.recalledAfter;
        const [question] = ending.exchanges.slice(at);
        if (!question) throw new Error('Nobody follows the run.');
        const made = { kind: 'answer', status: 201, text: '{"run_id":"r"}', afterMs: 0 } as const;
        const post = { ...question, method: 'POST', path: '/runs', body: bodyOf(['a', 'b']), reply: made };
        return { ...ending, exchanges: [...ending.exchanges.slice(0, at), post], decidedAfter: at + 1 };
      };
      expect(await complaints({ entries, past: past(goesOn) }, again)).toContain(
        'goingOnIsFollowed: run_past_1 goes on, and another run is bought',
      );
    });

    it('complain of an app that is uploaded again', async () => {
      const app = { ...aFailed, entries: [{ target: 'apk', testIds: ['a', 'b'] }] as const };
      const upload = (ending: Ending): Ending => ({
        ...ending,
        exchanges: ending.exchanges.flatMap((exchange) =>
          exchange.method === 'POST' ? [{ ...exchange, path: '/uploads', body: '' }, exchange] : [exchange],
        ),
        decidedAfter: ending.decidedAfter + 1,
      });
      expect(await complaints(app, upload)).toContain('targetsAreReused: an app is uploaded again');
    });

    it('complain of a question about a run that nobody follows', async () => {
      const late = (ending: Ending): Ending => ({ ...ending, recalledAfter: 0 });
      const two = past(over('failed', 'failed', 'passed'), goesOn);
      expect(await complaints({ entries, past: two }, late)).toContain('nobodyAsksInVain: /runs/run_past_');
    });

    it('complain of a follower that is silent where it runs in vain', async () => {
      const silent = (ending: Ending): Ending => ({
        ...ending,
        outcome: { ...ending.outcome, warnings: [] },
      });
      const vain = { ...aFailed, way: 'existing', runs: [over('failed', 'failed')] } as const;
      expect(await complaints(vain, silent)).toContain('vainFollowerIsTold: nobody says');
    });
  });

  describe('of GitHub', () => {
    const failing = {
      runs: [over('failed', 'failed')],
      base: { commits: [[{ isOfActions: true, hasRecord: true, runs: [over('failed', 'failed')] }]] },
    };

    it('complain of a base branch that changes the conclusion, or takes long', async () => {
      expect(await complaints(failing, called('passed'))).toContain('baseDecidesNothing');
      const slow = (ending: Ending): Ending => ({ ...ending, endedAtMs: ending.endedAtMs + 10_001 });
      expect(await complaints(failing, slow)).toContain('baseIsQuick: the base branch is asked about for');
      const curious = (ending: Ending): Ending => ({
        ...ending,
        github: Array.from({ length: 5 }, () => ending.github).flat(),
      });
      expect(await complaints(failing, curious)).toContain('baseIsQuick: GitHub is asked');
    });

    it('complain of a mark that nobody has a reason for', async () => {
      const marked = (ending: Ending): Ending => {
        const { results } = ending.outcome;
        const failed = results.failed.map((test) => ({
          ...test,
          base: { kind: 'new', branch: 'main' } as const,
        }));
        return { ...ending, outcome: { ...ending.outcome, results: { ...results, failed } } };
      };
      expect(await complaints(failing, marked)).toContain('marksAreTrue: a is said to be new');
    });

    it('complain of a key that goes to GitHub, and of a token that goes elsewhere', async () => {
      const leak = (ending: Ending): Ending => ({
        ...ending,
        github: ending.github.map((exchange) => ({ ...exchange, path: `${exchange.path}&key=${API_KEY}` })),
      });
      expect(await complaints(failing, leak)).toContain('strangersKnowNothing: GitHub is told');
      const stray = (ending: Ending): Ending => ({
        ...ending,
        exchanges: ending.exchanges.map((exchange) => ({ ...exchange, hasToken: true })),
      });
      expect(await complaints(failing, stray)).toContain("strangersKnowNothing: GitHub's token goes to");
    });
  });
});
