import { forMarkdown, labelLink, markdownCode } from '../base/escape.ts';
import { helpUrl } from '../base/failure.ts';
import { clipped, counted, duration, listed } from '../base/text.ts';
import type { Context } from '../context/context.ts';
import { INPUT_DEFAULTS } from '../inputs/reader.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Outcome } from '../results/outcome.ts';
import { countsByAttempt, ownRuns, type Run, totalSeconds } from '../results/tests.ts';
import type { ReportModel } from './model.ts';

// The sentences of reports in Markdown: the facts in a line, why a step ended as it did, and what to do next.

/** More of these are counted instead of listed. */
const MAX_PROBLEMS = 50;
const MAX_RUNS = 10;
/** Longer ids are cut (characters). */
const MAX_ID = 100;

/** The blocks of a page; empty ones are left out. */
export function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Names of inputs with a hyphen, and a value; the others are usual words. Only whole words match: addresses stay intact. */
const NAMES = Object.keys(INPUT_DEFAULTS).filter((name) => name.includes('-'));
const INPUT = new RegExp(`(?<=^|[\\s(])((?:${NAMES.join('|')})(?:: [\\w-]+)?)(?=[\\s,.;:)]|$)`, 'g');

/** Text as one line of Markdown, with the names of inputs as code. */
function prose(text: string): string {
  return forMarkdown(text).replace(INPUT, '`$1`');
}

/** The short SHA of a commit, linked to its page. */
export function commitLink({ serverUrl, repository }: Context, sha: string): string {
  const url = repository === undefined ? undefined : `${serverUrl}/${repository}/commit/${sha}`;
  return labelLink(markdownCode(sha.slice(0, 7)), url);
}

/** Why the step ended as it did, and what to do, if the tests alone do not explain it. `max` bounds each text (characters). */
export function explanation({ outcome, needsExplaining }: ReportModel, max: number): string[] {
  if (!needsExplaining) return [];
  const { what, next, help, problems } = outcome;
  const [first = '', ...more] = paragraphs(what, max);
  return [
    first,
    ...(problems.length > 0 ? [problemList(problems, max)] : more),
    ...paragraphs(next, max),
    help === undefined ? '' : `See [troubleshooting](${helpUrl(help)}).`,
  ];
}

/** Warnings and notices as quotations, at most `count` of each; `max` bounds each text (characters). */
export function messages(
  { warnings, notices }: Pick<Outcome, 'warnings' | 'notices'>,
  count: number,
  max: number,
): string[] {
  const more = Math.max(warnings.length - count, 0) + Math.max(notices.length - count, 0);
  const quoted = (mark: string) => (text: string) => `> ${mark} ${prose(clippedAtWord(text, max))}`;
  return [
    ...warnings.slice(0, count).map(quoted('⚠️')),
    ...notices.slice(0, count).map(quoted('ℹ️')),
    more > 0 ? `*${counted(more, 'more message')} in the log.*` : '',
  ];
}

/** `max` bounds the texts of all problems together, so that the list is complete if possible. */
function problemList(problems: readonly Problem[], max: number): string {
  const shown = problems.slice(0, MAX_PROBLEMS);
  const each = Math.max(Math.floor(max / shown.length), 40);
  const lines = shown.map(
    ({ where, text }) => `- ${markdownCode(clipped(where, each))} ${prose(clippedAtWord(text, each))}`,
  );
  const more = problems.length - shown.length;
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

function paragraphs(text: string, max: number): string[] {
  return clippedAtWord(text, max).split('\n').map(prose);
}

/** Cut between words: a link that is cut would lead elsewhere. */
function clippedAtWord(text: string, max: number): string {
  return text.length <= max ? text : `${clipped(text, max).replace(/\S*$/, '')}…`;
}

/** The numbers of tests, each with its word: `2 failed`, `1 flaky`, `6 passed`. */
export function countWords({ groups }: ReportModel): string[] {
  return groups.map(({ kind, count, word }) =>
    kind === 'known' ? counted(count, 'known failure') : `${count} ${word}`,
  );
}

/** The counts as given, the duration and the run ids: `2 failed · 3m 42s · run k3n2mPq9Rxyz`. */
export function facts(model: ReportModel, counts: string, hasRuns = true): string {
  const { runs } = model.outcome;
  const seconds = totalSeconds(ownRuns(runs));
  const attempts = attemptFacts(model);
  return [
    attempts === '' ? counts : `${counts} (${attempts})`,
    seconds === undefined ? '' : duration(seconds),
    hasRuns && attempts === '' ? runNames(runs) : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

/** How many tests ran in which attempt, if some were carried over: `7 of them in attempt 1, run k3n2; 2 run again, run w71c`. */
function attemptFacts({ outcome: { results, runs } }: ReportModel): string {
  return countsByAttempt(results.tests)
    .map(([attempt, count]) => {
      const names = runNames(runs.filter(({ workflowAttempt }) => workflowAttempt === attempt));
      return `${count} ${attempt === undefined ? 'run again' : `of them in attempt ${attempt}`}${names && `, ${names}`}`;
    })
    .join('; ');
}

function runNames(runs: readonly Run[]): string {
  if (runs.length === 0) return '';
  const names = runs.map(({ id }) => markdownCode(clipped(id, MAX_ID)));
  return `${runs.length === 1 ? 'run' : 'runs'} ${listed(names, MAX_RUNS)}`;
}
