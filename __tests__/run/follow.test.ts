import { describe, expect, it } from '@jest/globals';
import { PLAIN } from '../../campaign/play/plain.ts';
import { play, withPackages } from '../../campaign/play/play.ts';
import { answer } from '../../campaign/play/server.ts';
import type { Word } from '../../campaign/play/story.ts';
import type { Ending } from '../../campaign/play/stage.ts';

const SECOND_MS = 1000;
const running: Word = { kind: 'word', recipe: { word: 'running', fates: ['running'] }, how: { afterMs: 0 } };
const passed: Word = { kind: 'word', recipe: { word: 'passed', fates: ['passed'] }, how: { afterMs: 0 } };

/** A run that is asked about every 10 s, is known to Doksi at first, and then is not found so many times. */
function following(known: number, gone: number, creationMs = 0): Promise<Ending> {
  const before = [
    ...Array.from({ length: known }, () => running),
    ...Array.from({ length: gone }, () => answer(404, { error: 'There is no such run.' }, 0)),
  ];
  const created = { kind: 'created', status: 201, lists: true, how: { afterMs: creationMs } } as const;
  return withPackages((packages) =>
    play(
      {
        ...PLAIN,
        pollIntervalMs: 10 * SECOND_MS,
        creations: [created],
        runs: [{ before, last: passed }],
      },
      packages,
    ),
  );
}

describe('a run that is not found', () => {
  it('is waited for within a minute of its creation', async () => {
    expect((await following(0, 5)).outcome.conclusion).toBe('passed');
  });

  it('is waited for as long where its creation was slow: the minute begins with its answer', async () => {
    expect((await following(0, 5, 25 * SECOND_MS)).outcome.conclusion).toBe('passed');
  });

  it('is lost after that minute, whenever it went', async () => {
    const ending = await following(0, 6);
    expect(ending.outcome.conclusion).toBe('error');
    expect(ending.endedAtMs).toBe(60 * SECOND_MS);
    const late = await following(10, 1);
    expect(late.outcome.conclusion).toBe('error');
    expect(late.endedAtMs).toBe(110 * SECOND_MS);
  });
});
