import { forLog, forMarkdown } from '../escape.ts';
import {
  type CheckAnnotation,
  type CheckConclusion,
  type CheckOutput,
  LIMITS,
  type NewCheckRun,
} from '../github/api.ts';
import { encodeRecord, type HistoryRecord } from '../history/record.ts';
import type { GateName } from '../inputs/settings.ts';
import { isSettled, ownAttempts } from '../results/attempt.ts';
import { headline } from '../results/headline.ts';
import type { Outcome } from '../results/outcome.ts';
import { capitalized, clipped, counted, webLink } from '../text.ts';
import { type Annotation, failureAnnotation, flakyAnnotation, knownAnnotation } from './annotations.ts';
import type { WorkflowFile } from './anchor.ts';
import { facts } from './facts.ts';
import { ROWS_HEAD, testRow } from './test-row.ts';

/** How many failed and flaky tests the summary names; tried from the fullest to the shortest until it fits. */
const ROWS = [Infinity, 300, 150, 75, 30, 10, 0] as const;
/** Of each sentence, so that a few of them always fit (characters, before they are escaped). */
const MAX_SENTENCE = 3000;
const MAX_WARNINGS = 5;
/** GitHub names no limit for the name; this is the one of titles. */
const MAX_NAME = LIMITS.checkTitle;
/** An annotation needs a path; this one is GitHub's own where it has none. */
const NO_PATH = '.github';

export interface CheckSources {
  readonly outcome: Outcome;
  readonly conclusion: CheckConclusion;
  /** The gate that makes the step red. */
  readonly closed?: GateName | undefined;
  readonly title: string;
  readonly headSha: string;
  readonly workflow: WorkflowFile | undefined;
  readonly record: HistoryRecord;
}

/** A check run to be created, and the batches of annotations that are to be added to it. */
export interface CheckReport {
  readonly run: NewCheckRun;
  /** Each with the output that GitHub wants to be told again. */
  readonly rest: readonly CheckOutput[];
}

/** The name by which a check run is found again. */
export function checkName(title: string): string {
  return clipped(forLog(title).trim(), MAX_NAME);
}

export function checkReport({
  outcome,
  conclusion,
  closed,
  title,
  headSha,
  workflow,
  record,
}: CheckSources): CheckReport {
  const output: CheckOutput = {
    title: clipped(capitalized(headline(outcome, closed).text), LIMITS.checkTitle),
    summary: summary(outcome, encodeRecord(record)),
  };
  const [first = [], ...others] = batches(checkAnnotations(outcome, workflow));
  const externalId = ownAttempts(outcome.attempts)[0]?.runId;
  const detailsUrl = firstLink(outcome);
  return {
    run: {
      name: checkName(title),
      headSha,
      ...(externalId !== undefined && { externalId }),
      ...(detailsUrl !== undefined && { detailsUrl }),
      conclusion,
      output: { ...output, ...(first.length > 0 && { annotations: first }) },
    },
    rest: others.map((annotations) => ({ ...output, annotations })),
  };
}

/** Where to look first: at what failed. */
function firstLink({ results: { failed, flaky, others, passed } }: Outcome): string | undefined {
  return [...failed, ...flaky, ...others, ...passed]
    .map(({ result }) => webLink(result.url))
    .find((link) => link !== undefined);
}

/** The record comes last and whole: it is what later attempts read. */
function summary(outcome: Outcome, record: string): string {
  const room = LIMITS.checkText - record.length - 2;
  const markdown = ROWS.map((rows) => render(outcome, rows)).find(({ length }) => length <= room);
  return [clipped(markdown ?? render(outcome, 0), room), record].filter((part) => part !== '').join('\n\n');
}

function render(outcome: Outcome, maxRows: number): string {
  const { conclusion, results, warnings } = outcome;
  const { failed, known, flaky, others } = results;
  const isOver = outcome.attempts.every(({ run }) => isSettled(run));
  const told = [...failed, ...known, ...flaky, ...others];
  const rows = told.slice(0, maxRows).map((test) => testRow(test, isOver));
  const left = told.length - rows.length;
  const explains = conclusion !== 'passed' && !(conclusion === 'failed' && failed.length > 0);
  return [
    facts(outcome),
    ...(explains ? [outcome.what, outcome.next].map(paragraph) : []),
    ...warnings.slice(0, MAX_WARNINGS).map((warning) => `> ⚠️ ${paragraph(warning)}`),
    ...(rows.length > 0 ? [[...ROWS_HEAD, ...rows].join('\n')] : []),
    ...(left > 0 ? [`*${counted(left, 'more test')} left out here: GitHub would not take the whole.*`] : []),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function paragraph(text: string): string {
  return clipped(text, MAX_SENTENCE)
    .split('\n')
    .map((line) => forMarkdown(line))
    .join('<br>');
}

function checkAnnotations(
  { results: { failed, known, flaky } }: Outcome,
  workflow: WorkflowFile | undefined,
): CheckAnnotation[] {
  return [
    ...failed.map((test) => asCheckAnnotation(failureAnnotation(test, workflow))),
    ...flaky.map((test) => asCheckAnnotation(flakyAnnotation(test, workflow))),
    ...known.map((test) => asCheckAnnotation(knownAnnotation(test, workflow))),
  ];
}

function asCheckAnnotation({ level, title, message, file, startLine }: Annotation): CheckAnnotation {
  return {
    path: file ?? NO_PATH,
    line: startLine ?? 1,
    level: level === 'error' ? 'failure' : level,
    title,
    message,
  };
}

function batches(annotations: readonly CheckAnnotation[]): CheckAnnotation[][] {
  const size = LIMITS.annotationsPerRequest;
  return Array.from({ length: Math.ceil(annotations.length / size) }, (_, index) =>
    annotations.slice(index * size, (index + 1) * size),
  );
}
