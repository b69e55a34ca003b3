import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Run } from '../../src/doksi/schemas.ts';
import { isCommentOf, renderComment, sectionsOf } from '../../src/report/comment.ts';
import { withSection } from '../../src/report/comment-merge.ts';
import { type Section, sectionOf } from '../../src/report/comment-section.ts';
import { cancelled, lost, skipped, timedOut } from '../../src/results/endings.ts';
import type { GateName } from '../../src/inputs/settings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import { verdict } from '../../src/results/verdict.ts';
import { UnexpectedError } from '../../src/failure.ts';

const SHA = 'b1946ac92492d2347c6235b4d261118400000000';
const OTHER_SHA = 'c0ffee00000000000000000000000000c0ffee00';
const WORKFLOW = '.github/workflows/e2e.yml';
const frame = {
  workflow: WORKFLOW,
  commitUrl: `https://github.com/octo/shop/commit/${SHA}`,
  workflowRunUrl: 'https://github.com/octo/shop/actions/runs/1',
};

function run(statuses: readonly string[], status: string, name = 'Test'): Run {
  const count = (word: string): number => statuses.filter((other) => other === word).length;
  const results = statuses.map((word, index) => ({
    result_id: `res_${index}`,
    test_id: `test${index}`,
    test_name: `${name} ${index}`,
    status: word,
    url: `https://app.doksi.ai/verify/tests/test${index}/runs/res_${index}`,
    destination: { platform: 'web', web_url: 'https://staging.example.com' },
  }));
  return Run.parse({
    run_id: 'k3n',
    status,
    tests_total: statuses.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    results,
  });
}
const known = (last: Run) => ({
  knownFailures: NO_KNOWN_FAILURES,
  targets: [],
  attempts: [{ runId: 'k3n', run: last }],
});
const ended = (statuses: readonly string[], status: string, name?: string): Outcome =>
  verdict({
    knownFailures: NO_KNOWN_FAILURES,
    targets: [],
    attempts: [{ runId: 'k3n', run: run(statuses, status, name) }],
  });

interface Leg {
  readonly outcome?: Outcome;
  readonly closed?: GateName;
  readonly title?: string;
  readonly job?: string;
  readonly sha?: string;
  readonly run?: string;
  readonly attempt?: number;
}
function leg({ outcome = ended(['passed'], 'passed'), closed, ...more }: Leg = {}): Section {
  return sectionOf({
    outcome,
    closed,
    title: more.title ?? 'Doksi',
    job: more.job ?? 'e2e',
    headSha: more.sha ?? SHA,
    workflowRun: more.run ?? '100',
    attempt: more.attempt ?? 1,
    commitUrl: frame.commitUrl,
  });
}
const body = (...legs: Section[]): string => renderComment(legs, frame).body;
const heading = (...legs: Section[]): string | undefined => /^### .*$/m.exec(body(...legs))?.[0];
const titles = (text: string): string[] => sectionsOf(text).map(({ about }) => about.title);

