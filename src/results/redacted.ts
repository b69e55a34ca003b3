import type { Result } from '../doksi/schemas.ts';
import type { Outcome } from './outcome.ts';
import type { Test } from './tests.ts';

/**
 * The outcome as it may be shown outside of this machine: without secrets, and in text that is whole. This comes before
 * any shortening and escaping, after which a secret might not be found any more.
 */
export function redacted(outcome: Outcome, redact: (text: string) => string): Outcome {
  const clean = (text: string): string => redact(text.toWellFormed());
  const { results } = outcome;
  const done = new Map<Result, Result>();
  const result = (raw: Result): Result => {
    const known = done.get(raw) ?? redactedResult(raw, clean);
    done.set(raw, known);
    return known;
  };
  const tests = (all: readonly Test[]): Test[] =>
    all.map((test) => ({
      ...test,
      result: result(test.result),
      tries: test.tries.map((attempt) => ({ ...attempt, result: result(attempt.result) })),
    }));
  return {
    ...outcome,
    what: clean(outcome.what),
    next: clean(outcome.next),
    warnings: outcome.warnings.map(clean),
    notices: outcome.notices.map(clean),
    results: {
      ...results,
      tests: tests(results.tests),
      failed: tests(results.failed),
      known: tests(results.known),
      flaky: tests(results.flaky),
      others: tests(results.others),
      passed: tests(results.passed),
    },
  };
}

/** Likewise of one result. */
export function redactedResult(result: Result, clean: (text: string) => string): Result {
  const maybe = (text: string | null | undefined): string | undefined =>
    text == null ? undefined : clean(text);
  const { destination } = result;
  return {
    ...result,
    result_id: maybe(result.result_id),
    test_id: maybe(result.test_id),
    test_name: maybe(result.test_name),
    status: maybe(result.status),
    url: maybe(result.url),
    destination: destination && {
      ...destination,
      platform: maybe(destination.platform),
      name: maybe(destination.name),
      version: maybe(destination.version),
      web_url: maybe(destination.web_url),
      binary_url: maybe(destination.binary_url),
      target_id: maybe(destination.target_id),
    },
  };
}
