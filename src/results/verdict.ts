import type { Run } from '../doksi/schemas.ts';
import type { Outcome } from './outcome.ts';
import { testAt } from './words.ts';
import { counted, listed, webLink } from '../text.ts';
import { type Tally, tally } from './tally.ts';

const MAX_NAMES = 3;

/** What a settled run means. Green needs a positive reason: a passed run, with tests, none of which failed. */
export function verdict(run: Run): Outcome {
  const counts = tally(run);
  const base = { run, warnings: [], ...(run.run_id != null && { runId: run.run_id }) };

  if (run.status !== 'passed') return { ...base, conclusion: 'failed', ...failure(counts) };
  if (counts.failed > 0) {
    const { what, next } = failure(counts);
    return { ...base, conclusion: 'failed', what: `Doksi calls the run passed, but ${what}`, next };
  }
  if (counts.total === 0) {
    return {
      ...base,
      conclusion: 'no-tests',
      what: 'The run ended without having run a test.',
      next: 'Check that the test ids belong to this workspace and to the platform of their target.',
    };
  }
  if (counts.total === undefined) {
    return {
      ...base,
      conclusion: 'error',
      what: 'Doksi calls the run passed, but tells of no test that ran.',
      next: 'This is not counted as passed: look at the run in Doksi.',
    };
  }
  return {
    ...base,
    conclusion: 'passed',
    what: counts.others > 0 ? passedWithOthers(counts.total, counts) : allPassed(counts.total),
    next: '',
    warnings: counts.others > 0 ? [others(counts)] : [],
  };
}

function failure({ failed, total, failedResults }: Tally): { what: string; next: string } {
  if (failed === 0) {
    return {
      what: 'Doksi calls the run failed, but tells of no failed test.',
      next: 'Look at the run in Doksi.',
    };
  }
  const names = listed(failedResults.map(testAt), MAX_NAMES, failed);
  const of = total === undefined ? '' : ` of ${total}`;
  return {
    what: `${failed}${of} Doksi test${(total ?? failed) === 1 ? '' : 's'} failed${names && `: ${names}`}.`,
    next: failedResults.map((result) => webLink(result.url)).find((url) => url !== undefined) ?? '',
  };
}

function allPassed(total: number): string {
  return total === 1 ? 'The Doksi test passed.' : `All ${total} Doksi tests passed.`;
}

function passedWithOthers(total: number, { passed }: Tally): string {
  return `${passed} of ${counted(total, 'Doksi test')} passed, and none failed.`;
}

function others({ others, otherResults }: Tally): string {
  const names = otherResults.map((result) => `${testAt(result)} is "${result.status ?? 'without a status'}"`);
  const who = listed(names, 10, others) || 'Doksi does not list them';
  return `The run passed, but ${counted(others, 'test')} neither passed nor failed: ${who}.`;
}
