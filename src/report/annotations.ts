import { forLog } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Test } from '../results/tests.ts';
import { testAt } from '../results/words.ts';
import { type ReportModel, testsIn, type WorkflowFile } from './model.ts';
import { historyOf } from './rows.ts';

/** GitHub shows ten annotations of each level in a step; the step logs some errors and warnings itself. */
const MAX_ERRORS = 9;
const MAX_FLAKY = 5;
const MAX_KNOWN = 9;
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
  const { workflowFile, outcome } = model;
  const { problems, results } = outcome;
  const [listed, flaky] = [testsIn(model, 'failed').length, testsIn(model, 'flaky').length];
  const rest = (
    count: number,
    noun: string,
    words = (title: string) => `and ${title}: see the log of this step`,
  ): Annotation[] => {
    if (count <= 0) return [];
    const title = counted(count, noun);
    return [{ level: 'warning', title, message: words(title), ...placeOf(workflowFile) }];
  };
  return [
    ...problems.slice(0, MAX_ERRORS).map((problem) => problemAnnotation(problem, workflowFile)),
    ...rest(problems.length - MAX_ERRORS, 'more problem'),
    ...testAnnotations(model, { failed: MAX_ERRORS, flaky: MAX_FLAKY, known: MAX_KNOWN }),
    ...(listed > 0
      ? rest(results.counts.failed - Math.min(listed, MAX_ERRORS), 'more failed test')
      : rest(
          results.counts.failed,
          'failed test',
          (title) => `${title}, which Doksi counts but does not list: see the run in Doksi`,
        )),
    ...rest(flaky - MAX_FLAKY, 'more flaky test'),
  ];
}

const ALL = { failed: Infinity, flaky: Infinity, known: Infinity };

/** One for each failed, flaky and known test, at most so many of each kind. */
export function testAnnotations(model: ReportModel, limits = ALL): Annotation[] {
  const annotated = (kind: keyof typeof ALL, level: Annotation['level']): Annotation[] => {
    const tests = testsIn(model, kind).slice(0, limits[kind]);
    return tests.map((test) => ({ level, ...testAnnotation(test, model.workflowFile) }));
  };
  return [...annotated('failed', 'error'), ...annotated('flaky', 'warning'), ...annotated('known', 'notice')];
}

/** At the line of the workflow file with the test's id. The log shows the message alone, so it starts with the name. */
function testAnnotation(test: Test, workflow: WorkflowFile | undefined): Omit<Annotation, 'level'> {
  const { result, known, group } = test;
  const { failed = 'failed', then = '', failure = result } = historyOf(test) ?? {};
  const reason = known && `known failure until ${known.until}: ${clipped(forLog(known.reason), MAX_NAME)}`;
  const message = reason === undefined ? `${failed}${then}` : `failed, which is a ${reason}`;
  const title = known ? 'failed (known failure)' : group === 'flaky' ? 'is flaky' : failed;
  const name = forLog(testAt(result)).trim();
  const link = webLink(failure.url);
  return {
    title: `${clipped(name, MAX_TITLE - title.length - 1)} ${title}`,
    message: `${clipped(name, MAX_NAME)} ${message}. ${link ? `Details: ${link}` : 'Doksi provides no link to it.'}`,
    ...placeOf(workflow, (line) => line.split(ID_END).includes(result.test_id ?? '')),
  };
}

/** At the problem's own place, or at the line that sets the input: `matrix:` for `matrix[1].test_ids`. */
function problemAnnotation({ where, text, file, line }: Problem, workflow: WorkflowFile | undefined): Annotation {
  const setsInput = new RegExp(`(^|[^\\w-])${/^[\w-]*/.exec(where)?.[0] ?? ''}:`);
  return {
    level: 'error',
    title: clipped(forLog(where).trim(), MAX_TITLE),
    message: clipped(forLog(`${where} ${text}`).trim(), MAX_PROBLEM),
    ...(file === undefined
      ? placeOf(workflow, (candidate) => setsInput.test(candidate), true)
      : { file, startLine: line ?? 1 }),
  };
}

/** In a list, ids end at these characters. */
const ID_END = /[\s,[\]{}()"'`#]+/;

/** The first line of the workflow file that matches, of an input in the steps of this job; otherwise the file's first line. */
function placeOf(
  workflow: WorkflowFile | undefined,
  isPlace: (line: string) => boolean = () => false,
  isInput = false,
): Pick<Annotation, 'file' | 'startLine'> {
  if (workflow === undefined) return {};
  const lines = (workflow.text ?? '').split('\n');
  const job = lines.findIndex((line) => line.replace(/#.*/, '').trim() === `${workflow.job}:`);
  // A job may have a `matrix:` of its own above the step.
  const step = lines.findIndex((line, index) => index >= job && line.includes('doksi/run-action'));
  const found = lines.findIndex((line, index) => (!isInput || index >= step) && isPlace(line));
  return { file: workflow.path, startLine: Math.max(found, 0) + 1 };
}
