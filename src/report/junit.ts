import XmlBuilder from 'fast-xml-builder';
import { isVisible, withoutDirection } from '../base/escape.ts';
import { clipped, counted, oneLine } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import { type Conclusion, CONCLUSIONS } from '../results/outcome.ts';
import { carriedFrom, type Test } from '../results/tests.ts';
import { destination, testAt, testName } from '../results/words.ts';
import { type ReportModel, type TestGroup, testsIn } from './model.ts';
import { historyOf } from './rows.ts';

// JUnit XML in the dialect of Ant, Surefire and pytest that the common readers share.

/** An element in the builder's format: `@_` marks an attribute, `#text` the content. */
type Node = Readonly<Record<string, unknown>>;

/** What a test case can contain. `flakyFailure` is Surefire's, for a failure of a test that passed later. */
type Finding = 'failure' | 'error' | 'skipped' | 'flakyFailure';

/** Longer names are cut (characters). */
const MAX_NAME = 500;

/** The JUnit file: a suite for each destination. Without a verdict, it never looks like a success. */
export function renderJunit(model: ReportModel): string {
  const { title, outcome } = model;
  const byPlace = Map.groupBy(outcome.results.tests, ({ result }) => JSON.stringify(result.destination ?? {}));
  const groups = [...byPlace.values()];
  const places = groups.map(([first]) => (first ? clipped(destination(first.result), MAX_NAME) : ''));
  const names = distinct([...places.map((place) => (isVisible(place) ? place : title)), title]);
  const listed = groups.map((tests, index) => casesOf(tests, names[index] ?? '', model));
  const suites = [...listed, ownCases(model, listed.flat())].filter((cases) => cases.length > 0);
  // Schemas do not allow `skipped` here.
  const { tests, failures, errors, time } = counts(suites.flat());
  const builder = new XmlBuilder({
    format: true,
    ignoreAttributes: false,
    // Otherwise an attribute with the value "true" would lose its value.
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      ...attributes({ name: title, tests, failures, errors, time }),
      testsuite: suites.map((cases, index) => ({
        ...attributes({ name: names[index] ?? '', ...counts(cases) }),
        ...properties({ conclusion: outcome.conclusion, run_id: outcome.runs.map(({ id }) => id).join(', ') }),
        testcase: cases,
      })),
    },
  });
}

function casesOf(tests: readonly Test[], suite: string, model: ReportModel): Node[] {
  const byName = Map.groupBy(tests, ({ result }) => testName(result));
  const names = distinct(
    tests.map(({ result }) => {
      const name = clipped(testName(result), MAX_NAME);
      const isShared = (byName.get(testName(result)) ?? []).length > 1;
      return isShared && result.test_id ? `${name} (${clipped(result.test_id, MAX_NAME)})` : name;
    }),
  );
  const unfinished = new Set(testsIn(model, 'unfinished'));
  return tests.map((test, index) => {
    const kind = unfinished.has(test) ? 'unfinished' : test.group;
    const { result, results } = test;
    return {
      ...caseAttributes(names[index] ?? '', suite, result.duration_seconds ?? 0),
      ...properties({
        url: webLink(result.url),
        test_id: result.test_id,
        result_id: result.result_id,
        platform: result.destination?.platform,
        attempts: results.length > 1 ? results.length : undefined,
        carried_over_from_attempt: carriedFrom(test),
      }),
      ...findingsOf(test, kind, model.outcome.conclusion),
    };
  });
}

/** Empty if the test passed. */
function findingsOf(test: Test, kind: TestGroup['kind'], conclusion: Conclusion): Node {
  const { result, results, known } = test;
  const status = result.status ?? 'no status';
  switch (kind) {
    case 'passed':
      return {};
    case 'failed': {
      const { failed, then, failure } = historyOf(test);
      return { failure: testFinding('failure', 'failed', `${failed}${then}`, failure) };
    }
    case 'flaky': {
      const failures = results.filter((one) => one.result.status === 'failed');
      const findings = failures.map(({ runId, result: failure }) =>
        testFinding('flakyFailure', 'failed', `failed in run ${runId}`, failure),
      );
      return { flakyFailure: findings };
    }
    case 'known': {
      const reason = `known failure until ${known?.until ?? ''}: ${known?.reason ?? ''}`;
      return { skipped: testFinding('skipped', 'known-failure', reason, result) };
    }
    case 'unfinished':
      if (conclusion === 'started')
        return { skipped: testFinding('skipped', status, 'started, not waited for', result) };
      return { error: testFinding('error', 'unfinished', `not finished: ${status}`, result) };
    case 'other':
      return { skipped: testFinding('skipped', status, `neither passed nor failed: ${status}`, result) };
  }
}

