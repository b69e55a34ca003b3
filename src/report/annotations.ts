import { forLog } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Test } from '../results/tests.ts';
import { testAt } from '../results/words.ts';
import { type ReportModel, testsIn } from './model.ts';
import { historyOf } from './rows.ts';

/** GitHub shows ten annotations of each level in a step; the step logs some errors and warnings itself. */
const MAX_ERRORS = 9;
const MAX_FLAKY = 5;
/** GitHub rejects longer titles (characters). */
const MAX_TITLE = 255;
/** Longer names and reasons in a message are cut (characters): the link must fit. */
const MAX_NAME = 500;
/** Longer descriptions of problems are cut (characters): the runner cuts messages above 4,096. */
const MAX_PROBLEM = 2000;

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Path inside the repository. */
  readonly file?: string;
  /** From 1. */
  readonly startLine?: number;
}

/** An error for each failed test or input problem, warnings for flaky tests and notices for known failures, up to limits. */
export function annotations(model: ReportModel): Annotation[] {
  const { problems, results } = model.outcome;
  const { failed } = results.counts;
  const listed = testsIn(model, 'failed').length;
  const warning = (title: string, message: string): Annotation => {
    return { level: 'warning', title, message, ...placeOf(model) };
  };
  const rest = (count: number, noun: string): Annotation[] => {
    const title = counted(count, noun);
    return count > 0 ? [warning(title, `and ${title}: see the log of this step`)] : [];
  };
  const title = counted(failed, 'failed test');
  const unlisted = warning(title, `${title}, which Doksi counts but does not list: see the run in Doksi`);
  return [
    ...problems.slice(0, MAX_ERRORS).map((problem) => problemAnnotation(problem, model)),
    ...rest(problems.length - MAX_ERRORS, 'more problem'),
    ...testAnnotations(model, 'failed').slice(0, MAX_ERRORS),
    ...testAnnotations(model, 'flaky').slice(0, MAX_FLAKY),
    ...testAnnotations(model, 'known').slice(0, MAX_ERRORS),
    ...(failed > 0 && listed === 0 ? [unlisted] : rest(failed - Math.min(listed, MAX_ERRORS), 'more failed test')),
    ...rest(testsIn(model, 'flaky').length - MAX_FLAKY, 'more flaky test'),
  ];
}

const LEVELS = { failed: 'error', flaky: 'warning', known: 'notice' } as const;

/** One for each test of this kind. */
export function testAnnotations(model: ReportModel, kind: keyof typeof LEVELS): Annotation[] {
  return testsIn(model, kind).map((test) => ({ level: LEVELS[kind], ...testAnnotation(test, model) }));
}

/** At the line of the workflow file with the test's id. The log shows the message alone, so it starts with the name. */
function testAnnotation(test: Test, model: ReportModel): Omit<Annotation, 'level'> {
  const { result, known, group } = test;
  const { failed, then, failure } = historyOf(test);
  const reason = known && `known failure until ${known.until}: ${clipped(forLog(known.reason), MAX_NAME)}`;
  const message = reason === undefined ? `${failed}${then}` : `failed, which is a ${reason}`;
  const title = known ? 'failed (known failure)' : group === 'flaky' ? 'is flaky' : failed;
  const name = forLog(testAt(result)).trim();
  const link = webLink(failure.url);
  return {
    title: `${clipped(name, MAX_TITLE - title.length - 1)} ${title}`,
    message: `${clipped(name, MAX_NAME)} ${message}. ${link ? `Details: ${link}` : 'Doksi provides no link to it.'}`,
    ...placeOf(model, (line) => result.test_id != null && line.split(ID_END).includes(result.test_id)),
  };
}

/** At the problem's own place, or at the line that sets the input: `matrix:` for `matrix[1].test_ids`. */
function problemAnnotation({ where, text, file, line }: Problem, model: ReportModel): Annotation {
  const setsInput = new RegExp(`(^|[^\\w-])${/^[\w-]*/.exec(where)?.[0] ?? ''}:`);
  return {
    level: 'error',
    title: clipped(forLog(where).trim(), MAX_TITLE),
    message: clipped(forLog(`${where} ${text}`).trim(), MAX_PROBLEM),
    ...(file === undefined
      ? placeOf(model, (candidate) => setsInput.test(candidate), true)
      : { file, startLine: line ?? 1 }),
  };
}

/** In a list, ids end at these characters. */
const ID_END = /[\s,[\]{}()"'`#]+/;

/** The first matching line of the workflow file, for an input from this job's step on; otherwise its first line. */
function placeOf(
  { context: { workflowPath, job }, workflowText }: ReportModel,
  isPlace: (line: string) => boolean = () => false,
  isInput = false,
): Pick<Annotation, 'file' | 'startLine'> {
  if (workflowPath === undefined) return {};
  const lines = workflowText.split('\n');
  const start = lines.findIndex((line) => line.replace(/#.*/, '').trim() === `${job}:`);
  // A job may have a `matrix:` of its own above the step.
  const step = lines.findIndex((line, index) => index >= start && line.includes('doksi/run-action'));
  const found = lines.findIndex((line, index) => (!isInput || index >= step) && isPlace(line));
  return { file: workflowPath, startLine: Math.max(found, 0) + 1 };
}
