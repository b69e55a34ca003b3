import { describe, expect, it } from '@jest/globals';
import { PLAIN } from '../../campaign/play/plain.ts';
import { play, withPackages } from '../../campaign/play/play.ts';
import type { PastRun } from '../../campaign/play/past.ts';
import type { RunRecipe } from '../../campaign/play/run-recipe.ts';
import { answer } from '../../campaign/play/server.ts';
import type { Ending } from '../../campaign/play/stage.ts';
import type { Word } from '../../campaign/play/story.ts';

const TEST = [{ target: 'web' as const, testIds: ['a'] }];
const OUR_CHECK = { flaws: [], names: 'all', targets: 'ours', boasts: false } as const;

function word(status: string, fate: string, more: Partial<RunRecipe> = {}): Word {
  return { kind: 'word', recipe: { word: status, fates: [fate], ...more }, how: { afterMs: 50 } };
}
const GOING_ON = word('queued', 'queued');
const settled = (status: string): PastRun => ({
  tests: 'all',
  story: { before: [], last: word(status, status) },
});

/** A second attempt, after one that left these runs. */
function secondAttempt(...runs: PastRun[]): Promise<Ending> {
  const past = { attempt: 2, runs, checks: [OUR_CHECK] };
  return withPackages((packages) => play({ ...PLAIN, entries: TEST, past }, packages));
}

const bought = ({ exchanges }: Ending): number => exchanges.filter(({ method }) => method === 'POST').length;
const questionsAbout = (runId: string, { exchanges }: Ending): number =>
  exchanges.filter(({ path }) => path === `/runs/${runId}`).length;

describe('a run that an earlier attempt left', () => {
  it('is followed to its end, and green where it tells of every test', async () => {
    const ending = await secondAttempt({
      tests: 'all',
      story: { before: [GOING_ON], last: word('passed', 'passed') },
    });
    expect(ending.outcome.conclusion).toBe('passed');
    expect(bought(ending)).toBe(0);
  });

  it('is not green where it passes without telling of every test', async () => {
    const { outcome } = await secondAttempt({
      tests: 'all',
      story: {
        before: [word('queued', 'queued', { omits: [0] })],
        last: word('passed', 'passed', { omits: [0] }),
      },
    });
    expect(outcome.conclusion).toBe('error');
    expect(outcome.what).toContain('run_past_1');
    expect(outcome.next).toContain('Run this job again');
  });

  it('is asked about no more once another one says that everything has to be run', async () => {
    const busy = answer(503, { error: 'busy' });
    const gone = {
      tests: 'all',
      story: { before: [], last: answer(404, { error: 'no such run' }) },
    } as const;
    const ending = await secondAttempt(gone, { tests: 'all', story: { before: [], last: busy } });
    expect(bought(ending)).toBe(1);
    expect(questionsAbout('run_past_2', ending)).toBe(1);
  });
});

describe('a target that an earlier attempt has registered', () => {
  const ofApp = (...creations: number[]): Promise<Ending> =>
    withPackages((packages) =>
      play(
        {
          ...PLAIN,
          entries: [{ target: 'apk', testIds: ['a'] }],
          creations: creations.map((status) => answer(status, { error: 'no' })),
          past: { attempt: 2, runs: [settled('failed')], checks: [OUR_CHECK] },
        },
        packages,
      ),
    );
  const paths = ({ exchanges }: Ending): string[] =>
    exchanges.filter(({ method }) => method === 'POST').map(({ path }) => path);

  it('is used again', async () => {
    expect(paths(await ofApp())).toEqual(['/runs']);
  });

  it.each([400, 404, 422])(
    'is registered again where Doksi refuses the run with %i, once',
    async (status) => {
      expect(paths(await ofApp(status))).toEqual(['/runs', '/uploads', '/targets', '/runs']);
      const refused = await ofApp(status, status);
      expect(paths(refused)).toEqual(['/runs', '/uploads', '/targets', '/runs']);
      expect(refused.outcome.conclusion).toBe('error');
    },
  );

  it.each([401, 402, 403])('is left as it is where Doksi refuses the run with %i', async (status) => {
    expect(paths(await ofApp(status))).toEqual(['/runs']);
  });
});

describe('what the base branch says', () => {
  it('is waited for no longer than ten seconds, whatever Doksi does', async () => {
    const runs = [settled('failed').story];
    const lost = { before: [], last: answer(503, { error: 'busy' }) };
    const base = { commits: [[{ isOfActions: true, hasRecord: true, runs: [lost] }]] };
    const { outcome, decidedAtMs, endedAtMs } = await withPackages((packages) =>
      play({ ...PLAIN, entries: TEST, runs, base }, packages),
    );
    expect(outcome.conclusion).toBe('failed');
    expect(endedAtMs - decidedAtMs).toBe(10_000);
  });

  it('costs no more than eight questions, however long the lists are', async () => {
    const check = { isOfActions: true, hasRecord: false, runs: [] };
    const base = { commits: Array.from({ length: 5 }, () => [check, check, check]) };
    const github = { ...PLAIN.github, hasSmallPages: true };
    const runs = [settled('failed').story];
    const ending = await withPackages((packages) =>
      play({ ...PLAIN, entries: TEST, runs, base, github }, packages),
    );
    expect(ending.github).toHaveLength(8);
    expect(ending.outcome.conclusion).toBe('failed');
  });
});
