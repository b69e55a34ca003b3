import type { KnownFailures } from '../plan/known-failures.ts';
import type { Outcome } from './outcome.ts';
import type { Results } from './results.ts';
import type { Test } from './tests.ts';
import { testAt } from './words.ts';

/** What the list of known failures has to be told for: expired ones that count again, others that may go. */
export function toldOfKnown(
  { tests }: Results,
  { inForce, expired, soon }: KnownFailures,
): Pick<Outcome, 'warnings' | 'notices'> {
  const byId = Map.groupBy(tests, ({ result }) => result.test_id ?? '');
  const nameOf = (id: string): string => {
    const test = byId.get(id)?.[0];
    return test ? testAt(test.result) : id;
  };
  const expiredNow = [...expired.values()].filter(({ testId }) => byId.get(testId)?.some(isFailed));
  const passingAgain = [...inForce.values()].filter(({ testId }) => byId.get(testId)?.every(isPassed));
  const ending = soon.filter((failure) => !passingAgain.includes(failure));
  return {
    warnings: expiredNow.map(
      ({ testId, until, reason }) =>
        `${nameOf(testId)} was a known failure until ${until} (${reason}); it counts again.`,
    ),
    notices: [
      ...passingAgain.map(
        ({ testId }) => `${nameOf(testId)} passes again: take ${testId} off the list of known-failures.`,
      ),
      ...ending.map(
        ({ testId, until, reason }) =>
          `${nameOf(testId)} is a known failure until ${until} only (${reason}): mend it, or give it another day.`,
      ),
    ],
  };
}

function isFailed({ result }: Test): boolean {
  return result.status === 'failed';
}

function isPassed({ result }: Test): boolean {
  return result.status === 'passed';
}
