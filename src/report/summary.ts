import type { Context } from '../context.ts';
import { forMarkdown, markdownLink } from '../escape.ts';
import type { GateName } from '../inputs/settings.ts';
import type { Plan } from '../plan/plan.ts';
import { isSettled, ownAttempts, secondsOf } from '../results/attempt.ts';
import { headline } from '../results/headline.ts';
import type { Outcome } from '../results/outcome.ts';
import { carriedWords, type Test } from '../results/tests.ts';
import { GROUPS, UNFINISHED } from '../results/words.ts';
import { counted, clipped, duration, webLink } from '../text.ts';
import { runName } from './facts.ts';
import { planned } from './planned.ts';
import { placeCell, testCell, timeCell } from './test-row.ts';

/** GitHub drops a summary above 1 MiB as a whole; what is below this (bytes of UTF-8) surely comes through. */
export const MAX_SUMMARY_BYTES = 1_000_000;

/** More passed tests than this are folded away. */
const MAX_OPEN_PASSED = 5;
/** Longer texts are cut (characters): the log has them whole. */
const MAX_TITLE = 200;
const MAX_EXPLANATION = 20_000;
const MAX_WARNING = 2000;
const MAX_WARNINGS = 20;

/** How much of each group of tests is shown; tried from the fullest to the shortest until the summary fits. */
interface Detail {
  readonly failed: number;
  readonly others: number;
  readonly passed: number;
}
const DETAILS: readonly Detail[] = [
  { failed: Infinity, others: Infinity, passed: Infinity },
  { failed: Infinity, others: Infinity, passed: 0 },
  { failed: 5000, others: 1000, passed: 0 },
  { failed: 2000, others: 500, passed: 0 },
  { failed: 500, others: 100, passed: 0 },
  { failed: 100, others: 20, passed: 0 },
  { failed: 10, others: 0, passed: 0 },
  { failed: 0, others: 0, passed: 0 },
];

export interface SummaryInput {
  readonly outcome: Outcome;
  readonly title: string;
  readonly context: Pick<Context, 'repository' | 'serverUrl' | 'headSha'>;
  readonly plan: Plan | undefined;
  /** The gate that makes the step red. */
  readonly closed?: GateName | undefined;
}

/** The job summary in GitHub's Markdown, never above the size that GitHub takes. */
export function renderSummary(input: SummaryInput): string {
  const top = introduction(input);
  const sections = sectionsOf(input.outcome).map((section) => ({ ...section, rows: rows(section) }));
  for (const detail of DETAILS) {
    const markdown = joined([...top, ...tables(sections, detail)]);
    if (Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES) return markdown;
  }
  return joined(top.slice(0, 1));
}

