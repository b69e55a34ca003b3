import type { Result } from '../doksi/schemas.ts';
import { forLog } from '../escape.ts';
import type { Results } from '../results/results.ts';
import type { Test } from '../results/tests.ts';
import { testAt } from '../results/words.ts';
import { counted, clipped, webLink } from '../text.ts';
import { anchor, type WorkflowFile } from './anchor.ts';
import { times, toldTries } from './tries.ts';

/** GitHub shows ten errors of a step; the tenth is the verdict itself. */
const MAX_FAILED = 9;
/** It shows ten warnings, too, and the step has some of its own. */
const MAX_FLAKY = 5;
/** It shows ten notices. */
const MAX_KNOWN = 9;
/** GitHub refuses a longer title (characters). */
const MAX_TITLE = 255;
/** A name in a message (characters). */
const MAX_NAME = 500;

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Path inside the repository, with the line (from 1) that names the test. */
  readonly file?: string;
  readonly startLine?: number;
}

/** One error for each failed test and a warning for each flaky one, up to a bound, then a word on the others. */
export function annotations(
  { failed, known, flaky, counts }: Results,
  workflow: WorkflowFile | undefined,
): Annotation[] {
  const errors = failed.slice(0, MAX_FAILED).map((test) => failureAnnotation(test, workflow));
  const warnings = flaky.slice(0, MAX_FLAKY).map((test) => flakyAnnotation(test, workflow));
  return [
    ...errors,
    ...more(counts.failed - errors.length, counts.failed, 'failed test', errors.length > 0, workflow),
    ...warnings,
    ...more(flaky.length - warnings.length, flaky.length, 'flaky test', true, workflow),
    ...known.slice(0, MAX_KNOWN).map((test) => knownAnnotation(test, workflow)),
  ];
}

export function failureAnnotation(test: Test, workflow: WorkflowFile | undefined): Annotation {
  const { result, tries } = test;
  const failures = tries.filter(({ result: { status } }) => status === 'failed').length;
  const what = failures > 1 ? `failed ${times(failures)}` : 'failed';
  return {
    level: 'error',
    title: titled(result, what),
    message: told(result, `${what}${toldTries(test).then}`),
    ...anchor(result, workflow),
  };
}

export function flakyAnnotation(test: Test, workflow: WorkflowFile | undefined): Annotation {
  const { result } = test;
  const { failed, then, failure: failedResult } = toldTries(test);
  return {
    level: 'warning',
    title: titled(result, 'is flaky'),
    message: told(result, `${failed}${then}`, failedResult?.url),
    ...anchor(result, workflow),
  };
}

export function knownAnnotation({ result, known }: Test, workflow: WorkflowFile | undefined): Annotation {
  const reason = clipped(forLog(known?.reason ?? ''), MAX_NAME);
  return {
    level: 'notice',
    title: titled(result, 'failed, as known'),
    message: told(result, `failed, as known until ${known?.until ?? ''} (${reason})`),
    ...anchor(result, workflow),
  };
}

/** Of those without an annotation of their own. */
function more(
  count: number,
  total: number,
  noun: string,
  isMore: boolean,
  workflow: WorkflowFile | undefined,
): Annotation[] {
  if (count <= 0) return [];
  const message = isMore
    ? `and ${counted(count, `more ${noun}`)}: see the log of this step, or the run in Doksi`
    : `${counted(count, noun)}, which Doksi counts but does not list: look at the run in Doksi`;
  return [{ level: 'warning', title: counted(total, noun), message, ...anchor({}, workflow) }];
}

function titled(result: Result, what: string): string {
  return `${clipped(nameOf(result), MAX_TITLE - what.length - 1)} ${what}`;
}

/** It begins with the test's name: the log shows the message alone. */
function told(result: Result, what: string, url = result.url): string {
  const link = webLink(url);
  return `${clipped(nameOf(result), MAX_NAME)} ${what}. ${link ? `See what it did: ${link}` : 'Doksi gives no link for it.'}`;
}

/** A check run shows it as it comes, as the log would. */
function nameOf(result: Result): string {
  return forLog(testAt(result)).trim();
}
