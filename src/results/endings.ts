import type { Failure } from '../base/failure.ts';
import { counted, minutes } from '../base/text.ts';
import { type CreationAbandonedError, RunMayExistError } from '../doksi/creation.ts';
import { RejectedError, type RequestError } from '../http/errors.ts';
import { type KnownFailures, NO_KNOWN_FAILURES } from '../inputs/known-failures.ts';
import { InputError } from '../inputs/problems.ts';
import type { Outcome, RegisteredTarget } from './outcome.ts';
import { ownRuns, type Run } from './tests.ts';
import { resultsOf } from './results.ts';

// The endings without a verdict. Each has what happened and what to do next.

/** What has happened so far. */
export interface Snapshot {
  readonly targets: readonly RegisteredTarget[];
  readonly runs: readonly Run[];
  readonly knownFailures: KnownFailures;
  /** How many tests were requested; undefined if another job created the run. */
  readonly requested?: number | undefined;
}

const NOTHING_YET: Snapshot = { targets: [], runs: [], knownFailures: NO_KNOWN_FAILURES };

type Ending = Pick<Outcome, 'conclusion' | 'headline' | 'what'> & Partial<Pick<Outcome, 'next' | 'help'>>;

function ended({ targets, runs, knownFailures }: Snapshot, ending: Ending): Outcome {
  const results = resultsOf(runs, knownFailures);
  return { next: '', ...ending, targets, runs, results, problems: [], warnings: [], notices: [] };
}

export function started(snapshot: Snapshot): Outcome {
  return ended(snapshot, {
    conclusion: 'started',
    headline: 'started, not waited for',
    what: `The run ${lastRunId(snapshot)} has started. This step does not wait for it.`,
    next: 'Follow it in a later job: pass the output run-id to the input run-id.',
  });
}

/** `failure` is the last failed poll, if the polls at the end failed. */
export function timedOut(snapshot: Snapshot, timeoutMs: number, failure?: RequestError): Outcome {
  const failing = failure ? ` The last request for its status failed (${failure.summary}).` : '';
  return ended(snapshot, {
    conclusion: 'timed-out',
    headline: `still running after ${minutes(timeoutMs)}`,
    what: `The run was still in progress after ${minutes(timeoutMs)}.${failing}${unfinished(snapshot)}`,
    next: `It continues in the cloud. Raise timeout-minutes, or follow it with run-id: ${lastRunId(snapshot)}.`,
    help: 'timed-out',
  });
}

/** Doksi returned no valid response for too long: whether the run continues is unknown. `when`: `for 5m 00s`. */
export function withoutStatus(snapshot: Snapshot, when: string, failure: RequestError): Outcome {
  const { failed, known } = resultsOf(snapshot.runs, snapshot.knownFailures).counts;
  const noFailure = failed + known === 0 ? 'No test is known to have failed. ' : '';
  return ended(snapshot, {
    conclusion: 'error',
    headline: NOT_FOLLOWED,
    what: `No status from Doksi ${when} (last error: ${failure.detail}).`,
    next: `${noFailure}The run may continue in the cloud. When Doksi responds again, follow it with run-id: ${lastRunId(snapshot)}.`,
    help: failure.help ?? 'doksi-unreachable',
  });
}

const NOT_FOLLOWED = 'the run could not be followed';

/** Doksi rejected the request for the run's status. */
export function rejectedStatus(snapshot: Snapshot, failure: Failure): Outcome {
  const outcome = errored(snapshot, failure);
  const last = snapshot.runs.at(-1);
  const hasExisted = last?.created !== undefined || last?.state !== undefined;
  if (!hasExisted) return outcome;
  const isGone = failure instanceof RejectedError && (failure.status === 404 || failure.status === 410);
  const next = isGone
    ? "Doksi returned this run before, so api-url and api-key are correct. Look for it in Doksi's dashboard. The run may continue in the cloud."
    : `${failure.next} The run continues in the cloud.`;
  return { ...outcome, next: `${next} Follow it with run-id: ${lastRunId(snapshot)}.` };
}

export function cancelled(snapshot: Snapshot): Outcome {
  return ended(snapshot, {
    ...CANCELLED,
    what: `The step was cancelled.${unfinished(snapshot)}`,
    next: `The run continues in the cloud and spends allowance. Follow it with run-id: ${lastRunId(snapshot)}.`,
    help: 'cancelled',
  });
}

const CANCELLED = { conclusion: 'cancelled', headline: 'cancelled' } as const;

export function cancelledBeforeRun(snapshot = NOTHING_YET): Outcome {
  const before = ownRuns(snapshot.runs).length === 0 ? 'a run was created' : 'the failed tests ran again';
  return ended(snapshot, { ...CANCELLED, what: `The step was cancelled before ${before}.` });
}

export function cancelledDuringCreation(snapshot: Snapshot, { what, next, help }: CreationAbandonedError): Outcome {
  return ended(snapshot, { ...CANCELLED, what, next, help });
}

/** The step ended with an error. */
export function errored(snapshot: Snapshot, failure: Failure): Outcome {
  const { what, next, help } = failure;
  const hasRun = ownRuns(snapshot.runs).length > 0;
  let headline = hasRun ? NOT_FOLLOWED : 'no run was started';
  if (failure instanceof RunMayExistError) headline = 'a run may have been started';
  return ended(snapshot, { conclusion: 'error', headline, what, next, help });
}

/** The step ended with an error before its plan could be carried out. */
export function erroredBeforeRun(failure: Failure): Outcome {
  const outcome = errored(NOTHING_YET, failure);
  if (!(failure instanceof InputError)) return outcome;
  return { ...outcome, headline: 'invalid inputs', problems: failure.problems };
}

export function dryRun(): Outcome {
  return ended(NOTHING_YET, {
    conclusion: 'dry-run',
    headline: 'dry run',
    what: 'The inputs are valid. Nothing was sent to Doksi.',
    next: 'Remove dry-run to start the run.',
  });
}

export function skipped(): Outcome {
  return ended(NOTHING_YET, {
    conclusion: 'skipped',
    headline: 'skipped, no API key',
    what: 'No test was run. This step passes only because if-no-api-key is skip.',
    next: 'Pull requests from forks get no secrets. Elsewhere, set the secret DOKSI_API_KEY.',
    help: 'no-api-key',
  });
}

function lastRunId({ runs }: Snapshot): string {
  return runs.at(-1)?.id ?? '';
}

/** A sentence about the tests that are not finished. */
function unfinished({ runs }: Snapshot): string {
  const last = runs.at(-1);
  if (last?.state === undefined) return '';
  const { total, unfinished: count, notStarted } = resultsOf([last]).counts;
  const of = total === undefined ? counted(count, 'test') : `${count} of ${counted(total, 'test')}`;
  const waiting = notStarted > 0 ? `, and ${notStarted} had not started` : '';
  return ` ${of} had not finished${waiting} (status "${last.state.status}").`;
}
