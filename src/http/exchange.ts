import * as z from 'zod';
import { type Clock, withDeadline } from '../clock.ts';
import {
  AllowanceError,
  NoAnswerError,
  RefusedError,
  RequestError,
  UnreadableAnswerError,
} from './errors.ts';
import { parseRetryAfter } from './retry-after.ts';
import { ErrorBody } from '../doksi/schemas.ts';
import type { HttpAnswer, HttpRequest, Send } from './transport.ts';

const MAX_REDIRECTS = 5;
/** An error page is quoted in a log line; more than this (characters) nobody reads there. */
const MAX_QUOTE = 300;

export interface Wire {
  readonly send: Send;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  /** A line for the debug log: method, path, status, duration, attempt; never a header. */
  readonly trace: (line: string) => void;
}

export interface Call extends HttpRequest {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly attempt: number;
}

export interface Answer<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
}

/** Sends a request once and reads its answer by the schema; rejects with a RequestError or the signal's reason. */
export async function exchange<T>(
  wire: Wire,
  call: Call & { readonly schema: z.ZodType<T>; readonly isSecret?: boolean },
): Promise<Answer<T>> {
  const answer = await attempt(wire, call);
  const json = parseJson(answer.text, wire.redact);
  const parsed = call.schema.safeParse(json);
  const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], wire.clock.now());
  if (parsed.success) return { value: parsed.data, retryAfterMs };
  const brief = unreadable(call, answer, json, parsed.error, wire.redact);
  throw new UnreadableAnswerError(call.purpose, brief, retryAfterMs, { cause: parsed.error });
}

/** Sends a request once; its answer is one of success. */
export async function attempt(wire: Wire, call: Call): Promise<HttpAnswer> {
  const { clock, trace } = wire;
  const sentAt = clock.now();
  const log = (outcome: string): void => {
    const took = Math.round(clock.now() - sentAt);
    const path = call.peer === 'api' ? call.url.pathname : `(${call.peer})`;
    trace(`${call.method} ${path} → ${outcome} in ${took} ms (attempt ${call.attempt})`);
  };
  try {
    const answer = await withDeadline(
      clock,
      call.deadlineMs,
      call.signal,
      () => new NoAnswerError(call.purpose, call.deadlineMs),
      (signal) => sendFollowingRedirects(wire.send, call, signal),
    );
    if (answer.status < 200 || answer.status > 299) throw refusal(call, answer, wire);
    log(String(answer.status));
    return answer;
  } catch (error) {
    if (error instanceof RequestError) log(error.brief);
    throw error;
  }
}

/** Only reads are led elsewhere, and the key goes to no other origin than the one it was meant for. */
async function sendFollowingRedirects(
  send: Send,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let { url, headers } = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await send({ ...request, url, headers }, signal);
    const location = answer.headers['location'];
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.status);
    if (!isRedirect || location === undefined || request.method !== 'GET' || redirects === MAX_REDIRECTS) {
      return answer;
    }
    const next = URL.parse(location, url.href);
    const downgrade = url.protocol === 'https:' && next?.protocol !== 'https:';
    if (next === null || downgrade) return answer;
    if (next.origin !== request.url.origin) {
      headers = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/^authorization$/i.test(name)),
      );
    }
    url = next;
  }
}

/** The parsed body with every secret taken out of its strings; undefined where it is no JSON. */
function parseJson(text: string, redact: (text: string) => string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value));
  } catch {
    return undefined;
  }
}

function refusal({ purpose, peer, method }: Call, answer: HttpAnswer, { clock, redact }: Wire): RequestError {
  const { status, text, headers } = answer;
  const json = parseJson(text, redact);
  const body = ErrorBody.safeParse(json).data;
  if (method === 'POST' && body?.requested !== undefined && body.remaining !== undefined) {
    return new AllowanceError(purpose, status, body.error, body.requested, body.remaining);
  }
  const quoted = json === undefined ? quote(redact(text)) : redact(text);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], clock.now());
  return new RefusedError(purpose, status, (body?.error ?? quoted) || undefined, retryAfterMs, peer);
}

/** What is wrong with an answer, in a few words. */
function unreadable(
  { isSecret = false }: { readonly isSecret?: boolean },
  { status, text }: HttpAnswer,
  json: unknown,
  error: z.ZodError,
  redact: (text: string) => string,
): string {
  const issues = error.issues.map((issue) => `${issue.path.join('.') || 'the body'}: ${issue.message}`);
  if (json !== undefined) return `HTTP ${status}, ${issues.slice(0, 3).join('; ')}`;
  if (text === '') return `HTTP ${status}, an empty body`;
  return `HTTP ${status}, ${isSecret ? 'a body that is no JSON' : quote(redact(text))}`;
}

/** A body that is no JSON, short enough for a sentence: of an HTML page its title, of S3's XML code and message. */
function quote(text: string): string {
  const element = (name: string): string | undefined =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.trim();
  const [code, message] = [element('Code'), element('Message')];
  if (code !== undefined) return message === undefined ? code : `${code}: ${message}`;
  const title = /<title[^>]*>([^<]*)</i.exec(text)?.[1]?.trim();
  if (title !== undefined) return `an HTML page with the title "${title.slice(0, MAX_QUOTE)}"`;
  if (/^\s*</.test(text)) return 'an HTML page';
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
}
