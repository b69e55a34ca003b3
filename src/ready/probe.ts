import { type Runtime, withDeadline } from '../base/runtime.ts';
import { basicAuthorization } from '../http/connect.ts';
import { type Purpose, type Remedy, RequestError, ResponseTimeoutError, type Server } from '../http/errors.ts';
import { challengeOf, MAX_REDIRECTS, redirectOf } from '../http/exchange.ts';
import type { BodyLimit, HttpHead, HttpResponse, Send } from '../http/transport.ts';
import type { ReadyTarget } from '../plan/plan.ts';

/** For one probe with all its redirects (milliseconds). */
const PROBE_DEADLINE_MS = 10 * 1000;
/** The text must be in this part of the body (bytes, after decompression). */
const SEARCHED_BYTES = 1_000_000;

/** As a browser sends it: some servers return a page to browsers only. */
const ACCEPT = 'text/html,application/xhtml+xml,*/*;q=0.8';

const CHECK: Remedy = { next: 'Check that the deployment is up.', help: 'target-not-ready' };
const TARGET: Server = {
  name: 'The target',
  errorIn: () => undefined,
  remedies: { unreachable: CHECK, failed: CHECK, invalid: CHECK, byStatus: {}, rejected: CHECK },
};

export interface ProbeResult {
  readonly isReady: boolean;
  /** Completes a sentence that begins with the target: `returned 404`. */
  readonly words: string;
}

/** Requests a target once, with its redirects; rejects only with the signal's reason, or if the proxy is not supported. */
export async function probe(
  target: ReadyTarget,
  { text, tries }: { readonly text: string | undefined; readonly tries: number },
  send: Send,
  { clock, signal, log }: Runtime,
): Promise<ProbeResult> {
  const startedAtMs = clock.now();
  const wanted = target.key === 'web_url' ? (text ?? '') : '';
  const expired = (): Error => new ResponseTimeoutError(purposeOf(target), PROBE_DEADLINE_MS);
  // The status of a response that is being received.
  let status: number | undefined;
  const onStatus = (received?: number): void => void (status = received);
  const result = await withDeadline(clock, PROBE_DEADLINE_MS, signal, expired, (inTime) =>
    request(target, { wanted, onStatus }, send, inTime),
  ).catch((error: unknown) => {
    if (signal.aborted || !(error instanceof RequestError)) throw error;
    const [words, when] =
      status === undefined
        ? [error.predicate, 'within']
        : [`returned ${status}, but the response was incomplete`, 'after'];
    const isLate = error instanceof ResponseTimeoutError;
    const end = isLate ? ` ${when} ${PROBE_DEADLINE_MS / 1000} s` : ` (${error.summary})`;
    return { isReady: false, words: words + end };
  });
  const took = `${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`;
  log.debug(`GET ${target.label} → ${result.words} in ${took}`);
  return result;
}

/** Follows redirects, and judges the response that they lead to. Without a required text, `wanted` is empty. */
async function request(
  target: ReadyTarget,
  { wanted, onStatus }: { readonly wanted: string; readonly onStatus: (status?: number) => void },
  send: Send,
  signal: AbortSignal,
): Promise<ProbeResult> {
  let from = target.url;
  for (let redirects = 0; ; redirects++) {
    const url = from;
    // The credentials stay with the origin that they are meant for.
    const authorization = basicAuthorization(url.origin === target.url.origin ? target.url : url);
    const headers = { accept: ACCEPT, ...(authorization && { authorization }) };
    onStatus();
    const limit = (head: HttpHead): BodyLimit => {
      onStatus(head.status);
      const isSearched = isPresent(head.status) && redirectOf(head, url) === undefined && !isInHeaders(wanted, head);
      return { maxBytes: isSearched ? SEARCHED_BYTES : 0, until: wanted };
    };
    const response = await send({ ...purposeOf(target), method: 'GET', url, headers, limit }, signal);
    // Only the host is named: the path of a login page may contain a token.
    const at = url.host === target.url.host ? '' : ` at ${url.host}`;
    const next = redirectOf(response, url);
    if (next === undefined) return judge(response, wanted, at);
    const fault = next instanceof URL ? `more than ${MAX_REDIRECTS} times` : next;
    if (!(next instanceof URL) || redirects === MAX_REDIRECTS)
      return { isReady: false, words: `redirected ${fault} (${response.status})${at}` };
    from = next;
  }
}

/** Whether a response shows that the target is ready; `at` names its host if a redirect led to another. */
function judge(response: HttpResponse, wanted: string, at: string): ProbeResult {
  const { status } = response;
  const challenge = challengeOf(response);
  if (challenge !== undefined)
    return { isReady: false, words: `returned a ${challenge} challenge for browsers (${status})${at}` };
  const returned = `returned ${status}${at}`;
  if (!isPresent(status)) return { isReady: false, words: returned };
  const hasText = isInHeaders(wanted, response) || response.text.includes(wanted);
  if (!hasText) return { isReady: false, words: `${returned} without ready-text` };
  return { isReady: true, words: `${returned}${status >= 400 ? ', present but protected' : ''}` };
}

function isInHeaders(wanted: string, { headers }: HttpHead): boolean {
  // Node makes one character of each byte of a header.
  const bytes = Buffer.from(wanted).toString('latin1');
  return bytes === '' || Object.values(headers).some((value) => value?.includes(bytes));
}

function purposeOf({ label }: ReadyTarget): Purpose {
  return { server: TARGET, purpose: `probe ${label}` };
}

/** 401 and 403 count: a page behind a login is there. */
function isPresent(status: number): boolean {
  return status < 400 || status === 401 || status === 403;
}
