import type { ZodMiniType } from 'zod/mini';
import { type Clock, withDeadline } from '../clock.ts';
import { NoAnswerError, RefusedError, RequestError, UnreadableAnswerError } from './errors.ts';
import { mismatch, parseJson } from './json.ts';
import { quote, xmlErrorCode } from './quote.ts';
import { redirectOf, sendFollowingRedirects } from './redirect.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { HttpAnswer, HttpRequest, Phase, Send } from './transport.ts';

export interface Wire {
  readonly send: Send;
  readonly clock: Clock;
  /** For what errors quote: half a secret at the end of a text that was cut could not be found later. */
  readonly redact: (text: string) => string;
  /** A line for the debug log: method, path, status, duration, attempt; never a header. */
  readonly trace: (line: string) => void;
}

export interface Call extends Omit<HttpRequest, 'onPhase'> {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly attempt: number;
  /** Whether the answer is never quoted, but for the server's own words in an error. */
  readonly isSecret?: boolean;
  /** Told when the signal ends the call after the request may have arrived. */
  readonly onAbandoned?: () => void;
}

export interface Answer<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
}

/** What reads a JSON strictly. */
export type Schema<T> = Pick<ZodMiniType<T>, 'safeParse'>;

/** Sends a request once and reads its answer by the schema; rejects with a RequestError or the signal's reason. */
export async function exchange<T>(
  wire: Wire,
  call: Call & { readonly schema: () => Promise<Schema<T>> },
): Promise<Answer<T>> {
  const { status, text, headers } = await attempt(wire, call);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], wire.clock.now());
  const body = parseJson(text);
  if (!body.isJson) {
    const shown = call.isSecret || body.fault.startsWith('a JSON') ? body.fault : quote(wire.redact(text));
    const fault = text.trim() === '' ? 'an empty body' : shown;
    throw new UnreadableAnswerError(call, `HTTP ${status}, ${fault}`, { retryAfterMs });
  }
  const parsed = (await call.schema()).safeParse(body.json);
  if (parsed.success) return { value: parsed.data, retryAfterMs };
  const said = call.peer.wordsOf(body.json);
  const fault = said === undefined ? mismatch(body.json, parsed.error) : wire.redact(said);
  throw new UnreadableAnswerError(call, `HTTP ${status}, ${fault}`, { retryAfterMs, json: body.json });
}

/** Sends a request once; its answer is one of success. */
export async function attempt(wire: Wire, call: Call): Promise<HttpAnswer> {
  const { clock, trace } = wire;
  const sentAt = clock.now();
  const log = (outcome: string): void => {
    const took = Math.round(clock.now() - sentAt);
    const path = call.peer.hasSecretUrls ? `(${call.peer.name})` : call.url.pathname;
    trace(`${call.method} ${path} → ${outcome} in ${took} ms (attempt ${call.attempt})`);
  };
  // Until the transport says that nothing was sent, it may have been.
  const seen: { phase: Phase } = { phase: 'sent' };
  const request: HttpRequest = {
    ...call,
    onPhase: (phase) => {
      seen.phase = phase;
    },
  };
  try {
    const answer = await withDeadline(
      clock,
      call.deadlineMs,
      call.signal,
      () => new NoAnswerError(call, call.deadlineMs, seen.phase === 'connecting'),
      (signal) => sendFollowingRedirects(wire.send, request, signal),
    );
    if (answer.status < 200 || answer.status > 299) throw refusal(wire, call, answer);
    log(String(answer.status));
    return answer;
  } catch (error) {
    if (error instanceof RefusedError) log(String(error.status));
    else if (error instanceof RequestError) log(error.brief);
    else if (call.signal.aborted && seen.phase !== 'connecting') call.onAbandoned?.();
    throw error;
  }
}

/** The error that an answer is: what the server said, in its own words where it has some. */
export function refusal(
  { clock, redact }: Wire,
  call: Pick<Call, 'peer' | 'purpose' | 'url' | 'isSecret'>,
  answer: HttpAnswer,
): RefusedError {
  const { status, text, headers } = answer;
  const body = parseJson(text);
  const json = body.isJson ? body.json : undefined;
  const own = call.peer.wordsOf(json);
  const clean = redact(own ?? (call.isSecret ? '' : text));
  const said = body.isJson ? clean : quote(clean);
  return new RefusedError(call, {
    status,
    said,
    json,
    code: xmlErrorCode(text),
    retryAfterMs: parseRetryAfter(headers['retry-after'], clock.now()),
    location: redirectOf(answer, call.url)?.href,
  });
}
