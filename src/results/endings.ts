import type { RequestError } from '../http/errors.ts';
import { type Failure } from '../failure.ts';
import { counted, duration, listed, webLink } from '../text.ts';
import { type KnownFailures, NO_KNOWN_FAILURES } from '../plan/known-failures.ts';
import { type Attempt, ownAttempts } from './attempt.ts';
import type { Conclusion, Outcome, Target } from './outcome.ts';
import { type Results, resultsOf } from './results.ts';
import { testAt } from './words.ts';

// The ways to end without a verdict, each with the sentence that says what happened and the one that says what to do.

/** What is known when a step ends, however it does. */
export interface Known {
  readonly targets: readonly Target[];
  readonly attempts: readonly Attempt[];
  readonly knownFailures: KnownFailures;
}

export const NOTHING_KNOWN: Known = { targets: [], attempts: [], knownFailures: NO_KNOWN_FAILURES };

const MAX_NAMES = 5;
const MAX_LINKS = 3;

function end(conclusion: Conclusion, known: Known, what: string, next = ''): Outcome {
  const { targets, attempts, knownFailures } = known;
  const results = resultsOf(attempts, knownFailures);
  return { targets, attempts, results, conclusion, what, next, warnings: [], notices: [] };
}

export function lastRunId({ attempts }: Known): string {
  return attempts.at(-1)?.runId ?? '';
}

export function started(known: Known): Outcome {
  return end(
    'started',
    known,
    `The run ${lastRunId(known)} has started; this step does not wait for it.`,
    'Follow it in a later job with the output run-id as the input run-id.',
  );
}

export function timedOut(known: Known, timeoutMs: number, silence?: RequestError): Outcome {
  const silent = silence ? ` At the end Doksi ${silence.fate} (${silence.inFull}).` : '';
  return end(
    'timed-out',
    known,
    `The run was still going on after ${minutes(timeoutMs)}${unfinished(known)}.${silent}`,
    `It goes on in the cloud: raise timeout-minutes, or follow it with run-id: ${lastRunId(known)}.${links(known)}`,
  );
}

/** The time is over, and of the run nothing was heard at its end: that is no word on the run. */
export function unheard(known: Known, timeoutMs: number, silence: RequestError): Outcome {
  const ever = known.attempts.at(-1)?.run ? 'at the end of' : 'in';
  return end(
    'error',
    known,
    `Doksi told nothing of the run ${ever} ${minutes(timeoutMs)} (last: ${silence.inFull}).`,
    `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.${links(known)}`,
  );
}

/** Doksi gave no usable answer for longer than is tolerated. It says nothing about the tests. */
export function outage(known: Known, silence: RequestError, silentMs: number): Outcome {
  return end(
    'error',
    known,
    `Doksi gave no usable answer for ${duration(silentMs / 1000)} (last: ${silence.inFull}), so the run could not be followed.`,
    `No test is known to have failed. The run may go on in the cloud: once Doksi answers again, follow it with run-id: ${lastRunId(known)}.${links(known)}`,
  );
}

export function cancelled(known: Known): Outcome {
  return end(
    'cancelled',
    known,
    `The step was cancelled${unfinished(known)}.`,
    `The run goes on in the cloud and spends its allowance there; follow it with run-id: ${lastRunId(known)}.${links(known)}`,
  );
}

export function cancelledBeforeRun(known: Known): Outcome {
  const what =
    ownAttempts(known.attempts).length === 0 ? 'a run was created' : 'the failed tests were run again';
  return end('cancelled', known, `The step was cancelled before ${what}.`);
}

export function cancelledWhileCreating(known: Known): Outcome {
  return end(
    'cancelled',
    known,
    'The step was cancelled while the run was being created.',
    "The run may exist and go on in the cloud: look in Doksi's dashboard, among the runs of this key's workspace, before you run this job again, since every run spends allowance.",
  );
}

export function lost(known: Known, failure: Failure): Outcome {
  return end('error', known, failure.what, failure.next);
}

function minutes(ms: number): string {
  return counted(ms / 60_000, 'minute');
}

function unfinished({ attempts }: Known): string {
  const last = attempts.at(-1);
  if (last?.run === undefined) return '';
  const { counts, others }: Results = resultsOf([last]);
  const names = listed(
    others.map(({ result }) => testAt(result)),
    MAX_NAMES,
    counts.others,
  );
  const { total } = counts;
  const of =
    total === undefined ? counted(counts.others, 'test') : `${counts.others} of ${counted(total, 'test')}`;
  return ` with ${of} not finished${names && `: ${names}`} (status "${last.run.status}")`;
}

/** Where to see the run that goes on, each on a line of its own, which reports make a link. */
function links({ attempts }: Known): string {
  const last = attempts.at(-1);
  if (last === undefined) return '';
  const { tests, others, counts } = resultsOf([last]);
  const open = others.length > 0 ? others : tests;
  const shown = open.flatMap(({ result }) => webLink(result.url) ?? []).slice(0, MAX_LINKS);
  const more = Math.max(counts.others, open.length) - shown.length;
  return [...shown, ...(shown.length > 0 && more > 0 ? [`and ${more} more`] : [])]
    .map((line) => `\n${line}`)
    .join('');
}

export function dryRun(): Outcome {
  return end(
    'dry-run',
    NOTHING_KNOWN,
    'The inputs are in order. Nothing was sent to Doksi.',
    'Remove dry-run to start the run.',
  );
}

export function skipped(): Outcome {
  return {
    ...end(
      'skipped',
      NOTHING_KNOWN,
      'No Doksi test was run: api-key is empty, and if-no-api-key is skip.',
      'Pull requests from forks get no secrets; elsewhere, set the secret DOKSI_API_KEY.',
    ),
    warnings: [
      'No Doksi test was run: there is no API key. This step is green only because if-no-api-key is skip.',
    ],
  };
}
