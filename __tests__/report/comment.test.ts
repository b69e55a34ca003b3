import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asFailure } from '../../src/base/failure.ts';
import { isCommentOf, renderComment, sectionsOf } from '../../src/report/comment.ts';
import { newerCommit, type Section, sectionOf, withSection } from '../../src/report/comment-section.ts';
import type { ReportSources } from '../../src/report/model.ts';
import { cancelled, errored, skipped, timedOut } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { knownFailure, outcome, result, results, run, runState } from '../builders.ts';
import { context, expectGolden, known, model, nothingKnown, SHA } from './models.ts';

const passing = outcome({ runs: [run({ results: results({ a: 'passed', b: 'passed' }) })] });
const failing = outcome({ runs: [run({ results: results({ a: 'passed', b: 'failed', c: 'failed' }) })] });
const running = runState(results({ a: 'running' }), { status: 'running' });

function leg(
  of: Outcome,
  title: string,
  { job = 'e2e', ...more }: { job?: string } & Partial<ReportSources> = {},
): Section {
  return sectionOf(model(of, { title, context: { ...context, job }, ...more }), SHA);
}
const body = (...legs: Section[]): string => renderComment(legs, context).body;
const heading = (...legs: Section[]): string | undefined => /^### .*$/m.exec(body(...legs))?.[0];
const titles = (text: string): string[] => sectionsOf(text).map(({ title }) => title);

