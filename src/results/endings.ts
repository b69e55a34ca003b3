import type { Failure } from '../base/failure.ts';
import { counted, duration, minutes } from '../base/text.ts';
import { RejectedError, type RequestError } from '../http/errors.ts';
import type { Problem } from '../inputs/problems.ts';
import { InputError } from '../inputs/problems.ts';
import { type KnownFailures, NO_KNOWN_FAILURES } from '../plan/plan.ts';
import { type Outcome, ownRuns, type RegisteredTarget, type Run } from './outcome.ts';
import { resultsOf } from './results.ts';

// The endings without a verdict: each has a sentence that says what happened and one that says what to do.

/** What is known when a step ends. */
export interface Known {
  readonly targets: readonly RegisteredTarget[];
  readonly runs: readonly Run[];
  readonly knownFailures: KnownFailures;
}

const NOTHING_KNOWN: Known = { targets: [], runs: [], knownFailures: NO_KNOWN_FAILURES };

type Ending = Pick<Outcome, 'conclusion' | 'headline' | 'what'> & Partial<Pick<Outcome, 'next' | 'help'>>;

function ended({ targets, runs, knownFailures }: Known, ending: Ending, problems: readonly Problem[] = []): Outcome {
  const results = resultsOf(runs, knownFailures);
  return { next: '', ...ending, targets, runs, results, problems, warnings: [], notices: [] };
}

export function started(known: Known): Outcome {
  return ended(known, {
    conclusion: 'started',
    headline: 'started, not waited for',
    what: `The run ${lastRunId(known)} has started. This step does not wait for it.`,
    next: 'Follow it in a later job: pass the output run-id to the input run-id.',
  });
}

/** `failure` is the last failed poll, if the polls at the end failed. */
export function timedOut(known: Known, timeoutMs: number, failure?: RequestError): Outcome {
  const failing = failure ? ` The last request for its status failed (${failure.summary}).` : '';
  return ended(known, {
    conclusion: 'timed-out',
    headline: `still running after ${minutes(timeoutMs)}`,
    what: `The run was still in progress after ${minutes(timeoutMs)}.${failing}${unfinished(known)}`,
    next: `It continues in the cloud. Raise timeout-minutes, or follow it with run-id: ${lastRunId(known)}.`,
    help: 'timed-out',
  });
}

/** The timeout expired, and Doksi did not respond in its last minute: whether the run continues is unknown. */
export function timedOutWithoutStatus(known: Known, timeoutMs: number, failure: RequestError): Outcome {
  const when = known.runs.at(-1)?.state ? 'at the end of the' : 'for';
  return ended(known, {
    conclusion: 'error',
    headline: NOT_FOLLOWED,
    what: `No status from Doksi ${when} ${minutes(timeoutMs)} (last response: ${failure.detail}).`,
    next: followLater(known),
    help: failure.help ?? 'doksi-unreachable',
  });
}

/** Doksi gave no valid response for longer than is tolerated. That says nothing about the tests. */
export function outage(known: Known, failure: RequestError, outageMs: number): Outcome {
  return ended(known, {
    conclusion: 'error',
    headline: NOT_FOLLOWED,
    what: `No status from Doksi for ${duration(outageMs / 1000)} (last response: ${failure.detail}).`,
    next: followLater(known),
    help: failure.help ?? 'doksi-unreachable',
  });
}

const NOT_FOLLOWED = 'the run could not be followed';

function followLater(known: Known): string {
  return `No test is known to have failed. The run may continue in the cloud. When Doksi responds again, follow it with run-id: ${lastRunId(known)}.`;
}

/** Doksi rejected the request for the run's status. That says nothing about the tests. */
export function rejectedStatus(known: Known, failure: Failure): Outcome {
  const last = known.runs.at(-1);
  const existed = last?.created !== undefined || last?.state !== undefined;
  const isGone = failure instanceof RejectedError && (failure.status === 404 || failure.status === 410);
  if (isGone && !existed) return failed(known, failure);
  const next = isGone
    ? "Doksi found this run before, so api-url and api-key are correct. Look for it in Doksi's dashboard."
    : failure.next;
  const continues = existed && !isGone ? 'The run continues in the cloud' : 'The run may continue in the cloud';
  return {
    ...failed(known, failure),
    next: `${next} ${continues}. Follow it with run-id: ${lastRunId(known)}.`,
  };
}

export function cancelled(known: Known): Outcome {
  return ended(known, {
    conclusion: 'cancelled',
    headline: 'cancelled',
    what: `The step was cancelled.${unfinished(known)}`,
    next: `The run continues in the cloud and spends allowance. Follow it with run-id: ${lastRunId(known)}.`,
    help: 'cancelled',
  });
}

export function cancelledBeforeRun(known: Known = NOTHING_KNOWN): Outcome {
  const before = ownRuns(known.runs).length === 0 ? 'a run was created' : 'the failed tests ran again';
  return ended(known, {
    conclusion: 'cancelled',
    headline: 'cancelled',
    what: `The step was cancelled before ${before}.`,
  });
}

export function cancelledDuringCreation(known: Known, { what, next }: Failure): Outcome {
  return ended(known, { conclusion: 'cancelled', headline: 'cancelled', what, next, help: 'run-may-exist' });
}

/** The step ended with an error. `mayExist`: a run may have been created all the same. */
export function failed(known: Known, failure: Failure, mayExist = false): Outcome {
  const headline =
    failure instanceof InputError
      ? 'invalid inputs'
      : mayExist
        ? 'a run may have been started'
        : ownRuns(known.runs).length === 0
          ? 'no run was started'
          : NOT_FOLLOWED;
  const { what, next, help } = failure;
  const problems = failure instanceof InputError ? failure.problems : [];
  return ended(known, { conclusion: 'error', headline, what, next, help }, problems);
}

/** The step failed before anything was known of a run. */
export function failedBeforeRun(failure: Failure): Outcome {
  return failed(NOTHING_KNOWN, failure);
}

export function dryRun(): Outcome {
  return ended(NOTHING_KNOWN, {
    conclusion: 'dry-run',
    headline: 'dry run',
    what: 'The inputs are valid. Nothing was sent to Doksi.',
    next: 'Remove dry-run to start the run.',
  });
}

export function skipped(): Outcome {
  return ended(NOTHING_KNOWN, {
    conclusion: 'skipped',
    headline: 'skipped, no API key',
    what: 'No test was run. This step passes only because if-no-api-key is skip.',
    next: 'Pull requests from forks get no secrets. Elsewhere, set the secret DOKSI_API_KEY.',
    help: 'no-api-key',
  });
}

function lastRunId({ runs }: Known): string {
  return runs.at(-1)?.id ?? '';
}

/** A sentence about the tests that are not finished. */
function unfinished({ runs }: Known): string {
  const last = runs.at(-1);
  if (last?.state === undefined) return '';
  const { total, unfinished: count, notStarted } = resultsOf([last]).counts;
  const of = total === undefined ? counted(count, 'test') : `${count} of ${counted(total, 'test')}`;
  const waiting = notStarted > 0 ? `, and ${notStarted} had not started` : '';
  return ` ${of} had not finished${waiting} (status "${last.state.status}").`;
}
