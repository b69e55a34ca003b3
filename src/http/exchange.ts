import type * as z from 'zod';
import { parseJson } from '../base/json.ts';
import { type Runtime, withDeadline } from '../base/runtime.ts';
import { clipped, oneLine } from '../base/text.ts';
import {
  InvalidResponseError,
  isRedirect,
  isTransientStatus,
  RejectedError,
  RequestError,
  type ResponseFacts,
  ResponseTimeoutError,
} from './errors.ts';
import { parseRetryAfter } from './retry.ts';
import type { HttpHead, HttpRequest, HttpResponse, Send } from './transport.ts';

export interface Call extends HttpRequest {
  readonly deadlineMs: number;
  /** The number of the try, from 1. */
  readonly tries?: number;
  /** Whether the response is a secret: errors quote nothing of it but the server's own error. */
  readonly isSecret?: boolean;
}

export interface Received<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
}

/** Sends a request once and parses the response; rejects with a RequestError or the signal's reason. */
export async function exchange<T>(
  call: Call,
  schema: z.ZodType<T>,
  send: Send,
  runtime: Runtime,
): Promise<Received<T>> {
  const { redact } = runtime.secrets;
  const response = await sendOnce(call, send, runtime);
  const facts = factsOf(response, runtime);
  const parsed = schema.safeParse(facts.json);
  if (parsed.success) return { value: parsed.data, retryAfterMs: facts.retryAfterMs };
  const error = call.server.errorIn(response.text, facts.json)?.text ?? '';
  const differs = redact(error === '' ? mismatch(parsed.error) : error);
  throw new InvalidResponseError(call, facts.json === undefined ? bodyOf(response, call, redact) : differs, facts);
}

/**
 * Sends a request without retries, following the redirects of a GET; resolves to a response with a status of 2xx. Logs
 * one line for debugging.
 */
export async function sendOnce(call: Call, send: Send, runtime: Runtime): Promise<HttpResponse> {
  const { clock, log, signal } = runtime;
  const { method, url, server, deadlineMs, tries = 1 } = call;
  const startedAtMs = clock.now();
  const trace = (outcome: string): void => {
    const path = server.hasSecretUrls ? `(${server.name})` : url.pathname;
    log.debug(`${method} ${path} → ${outcome} in ${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`);
  };
  // Unless the transport reports otherwise, the request may have been sent.
  const progress = call.progress ?? { isSent: true };
  const expired = (): Error => new ResponseTimeoutError(call, deadlineMs, !progress.isSent);
  try {
    const response = await withDeadline(clock, deadlineMs, signal, expired, (inTime) =>
      sendFollowingRedirects(send, { ...call, progress }, inTime),
    );
    if (response.status < 200 || response.status > 299) throw responseError(call, response, runtime);
    trace(String(response.status));
    return response;
  } catch (error) {
    if (error instanceof RequestError) trace(error instanceof RejectedError ? String(error.status) : error.summary);
    throw error;
  }
}

/**
 * The error for a response: a RejectedError if the server itself returned an error, and for any redirect, 5xx, 408 or
 * 429; otherwise an InvalidResponseError.
 */
export function responseError(call: Call, response: HttpResponse, runtime: Runtime): RequestError {
  const { redact } = runtime.secrets;
  const { status, text } = response;
  const facts = factsOf(response, runtime);
  const error = call.server.errorIn(text, facts.json);
  if (error) return new RejectedError(call, { ...error, text: redact(error.text) }, facts);
  const found = bodyOf(response, call, redact);
  return isRedirect(status) || isTransientStatus(status)
    ? new RejectedError(call, { text: text === '' ? '' : found }, facts)
    : new InvalidResponseError(call, found, facts);
}

function factsOf({ status, headers, text }: HttpResponse, { clock }: Runtime): ResponseFacts {
  return { status, json: parseJson(text), retryAfterMs: parseRetryAfter(headers['retry-after'], clock.now()) };
}

/** What differs from the schema, without the values: `"status": expected string, received number`. */
function mismatch({ issues }: z.ZodError): string {
  const faults = issues.slice(0, 3).map(({ path, message }) => {
    const name = path.length === 0 ? 'the body' : `"${path.join('.')}"`;
    return `${name}: ${message.replace(/^Invalid input: /, '')}`;
  });
  return faults.join('; ');
}

/** https://www.rfc-editor.org/rfc/rfc9110#status.3xx: the other statuses lead nowhere. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
export const MAX_REDIRECTS = 5;

/** Follows the redirects of a GET, but never from https to http. The key stays with the origin that it is meant for. */
export async function sendFollowingRedirects(
  send: Send,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let { url, headers } = request;
  for (let redirects = 0; ; redirects++) {
    const response = await send({ ...request, url, headers }, signal);
    const next = redirectOf(response, url);
    const isFollowed = request.method === 'GET' && redirects < MAX_REDIRECTS && next instanceof URL;
    if (!isFollowed || (url.protocol === 'https:' && next.protocol === 'http:')) return response;
    if (next.origin !== request.url.origin) {
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
    }
    url = next;
  }
}

/** The URL that a redirect leads to; what is wrong with its address; or undefined if this is not a redirect. */
export function redirectOf({ status, headers }: HttpHead, from: URL): URL | string | undefined {
  if (!REDIRECTS.has(status)) return undefined;
  // Browsers read the header's bytes as UTF-8.
  const location = Buffer.from(headers['location'] ?? '', 'latin1').toString();
  const next = location === '' ? null : URL.parse(location, from.href);
  if (next === null) return 'without an address';
  if (next.protocol !== 'https:' && next.protocol !== 'http:') return `to an address of ${next.protocol}`;
  next.hash = '';
  return next;
}

/** Headers of responses that check whether the client is a browser. */
const CHALLENGES = {
  'cf-mitigated': 'Cloudflare',
  'x-vercel-mitigated': 'Vercel',
  'x-amzn-waf-action': 'AWS WAF',
};

/** The service that returned a browser challenge in place of the response; undefined if it is not a challenge. */
export function challengeOf({ headers }: HttpHead): string | undefined {
  return Object.entries(CHALLENGES).find(([name]) => /challenge|captcha/i.test(headers[name] ?? ''))?.[1];
}

/** The title of a page is in its first characters. */
const HEAD_LENGTH = 64 * 1024;
const MAX_QUOTE = 300;

/**
 * Describes a body that does not have the expected form: `an HTML page with the title "Access denied" from squid/5.7`.
 * Takes linear time: the text may be long and hostile.
 */
function bodyOf(response: HttpResponse, { isSecret = false }: Call, redact: (text: string) => string): string {
  const head = redact(response.text.slice(0, HEAD_LENGTH)).trim();
  const challenge = challengeOf(response);
  const title = isSecret ? '' : oneLine(/<title[^<>]*>([^<]*)/i.exec(head)?.[1] ?? '');
  const withTitle = title === '' ? '' : ` with the title "${clipped(title, MAX_QUOTE)}"`;
  if (challenge !== undefined) return `a ${challenge} challenge for browsers${withTitle}`;
  if (head === '') return 'an empty body';
  if (head.startsWith('<')) return `an HTML page${withTitle}${senderOf(response)}`;
  return isSecret ? 'a body that is not shown, since it may contain a secret' : clipped(oneLine(head), MAX_QUOTE);
}

/** Gateways and proxies name themselves in these headers. */
function senderOf({ headers: { server, via } }: HttpHead): string {
  const from = server ? ` from ${clipped(oneLine(server), MAX_QUOTE)}` : '';
  return via ? `${from} via ${clipped(oneLine(via), MAX_QUOTE)}` : from;
}