/** What no listed test shows: failures that Doksi only counts, or an ending without a verdict. */
function ownCases(model: ReportModel, listed: readonly Node[]): Node[] {
  const { conclusion, what, next, results } = model.outcome;
  const [summary = ''] = what.split('\n', 1);
  const own = (name: string, element: Finding, message: string): Node[] => {
    const content = finding(element, conclusion, message, `${what}\n${next}`.trim());
    return [{ ...caseAttributes(name, model.title, 0), [element]: content }];
  };
  const unlisted = results.counts.failed - testsIn(model, 'failed').length;
  if (unlisted > 0) {
    const message = `${counted(unlisted, 'failed test')}, which Doksi counts but does not list`;
    return own('Tests that are not listed', 'failure', message);
  }
  if (CONCLUSIONS[conclusion].gate === 'green') {
    if (listed.length > 0) return [];
    return conclusion === 'passed' ? [caseAttributes(summary, model.title, 0)] : own('Doksi run', 'skipped', summary);
  }
  const isRed = listed.some((one) => 'failure' in one || 'error' in one);
  return isRed ? [] : own('Doksi run', 'error', summary);
}

/** Readers show the message beside the name, and the text alone. */
function testFinding(element: Finding, type: string, what: string, result: Result): Node {
  const link = webLink(result.url);
  const [inMessage, inText] = link === undefined ? ['', ''] : [`. Details: ${link}`, `\n${link}`];
  const text = `${clipped(testAt(result), MAX_NAME)}: ${what}${inText}`;
  return finding(element, type, `${what}${inMessage}`, text);
}

function finding(element: Finding, type: string, message: string, text: string): Node {
  return {
    // Schemas do not allow `type` on `skipped`.
    ...attributes(element === 'skipped' ? { message } : { message, type }),
    // Surefire, and so Jenkins, has a `stackTrace` in this element.
    [element === 'flakyFailure' ? 'stackTrace' : '#text']: cleanText(text),
  };
}

function caseAttributes(name: string, suite: string, seconds: number): Node {
  // Readers show only what follows the last dot of a classname, and expect a number as time.
  return attributes({ name, classname: suite.replaceAll('.', '-'), time: seconds.toFixed(3) });
}

/** Missing values are left out. */
function properties(values: Readonly<Record<string, string | number | null | undefined>>): Node {
  const property = Object.entries(values).flatMap(([name, value]) =>
    value == null || value === '' ? [] : [attributes({ name, value: String(value) })],
  );
  return property.length > 0 ? { properties: { property } } : {};
}

/** On one line each, because XML parsers turn line breaks of attributes into spaces. */
function attributes(values: Readonly<Record<string, string>>): Node {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`@_${name}`, oneLine(cleanText(value))]));
}

function counts(cases: readonly Node[]) {
  const having = (element: Finding): string => String(cases.filter((one) => element in one).length);
  const time = cases.reduce((sum, one) => sum + Number(one['@_time']), 0).toFixed(3);
  return {
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time,
  };
}

/** The characters that XML 1.0 does not allow, and the control characters that it discourages. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function cleanText(text: string): string {
  return withoutDirection(text).replace(FORBIDDEN, '\ufffd');
}

/** The names as attributes have them. Readers merge those that are equal, so repeated ones get a number. */
function distinct(names: readonly string[]): string[] {
  const used = new Set<string>();
  const numbers = new Map<string, number>();
  return names.map((text) => {
    const name = oneLine(cleanText(text));
    let [candidate, number] = [name, numbers.get(name) ?? 2];
    while (used.has(candidate)) candidate = `${name} #${number++}`;
    numbers.set(name, number);
    used.add(candidate);
    return candidate;
  });
}
