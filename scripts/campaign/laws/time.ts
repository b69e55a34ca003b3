import type { Exchange } from '../doksi.ts';
import type { Case, Law } from './case.ts';
import { isTargetRejection } from './evidence.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** The deadline of one request. */
const REQUEST_MS = 30 * SECOND_MS;
/** The longest time of the uploads with their retries. */
const UPLOADS_MS = 25 * MINUTE_MS;

/** When the timeout expires, which begins with the first run; infinite without a run. */
function deadlineOf({ schedule, evidence: { runs } }: Case): number {
  return (runs[0]?.createdAtMs ?? Infinity) + schedule.timeoutMs;
}

export const endsInTime: Law = (about) => {
  const { course, evidence } = about;
  const { endedAtMs } = course;
  if (evidence.runs.length > 0) {
    const lateMs = endedAtMs - (deadlineOf(about) + MINUTE_MS);
    return lateMs > 0 ? `it ends ${lateMs} ms after its timeout and a minute` : undefined;
  }
  const last = evidence.creations.at(-1);
  if (last === undefined || isTargetRejection(last)) {
    const tookMs = endedAtMs - course.recalled.atMs;
    return tookMs > UPLOADS_MS ? `the uploads took ${tookMs} ms` : undefined;
  }
  const afterMs = endedAtMs - last.sentAtMs;
  return afterMs > MINUTE_MS ? `it ends ${afterMs} ms after the last request to create the run` : undefined;
};

export const createsInTime: Law = (about) => {
  const spansMs = creationTries(about).map((tries) => (tries.at(-1)?.sentAtMs ?? 0) - (tries[0]?.sentAtMs ?? 0));
  const tookMs = Math.max(...spansMs);
  return tookMs > 2.5 * MINUTE_MS ? `the creation was tried for ${tookMs} ms` : undefined;
};

/** The tries to create the first run, before and after its targets were renewed: that makes it another request. */
function creationTries({ evidence: { creations, runs } }: Case): Exchange[][] {
  const tries = creations.filter(({ sentAtMs }) => sentAtMs <= (runs[0]?.createdAtMs ?? Infinity));
  const renewedAt = tries.findIndex(isTargetRejection) + 1;
  return [tries.slice(0, renewedAt), tries.slice(renewedAt)];
}

export const cancelledEndsAtOnce: Law = (about) => {
  const { cancelAtMs = Infinity } = about.schedule;
  const { endedAtMs, outcome } = about.course;
  if (cancelAtMs < endedAtMs) return `it was cancelled at ${cancelAtMs}, and ended at ${endedAtMs}`;
  const isCancelled = outcome.conclusion === 'cancelled';
  if (cancelAtMs > endedAtMs) return isCancelled ? 'it is cancelled without a signal' : undefined;
  return isCancelled || endedByItself(about) ? undefined : `it was cancelled, and ends as ${outcome.conclusion}`;
};

/** Whether something else ended the step at the same moment. */
function endedByItself(about: Case): boolean {
  const { endedAtMs, decided, exchanges } = about.course;
  if (decided.atMs < endedAtMs || deadlineOf(about) === endedAtMs) return true;
  return exchanges.some(({ sentAtMs, repliedAtMs }) =>
    [repliedAtMs, sentAtMs, sentAtMs + REQUEST_MS].includes(endedAtMs),
  );
}

/** `timed-out` needs a state of the run in the last minute, or in all of a shorter time. */
export const timedOutHadState: Law = (about) => {
  const { course, evidence } = about;
  if (course.outcome.conclusion !== 'timed-out') return undefined;
  const deadlineMs = deadlineOf(about);
  if (course.decided.atMs < deadlineMs) return 'the timeout had not expired';
  const last = evidence.runs.at(-1)?.states.at(-1);
  if (last === undefined) return 'there was no state of the run';
  return last.atMs < deadlineMs - MINUTE_MS
    ? `there was no state in the last minute, the last one came at ${last.atMs}`
    : undefined;
};

/** If the last poll had a state when the timeout expired, the step is not an error. */
export const respondingTimesOut: Law = (about) => {
  const { schedule, course, evidence } = about;
  const [run, ...more] = evidence.runs;
  if (!schedule.wait || !run || run.final || more.length > 0 || about.mayBeCancelled) return undefined;
  const repliedAtMs = run.polls.at(-1)?.repliedAtMs;
  const hasState = repliedAtMs !== undefined && run.states.at(-1)?.atMs === repliedAtMs;
  if (!hasState || course.decided.atMs < deadlineOf(about)) return undefined;
  const { conclusion } = course.outcome;
  return conclusion === 'timed-out' ? undefined : `the run was in progress, and the step ends as ${conclusion}`;
};

/** Requests have a pause, and `Retry-After` is honoured, up to two minutes and to the timeout. */
export const waitsBetweenRequests: Law = (about) => {
  const deadlineMs = deadlineOf(about);
  for (const [exchange, next] of pairs(about)) {
    const earliestMs = Math.min(earliestAfter(exchange), deadlineMs);
    if (next.sentAtMs < earliestMs) return `it sends the next request at ${next.sentAtMs}, not at ${earliestMs}`;
  }
  return undefined;
};

/** When the next request may be sent at the earliest. */
function earliestAfter({ sentAtMs, repliedAtMs, reply }: Exchange): number {
  const isResponse = reply.kind === 'response' && repliedAtMs !== undefined;
  const pausedMs = sentAtMs + SECOND_MS / 2;
  if (!isResponse) return pausedMs;
  const demandedMs = Math.min(millisecondsOf(reply.retryAfter), 2 * MINUTE_MS);
  // A date has whole seconds.
  const allowedMs = repliedAtMs + demandedMs - SECOND_MS;
  const isRedirect = reply.status >= 300 && reply.status < 400;
  return isRedirect ? allowedMs : Math.max(allowedMs, pausedMs);
}

function millisecondsOf(retryAfter: string | number = 0): number {
  if (typeof retryAfter === 'number') return Math.max(retryAfter, 0);
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * SECOND_MS : 0;
}

/** Each request with the next one for the same thing. */
function pairs(about: Case): (readonly [Exchange, Exchange])[] {
  const lists = [...creationTries(about), ...about.evidence.runs.map(({ polls }) => polls)];
  return lists.flatMap((list) =>
    list.flatMap((exchange, index) => {
      const next = list[index + 1];
      return next ? [[exchange, next] as const] : [];
    }),
  );
}
