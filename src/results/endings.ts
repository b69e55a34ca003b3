import type { RequestError } from '../http/errors.ts';
import { Failure } from '../failure.ts';
import type { Outcome } from './outcome.ts';
import { testAt } from './words.ts';
import { counted, duration, listed } from '../text.ts';
import { tally } from './tally.ts';

// The ways to end without a verdict, each with the sentence that says what happened and the one that says what to do.

/** What is known of a run, however it ends. */
export type Known = Pick<Outcome, 'targets' | 'runId' | 'created' | 'run'>;

const MAX_NAMES = 5;

/** Doksi did not answer for longer than is tolerated. It says nothing about the tests. */
export class OutageError extends Failure {
  constructor(cause: RequestError, silentMs: number, runId: string) {
    super(
      `Doksi could not be reached for ${duration(silentMs / 1000)} (last: ${cause.brief}), so the run could not be followed.`,
      `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${runId}.`,
      { cause },
    );
  }
}

export function started(known: Known): Outcome {
  return {
    ...known,
    conclusion: 'started',
    what: `The run ${known.runId ?? ''} has started; this step does not wait for it.`,
    next: 'Follow it in a later job with the output run-id as the input run-id.',
    warnings: [],
  };
}

export function timedOut(known: Known, timeoutMs: number, silence?: RequestError): Outcome {
  const minutes = counted(timeoutMs / 60_000, 'minute');
  const silent = silence ? ` Doksi did not answer at the end (${silence.brief}).` : '';
  return {
    ...known,
    conclusion: 'timed-out',
    what: `The run was still going on after ${minutes}${unfinished(known)}.${silent}`,
    next: `It goes on in the cloud: raise timeout-minutes, or follow it with run-id: ${known.runId ?? ''}.`,
    warnings: [],
  };
}

export function cancelled(known: Known): Outcome {
  return {
    ...known,
    conclusion: 'cancelled',
    what: `The step was cancelled${unfinished(known)}.`,
    next: `The run goes on in the cloud and spends its allowance there; follow it with run-id: ${known.runId ?? ''}.`,
    warnings: [],
  };
}

export function cancelledBeforeRun(known: Known): Outcome {
  return {
    ...known,
    conclusion: 'cancelled',
    what: 'The step was cancelled before a run was created.',
    next: '',
    warnings: [],
  };
}

export function cancelledWhileCreating(known: Known): Outcome {
  return {
    ...known,
    conclusion: 'cancelled',
    what: 'The step was cancelled while the run was being created.',
    next: 'The run may exist and go on in the cloud: look in Doksi before you run this job again, since every run spends allowance.',
    warnings: [],
  };
}

export function lost(known: Known, failure: Failure): Outcome {
  return { ...known, conclusion: 'error', what: failure.what, next: failure.next, warnings: [] };
}

function unfinished({ run }: Known): string {
  if (run === undefined) return '';
  const { others, otherResults, total } = tally(run);
  const names = listed(otherResults.map(testAt), MAX_NAMES, others);
  const of = total === undefined ? '' : ` of ${total}`;
  return ` with ${others}${of} tests not finished${names && `: ${names}`} (status "${run.status}")`;
}

export function dryRun(): Outcome {
  return {
    conclusion: 'dry-run',
    what: 'The inputs are in order. Nothing was sent to Doksi.',
    next: 'Remove dry-run to start the run.',
    warnings: [],
  };
}

export function skipped(): Outcome {
  return {
    conclusion: 'skipped',
    what: 'No Doksi test was run: api-key is empty, and if-no-api-key is skip.',
    next: 'Pull requests from forks get no secrets; elsewhere, set the secret DOKSI_API_KEY.',
    warnings: [
      'No Doksi test was run: there is no API key. This step is green only because if-no-api-key is skip.',
    ],
  };
}
