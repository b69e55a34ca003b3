import type { Result } from '../doksi/schemas.ts';
import { isVisible } from '../escape.ts';
import { isSettled } from '../results/attempt.ts';
import type { Conclusion, Outcome } from '../results/outcome.ts';
import { carriedFrom, type Test, type Try } from '../results/tests.ts';
import { destination, testAt, testName } from '../results/words.ts';
import { counted, clipped, webLink } from '../text.ts';
import { times, toldTries } from './tries.ts';

// What a JUnit file says of an outcome. Green needs a reason there, too: whoever reads the file alone must never take
// an outcome for a success that is none.

export interface JunitReport {
  readonly name: string;
  readonly suites: readonly JunitSuite[];
}

/** The tests of one destination. */
export interface JunitSuite {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  /** Undefined where Doksi does not tell it. */
  readonly seconds: number | undefined;
  readonly properties: readonly Property[];
  /** None: it passed. */
  readonly findings: readonly Finding[];
}

export interface Property {
  readonly name: string;
  readonly value: string;
}

/** Surefire's elements: `flaky…` of a test that passed in the end, `rerun…` of one that failed again. */
export interface Finding {
  readonly element:
    'failure' | 'error' | 'skipped' | 'flakyFailure' | 'flakyError' | 'rerunFailure' | 'rerunError';
  /** A word for machines. */
  readonly type: string;
  /** One line. */
  readonly message: string;
  readonly text: string;
}

/** Longer names are cut (characters). */
const MAX_NAME = 500;

/** Endings without a verdict that are no fault of anybody: there the file says that nothing was tested. */
const UNTESTED: ReadonlySet<Conclusion> = new Set(['skipped', 'started', 'dry-run']);

/** A suite for each destination; where no test tells that there was no success, a suite of its own does. */
export function junitReport(outcome: Outcome, title: string): JunitReport {
  const { tests } = outcome.results;
  const groups = [...Map.groupBy(tests, ({ result }) => placeKey(result)).values()];
  const suites = groups.map((group) => suiteOf(group, outcome, title));
  const whole = aboutTheWhole(outcome, suites);
  const own: JunitSuite = { name: title, properties: runProperties(outcome), cases: whole };
  return { name: title, suites: whole.length > 0 ? [...suites, own] : suites };
}

function placeKey({ destination }: Result): string {
  const { platform, web_url, binary_url, target_id, name, version } = destination ?? {};
  return JSON.stringify([platform, web_url, binary_url, target_id, name, version]);
}

function suiteOf(tests: readonly Test[], outcome: Outcome, title: string): JunitSuite {
  const where = tests.map(({ result }) => destination(result)).find((name) => isVisible(name)) ?? '';
  const names = distinctNames(tests.map(({ result }) => result));
  return {
    name: clipped(where === '' ? title : where, MAX_NAME),
    properties: runProperties(outcome),
    cases: tests.map((test, index) => ({
      name: names[index] ?? '',
      seconds: test.result.duration_seconds ?? undefined,
      properties: caseProperties(test),
      findings: findings(test, outcome),
    })),
  };
}

