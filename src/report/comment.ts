import {
  findHiddenComments,
  forMarkdown,
  hiddenComment,
  labelLink,
  markdownCode,
  markdownLink,
} from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { LIMITS } from '../github/schemas.ts';
import { CONCLUSIONS } from '../results/outcome.ts';
import { type Counts, failedWords, passedWords } from '../results/results.ts';
import { Head, type Section } from './comment-section.ts';
import type { Commit } from './model.ts';
import { joined } from './prose.ts';

const COMMENT = 'doksi-run-action:comment';
const SECTION = 'doksi-run-action:section';
const END = 'doksi-run-action:end';

/** Longer titles are cut in a section's line and in the heading (characters). */
const MAX_TITLE = 120;
const MAX_TITLE_IN_HEADING = 80;

export interface CommentFrame {
  /** Path of the workflow file, otherwise its name: each workflow has a comment. */
  readonly workflow: string;
  readonly commit: Commit;
  readonly workflowRunUrl: string | undefined;
}

/** Whether a comment is this action's for the workflow. Foreign text cannot start with the marker. */
export function isCommentOf(workflow: string, body: string): boolean {
  return body.startsWith(hiddenComment(COMMENT, { v: 1, workflow }));
}

/** The sections of a comment of this action. Unreadable ones are skipped. */
export function sectionsOf(comment: string): Section[] {
  const text = comment.replaceAll('\r\n', '\n');
  const end = findHiddenComments(END, text).at(-1)?.start;
  const found = findHiddenComments(SECTION, text.slice(0, end));
  return found.flatMap((marker, index) => {
    const { data: head } = Head.safeParse(marker.value);
    const block = text.slice(marker.end, found[index + 1]?.start ?? end).trim();
    // The first line is made from the head.
    const body = block.split('\n').slice(1).join('\n').trim();
    return head === undefined ? [] : [{ head, body }];
  });
}

/**
 * The comment in Markdown, never longer than GitHub accepts. If it is too long, sections are reduced to their line, the
 * passed ones first; then the last ones are left out and counted.
 */
export function renderComment(
  sections: readonly Section[],
  frame: CommentFrame,
): { readonly body: string; readonly leftOut: number } {
  const sorted = sections.toSorted((one, other) => compare(one.head, other.head));
  const heads = sorted.map(({ head }) => head);
  for (let shown = sorted; ; shown = shortened(shown)) {
    const leftOut = sorted.length - shown.length;
    const body = joined([
      hiddenComment(COMMENT, { v: 1, workflow: frame.workflow }),
      `### ${overall(heads)} on ${labelLink(markdownCode(frame.commit.short), frame.commit.url)}`,
      ...sectionBlocks(shown, heads),
      hiddenComment(END, { v: 1 }),
      leftOut > 0 ? `*${counted(leftOut, 'more job')} left out here: GitHub limits the size of a comment.*` : '',
      footer(heads, frame),
    ]);
    if (body.length <= LIMITS.comment || shown.length === 0) return { body, leftOut };
  }
}

/** One step shorter: without the body of the last section that has one, otherwise without the last sections. */
function shortened(sections: readonly Section[]): Section[] {
  const at = sections.findLastIndex(({ body }) => body !== '');
  if (at < 0) return sections.slice(0, Math.floor(sections.length * 0.9));
  return sections.map(({ head, body }, index) => ({ head, body: index === at ? '' : body }));
}

/** Sections with something to look at, each by itself; then the others in one line. */
function sectionBlocks(sections: readonly Section[], heads: readonly Head[]): string[] {
  const isPlain = ({ head, body }: Section): boolean => head.conclusion === 'passed' && !head.isRed && body === '';
  const markerOf = ({ head }: Section): string => hiddenComment(SECTION, head);
  const lineOf = ({ head }: Section): string =>
    `**${head.mark} ${markdownLink(clipped(nameAmong(head, heads), MAX_TITLE), head.url)}**: ${head.facts}`;
  const plain = sections.filter(isPlain);
  return [
    ...sections
      .filter((section) => !isPlain(section))
      .map((section) => joined([`${markerOf(section)}\n${lineOf(section)}`, section.body])),
    [...plain.map(markerOf), plain.map(lineOf).join(' · ')].join('\n'),
  ];
}

function compare(one: Head, other: Head): number {
  return (
    Number(other.isRed) - Number(one.isRed) ||
    CONCLUSIONS[one.conclusion].rank - CONCLUSIONS[other.conclusion].rank ||
    other.failed - one.failed ||
    other.flaky - one.flaky ||
    one.title.localeCompare(other.title) ||
    one.job.localeCompare(other.job)
  );
}

/** The conclusion of all sections together; without a verdict, that of the first one, which is the worst. */
function overall(heads: readonly Head[]): string {
  const [worst] = heads;
  if (worst === undefined) return 'Doksi';
  const undecided = heads.filter(({ conclusion }) => conclusion !== 'passed' && conclusion !== 'failed');
  const counts = totals(heads);
  const rest = undecided.length > 0 ? `, ${counted(undecided.length, 'job')} without a verdict` : '';
  if (worst.conclusion === 'passed')
    return `${worst.mark} Doksi: ${passedWords(counts)}${rest}${worst.isRed ? ', and fail-on-flaky is on' : ''}`;
  if (worst.conclusion === 'failed' && counts.failed > 0) return `${worst.mark} Doksi: ${failedWords(counts)}${rest}`;
  const name = heads.length > 1 ? `${clipped(nameAmong(worst, heads), MAX_TITLE_IN_HEADING)}: ` : '';
  return `${worst.mark} Doksi: ${forMarkdown(name + worst.headline)}`;
}

/** The total is unknown unless every section has one. */
function totals(heads: readonly Head[]): Counts {
  const sum = (of: 'total' | 'failed' | 'known' | 'flaky' | 'others' | 'passed'): number =>
    heads.reduce((all, head) => all + (head[of] ?? 0), 0);
  return {
    total: heads.every(({ total }) => total !== undefined) ? sum('total') : undefined,
    failed: sum('failed'),
    known: sum('known'),
    flaky: sum('flaky'),
    others: sum('others'),
    passed: sum('passed'),
    unfinished: 0,
    notStarted: 0,
  };
}

/** The title; with the job if several jobs have the same title. */
function nameAmong({ title, job }: Head, heads: readonly Head[]): string {
  const isShared = heads.filter((head) => head.title === title).length > 1;
  return isShared && job !== '' ? `${title} (${job})` : title;
}

function footer(heads: readonly Head[], { workflowRunUrl }: CommentFrame): string {
  const page = workflowRunUrl === undefined ? '' : markdownLink('Workflow run', workflowRunUrl);
  const parts = [rerunHint(heads), page].filter((part) => part !== '');
  return parts.length > 0 ? `<sub>${parts.join(' · ')}</sub>` : '';
}

/** GitHub's button runs all failed jobs again, each with its own `on-rerun`. */
function rerunHint(heads: readonly Head[]): string {
  const reruns = new Set(heads.filter(({ isRed }) => isRed).map(({ rerun }) => rerun));
  if (!reruns.has('all')) return reruns.has('failed') ? '*Re-run failed jobs* runs only the failed tests again.' : '';
  const except = reruns.has('failed') ? ' (only the failed ones where `on-rerun: failed` is set)' : '';
  return `*Re-run failed jobs* runs every test of these jobs again${except} and spends allowance.`;
}