describe('the comment', () => {
  const red = leg(failing, 'Checkout');
  const lessRed = leg(
    outcome({ runs: [run({ results: results({ a: 'failed', b: 'passed', c: 'passed' }) })] }),
    'Android',
  );
  const late = leg(timedOut(known(running), 3_600_000), 'Slow');
  const green = leg(passing, 'Search');
  const without = leg(skipped(), 'Fork');
  const on = `on [\`b1946ac\`](https://github.com/octo/shop/commit/${SHA})`;

  it('is the one in the golden file', () => {
    const android = { platform: 'android', name: 'Storefront', version: '1.2.3' };
    const checkout = outcome({
      runs: [
        run({ results: results({ checkout: 'failed', coupon: 'failed', a: 'passed', b: 'passed' }) }),
        run({ id: 'w71c', results: results({ checkout: 'failed', coupon: 'passed' }) }),
      ],
    });
    const phone = outcome({
      runs: [
        run({
          id: 'p8LwQ2',
          results: [
            result({ test_id: 'gift', status: 'failed', destination: android }),
            result({ test_id: 'dark', status: 'failed', destination: android }),
            result({ test_id: 'search', destination: android }),
          ],
        }),
      ],
      knownFailures: knownFailure('dark'),
    });
    const compared = (of: Outcome, base: object): Outcome => ({
      ...of,
      results: {
        ...of.results,
        tests: of.results.tests.map((test) => (test.group === 'failed' ? { ...test, ...base } : test)),
      },
    });
    const jobCheckRunId = '7';
    const isNew = { base: { kind: 'new', branch: 'main' } };
    const failsToo = {
      base: { kind: 'fails-too', branch: 'main', url: 'https://app.doksi.ai/main', agoMs: 3 * 3_600_000 },
    };
    expectGolden(
      'comment.md',
      body(
        green,
        leg(compared(phone, failsToo), 'Android (api-34)', { onRerun: 'failed', jobCheckRunId }),
        leg(compared(checkout, isNew), 'Checkout', { onRerun: 'failed' }),
        leg(passing, 'Admin', { jobCheckRunId }),
      ),
    );
    expectGolden('comment-without-verdict.md', body(late, without, leg(cancelled(known(running)), 'Cart')));
  });

  it('has the reddest section first, whatever the order in which they were written', () => {
    const sorted = ['Checkout', 'Android', 'Slow', 'Fork', 'Search'];
    expect(titles(body(green, without, late, lessRed, red))).toEqual(sorted);
    expect(titles(body(red, lessRed, late, without, green))).toEqual(sorted);
  });

  it('has a heading about all sections', () => {
    expect(heading(red, green)).toBe(`### ❌ Doksi: 2 of 5 tests failed ${on}`);
    expect(heading(red, lessRed, late)).toBe(`### ❌ Doksi: 3 of 7 tests failed, 1 job without a verdict ${on}`);
    expect(heading(green, leg(passing, 'x'))).toBe(`### ✅ Doksi: all 4 tests passed ${on}`);
    expect(heading(late)).toBe(`### ⏱️ Doksi: still running after 60 minutes ${on}`);
    expect(heading(late, green)).toBe(`### ⏱️ Doksi: Slow: still running after 60 minutes ${on}`);
    expect(heading(green, without)).toBe(`### ⏭️ Doksi: Fork: skipped, no API key ${on}`);
  });

  it('is red, and explains it, if fail-on-flaky makes a passed step red', () => {
    const of = outcome({
      runs: [
        run({ results: results({ a: 'failed', b: 'passed' }) }),
        run({ id: 'w71c', results: results({ a: 'passed' }) }),
      ],
    });
    const gates = { ...model(of).gates, 'fail-on-flaky': true };
    const flaky = leg(of, 'Cart', { gates });
    expect(heading(green, flaky)).toContain('❌ Doksi: all 4 tests passed, 1 of them flaky, and fail-on-flaky is on');
    expect(titles(body(green, without, flaky))).toEqual(['Cart', 'Fork', 'Search']);
    const text = body(...sectionsOf(body(green, flaky)));
    expect(text).toContain('**❌ Cart**: 1 flaky, 1 passed');
    expect(text).toContain('> This step is red because `fail-on-flaky` is on.');
    expect(text).toContain('*Re-run failed jobs*');
    expect(body(leg(of, 'Cart'))).not.toContain('Re-run failed jobs');
  });

  it('is never green unless every section is', () => {
    for (const other of [late, without, leg(cancelled(known(running)), 'x')])
      expect(heading(green, other)).not.toContain('✅');
  });

  it('names the job of sections that share a title', () => {
    const text = body(
      leg(failing, 'Doksi', { job: 'web' }),
      leg(failing, 'Doksi', { job: 'phone' }),
      leg(failing, 'Other', { job: 'web' }),
    );
    expect(text).toContain('**❌ Doksi (web)**: ');
    expect(text).toContain('**❌ Doksi (phone)**: ');
    expect(text).toContain('**❌ Other**: ');
  });

  it('has a hint about a re-run that follows on-rerun', () => {
    const only = leg(failing, 'a', { onRerun: 'failed' });
    expect(body(only)).toContain('*Re-run failed jobs* runs only the failed tests again.');
    const all = '*Re-run failed jobs* runs every test of these jobs again and spends allowance.';
    expect(body(red)).toContain(all);
    expect(body(red, only)).toContain(
      'runs every test of these jobs again (only the failed ones where `on-rerun: failed` is set) and spends allowance.',
    );
    expect(body(green)).not.toContain('Re-run');
    // Without a failed test, on-rerun: failed runs everything, or follows a run that is still in progress.
    const [empty, slow] = [outcome({ runs: [run({ results: [] })] }), timedOut(known(running), 60_000)];
    expect(body(leg(empty, 'a', { onRerun: 'failed' }))).toContain(all);
    expect(body(leg(slow, 'a', { onRerun: 'failed' }))).not.toContain('Re-run');
  });

  it('keeps run id, remedy and link with long names', () => {
    const state = runState(
      [1, 2, 3, 4, 5, 6].map((id) => result({ test_id: `t${id}`, status: 'running', test_name: 'n'.repeat(5000) })),
      { status: 'running' },
    );
    const text = body(leg(timedOut(known(state), 60_000), 'Slow'));
    expect(text).toContain('run `k3n2mPq9Rxyz`');
    expect(text).toContain('follow it with `run-id: k3n2mPq9Rxyz`');
    expect(text).toContain('#timed-out');
  });

  it('is made again from its sections as it was', () => {
    const text = body(red, green, late, leg(passing, 'Other'));
    expect(body(...sectionsOf(text))).toBe(text);
    expect(body(...sectionsOf(text.replaceAll('\n', '\r\n')))).toBe(text);
  });

  it('belongs to one workflow', () => {
    expect(isCommentOf(context, body(green))).toBe(true);
    const other = { ...context, workflowPath: '.github/workflows/e2e.yaml' };
    expect(isCommentOf(other, body(green))).toBe(false);
    expect(isCommentOf(context, `> ${body(green)}`)).toBe(false);
    expect(isCommentOf(context, '')).toBe(false);
  });

  it('may contain any names: they end no section, start none, mention no user and link nothing', () => {
    const hostile = [
      '--> <!-- doksi-run-action:section {"v":2} -->',
      body(green),
      '@mona #12 &copy; `code` **bold** | a | b',
      '<img src=x onerror=alert(1)>](javascript:alert(1))',
      'a\\',
      '**: ',
      '\u202eright to left\u2028> new line\n\n---\n### heading',
    ];
    const names = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(names, names, names, (title, job, test_name) => {
        const of = outcome({ runs: [run({ results: [result({ test_name, status: 'failed' })] })] });
        const one = leg(of, title, { job });
        const text = body(one, green);
        const back = sectionsOf(text);
        expect(back).toHaveLength(2);
        expect(back.find(({ job: of }) => of === one.job)?.body).toBe(one.body);
        expect(body(...back)).toBe(text);
        // GitHub resolves nothing inside of a link.
        const outside = text.replaceAll(/<!-- .*? -->|\[(?:\\.|[^\]\\])*\]\(\S*/g, '');
        expect(outside).not.toMatch(/@(?=[\w-])|(?<![&\w])#(?=\d)|<(?!\/?sub>|br>)|(?<!\\)\]\(javascript/);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a comment that is too long', () => {
  const many = (count: number, name = 'Test') =>
    outcome({
      runs: [
        run({
          results: Array.from({ length: count }, (_, index) =>
            result({ test_id: `t${index}`, test_name: `${name} ${index}`, status: 'failed' }),
          ),
        }),
      ],
    });
  const fromOthers = (legs: Section[]): Section[] => sectionsOf(body(...legs));

  it('has all rows of one job as long as they fit', () => {
    const text = body(leg(many(150), 'Doksi'));
    expect(text.match(/^\| ❌/gm)).toHaveLength(150);
    expect(text).not.toContain('left out');
  });

  it('reduces other sections to their line, the least red first, and keeps every section', () => {
    const own = leg(many(600, '&'.repeat(10_000)), 'Own');
    const others = Array.from({ length: 11 }, (_, index) => fromOthers([leg(many(60 + index), `Leg ${index}`)])).flat();
    const { body: text, leftOut } = renderComment([own, ...others], context);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(leftOut).toBe(0);
    expect(titles(text)).toHaveLength(12);
    expect(text).toMatch(/\*\d+ more tests left out here: see the job's log\.\*/);
    const sections = sectionsOf(text);
    const withBody = sections.filter(({ body: shown }) => shown !== '').map(({ title }) => title);
    expect(withBody).toContain('Own');
    expect(withBody).not.toContain('Leg 0');
    expect(text).toContain('**❌ Leg 0**: 60 failed');
  });

  it('with hundreds of jobs shows the reddest and counts the others', () => {
    const legs = Array.from({ length: 400 }, (_, index) => leg(passing, `Leg ${index} ${'x'.repeat(200)}`));
    const { body: text, leftOut } = renderComment([...legs, leg(failing, 'Checkout')], context);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(leftOut).toBeGreaterThan(0);
    expect(titles(text)).toHaveLength(401 - leftOut);
    expect(text).toContain(`*${leftOut} more jobs left out here`);
    expect(text).toContain('**❌ Checkout**');
  });
});

it('an error of the action itself is explained in its section', () => {
  const text = body(leg(errored(nothingKnown, asFailure(new Error('x is not a function'))), 'Doksi'));
  expect(text).toContain('> The action itself failed: x is not a function.');
  expect(text).toContain('**❗ Doksi**: no run was started');
});

const OTHER_SHA = 'c0ffee00000000000000000000000000c0ffee00';

function section(title: string, fields: Partial<Section> = {}): Section {
  return { ...sectionOf(model(outcome(), { title }), SHA), workflowRun: '100', ...fields };
}

describe('the sections of a comment', () => {
  const atHead = { headSha: SHA, isMergeGroup: false };
  const behind = { headSha: OTHER_SHA, isMergeGroup: false };
  const kept = (own: Section, existing: readonly Section[], standing: Parameters<typeof newerCommit>[2]) => {
    const newer = newerCommit(own, existing, standing);
    if (newer !== undefined) return { newer };
    return withSection(own, existing)
      .sections.map(({ title }) => title)
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
  ])('of one job and title: %s does not replace a newer one', (_, fields, expected) => {
    const there = section('a', { attempt: 2, headline: 'there' });
    const own = section('a', { ...fields, headline: 'own' });
    const { sections, shown } = withSection(own, [there]);
    expect([shown, ...sections]).toMatchObject([{ headline: expected }, { headline: expected }]);
  });
});

describe('a failing section that another workflow run hides', () => {
  const red = { isRed: true, workflowRun: '100', digest: 'one' };

  it('is a conflict if it was about other tests, whichever of the two is written last', () => {
    const failing = section('a', red);
    const passing = section('a', { workflowRun: '101', digest: 'two' });
    expect(withSection(passing, [failing])).toMatchObject({ hidden: failing, shown: passing });
    expect(withSection(failing, [passing])).toMatchObject({ hidden: failing, shown: passing });
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
    const newer = section('a', { workflowRun: '101', ...own });
    expect(withSection(newer, [section('a', { ...red, ...there })]).hidden).toBeUndefined();
  });

  it('stays if another job of the same attempt passes under its key and title', () => {
    const failing = section('a', { ...red, url: 'https://github.test/job/1', headline: 'failing' });
    const passing = section('a', { workflowRun: '100', url: 'https://github.test/job/2' });
    for (const [own, there] of [
      [failing, passing],
      [passing, failing],
    ] as const) {
      expect(withSection(own, [there])).toMatchObject({ shown: failing, sections: [{ headline: 'failing' }] });
    }
  });

  it('is a conflict if two jobs of one attempt fail under one key and title', () => {
    const [first, second] = ['1', '2'].map((job) => section('a', { ...red, url: `https://github.test/job/${job}` }));
    if (!first || !second) throw new Error('two sections are needed');
    expect(withSection(second, [first])).toMatchObject({ shown: second, hidden: first });
    expect(withSection(second, [second]).hidden).toBeUndefined();
  });

  it('is one by the deployment of another project', () => {
    const shop = section('a', { ...red, deployment: '["shop"]' });
    const docs = section('a', { workflowRun: '101', digest: 'two', deployment: '["docs"]' });
    expect(withSection(docs, [shop]).hidden).toBeDefined();
  });
});