/** Readers join cases of the same name, so of those that share one the id tells them apart, or a number. */
function distinctNames(results: readonly Result[]): string[] {
  const bare = results.map((result) => clipped(testName(result), MAX_NAME));
  const sharers = Map.groupBy(bare, (name) => name);
  const withId = results.map(({ test_id }, index) => {
    const name = bare[index] ?? '';
    const isShared = (sharers.get(name)?.length ?? 0) > 1;
    return isShared && test_id && test_id !== name ? `${name} (${clipped(test_id, MAX_NAME)})` : name;
  });
  const seen = new Map<string, number>();
  return withId.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

function findings(test: Test, outcome: Outcome): Finding[] {
  const { result, tries } = test;
  const status = result.status ?? 'nothing is known of it';
  switch (test.group) {
    case 'passed':
      return [];
    case 'flaky':
      return tries
        .filter((attempt) => attempt.result.status !== 'passed')
        .map((attempt) => tried(attempt, 'flaky'));
    case 'failed':
      return [failure(test), ...tries.slice(1).map((attempt) => tried(attempt, 'rerun'))];
    case 'known':
      return [
        finding(
          'skipped',
          'known-failure',
          `known until ${test.known?.until ?? ''}: ${test.known?.reason ?? ''}`,
          result,
        ),
      ];
    case 'other': {
      const isOver = outcome.attempts.every(({ run }) => isSettled(run));
      if (outcome.conclusion === 'started')
        return [finding('skipped', 'started', 'started, not waited for', result)];
      return isOver
        ? [finding('skipped', status, `neither passed nor failed: ${status}`, result)]
        : [finding('error', 'unfinished', `not finished: ${status}`, result)];
    }
  }
}

/** The first failure of a test, with how often there was one. */
function failure(test: Test): Finding {
  const { tries } = test;
  const failures = tries.filter(({ result }) => result.status === 'failed').length;
  const { then } = toldTries(test);
  const [first] = tries;
  const what = failures > 1 || then ? `failed ${times(failures)}${then}` : 'failed';
  return finding('failure', 'failed', what, first?.result ?? test.result);
}

/** What one run said of a test that ran several times. */
function tried({ result, runId }: Try, kind: 'flaky' | 'rerun'): Finding {
  const isFailure = result.status === 'failed';
  const what = isFailure ? 'failed' : `ended as "${result.status ?? ''}"`;
  return finding(`${kind}${isFailure ? 'Failure' : 'Error'}`, 'failed', `${what} in run ${runId}`, result);
}

/** Readers show the message next to the name, and the text alone. */
function finding(element: Finding['element'], type: string, what: string, result: Result): Finding {
  const link = webLink(result.url);
  const text = `${clipped(testAt(result), MAX_NAME)}: ${what}`;
  return {
    element,
    type,
    message: link ? `${what}. See what it did: ${link}` : what,
    text: link ? `${text}\n${link}` : text,
  };
}

/** What no listed test tells: failures that Doksi only counts, or an ending without a verdict. */
function aboutTheWhole(outcome: Outcome, suites: readonly JunitSuite[]): JunitCase[] {
  const { conclusion, what, next, results } = outcome;
  const text = [what, next].filter((part) => part !== '').join('\n');
  const one = (name: string, ...found: Omit<Finding, 'text'>[]): JunitCase => ({
    name,
    seconds: undefined,
    properties: [],
    findings: found.map((about) => ({ ...about, text })),
  });
  const unlisted = results.counts.failed - results.failed.length;
  if (unlisted > 0) {
    const message = `${counted(unlisted, 'failed test')}, which Doksi counts but does not list`;
    return [one('Tests that are not listed', { element: 'failure', type: 'failed', message })];
  }
  const isEmpty = suites.length === 0;
  const message = what.split('\n', 1)[0] ?? '';
  if (conclusion === 'passed') return isEmpty ? [one(message)] : [];
  if (UNTESTED.has(conclusion))
    return isEmpty ? [one('Doksi run', { element: 'skipped', type: conclusion, message })] : [];
  const isBad = ({ element }: Finding): boolean => element === 'failure' || element === 'error';
  const tellsIt = suites.some(({ cases }) => cases.some((testcase) => testcase.findings.some(isBad)));
  return tellsIt ? [] : [one('Doksi run', { element: 'error', type: conclusion, message })];
}

function runProperties({ conclusion, attempts }: Outcome): Property[] {
  return [
    { name: 'conclusion', value: conclusion },
    ...(attempts.length > 0
      ? [{ name: 'run_id', value: attempts.map(({ runId }) => runId).join(', ') }]
      : []),
  ];
}

function caseProperties(test: Test): Property[] {
  const { result, tries } = test;
  const carried = carriedFrom(test);
  const all = {
    url: webLink(result.url),
    test_id: result.test_id,
    result_id: result.result_id,
    platform: result.destination?.platform,
    ...(tries.length > 1 && { attempts: String(tries.length) }),
    ...(carried !== undefined && { carried_over_from_attempt: String(carried) }),
  };
  return Object.entries(all).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
