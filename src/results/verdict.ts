import { capitalized, counted, listed, webLink } from '../text.ts';
import type { Attempt, SettledAttempt } from './attempt.ts';
import { failedOf, passedOf } from './counted.ts';
import type { Known } from './endings.ts';
import { toldOfKnown } from './known.ts';
import type { Outcome } from './outcome.ts';
import { type Results, resultsOf } from './results.ts';
import { testAt } from './words.ts';

const MAX_NAMES = 3;
const MAX_OTHERS = 10;

/** What is known once Doksi has ended the last attempt. */
export interface Settled extends Known {
  readonly attempts: readonly [...Attempt[], SettledAttempt];
}

type Ending = Pick<Outcome, 'conclusion' | 'what' | 'next'> & { readonly warning?: string };

/** What the attempts mean together. Green needs a positive reason: passed at last, with tests, none of which failed. */
export function verdict({ targets, attempts, knownFailures }: Settled): Outcome {
  const results = resultsOf(attempts, knownFailures);
  const { warning, ...ending } = endingOf(attempts, results);
  const { warnings, notices } = toldOfKnown(results, knownFailures);
  return {
    targets,
    attempts,
    results,
    ...ending,
    warnings: warning === undefined ? warnings : [warning, ...warnings],
    notices,
  };
}

function endingOf(attempts: Settled['attempts'], results: Results): Ending {
  const { counts } = results;
  const isCalledPassed = attempts.at(-1)?.run?.status === 'passed';
  if (counts.failed > 0) {
    const { what, next } = failure(results, attempts.length);
    const contradiction = isCalledPassed && attempts.length === 1 ? 'Doksi calls the run passed, but ' : '';
    return { conclusion: 'failed', what: `${contradiction}${what}`, next };
  }
  if (!isCalledPassed && !isExplained(attempts, results)) return failedWithoutFailure();
  // Doksi has called something failed: only what every test says by itself can undo that.
  if (attempts.length > 1 || counts.known > 0) {
    if (counts.others > 0 || counts.passed + counts.flaky === 0) return undecided(results);
    return passed(results, counts.known > 0 ? knownWarning(results) : undefined);
  }
  if (counts.total === 0) return noTests();
  if (counts.total === undefined) return nothingTold();
  return passed(results, counts.others > 0 ? `The run passed, but ${others(results)}.` : undefined);
}

/** Whether known failures are what Doksi calls the last run failed for. */
function isExplained(attempts: Settled['attempts'], { known }: Results): boolean {
  return known.some(
    ({ result, tries }) => result.status === 'failed' && tries.at(-1)?.runId === attempts.at(-1)?.runId,
  );
}

function passed({ counts }: Results, warning?: string): Ending {
  const rest = counts.others > 0 ? ', and none failed' : '';
  const what = `${capitalized(passedOf(counts, 'Doksi test'))}${rest}.`;
  return { conclusion: 'passed', what, next: '', ...(warning !== undefined && { warning }) };
}

function failure({ failed, counts }: Results, attempts: number): { what: string; next: string } {
  const names = listed(
    failed.map(({ result }) => testAt(result)),
    MAX_NAMES,
    counts.failed,
  );
  const ranInAll = failed.every(({ tries }) => tries.length === attempts);
  const times = attempts > 1 && ranInAll ? ` in ${attempts} attempts` : '';
  return {
    what: `${failedOf(counts, 'Doksi test')}${times}${names && `: ${names}`}.`,
    next: failed.map(({ result }) => webLink(result.url)).find((url) => url !== undefined) ?? '',
  };
}

function failedWithoutFailure(): Ending {
  return {
    conclusion: 'failed',
    what: 'Doksi calls the run failed, but tells of no failed test.',
    next: 'Look at the run in Doksi.',
  };
}

/** What failed has passed since, or is known: that does not say what the others had to do with it. */
function undecided(results: Results): Ending {
  const why = results.counts.others > 0 ? others(results) : 'no test passed';
  return {
    conclusion: 'failed',
    what: `No failure is left that counts, but Doksi called the run failed and ${why}.`,
    next: 'Green would need a reason here that nobody gave: look at these tests in Doksi.',
  };
}

function noTests(): Ending {
  return {
    conclusion: 'no-tests',
    what: 'The run ended without having run a test.',
    next: 'Check that the test ids belong to this workspace and to the platform of their target.',
  };
}

function nothingTold(): Ending {
  return {
    conclusion: 'error',
    what: 'Doksi calls the run passed, but tells of no test that ran.',
    next: 'This is not counted as passed: look at the run in Doksi.',
  };
}

function knownWarning({ known }: Results): string {
  const names = listed(
    known.map(({ result }) => testAt(result)),
    MAX_OTHERS,
  );
  return `${counted(known.length, 'test')} failed and did not count, since known-failures lists ${known.length === 1 ? 'it' : 'them'}: ${names}.`;
}

function others({ others, counts }: Results): string {
  const names = others.map(({ result }) => `${testAt(result)} is "${result.status ?? 'without a status'}"`);
  const who = listed(names, MAX_OTHERS, counts.others) || 'Doksi does not list them';
  return `${counted(counts.others, 'test')} neither passed nor failed: ${who}`;
}
