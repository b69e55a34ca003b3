import * as z from 'zod';
import { forMarkdown, markdownLink } from '../escape.ts';
import { findHidden, hidden } from '../hidden.ts';
import type { GateName } from '../inputs/settings.ts';
import { isSettled, ownAttempts } from '../results/attempt.ts';
import { RED_BY_FLAKY } from '../results/gates.ts';
import { headline } from '../results/headline.ts';
import type { Outcome } from '../results/outcome.ts';
import { clipped } from '../text.ts';
import { facts } from './facts.ts';
import { ROWS_HEAD, testRow } from './test-row.ts';

/** What one job says in the comment that all jobs of a workflow share. */
export interface Section {
  readonly about: About;
  /** Counts, duration, run and commit in one line of Markdown. */
  readonly facts: string;
  /** What the tests don't tell, such as why there is no verdict, in one line of Markdown; else empty. */
  readonly why: string;
  /** Rows of a table: failed tests first. */
  readonly rows: readonly string[];
}

const CONCLUSIONS = [
  'passed',
  'failed',
  'no-tests',
  'timed-out',
  'cancelled',
  'error',
  'skipped',
  'started',
  'dry-run',
] as const;

const count = z.int().nonnegative();
const About = z.object({
  v: z.literal(1),
  /** The job's key in the workflow file; empty where nobody tells it. */
  job: z.string(),
  title: z.string(),
  /** The commit that was tested. */
  sha: z.string(),
  /** Id of the workflow run, whose numbers grow. */
  workflowRun: z.string().regex(/^\d+$/).optional(),
  attempt: z.int().positive(),
  /** Id of the first Doksi run that the step created or followed. */
  doksiRun: z.string().optional(),
  verdict: z.enum(CONCLUSIONS),
  /** The gate that makes the step red although the verdict does not. */
  redBy: z.literal('fail-on-flaky').optional(),
  /** The verdict in a few words. */
  words: z.string(),
  total: count.optional(),
  failed: count,
  known: count.default(0),
  flaky: count,
  passed: count,
  /** How many tests are worth a row. */
  notable: count,
});
/** What stands in a section's hidden marker: all that other jobs have to know of it. */
export type About = z.infer<typeof About>;

const NAME = 'doksi-run-action:section';
/** More rows of one job are never kept; the job's log has them all. */
const MAX_ROWS = 500;
/** Characters, before they are escaped. */
const MAX_WHY = 600;
/** Longer ids are shortened (characters). */
const MAX_RUN_ID = 100;
/** Longer titles are shortened (characters), */
const MAX_TITLE = 255;
/** and shown shorter still. */
const MAX_SHOWN_TITLE = 120;

export interface SectionSources {
  readonly outcome: Outcome;
  /** The gate that makes the step red. */
  readonly closed?: GateName | undefined;
  readonly title: string;
  readonly job: string | undefined;
  readonly headSha: string;
  readonly workflowRun: string | undefined;
  readonly attempt: number;
  /** The commit's page. */
  readonly commitUrl: string | undefined;
}

/** The section of this job. */
export function sectionOf(sources: SectionSources): Section {
  const { outcome, closed, title, job, headSha, workflowRun, attempt, commitUrl } = sources;
  const { conclusion, results } = outcome;
  const { counts, failed, known, flaky, others } = results;
  const doksiRun = ownAttempts(outcome.attempts)[0]?.runId;
  const isOver = outcome.attempts.every(({ run }) => isSettled(run));
  const notable = [...failed, ...known, ...flaky, ...others];
  const tells = conclusion === 'passed' || (conclusion === 'failed' && failed.length > 0);
  const why = [
    ...(closed === 'fail-on-flaky' ? [RED_BY_FLAKY] : []),
    ...(tells ? [] : [outcome.what, outcome.next]),
  ];
  return {
    about: {
      v: 1,
      job: job ?? '',
      title: clipped(title.toWellFormed(), MAX_TITLE),
      sha: headSha,
      ...(workflowRun !== undefined && /^\d+$/.test(workflowRun) && { workflowRun }),
      attempt,
      ...(doksiRun !== undefined && { doksiRun: clipped(doksiRun, MAX_RUN_ID) }),
      verdict: conclusion,
      ...(closed === 'fail-on-flaky' && { redBy: closed }),
      words: headline(outcome, closed).text,
      ...(counts.total !== undefined && { total: counts.total }),
      failed: counts.failed,
      known: counts.known,
      flaky: counts.flaky,
      passed: counts.passed,
      notable: notable.length,
    },
    facts: `${facts(outcome)} · commit ${markdownLink(headSha.slice(0, 7), commitUrl)}`,
    why: forMarkdown(whole(why.filter((part) => part !== '').join(' '))),
    rows: notable.slice(0, MAX_ROWS).map((test) => testRow(test, isOver)),
  };
}

/** Cut between words where it is too long: a link that is cut would lead elsewhere. */
function whole(text: string): string {
  return text.length <= MAX_WHY ? text : `${clipped(text, MAX_WHY).replace(/\S*$/, '')}…`;
}

/** How much of each section is shown. */
export interface SectionDetail {
  readonly rows: number;
  readonly why: boolean;
}

/** `name` is what it is called among the others, in plain text; `mark` is its verdict's. */
export function renderSection(
  { about, facts, why, rows }: Section,
  { name, mark }: { readonly name: string; readonly mark: string },
  detail: SectionDetail,
): string {
  const shown = rows.slice(0, detail.rows);
  const left = about.notable - shown.length;
  return [
    hidden(NAME, about),
    `**${mark} ${forMarkdown(clipped(name, MAX_SHOWN_TITLE))}**: ${facts}`,
    ...(detail.why && why !== '' ? ['', `> ${why}`] : []),
    ...(shown.length > 0 ? ['', ...ROWS_HEAD, ...shown] : []),
    ...(left > 0 ? ['', `*${left} more in the job's log: this comment would be too large for GitHub.*`] : []),
  ].join('\n');
}

/** The sections that a text holds; what is not as we write it is passed over. Never throws. */
export function parseSections(text: string): Section[] {
  const found = findHidden(NAME, text);
  return found.flatMap(({ value, end }, index) => {
    const { data: about } = About.safeParse(value);
    return about === undefined ? [] : [parseBody(about, text.slice(end, found[index + 1]?.start))];
  });
}

function parseBody(about: About, body: string): Section {
  const lines = body.split('\n').filter((line) => line !== '');
  const heading = lines.find((line) => line.startsWith('**')) ?? '';
  return {
    about,
    // The name's own asterisks are escaped, so the first two that aren't end it.
    facts: heading.replace(/^\*\*(\\.|[^\\*])*\*\*: /, ''),
    why: lines.find((line) => line.startsWith('> '))?.slice('> '.length) ?? '',
    rows: lines.filter((line) => line.startsWith('| ') && !ROWS_HEAD.includes(line)),
  };
}
