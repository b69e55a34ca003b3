import { isVisible } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import { CONCLUSIONS } from '../results/conclusions.ts';
import type { Conclusion } from '../results/outcome.ts';
import { carriedFrom, type Test } from '../results/tests.ts';
import { destination, testAt, testName } from '../results/words.ts';
import { type Case, type Finding, junitXml } from './junit-xml.ts';
import { type ReportModel, testsIn } from './model.ts';
import { historyOf } from './rows.ts';

/** Longer names are cut (characters). */
const MAX_NAME = 500;

/** The JUnit file: a suite for each destination. Without a verdict, it never looks like a success. */
export function renderJunit(model: ReportModel): string {
  const { title, outcome } = model;
  const byPlace = Map.groupBy(outcome.results.tests, ({ result }) => JSON.stringify(result.destination ?? {}));
  const suites = [...byPlace.values()].map((tests) => {
    const [place = ''] = tests.map(({ result }) => destination(result));
    return { name: isVisible(place) ? clipped(place, MAX_NAME) : title, cases: casesOf(tests, model) };
  });
  const tested = suites.flatMap(({ cases }) => cases);
  const own = ownCase(model, tested);
  if (own) suites.push({ name: title, cases: [own] });
  const runIds = outcome.runs.map(({ id }) => id).join(', ');
  return junitXml(title, suites, { conclusion: outcome.conclusion, run_id: runIds });
}

function casesOf(tests: readonly Test[], model: ReportModel): Case[] {
  const byName = Map.groupBy(tests, ({ result }) => testName(result));
  const unfinished = new Set(testsIn(model, 'unfinished'));
  return tests.map((test) => {
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
      ...endingOf(test, model.outcome.conclusion, unfinished.has(test)),
    };
  });
}

function endingOf(test: Test, conclusion: Conclusion, isUnfinished: boolean): Pick<Case, 'element' | 'findings'> {
  const { result, results, known, group } = test;
  const status = result.status ?? 'no status';
  switch (group) {
    case 'passed':
      return { element: undefined, findings: [] };
    case 'failed': {
      const { failed = 'failed', then = '', failure = result } = historyOf(test) ?? {};
      return { element: 'failure', findings: [finding('failed', `${failed}${then}`, failure)] };
    }
    case 'flaky': {
      const failures = results.filter((one) => one.result.status === 'failed');
      const findings = failures.map((one) => finding('failed', `failed in run ${one.runId}`, one.result));
      return { element: 'flakyFailure', findings };
    }
    case 'known': {
      const reason = `known failure until ${known?.until ?? ''}: ${known?.reason ?? ''}`;
      return { element: 'skipped', findings: [finding('known-failure', reason, result)] };
    }
    case 'other': {
      if (isUnfinished && conclusion !== 'started')
        return { element: 'error', findings: [finding('unfinished', `not finished: ${status}`, result)] };
      const why = conclusion === 'started' ? 'started, not waited for' : `neither passed nor failed: ${status}`;
      return { element: 'skipped', findings: [finding(status, why, result)] };
    }
  }
}

function finding(type: string, what: string, result: Result): Finding {
  const link = webLink(result.url);
  const text = `${clipped(testAt(result), MAX_NAME)}: ${what}`;
  return link === undefined
    ? { type, message: what, text }
    : { type, message: `${what}. Details: ${link}`, text: `${text}\n${link}` };
}

/** What no listed test shows: failures that Doksi only counts, or an ending without a verdict. */
function ownCase(model: ReportModel, listed: readonly Case[]): Case | undefined {
  const { conclusion, what, next, results } = model.outcome;
  const [summary = ''] = what.split('\n', 1);
  const caseOf = (name: string, element?: Case['element'], message = summary): Case => {
    const findings = element ? [{ type: conclusion, message, text: `${what}\n${next}`.trim() }] : [];
    return { name, seconds: 0, properties: {}, element, findings };
  };
  const unlisted = results.counts.failed - testsIn(model, 'failed').length;
  if (unlisted > 0) {
    const message = `${counted(unlisted, 'failed test')}, which Doksi counts but does not list`;
    return caseOf('Tests that are not listed', 'failure', message);
  }
  if (conclusion === 'passed') return listed.length === 0 ? caseOf(summary) : undefined;
  if (CONCLUSIONS[conclusion].gate === 'green') return listed.length === 0 ? caseOf('Doksi run', 'skipped') : undefined;
  const isRed = listed.some(({ element }) => element === 'failure' || element === 'error');
  return isRed ? undefined : caseOf('Doksi run', 'error');
}
