import { describe, expect, it } from '@jest/globals';
import { conflictOf, newerCommit, winningSection, withSection } from '../../src/report/comment-merge.ts';
import { type Head, type Section, sectionOf } from '../../src/report/comment-section.ts';
import { outcome } from '../builders.ts';
import { model, SHA } from './models.ts';

const OTHER_SHA = 'c0ffee00000000000000000000000000c0ffee00';

function section(title: string, head: Partial<Head> = {}): Section {
  const made = sectionOf(model(outcome(), { title }), SHA);
  return { ...made, head: { ...made.head, workflowRun: '100', ...head } };
}

describe('the sections of a comment', () => {
  const atHead = { headSha: SHA, isMergeGroup: false };
  const behind = { headSha: OTHER_SHA, isMergeGroup: false };
  const kept = (own: Section, existing: readonly Section[], standing: Parameters<typeof newerCommit>[2]) => {
    const newer = newerCommit(own.head, existing, standing);
    if (newer !== undefined) return { newer };
    return withSection(own, existing)
      .map(({ head }) => head.title)
      .sort();
  };

  it('of other jobs and titles of the same commit stay; the own one is replaced', () => {
    const existing = [section('a'), section('b'), section('b', { job: 'other' })];
    expect(kept(section('b', { attempt: 2 }), existing, atHead)).toEqual(['a', 'b', 'b']);
  });

  it("are removed by a newer commit's first one", () => {
    const existing = [section('a', { sha: OTHER_SHA }), section('b', { sha: OTHER_SHA })];
    expect(kept(section('b'), existing, atHead)).toEqual(['b']);
  });

  it('are not changed by an older commit, whichever job reports it', () => {
    const existing = [section('a', { sha: OTHER_SHA })];
    expect(kept(section('a'), existing, behind)).toEqual({ newer: OTHER_SHA });
    expect(kept(section('b'), existing, behind)).toEqual({ newer: OTHER_SHA });
    expect(kept(section('a', { workflowRun: '200' }), existing, behind)).toEqual({ newer: OTHER_SHA });
  });

  it('may be of an older commit as long as no newer one has written', () => {
    expect(kept(section('b'), [section('a')], behind)).toEqual(['a', 'b']);
    expect(kept(section('b'), [], behind)).toEqual(['b']);
  });

  it('of two commits that are not the head are those of the later workflow run', () => {
    const standing = { headSha: 'd'.repeat(40), isMergeGroup: false };
    const existing = [section('a', { sha: OTHER_SHA })];
    expect(kept(section('b', { workflowRun: '99' }), existing, standing)).toEqual({ newer: OTHER_SHA });
    expect(kept(section('b', { workflowRun: '101' }), existing, standing)).toEqual(['b']);
  });

  it("of the head are removed by a merge group's commit, which is newer", () => {
    const existing = [section('a', { sha: OTHER_SHA })];
    expect(kept(section('b'), existing, { headSha: OTHER_SHA, isMergeGroup: true })).toEqual(['b']);
  });

  it.each([
    ['an older workflow run', { workflowRun: '99', attempt: 9 }, 'there'],
    ['an older attempt', { workflowRun: '100', attempt: 1 }, 'there'],
    ['the same attempt', { workflowRun: '100', attempt: 2 }, 'own'],
    ['a newer workflow run with a longer id', { workflowRun: '1000', attempt: 1 }, 'own'],
  ])('of one job and title: %s does not replace a newer one', (_, head, expected) => {
    const there = section('a', { attempt: 2, headline: 'there' });
    const own = section('a', { ...head, headline: 'own' });
    expect(withSection(own, [there])).toMatchObject([{ head: { headline: expected } }]);
    expect(winningSection(own, [there])?.headline).toBe(expected === 'own' ? undefined : 'there');
  });
});

describe('a failing section that another workflow run hides', () => {
  const red = { isRed: true, workflowRun: '100', digest: 'one' };

  it('is a conflict if it was about other tests, whichever of the two is written last', () => {
    const failing = section('a', red);
    const passing = section('a', { workflowRun: '101', digest: 'two' });
    expect(conflictOf(passing, [failing])).toEqual({ hidden: failing.head, shown: passing.head });
    expect(conflictOf(failing, [passing])).toEqual({ hidden: failing.head, shown: passing.head });
  });

  it.each([
    ['about the same tests', { digest: 'one' }, {}],
    ['of a follower, whose tests are another job’s', { digest: undefined }, {}],
    ['of the same job', { digest: 'two', workflowRun: '100' }, {}],
    [
      'of the next deployment to the same environment',
      { digest: 'two', deployment: '["shop"]' },
      { deployment: '["shop"]' },
    ],
    ['of another commit', { digest: 'two', sha: OTHER_SHA }, {}],
    ['of another job', { digest: 'two', job: 'other' }, {}],
    ['that replaces one that passed', { digest: 'two' }, { isRed: false }],
  ])('is none by a section %s', (_, own, there) => {
    const { digest, ...rest } = { workflowRun: '101', ...own };
    const made = section('a', rest);
    const newer = { ...made, head: { ...made.head, digest } };
    expect(conflictOf(newer, [section('a', { ...red, ...there })])).toBeUndefined();
  });

  it('stays if another job of the same attempt passes under its key and title', () => {
    const failing = section('a', { ...red, url: 'https://github.test/job/1', headline: 'failing' });
    const passing = section('a', { workflowRun: '100', url: 'https://github.test/job/2' });
    for (const [own, there] of [
      [failing, passing],
      [passing, failing],
    ] as const) {
      expect(withSection(own, [there])).toMatchObject([{ head: { headline: 'failing' } }]);
    }
    expect(winningSection(passing, [failing])?.headline).toBe('failing');
  });

  it('is one by the deployment of another project', () => {
    const shop = section('a', { ...red, deployment: '["shop"]' });
    const docs = section('a', { workflowRun: '101', digest: 'two', deployment: '["docs"]' });
    expect(conflictOf(docs, [shop])).toBeDefined();
  });
});
