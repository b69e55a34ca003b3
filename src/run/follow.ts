import type { Clock } from '../clock.ts';
import type { Doksi } from '../doksi/client.ts';
import { RefusedError, RequestError, UnreadableAnswerError } from '../http/errors.ts';
import { isTransient } from '../http/retry.ts';
import type { Run } from '../doksi/schemas.ts';
import { asFailure, type Failure } from '../failure.ts';
import { Pace } from './interval.ts';
import { isSettled } from '../results/attempt.ts';
import type { RunEvents } from './events.ts';

/** Doksi may be out of reach for this long (milliseconds, by the clock) before the run is given up. */
const OUTAGE_TOLERANCE_MS = 5 * 60 * 1000;
/** A run that was just created may not be found yet for this long (milliseconds). */
const CREATION_TOLERANCE_MS = 60 * 1000;
/** Where nothing was heard for this long (milliseconds) before the time was over, nobody knows that the run goes on. */
const LAST_WORD_MS = 60 * 1000;
/** The last question, asked when the time is over, gets this long (milliseconds). */
const LAST_QUESTION_MS = 15 * 1000;
/** While nothing is asked the observer hears at least this often (milliseconds) that time goes by. */
const TICK_MS = 10 * 1000;

/** How following a run ended. All of these are values: none of them is a surprise. */
export type Followed =
  | {
      readonly end: 'settled';
      readonly run: Run;
      /** Whether it had settled when it was asked for the first time. */
      readonly wasSettled: boolean;
    }
  | { readonly end: 'timed-out'; readonly run?: Run; readonly silence?: RequestError }
  /** The time is over, and in its last minute nothing was heard of the run. */
  | { readonly end: 'unheard'; readonly run?: Run; readonly silence: RequestError }
  | { readonly end: 'cancelled'; readonly run?: Run }
  | { readonly end: 'lost'; readonly run?: Run; readonly failure: Failure; readonly silentMs: number };

export interface FollowRules {
  /** When Doksi answered that the run was created, or when we began to follow it; milliseconds as of the clock. */
  readonly startedAtMs: number;
  readonly deadlineMs: number;
  /** A fixed interval instead of the adaptive one. */
  readonly intervalMs: number | undefined;
  /** What the slowest of its tests took the last time (milliseconds), if they ran before. */
  readonly expectedMs: number | undefined;
  /** Whether this step has just created the run, so that Doksi may not find it yet. */
  readonly justCreated: boolean;
}

export interface FollowTools {
  readonly doksi: Doksi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly events: RunEvents;
}

/** Asks for the run's state until it has settled, the time is over, Doksi is lost, or the signal aborts. */
export async function followRun(runId: string, rules: FollowRules, tools: FollowTools): Promise<Followed> {
  const { doksi, clock, random, signal, events } = tools;
  const { startedAtMs, deadlineMs, intervalMs, expectedMs, justCreated } = rules;
  const pace = new Pace(random, expectedMs);
  let last: { run?: Run } = {};
  let heardAtMs = -Infinity;
  let silentSinceMs: number | undefined;
  let waitMs = justCreated ? (intervalMs ?? pace.firstWaitMs()) : 0;

  try {
    for (;;) {
      await pause(Math.min(waitMs, deadlineMs - clock.now()), tools);
      const askedAtMs = clock.now();
      const isLastQuestion = askedAtMs >= deadlineMs;
      let retryAfterMs: number | undefined;
      let silence: RequestError | undefined;

      try {
        const patienceMs = Math.max(deadlineMs - askedAtMs, LAST_QUESTION_MS);
        const answer = await doksi.readRun(runId, signal, patienceMs);
        const wasSettled = last.run === undefined;
        last = { run: answer.value };
        retryAfterMs = answer.retryAfterMs;
        heardAtMs = clock.now();
        silentSinceMs = undefined;
        events.answered(answer.value);
        if (isSettled(answer.value)) return { end: 'settled', run: answer.value, wasSettled };
      } catch (error) {
        signal.throwIfAborted();
        silentSinceMs ??= askedAtMs;
        const silentMs = clock.now() - silentSinceMs;
        const ageMs = clock.now() - startedAtMs;
        if (!(error instanceof RequestError) || !isTolerable(error, silentMs, ageMs, justCreated)) {
          return { ...last, end: 'lost', failure: asFailure(error), silentMs };
        }
        silence = error;
        retryAfterMs = error.retryAfterMs;
        events.silent(error, silentMs);
      }

      if (isLastQuestion) {
        if (silence && heardAtMs < deadlineMs - LAST_WORD_MS) return { ...last, end: 'unheard', silence };
        return { ...last, end: 'timed-out', ...(silence && { silence }) };
      }
      const news = silence ? undefined : last.run;
      const ownMs = intervalMs ?? pace.nextWaitMs(clock.now() - startedAtMs, news);
      waitMs = Math.max(ownMs, retryAfterMs ?? 0);
    }
  } catch (error) {
    if (signal.aborted) return { ...last, end: 'cancelled' };
    throw error;
  }
}

/** Whether to go on following after this failure: outages pass, refusals do not. */
function isTolerable(failure: RequestError, silentMs: number, ageMs: number, justCreated: boolean): boolean {
  if (failure instanceof RefusedError && failure.status === 404) {
    return justCreated && ageMs < CREATION_TOLERANCE_MS;
  }
  return mayPass(failure) && silentMs < OUTAGE_TOLERANCE_MS;
}

/** A failure that says nothing about the run, only that Doksi could not be heard. */
export function mayPass(failure: RequestError): boolean {
  return isTransient(failure) || failure instanceof UnreadableAnswerError;
}

/** Sleeps, with a sign of life now and then. */
async function pause(ms: number, { clock, signal, events }: FollowTools): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= TICK_MS) {
    await clock.sleep(Math.min(leftMs, TICK_MS), signal);
    events.waiting();
  }
}
