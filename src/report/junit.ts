import { isVisible } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import type { Conclusion } from '../results/outcome.ts';
import { carriedFrom, type Test } from '../results/tests.ts';
import { destination, testAt, testName } from '../results/words.ts';
import { type Case, type Finding, junitXml, type Suite } from './junit-xml.ts';
import { type ReportModel, testsIn } from './model.ts';
import { historyOf } from './rows.ts';

/** Longer names are cut (characters). */
const MAX_NAME = 500;
/** Endings without a verdict that are not errors. */
const UNTESTED: ReadonlySet<Conclusion> = new Set(['skipped', 'started', 'dry-run']);

/** The JUnit file: a suite for each destination. Without a verdict, it never looks like a success. */
export function renderJunit(model: ReportModel): Promise<string> {
  const { title, outcome } = model;
  const destinations = Map.groupBy(outcome.results.tests, ({ result }) => JSON.stringify(result.destination ?? {}));
  const suites = [...destinations.values()].map((tests) => suiteOf(tests, model));
  const own = ownCase(
    model,
    suites.flatMap(({ cases }) => cases),
  );
  const all = own === undefined ? suites : [...suites, { name: title, cases: [own] }];
  return junitXml(title, all, {
    conclusion: outcome.conclusion,
    run_id: outcome.runs.map(({ id }) => id).join(', '),
  });
}

function suiteOf(tests: readonly Test[], model: ReportModel): Suite {
  const [place = ''] = tests.map(({ result }) => destination(result));
  const byName = Map.groupBy(tests, ({ result }) => testName(result));
  const unfinished = new Set(testsIn(model, 'unfinished'));
  return {
    name: isVisible(place) ? clipped(place, MAX_NAME) : model.title,
    cases: tests.map((test) => {
      const { result, results } = test;
      const name = clipped(testName(result), MAX_NAME);
      const isShared = (byName.get(testName(result)) ?? []).length > 1;
      return {
        name: isShared && result.test_id ? `${name} (${clipped(result.test_id, MAX_NAME)})` : name,
        // Readers expect a number.
        seconds: result.duration_seconds ?? 0,
        properties: {
          url: webLink(result.url),
          test_id: result.test_id,
          result_id: result.result_id,
          platform: result.destination?.platform,
          attempts: results.length > 1 ? results.length : undefined,
          carried_over_from_attempt: carriedFrom(test),
        },
        findings: findingsOf(test, model.outcome.conclusion, unfinished.has(test)),
      };
    }),
  };
}

function findingsOf(test: Test, conclusion: Conclusion, isUnfinished: boolean): Finding[] {
  const { result, results, known, group } = test;
  const status = result.status ?? 'no status';
  switch (group) {
    case 'passed':
      return [];
    case 'failed': {
      const { failed = 'failed', then = '', failure = result } = historyOf(test) ?? {};
      return [finding('failure', 'failed', `${failed}${then}`, failure)];
    }
    case 'flaky':
      return results
        .filter((one) => one.result.status === 'failed')
        .map((one) => finding('flakyFailure', 'failed', `failed in run ${one.runId}`, one.result));
    case 'known': {
      const reason = `known failure until ${known?.until ?? ''}: ${known?.reason ?? ''}`;
      return [finding('skipped', 'known-failure', reason, result)];
    }
    case 'other':
      if (conclusion === 'started') return [finding('skipped', 'started', 'started, not waited for', result)];
      return isUnfinished
        ? [finding('error', 'unfinished', `not finished: ${status}`, result)]
        : [finding('skipped', status, `neither passed nor failed: ${status}`, result)];
  }
}

/** Readers show the message beside the name, and the text alone. */
function finding(element: Finding['element'], type: string, what: string, result: Result): Finding {
  const link = webLink(result.url);
  const text = `${clipped(testAt(result), MAX_NAME)}: ${what}`;
  return link === undefined
    ? { element, type, message: what, text }
    : { element, type, message: `${what}. Details: ${link}`, text: `${text}\n${link}` };
}

/** What no listed test shows: failures that Doksi only counts, or an ending without a verdict. */
function ownCase(model: ReportModel, listed: readonly Case[]): Case | undefined {
  const { conclusion, what, next, results } = model.outcome;
  const [summary = ''] = what.split('\n', 1);
  const caseOf = (name: string, element?: Finding['element'], type = '', message = summary): Case => ({
    name,
    seconds: 0,
    properties: {},
    findings: element ? [{ element, type, message, text: `${what}\n${next}`.trim() }] : [],
  });
  const unlisted = results.counts.failed - testsIn(model, 'failed').length;
  if (unlisted > 0) {
    const message = `${counted(unlisted, 'failed test')}, which Doksi counts but does not list`;
    return caseOf('Tests that are not listed', 'failure', 'failed', message);
  }
  if (conclusion === 'passed') return listed.length === 0 ? caseOf(summary) : undefined;
  if (UNTESTED.has(conclusion)) return listed.length === 0 ? caseOf('Doksi run', 'skipped', conclusion) : undefined;
  const isRed = listed.some(({ findings }) => findings.some(({ element }) => /^(failure|error)$/.test(element)));
  return isRed ? undefined : caseOf('Doksi run', 'error', conclusion);
}
