import { findHiddenComments, forMarkdown, hiddenComment, markdownLink } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import type { Context } from '../context/context.ts';
import { LIMITS } from '../github/schemas.ts';
import { CONCLUSIONS } from '../results/outcome.ts';
import { type Counts, failedWords, passedWords } from '../results/results.ts';
import { type Section, SectionInfo } from './comment-section.ts';
import { commitLink, joined } from './prose.ts';

const COMMENT = 'doksi-run-action:comment';
const SECTION = 'doksi-run-action:section';
const END = 'doksi-run-action:end';

/** Longer titles are cut (characters). */
const MAX_TITLE = 120;

/** Whether a comment is this action's for the workflow. Foreign text cannot start with the marker. */
export function isCommentOf(context: Context, body: string): boolean {
  return body.startsWith(commentMarker(context));
}

/** With the path of the workflow file, otherwise its name: each workflow has a comment. */
function commentMarker({ workflowPath, workflow = '' }: Context): string {
  return hiddenComment(COMMENT, { v: 1, workflow: workflowPath ?? workflow });
}

/** The sections of a comment of this action. Unreadable ones are skipped. */
export function sectionsOf(comment: string): Section[] {
  const text = comment.replaceAll('\r\n', '\n');
  const end = findHiddenComments(END, text).at(-1)?.start;
  const found = findHiddenComments(SECTION, text.slice(0, end));
  return found.flatMap((marker, index) => {
    const { data: info } = SectionInfo.safeParse(marker.value);
    const block = text.slice(marker.end, found[index + 1]?.start ?? end).trim();
    // The first line is made from the information.
    const body = block.split('\n').slice(1).join('\n').trim();
    return info === undefined ? [] : [{ ...info, body }];
  });
}

/**
 * The comment in Markdown, never longer than GitHub accepts. If it is too long, sections are reduced to their line, the
 * passed ones first; then the last ones are left out and counted. All sections are about one commit.
 */
export function renderComment(
  sections: readonly Section[],
  context: Context,
): { readonly body: string; readonly leftOut: number } {
  const sorted = sections.toSorted(compare);
  for (let shown = sorted; ; shown = shortened(shown)) {
    const leftOut = sorted.length - shown.length;
    const body = joined([
      commentMarker(context),
      `### ${overall(sorted)} on ${commitLink(context, sorted[0]?.sha ?? '')}`,
      ...sectionBlocks(shown, sorted),
      hiddenComment(END, { v: 1 }),
      leftOut > 0 ? `*${counted(leftOut, 'more job')} left out here: GitHub limits the size of a comment.*` : '',
      footer(sorted, context),
    ]);
    if (body.length <= LIMITS.comment || shown.length === 0) return { body, leftOut };
  }
}

/** One step shorter: without the body of the last section that has one, otherwise without the last sections. */
function shortened(sections: readonly Section[]): Section[] {
  const at = sections.findLastIndex(({ body }) => body !== '');
  if (at < 0) return sections.slice(0, Math.floor(sections.length * 0.9));
  return sections.map((section, index) => (index === at ? { ...section, body: '' } : section));
}

/** Sections with something to look at, each by itself; then the others in one line. */
function sectionBlocks(sections: readonly Section[], all: readonly Section[]): string[] {
  const isPlain = ({ conclusion, isRed, body }: Section): boolean => conclusion === 'passed' && !isRed && body === '';
  const markerOf = (section: Section): string => hiddenComment(SECTION, SectionInfo.parse(section));
  const lineOf = (section: Section): string =>
    `**${section.mark} ${markdownLink(nameAmong(section, all), section.url)}**: ${section.facts}`;
  const plain = sections.filter(isPlain);
  return [
    ...sections
      .filter((section) => !isPlain(section))
      .map((section) => joined([`${markerOf(section)}\n${lineOf(section)}`, section.body])),
    [...plain.map(markerOf), plain.map(lineOf).join(' · ')].join('\n'),
  ];
}

function compare(one: Section, other: Section): number {
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
function overall(sections: readonly Section[]): string {
  const [worst] = sections;
  if (worst === undefined) return 'Doksi';
  const undecided = sections.filter(({ conclusion }) => conclusion !== 'passed' && conclusion !== 'failed');
  const counts = totals(sections);
  const rest = undecided.length > 0 ? `, ${counted(undecided.length, 'job')} without a verdict` : '';
  if (worst.conclusion === 'passed')
    return `${worst.mark} Doksi: ${passedWords(counts)}${rest}${worst.isRed ? ', and fail-on-flaky is on' : ''}`;
  if (worst.conclusion === 'failed' && counts.failed > 0) return `${worst.mark} Doksi: ${failedWords(counts)}${rest}`;
  const name = sections.length > 1 ? `${nameAmong(worst, sections)}: ` : '';
  return `${worst.mark} Doksi: ${forMarkdown(name + worst.headline)}`;
}

/** The total is unknown unless every section has one. */
function totals(sections: readonly Section[]): Counts {
  const sum = (of: 'total' | 'failed' | 'known' | 'flaky' | 'others' | 'passed'): number =>
    sections.reduce((all, section) => all + (section[of] ?? 0), 0);
  return {
    total: sections.every(({ total }) => total !== undefined) ? sum('total') : undefined,
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
function nameAmong({ title, job }: Section, sections: readonly Section[]): string {
  const isShared = sections.filter((section) => section.title === title).length > 1;
  return clipped(isShared && job !== '' ? `${title} (${job})` : title, MAX_TITLE);
}

function footer(sections: readonly Section[], { serverUrl, repository = '', workflowRunId }: Context): string {
  const page =
    workflowRunId && markdownLink('Workflow run', `${serverUrl}/${repository}/actions/runs/${workflowRunId}`);
  const parts = [rerunHint(sections), page].filter(Boolean);
  return parts.length > 0 ? `<sub>${parts.join(' · ')}</sub>` : '';
}

/** GitHub's button runs all failed jobs again, each with its own `on-rerun`. */
function rerunHint(sections: readonly Section[]): string {
  const reruns = new Set(sections.filter(({ isRed }) => isRed).map(({ rerun }) => rerun));
  if (!reruns.has('all')) return reruns.has('failed') ? '*Re-run failed jobs* runs only the failed tests again.' : '';
  const except = reruns.has('failed') ? ' (only the failed ones where `on-rerun: failed` is set)' : '';
  return `*Re-run failed jobs* runs every test of these jobs again${except} and spends allowance.`;
}
