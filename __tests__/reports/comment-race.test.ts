import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CommentEnding, publishComment } from '../../src/publish/comment.ts';
import { sectionsOf } from '../../src/report/comment.ts';
import { sectionOf } from '../../src/report/comment-section.ts';
import { skipped } from '../../src/results/endings.ts';
import { HEAD_SHA, PULL_REQUEST_NUMBER } from '../../sandbox/runner/event.ts';
import { chance } from '../../campaign/chance.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { MemoryGithub } from './memory-github.ts';

const frame = { workflow: '.github/workflows/e2e.yml', commitUrl: undefined, workflowRunUrl: undefined };
const LEGS = Array.from({ length: 12 }, (_, index) => `Leg ${index}`);

/** A merge group's commit, which is never the pull request's head. */
const QUEUED_SHA = 'f'.repeat(40);

interface Leg {
  readonly author?: string;
  readonly headSha?: string;
}

interface Race {
  /** Milliseconds that a request takes: at least, and how much more at most. */
  readonly latencyMs: readonly [number, number];
  readonly seed: number;
}

/** Any speed of GitHub's, from a quick one to one that takes seconds for each answer. */
const anyRace = fc.record({ latencyMs: fc.tuple(fc.nat(3000), fc.nat(3000)), seed: fc.nat() });

function stage({ latencyMs: [least, more], seed }: Race) {
  const clock = new VirtualClock();
  const random = chance(seed);
  const github = new MemoryGithub(clock, () => least + more * random());
  const publish = (title: string, { author, headSha = HEAD_SHA }: Leg = {}): Promise<CommentEnding> => {
    const { signal } = new AbortController();
    const section = sectionOf({
      outcome: skipped(),
      title,
      job: 'e2e',
      headSha,
      workflowRun: '100',
      attempt: 1,
      commitUrl: undefined,
    });
    return publishComment(
      { section, frame, number: PULL_REQUEST_NUMBER, isMergeGroup: headSha === QUEUED_SHA },
      {
        github: github.as(author),
        clock,
        random,
        // Here only the number of rounds is bounded.
        call: { signal, endsAtMs: Infinity },
        cancelled: signal,
        onUrl: () => undefined,
      },
    );
  };
  const titles = (): string[] =>
    github.comments.flatMap(({ body }) => sectionsOf(body).map(({ about }) => about.title)).sort();
  return { clock, github, publish, titles };
}

describe('twelve jobs that write at once, however slow GitHub is,', () => {
  it('make one comment with twelve sections, though none is there to begin with', () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, github, publish, titles } = stage(race);
        await clock.run(Promise.all(LEGS.map((title) => publish(title))));
        expect(github.comments).toHaveLength(1);
        expect(titles()).toEqual(LEGS.toSorted());
      }),
      { numRuns: 20 },
    ));

  it('lose nothing of each other where all of them change the one that is there', () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, github, publish, titles } = stage(race);
        await clock.run(publish('Leg 0'));
        await clock.run(Promise.all(LEGS.map((title) => publish(title))));
        expect(github.comments).toHaveLength(1);
        expect(titles()).toEqual(LEGS.toSorted());
      }),
      { numRuns: 20 },
    ));

  it("find each other's comments, too, where GitHub doesn't tell an app's name", () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, github, publish, titles } = stage(race);
        const legs = LEGS.slice(0, 3);
        await clock.run(Promise.all(legs.map((title) => publish(title, { author: 'shop-bot[bot]' }))));
        expect(github.comments).toHaveLength(1);
        expect(titles()).toEqual(legs);
      }),
      { numRuns: 20 },
    ));
});

describe('the jobs of a merge group', () => {
  const LEFT_AS_IT_IS = { kind: 'newer', sha: HEAD_SHA };

  it("lose nothing of each other, and take the sections of the pull request's head away", () =>
    fc.assert(
      fc.asyncProperty(anyRace, async (race) => {
        const { clock, github, publish, titles } = stage(race);
        await clock.run(publish('Of the head'));
        const legs = LEGS.slice(0, 4);
        const endings = await clock.run(
          Promise.all(legs.map((title) => publish(title, { headSha: QUEUED_SHA }))),
        );
        expect(github.comments).toHaveLength(1);
        expect(titles()).toEqual(legs);
        expect(endings).not.toContainEqual(LEFT_AS_IT_IS);
      }),
      { numRuns: 20 },
    ));

  it('leave the last word to whoever tells of the head again', async () => {
    const { clock, github, publish, titles } = stage({ latencyMs: [10, 0], seed: 1 });
    await clock.run(publish('Of the head'));
    const before = [...github.comments];
    const writing = publish('Queued', { headSha: QUEUED_SHA });
    const rival = clock.sleep(1000).then(() => github.comments.splice(0, 1, ...before));
    const [ending] = await clock.run(Promise.all([writing, rival]));
    expect(ending).toEqual(LEFT_AS_IT_IS);
    expect(titles()).toEqual(['Of the head']);
  });
});

describe('a job that wrote', () => {
  it('looks again two to three seconds later, and puts back what is gone', async () => {
    const { clock, github, publish, titles } = stage({ latencyMs: [10, 0], seed: 1 });
    await clock.run(publish('Web'));
    const before = [...github.comments];
    const writing = publish('Phone');
    const rival = clock.sleep(1000).then(() => github.comments.splice(0, 1, ...before));
    await clock.run(Promise.all([writing, rival]));
    expect(titles()).toEqual(['Phone', 'Web']);
    const [, written = NaN, again = NaN, ...more] = github.writtenAtMs;
    expect(more).toEqual([]);
    expect(again - written).toBeGreaterThanOrEqual(2000);
    expect(again - written).toBeLessThan(3100);
  });
});