describe('the comment', () => {
  const failed = ended(['passed', 'failed', 'failed'], 'failed');
  const red = leg({ title: 'Checkout', outcome: failed });
  const lessRed = leg({
    title: 'Android',
    outcome: ended(['failed', ...Array<string>(5).fill('passed')], 'failed'),
  });
  const late = leg({ title: 'Slow', outcome: timedOut(known(run(['running'], 'running')), 60_000) });
  const green = leg({ title: 'Search', outcome: ended(['passed', 'passed'], 'passed') });
  const without = leg({ title: 'Fork', outcome: skipped() });

  it('has the reddest first, whatever the order in which they came', () => {
    const sorted = ['Checkout', 'Android', 'Slow', 'Fork', 'Search'];
    expect(titles(body(green, without, late, lessRed, red))).toEqual(sorted);
    expect(titles(body(red, lessRed, late, without, green))).toEqual(sorted);
  });

  it('says in its first line what all together say', () => {
    const on = `on [b1946ac](${frame.commitUrl})`;
    expect(heading(red, green)).toBe(`### ❌ Doksi: 2 of 5 tests failed ${on}`);
    expect(heading(red, lessRed, late)).toBe(
      `### ❌ Doksi: 3 of 10 tests failed, 1 job without a verdict ${on}`,
    );
    expect(heading(green, leg())).toBe(`### ✅ Doksi: all 3 tests passed ${on}`);
    expect(heading(late)).toBe(`### ⏱️ Doksi: still running when the time was over ${on}`);
    expect(heading(late, green)).toBe(`### ⏱️ Doksi: Slow: still running when the time was over ${on}`);
    expect(heading(green, without)).toBe(`### ⏭️ Doksi: Fork: skipped, no API key ${on}`);
  });

  it('is red, and says why, where fail-on-flaky makes a passed step red', () => {
    const [once, again] = [run(['failed', 'passed'], 'failed'), run(['passed'], 'passed')];
    const attempts = [once, again].map((one, index) => ({ runId: `k3n${index}`, run: one }));
    const outcome = verdict({ ...known(again), attempts: [...attempts, { runId: 'k3n2', run: again }] });
    const flaky = leg({ title: 'Cart', outcome, closed: 'fail-on-flaky' });
    expect(heading(green, flaky)).toMatch(
      /^### ❌ Doksi: all 4 tests passed, 1 of them flaky, and fail-on-flaky is on /,
    );
    expect(titles(body(green, without, flaky))).toEqual(['Cart', 'Fork', 'Search']);
    const text = body(...sectionsOf(body(green, flaky)));
    expect(text).toContain('**❌ Cart**: all 2 tests passed, 1 of them flaky');
    expect(text).toContain('> This step is red because fail-on-flaky is on.');
    expect(text).toContain('*Re-run failed jobs*');
    expect(body(leg({ title: 'Cart', outcome }))).not.toContain('Re-run failed jobs');
  });

  it('is never green where anything is not', () => {
    for (const other of [late, without, leg({ title: 'x', outcome: cancelled(known(run([], 'running'))) })])
      expect(heading(green, other)).not.toContain('✅');
  });

  it('tells apart two jobs with one title, and leaves others their title alone', () => {
    const text = body(leg({ job: 'web' }), leg({ job: 'phone' }), leg({ job: 'web', title: 'Other' }));
    expect(text).toContain('**✅ Doksi (web)**: ');
    expect(text).toContain('**✅ Doksi (phone)**: ');
    expect(text).toContain('**✅ Other**: ');
  });

  it('says why there is no verdict, and tells the commit of each section', () => {
    const text = body(
      leg({
        outcome: lost(
          { knownFailures: NO_KNOWN_FAILURES, targets: [], attempts: [] },
          new UnexpectedError('no luck'),
        ),
      }),
    );
    expect(text).toContain('> The action itself failed: no luck.');
    expect(text).toMatch(/^\*\*⚠️ Doksi\*\*: .*commit \[b1946ac\]/m);
  });

  it('comes back in sections as it was, and is made of them again', () => {
    const text = body(red, green, late);
    expect(body(...sectionsOf(text))).toBe(text);
  });

  it('is one of its workflow, and of no other', () => {
    expect(isCommentOf(WORKFLOW, body(green))).toBe(true);
    expect(isCommentOf('.github/workflows/e2e.yaml', body(green))).toBe(false);
    expect(isCommentOf(WORKFLOW, `> ${body(green)}`)).toBe(false);
    expect(isCommentOf(WORKFLOW, '')).toBe(false);
  });

  it('holds any names: they end no section, start none, mention nobody and link nothing else', () => {
    const hostile = [
      '--> <!-- doksi-run-action:section {"v":1} -->',
      body(green),
      '@mona #12 &copy; `code` **bold** | a | b',
      '<img src=x onerror=alert(1)>](javascript:alert(1))',
      'a\\',
      '**: ',
      '\u202eright to left\u2028> new line\n\n---\n### heading',
    ];
    const names = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(names, names, names, (title, job, name) => {
        const one = leg({ title, job, outcome: ended(['failed', 'odd'], 'failed', name) });
        const text = body(one, green);
        const back = sectionsOf(text);
        expect(back).toHaveLength(2);
        expect(back.find(({ about }) => about.job === job.toWellFormed())?.rows).toEqual(one.rows);
        expect(body(...back)).toBe(text);
        // Inside of a link GitHub looks for nothing.
        const outside = text.replaceAll(/<!-- .*? -->|\[(?:\\.|[^\]\\])*\]\(\S*/g, '');
        expect(outside).not.toMatch(/@(?=[\w-])|(?<![&\w])#(?=\d)|<(?!\/?sub>)|(?<!\\)\]\(javascript/);
      }),
    );
  });

  it('never has more characters than GitHub takes, and says what it left out', () => {
    const long = ended(Array<string>(600).fill('failed'), 'failed', '&'.repeat(10_000));
    const legs = Array.from({ length: 12 }, (_, index) => leg({ title: `Leg ${index}`, outcome: long }));
    const { body: text, leftOut } = renderComment(legs, frame);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(leftOut).toBe(0);
    expect(titles(text)).toHaveLength(12);
    expect(text).toMatch(/\*\d+ more in the job's log: this comment would be too large/);
  });

  it('keeps as much as fits: all rows of one job before a few of each', () => {
    const text = body(leg({ outcome: ended(Array<string>(150).fill('failed'), 'failed') }));
    expect(text.match(/^\| ❌/gm)).toHaveLength(150);
    expect(text).not.toContain('more in the job');
  });

  it('of more jobs than there is room for, shows the reddest and counts the others', () => {
    const legs = Array.from({ length: 400 }, (_, index) => leg({ title: `Leg ${index} ${'x'.repeat(200)}` }));
    const { body: text, leftOut } = renderComment([...legs, red], frame);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(leftOut).toBeGreaterThan(0);
    expect(titles(text)).toHaveLength(401 - leftOut);
    expect(text).toContain(`*${leftOut} more jobs left out here`);
    expect(text).toContain('**❌ Checkout**');
  });
});

describe('the sections that stay', () => {
  const atHead = { headSha: SHA, isMergeGroup: false };
  const ofNewer = { headSha: OTHER_SHA, isMergeGroup: false };
  const kept = (...about: Parameters<typeof withSection>) => {
    const merged = withSection(...about);
    return merged.kind === 'newer' ? merged : merged.sections.map(({ about: { title } }) => title).sort();
  };

  it('are those of other jobs and titles of the same commit; the own one is replaced', () => {
    const there = [leg({ title: 'a' }), leg({ title: 'b' }), leg({ title: 'b', job: 'other' })];
    expect(kept(leg({ title: 'b', attempt: 2 }), there, atHead)).toEqual(['a', 'b', 'b']);
  });

  it("are taken away by a newer commit's first one", () => {
    const there = [leg({ title: 'a', sha: OTHER_SHA }), leg({ title: 'b', sha: OTHER_SHA })];
    expect(kept(leg({ title: 'b' }), there, atHead)).toEqual(['b']);
  });

  it('are all of them where an older commit comes late, even for a job that is not there yet', () => {
    const there = [leg({ title: 'a', sha: OTHER_SHA })];
    expect(kept(leg({ title: 'a' }), there, ofNewer)).toEqual({ kind: 'newer', sha: OTHER_SHA });
    expect(kept(leg({ title: 'b' }), there, ofNewer)).toEqual({ kind: 'newer', sha: OTHER_SHA });
  });

  it("are the head's however late the workflow run of an older commit was started", () => {
    const there = [leg({ title: 'a', sha: OTHER_SHA, run: '100' })];
    expect(kept(leg({ title: 'a', run: '200' }), there, ofNewer)).toMatchObject({ kind: 'newer' });
  });

  it('are joined by an older commit as long as no newer one has written', () => {
    expect(kept(leg({ title: 'b' }), [leg({ title: 'a' })], ofNewer)).toEqual(['a', 'b']);
    expect(kept(leg({ title: 'b' }), [], ofNewer)).toEqual(['b']);
  });

  it('of two commits that both are no head, are those of the later workflow run', () => {
    const standing = { headSha: 'd'.repeat(40), isMergeGroup: false };
    const there = [leg({ title: 'a', sha: OTHER_SHA, run: '100' })];
    expect(kept(leg({ title: 'b', run: '99' }), there, standing)).toMatchObject({ kind: 'newer' });
    expect(kept(leg({ title: 'b', run: '101' }), there, standing)).toEqual(['b']);
  });

  it("are not those of the head where a merge group's commit writes, which is newer", () => {
    const there = [leg({ title: 'a', sha: OTHER_SHA })];
    expect(kept(leg({ title: 'b' }), there, { headSha: OTHER_SHA, isMergeGroup: true })).toEqual(['b']);
  });
});
