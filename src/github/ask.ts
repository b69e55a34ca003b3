import * as z from 'zod';
import { type Clock, withDeadline } from '../clock.ts';
import { backoffMs } from '../http/retry.ts';
import type { Call } from './api.ts';
import type { Reply, Request, Send } from './connection.ts';
import { brief, GithubError, GithubUnavailableError, RateLimitError, TimeOverError } from './errors.ts';
import { type Asked, refusalOf } from './refusals.ts';

/** Each request has this long (milliseconds). */
const REQUEST_DEADLINE_MS = 10_000;
const DEFAULT_ATTEMPTS = 4;

export interface Question<T> extends Request, Omit<Asked, 'hasForkToken'> {
  readonly schema: z.ZodType<T>;
  /**
   * Asked before the request is sent again, where the first may have arrived: what it brought, or undefined where
   * it didn't arrive.
   */
  readonly arrived?: () => Promise<T | undefined>;
}

/** Puts a question of one repository's; what it doesn't say of permissions needs none. */
export type Put = <T>(
  question: Omit<Question<T>, 'permission' | 'mayBeGone'> & Partial<Question<T>>,
  call: Call,
) => Promise<Answer<T>>;

export interface Answer<T> {
  readonly value: T;
  readonly headers: Reply['headers'];
}

export interface AskOptions {
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
  readonly hasForkToken: boolean;
  readonly maxAttempts?: number;
  readonly trace?: (line: string) => void;
}

/**
 * Puts a question until it is answered: again after passing faults and rate limits, as long as the wait ends before
 * the call does.
 * @throws GithubError, or the signal's reason.
 */
export async function ask<T>(question: Question<T>, call: Call, options: AskOptions): Promise<Answer<T>> {
  const { clock, random, maxAttempts = DEFAULT_ATTEMPTS } = options;
  let before: Error | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(question, call, options, attempt);
    } catch (error) {
      call.signal.throwIfAborted();
      // The fault that cost the time says more than that it was over.
      if (error instanceof TimeOverError && before !== undefined) throw before;
      before = error instanceof Error ? error : undefined;
      const askedMs = error instanceof RateLimitError ? error.waitMs : 0;
      const waitMs = Math.max(askedMs, backoffMs(attempt, random));
      if (!isPassing(error) || attempt >= maxAttempts || clock.now() + waitMs >= call.endsAtMs) throw error;
      await clock.sleep(waitMs, call.signal);
      const value = error instanceof GithubUnavailableError ? await question.arrived?.() : undefined;
      if (value !== undefined) return { value, headers: {} };
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof GithubUnavailableError || error instanceof RateLimitError;
}

async function once<T>(
  question: Question<T>,
  call: Call,
  options: AskOptions,
  attempt: number,
): Promise<Answer<T>> {
  const { clock, hasForkToken, trace } = options;
  const { purpose, method, path } = question;
  const startedAt = clock.now();
  const log = (outcome: string): void =>
    trace?.(
      `${method} ${path} → ${outcome} in ${Math.round(clock.now() - startedAt)} ms (attempt ${attempt})`,
    );
  const leftMs = call.endsAtMs - startedAt;
  const late = (): GithubError =>
    leftMs < REQUEST_DEADLINE_MS
      ? new TimeOverError(purpose, call.timeFor ?? 'it', leftMs)
      : new GithubUnavailableError(purpose, `no answer within ${REQUEST_DEADLINE_MS / 1000} s`);
  if (leftMs <= 0) throw late();

  let reply: Reply;
  try {
    reply = await withDeadline(clock, Math.min(REQUEST_DEADLINE_MS, leftMs), call.signal, late, (signal) =>
      options.send(question, signal),
    );
  } catch (error) {
    call.signal.throwIfAborted();
    const failure = error instanceof GithubError ? error : disconnected(purpose, error);
    log(failure.brief);
    throw failure;
  }
  log(brief(reply.status));
  if (reply.status < 200 || reply.status > 299)
    throw refusalOf(reply, { ...question, hasForkToken }, clock.now());
  const parsed = question.schema.safeParse(reply.data);
  if (parsed.success) return { value: parsed.data, headers: reply.headers };
  throw new GithubUnavailableError(purpose, `the answer is not one of GitHub's (${brief(reply.status)})`);
}

/** Longer messages of a network's error (characters) tell nothing more. */
const MAX_REASON = 200;
const Cause = z.object({ message: z.string().catch(''), cause: z.unknown().optional() });

function disconnected(purpose: string, error: unknown): GithubUnavailableError {
  const reason = reasonOf(error).slice(0, MAX_REASON);
  const words = reason === '' ? 'the connection failed' : `the connection failed (${reason})`;
  return new GithubUnavailableError(purpose, words, { cause: error });
}

/** What the innermost cause says: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown, depth = 0): string {
  const { data } = Cause.safeParse(error);
  if (data === undefined || depth > 4) return '';
  return reasonOf(data.cause, depth + 1) || data.message;
}
