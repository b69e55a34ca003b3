import { forMarkdown, markdownLink } from '../escape.ts';
import { LIMITS } from '../github/api.ts';
import { findHidden, hidden } from '../hidden.ts';
import { failedOf, passedOf } from '../results/counted.ts';
import { MARKS } from '../results/headline.ts';
import type { Conclusion } from '../results/outcome.ts';
import { clipped, counted } from '../text.ts';
import {
  type About,
  parseSections,
  renderSection,
  type Section,
  type SectionDetail,
} from './comment-section.ts';

const NAME = 'doksi-run-action:comment';
const END = 'doksi-run-action:end';

/** What is shown of each section; tried from the fullest to the shortest until the comment fits. */
const DETAILS: readonly SectionDetail[] = [
  { rows: Infinity, why: true },
  { rows: 100, why: true },
  { rows: 50, why: true },
  { rows: 20, why: true },
  { rows: 10, why: true },
  { rows: 5, why: true },
  { rows: 1, why: true },
  { rows: 0, why: true },
  { rows: 0, why: false },
];

/** The reddest first. */
const ORDER: readonly Conclusion[] = [
  'failed',
  'no-tests',
  'error',
  'timed-out',
  'cancelled',
  'started',
  'skipped',
  'dry-run',
  'passed',
];
const RED: ReadonlySet<Conclusion> = new Set(['failed', 'no-tests', 'error', 'timed-out', 'cancelled']);

/** Longer titles are shortened in the headline (characters). */
const MAX_TITLE = 80;

export interface CommentFrame {
  /** Path of the workflow file, or else its name: one comment each. */
  readonly workflow: string;
  /** Pages to link to. */
  readonly commitUrl: string | undefined;
  readonly workflowRunUrl: string | undefined;
}

/** Whether a comment's text is the one that we write for this workflow. Foreign text may copy the marker, not its place. */
export function isCommentOf(workflow: string, body: string): boolean {
  const first = findHidden(NAME, body)[0];
  return first?.start === 0 && body.startsWith(marker(workflow));
}

/** The sections of a comment of ours. */
export function sectionsOf(body: string): Section[] {
  const end = findHidden(END, body).at(-1)?.start;
  return parseSections(body.slice(0, end));
}

export interface RenderedComment {
  readonly body: string;
  /** How many sections had no room at all. */
  readonly leftOut: number;
}

/** The comment in GitHub's Markdown, never longer than GitHub takes. The sections are all of one commit. */
export function renderComment(sections: readonly Section[], frame: CommentFrame): RenderedComment {
  const sorted = sections.toSorted((one, other) => compare(one.about, other.about));
  for (const detail of DETAILS) {
    const body = render(sorted, sorted.length, detail, frame);
    if (body.length <= LIMITS.comment) return { body, leftOut: 0 };
  }
  // Hundreds of jobs: the reddest are shown.
  const shortest: SectionDetail = { rows: 0, why: false };
  let shown = sorted.length;
  let body: string;
  do {
    shown = Math.floor(shown * 0.9);
    body = render(sorted, shown, shortest, frame);
  } while (body.length > LIMITS.comment && shown > 0);
  return { body: clipped(body, LIMITS.comment), leftOut: sorted.length - shown };
}

function render(
  sections: readonly Section[],
  shown: number,
  detail: SectionDetail,
  frame: CommentFrame,
): string {
  const abouts = sections.map(({ about }) => about);
  const left = sections.length - shown;
  return [
    marker(frame.workflow),
    `### ${overall(abouts)}${onCommit(abouts, frame)}`,
    ...sections
      .slice(0, shown)
      .map((section) =>
        renderSection(
          section,
          { name: nameAmong(section.about, abouts), mark: markOf(section.about) },
          detail,
        ),
      ),
    hidden(END, { v: 1 }),
    ...(left > 0
      ? [`*${counted(left, 'more job')} left out here: the comment would be too large for GitHub.*`]
      : []),
    ...footer(abouts, frame),
  ].join('\n\n');
}

function marker(workflow: string): string {
  return hidden(NAME, { v: 1, workflow });
}

function compare(one: About, other: About): number {
  return (
    Number(isRed(other)) - Number(isRed(one)) ||
    rank(one) - rank(other) ||
    other.failed - one.failed ||
    other.flaky - one.flaky ||
    one.title.localeCompare(other.title) ||
    one.job.localeCompare(other.job)
  );
}

function rank({ verdict }: About): number {
  return ORDER.indexOf(verdict);
}

function isRed({ verdict, redBy }: About): boolean {
  return redBy !== undefined || RED.has(verdict);
}

function markOf({ verdict, redBy }: About): string {
  return redBy !== undefined ? MARKS.failed : MARKS[verdict];
}

/** `❌ Doksi: 2 of 21 tests failed`; of jobs without a verdict, the worst is named. */
function overall(abouts: readonly About[]): string {
  const worst = abouts[0];
  if (worst === undefined) return 'Doksi';
  const undecided = abouts.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'failed');
  const counts = totals(abouts);
  const without = undecided.length > 0 ? `, ${counted(undecided.length, 'job')} without a verdict` : '';
  if (worst.verdict === 'passed') {
    const why = worst.redBy === undefined ? '' : `, and ${worst.redBy} is on`;
    return `${markOf(worst)} Doksi: ${passedOf(counts)}${without}${why}`;
  }
  if (worst.verdict === 'failed' && counts.failed > 0)
    return `${MARKS.failed} Doksi: ${failedOf(counts)}${without}`;
  const of = abouts.length > 1 ? `${forMarkdown(clipped(nameAmong(worst, abouts), MAX_TITLE))}: ` : '';
  return `${markOf(worst)} Doksi: ${of}${forMarkdown(clipped(worst.words, MAX_TITLE))}`;
}

/** All together; the total only where every job knows its own. */
function totals(abouts: readonly About[]) {
  const sum = (of: (about: About) => number): number => abouts.reduce((all, about) => all + of(about), 0);
  const isKnown = abouts.every(({ total }) => total !== undefined);
  const [failed, known, flaky, passed] = [
    sum((about) => about.failed),
    sum((about) => about.known),
    sum((about) => about.flaky),
    sum((about) => about.passed),
  ];
  const total = isKnown ? sum((about) => about.total ?? 0) : undefined;
  const others = total === undefined ? 0 : Math.max(total - failed - known - flaky - passed, 0);
  return { total, failed, known, flaky, passed, others };
}

function onCommit(abouts: readonly About[], { commitUrl }: CommentFrame): string {
  const sha = abouts[0]?.sha;
  return sha === undefined ? '' : ` on ${markdownLink(sha.slice(0, 7), commitUrl)}`;
}

/** The title, with the job where several jobs have the same. */
function nameAmong({ title, job }: About, abouts: readonly About[]): string {
  const same = abouts.filter((about) => about.title === title);
  return same.length > 1 && job !== '' ? `${title} (${job})` : title;
}

function footer(abouts: readonly About[], { workflowRunUrl }: CommentFrame): string[] {
  if (workflowRunUrl === undefined) return [];
  const link = markdownLink('the workflow run', workflowRunUrl);
  return [
    `<sub>${abouts.some(isRed) ? `To run again what failed: *Re-run failed jobs* in ${link}.` : `See ${link}.`}</sub>`,
  ];
}