function joined(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** All that comes before the tests. */
function introduction({ outcome, title, context, plan, closed }: SummaryInput): string[] {
  const { mark, text } = headline(outcome, closed);
  const { conclusion, warnings, notices, results } = outcome;
  const explains = conclusion !== 'passed' && !(conclusion === 'failed' && results.failed.length > 0);
  const more = warnings.length - MAX_WARNINGS;
  return [
    `## ${mark} ${forMarkdown(clipped(title, MAX_TITLE))}: ${text}`,
    facts(outcome, context),
    ...(explains ? [explanation(outcome)] : []),
    ...warnings.slice(0, MAX_WARNINGS).map((warning) => `> ⚠️ ${forMarkdown(clipped(warning, MAX_WARNING))}`),
    ...notices.slice(0, MAX_WARNINGS).map((notice) => `> ℹ️ ${forMarkdown(clipped(notice, MAX_WARNING))}`),
    ...(more > 0 ? [`*${counted(more, 'more warning')} in the log.*`] : []),
    ...(conclusion === 'dry-run' && plan ? planned(plan) : []),
  ];
}

/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function facts(outcome: Outcome, { headSha, repository, serverUrl }: SummaryInput['context']): string {
  const { attempts } = outcome;
  const own = ownAttempts(attempts);
  const seconds = secondsOf(own);
  const commit = headSha && repository && `${serverUrl}/${repository}/commit/${headSha}`;
  const runs = attempts.map(runName);
  const hasCounts = attempts.some(({ run }) => run);
  return [
    ...(hasCounts ? sectionsOf(outcome) : [])
      .filter(({ count }) => count > 0)
      .map(({ count, word }) => `**${count} ${word}**`),
    ...carriedWords(outcome.results.tests, (group) => GROUPS[group].word),
    ...(seconds === undefined ? [] : [duration(seconds)]),
    ...(runs.length > 0 ? [`${runs.length === 1 ? 'run' : 'runs'} ${runs.join(', ')}`] : []),
    ...(headSha ? [`commit ${markdownLink(headSha.slice(0, 7), commit)}`] : []),
  ].join(' · ');
}

/** Why it ended so, and what to do; lines after a colon are the points of a list, others those of Doksi's words. */
function explanation({ what, next }: Outcome): string {
  const lines = clipped(what, MAX_EXPLANATION).split('\n').map(forMarkdown);
  const [first = '', ...points] = lines.filter((line) => line !== '');
  const todo = clipped(next, MAX_EXPLANATION).split('\n').map(linkedOrPlain);
  const rest = first.endsWith(':') ? [points.map((point) => `- ${point}`).join('\n')] : points;
  const paragraphs = [first, ...rest, ...todo];
  return paragraphs.filter((part) => part !== '').join('\n\n');
}

function linkedOrPlain(text: string): string {
  const href = webLink(text);
  return href === undefined ? forMarkdown(text) : markdownLink(text, href);
}

/** One group of tests, as it is shown. */
interface Section {
  readonly emoji: string;
  readonly word: string;
  readonly tests: readonly Test[];
  /** With those that Doksi counts but does not list. */
  readonly count: number;
  readonly detail: keyof Detail;
}

/** The groups in the order in which a reader wants them. */
function sectionsOf({ attempts, results }: Outcome): Section[] {
  const { failed, known, flaky, others, passed, counts } = results;
  return [
    { ...GROUPS.failed, tests: failed, count: counts.failed, detail: 'failed' },
    { ...GROUPS.known, tests: known, count: counts.known, detail: 'failed' },
    { ...GROUPS.flaky, tests: flaky, count: counts.flaky, detail: 'failed' },
    { ...otherWords(attempts), tests: others, count: counts.others, detail: 'others' },
    { ...GROUPS.passed, tests: passed, count: counts.passed, detail: 'passed' },
  ];
}

/** Of a run that nothing was heard of, its creation told the tests. */
const STARTED = { emoji: '▫️', word: 'started' } as const;

/** What tests are called that neither passed nor failed: it depends on whether they still may. */
function otherWords(attempts: Outcome['attempts']): { readonly emoji: string; readonly word: string } {
  if (!attempts.some(({ run }) => run)) return STARTED;
  return attempts.every(({ run }) => isSettled(run)) ? GROUPS.other : UNFINISHED;
}

/** Made once, however often a shorter summary is tried. */
function rows({ emoji, tests }: Section): string[] {
  return tests.map(
    (test) => `| ${emoji} | ${testCell(test)} | ${placeCell(test.result)} | ${timeCell(test.result)} |`,
  );
}

type ShownSection = Section & { readonly rows: readonly string[] };

function tables(sections: readonly ShownSection[], detail: Detail): string[] {
  const isFolded = (section: Section): boolean =>
    section.detail === 'passed' && section.tests.length > MAX_OPEN_PASSED && detail.passed > 0;
  const rowsOf = (section: ShownSection): string[] => section.rows.slice(0, detail[section.detail]);
  return [
    ...table(sections.filter((section) => !isFolded(section)).flatMap(rowsOf)),
    ...sections.filter(isFolded).flatMap((section) => {
      const head = `<details><summary>${section.emoji} ${section.tests.length} ${section.word}</summary>`;
      return [head, ...table(rowsOf(section)), '</details>'];
    }),
    unlisted(sections),
    ...sections.flatMap(({ tests, word, ...section }) =>
      leftOut(tests.length - detail[section.detail], word),
    ),
  ];
}

function table(rows: readonly string[]): string[] {
  return rows.length > 0 ? [['| | Test | Where | Took |', '|:-:|:--|:--|--:|', ...rows].join('\n')] : [];
}

/** Either of Doksi's counters and its list may be incomplete. */
function unlisted(sections: readonly Section[]): string {
  const counts = sections
    .filter(({ count, tests }) => count > tests.length)
    .map(({ count, tests, word }) => `${count - tests.length} ${word}`);
  return counts.length > 0 ? `*Doksi counts more tests than it lists: ${counts.join(', ')}.*` : '';
}

function leftOut(count: number, word: string): string[] {
  return count > 0
    ? [`*${counted(count, `${word} test`)} left out here: the summary would be too large for GitHub.*`]
    : [];
}
