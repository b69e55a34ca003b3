import { type Case, type Law, wasCancelled, wasClose } from './law.ts';
import { isLegible } from '../play/reply.ts';
import type { Exchange } from '../play/stage.ts';
import { isRenewable } from './rerun.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** What one request may take (milliseconds). */
const REQUEST_MS = 30 * SECOND_MS;
/** What comes before the creation, with its retries, may take so long (milliseconds). */
const UPLOADS_MS = 25 * MINUTE_MS;

/** When the time of a step begins. */
function begins({ evidence: { attempts } }: Case): number | undefined {
  return attempts[0]?.createdAtMs;
}

export const endsInTime: Law = (about) => {
  const { schedule, ending, evidence } = about;
  const { endedAtMs } = ending;
  const beginsAtMs = begins(about);
  if (beginsAtMs !== undefined) {
    const late = endedAtMs - (beginsAtMs + schedule.timeoutMs + MINUTE_MS);
    return late > 0 ? `it ends ${late} ms after its time and a minute` : undefined;
  }
  const created = evidence.creations[0]?.sentAtMs;
  if (created === undefined || evidence.creations.some(isRenewable)) {
    const tookMs = endedAtMs - ending.recalledAtMs;
    return tookMs > UPLOADS_MS ? `uploads took ${tookMs} ms` : undefined;
  }
  return endedAtMs - created > 3.5 * MINUTE_MS ? `the creation took ${endedAtMs - created} ms` : undefined;
};

export const createsInTime: Law = ({ evidence: { creations, attempts } }) => {
  const ofFirstRun = creations.filter(({ sentAtMs }) => sentAtMs <= (attempts[0]?.createdAtMs ?? Infinity));
  for (const requests of roundsOf(ofFirstRun)) {
    const tookMs = (requests.at(-1)?.sentAtMs ?? 0) - (requests[0]?.sentAtMs ?? 0);
    if (tookMs > 2.5 * MINUTE_MS) return `the creation was tried for ${tookMs} ms`;
  }
  return undefined;
};

/** Requests for the same run; one for which targets were registered again is another request. */
function roundsOf(creations: readonly Exchange[]): Exchange[][] {
  const refusedAt = creations.findIndex(isRenewable) + 1;
  return refusedAt === 0 ? [[...creations]] : [creations.slice(0, refusedAt), creations.slice(refusedAt)];
}

export const cancelledEndsAtOnce: Law = (about) => {
  const { schedule, ending } = about;
  const { conclusion } = ending.outcome;
  if (wasCancelled(about))
    return `it was cancelled at ${schedule.cancelAtMs ?? 0}, and ended at ${ending.endedAtMs}`;
  const isCancelled = conclusion === 'cancelled';
  if (!wasClose(about)) return isCancelled ? 'it is cancelled, and nobody has cancelled it' : undefined;
  return isCancelled || hasReasonToEnd(about) ? undefined : `it was cancelled, and ends as ${conclusion}`;
};

/** Whether something else came to its end at the same moment. */
function hasReasonToEnd(about: Case): boolean {
  const { schedule, ending } = about;
  const { endedAtMs, decidedAtMs, exchanges } = ending;
  if (decidedAtMs < endedAtMs || (begins(about) ?? Infinity) + schedule.timeoutMs === endedAtMs) return true;
  return exchanges.some(({ sentAtMs, repliedAtMs }) =>
    [repliedAtMs, sentAtMs, sentAtMs + REQUEST_MS].includes(endedAtMs),
  );
}

/** `timed-out` is for what is known to go on: some word, in the last minute if there was more than that. */
export const timedOutWasHeard: Law = (about) => {
  const { schedule, ending, evidence } = about;
  if (ending.outcome.conclusion !== 'timed-out') return undefined;
  const deadlineMs = (begins(about) ?? Infinity) + schedule.timeoutMs;
  if (ending.decidedAtMs < deadlineMs) return 'the time was not over';
  const last = evidence.attempts.at(-1)?.words.at(-1);
  if (last === undefined) return 'nothing was ever heard of the run';
  if (last.atMs < deadlineMs - MINUTE_MS) return `nothing was heard in the last minute, but at ${last.atMs}`;
  return undefined;
};

/** The other way round: where the time was over, and the last question was answered, it is no error. */
export const heardTimesOut: Law = (about) => {
  const { schedule, ending, evidence } = about;
  const deadlineMs = (begins(about) ?? Infinity) + schedule.timeoutMs;
  const [attempt, ...more] = evidence.attempts;
  const heardAtMs = attempt?.questions.at(-1)?.repliedAtMs;
  if (
    !schedule.wait ||
    attempt === undefined ||
    heardAtMs === undefined ||
    more.length > 0 ||
    attempt.verdict
  )
    return undefined;
  if (wasClose(about) || ending.decidedAtMs < deadlineMs || attempt.words.at(-1)?.atMs !== heardAtMs)
    return undefined;
  const { conclusion } = ending.outcome;
  return conclusion === 'timed-out'
    ? undefined
    : `the run was heard to go on, and the step ends as ${conclusion}`;
};

/** A server that asks for patience gets it, as far as two minutes and the end of the time go. */
export const patienceIsKept: Law = (about) => {
  const deadlineMs = (begins(about) ?? Infinity) + about.schedule.timeoutMs;
  for (const [exchange, next] of pairs(about)) {
    const { reply, repliedAtMs } = exchange;
    if (reply.kind !== 'answer' || repliedAtMs === undefined || reply.retryAfter === undefined) continue;
    // Of an answer of success whose body can't be read nothing is left but that.
    if (reply.status < 300 && !isLegible(reply)) continue;
    const askedMs = msOf(reply.retryAfter);
    const earliest = Math.min(repliedAtMs + Math.min(askedMs, 2 * MINUTE_MS), deadlineMs);
    // A date has whole seconds.
    if (next.sentAtMs < earliest - SECOND_MS) return `asked again at ${next.sentAtMs}, not at ${earliest}`;
  }
  return undefined;
};

function msOf(retryAfter: string | number): number {
  if (typeof retryAfter === 'number') return Math.max(retryAfter, 0);
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * SECOND_MS : 0;
}

export const neverHammers: Law = (about) => {
  const deadlineMs = (begins(about) ?? Infinity) + about.schedule.timeoutMs;
  for (const [{ sentAtMs, reply }, next] of pairs(about)) {
    const isSentOn = reply.kind === 'answer' && reply.status >= 300 && reply.status < 400;
    if (isSentOn || next.sentAtMs >= deadlineMs) continue;
    const gapMs = next.sentAtMs - sentAtMs;
    if (gapMs < SECOND_MS / 2) return `the server is asked again after ${gapMs} ms`;
  }
  return undefined;
};

/** Requests for the same thing, each with the one that came after it. */
function pairs({ evidence: { creations, attempts } }: Case): (readonly [Exchange, Exchange])[] {
  const sameRun = creations.filter(({ sentAtMs }) => sentAtMs <= (attempts[0]?.createdAtMs ?? Infinity));
  return [...roundsOf(sameRun), ...attempts.map(({ questions }) => questions)].flatMap((list) =>
    list.slice(1).flatMap((next, index) => {
      const before = list[index];
      return before ? [[before, next] as const] : [];
    }),
  );
}
