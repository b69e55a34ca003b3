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
  const one = new Probe(target, text, send);
  const startedAtMs = clock.now();
  const expired = (): Error => new ResponseTimeoutError(purposeOf(target), PROBE_DEADLINE_MS);
  const work = (inTime: AbortSignal): Promise<ProbeResult> => one.run(inTime);
  const result = await withDeadline(clock, PROBE_DEADLINE_MS, signal, expired, work).catch((error: unknown) => {
    if (signal.aborted || !(error instanceof RequestError)) throw error;
    return one.incomplete(error);
  });
  const took = `${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`;
  log.debug(`GET ${target.label} → ${result.words} in ${took}`);
  return result;
}

/** One probe of a target: what was received so far, from the last address that a redirect led to. */
class Probe {
  readonly #target: ReadyTarget;
  /** Empty if no text is required. */
  readonly #text: string;
  readonly #send: Send;
  #from: URL;
  #head: HttpHead | undefined;

  constructor(target: ReadyTarget, text: string | undefined, send: Send) {
    this.#target = target;
    this.#text = target.key === 'web_url' ? (text ?? '') : '';
    this.#send = send;
    this.#from = target.url;
  }

  async run(signal: AbortSignal): Promise<ProbeResult> {
    for (let redirects = 0; ; redirects++) {
      const response = await this.#request(signal);
      const next = redirectOf(response, this.#from);
      if (next === undefined) return this.#judge(response);
      const isFollowed = next instanceof URL && redirects < MAX_REDIRECTS;
      const fault = next instanceof URL ? `more than ${MAX_REDIRECTS} times` : next;
      if (!isFollowed) return this.#result(false, `redirected ${fault} (${response.status})`);
      this.#from = next;
    }
  }

  /** The result if no complete response was received. */
  incomplete(failure: RequestError): ProbeResult {
    const [words, when] =
      this.#head === undefined
        ? ['did not respond', 'within']
        : [`returned ${this.#head.status}, but the response was incomplete`, 'after'];
    const isLate = failure instanceof ResponseTimeoutError;
    const end = isLate ? ` ${when} ${PROBE_DEADLINE_MS / 1000} s` : ` (${failure.summary})`;
    return this.#result(false, words, end);
  }

  #request(signal: AbortSignal): Promise<HttpResponse> {
    // The credentials stay with the origin that they are meant for.
    const authorization = basicAuthorization(
      this.#from.origin === this.#target.url.origin ? this.#target.url : this.#from,
    );
    const headers = { accept: ACCEPT, ...(authorization && { authorization }) };
    this.#head = undefined;
    const limit = (head: HttpHead): BodyLimit => {
      this.#head = head;
      const isSearched = isPresent(head.status) && redirectOf(head, this.#from) === undefined;
      return { maxBytes: isSearched && !this.#isInHeaders(head) ? SEARCHED_BYTES : 0, until: this.#text };
    };
    return this.#send({ ...purposeOf(this.#target), method: 'GET', url: this.#from, headers, limit }, signal);
  }

  #isInHeaders({ headers }: HttpHead): boolean {
    // Node makes one character of each byte of a header.
    const wanted = Buffer.from(this.#text).toString('latin1');
    return wanted === '' || Object.values(headers).some((value) => value?.includes(wanted));
  }

  #judge(response: HttpResponse): ProbeResult {
    const { status } = response;
    const challenge = challengeOf(response);
    if (challenge !== undefined)
      return this.#result(false, `returned a ${challenge} challenge for browsers (${status})`);
    if (!isPresent(status)) return this.#result(false, `returned ${status}`);
    const hasText = this.#isInHeaders(response) || response.text.includes(this.#text);
    if (!hasText) return this.#result(false, `returned ${status}`, ' without ready-text');
    return this.#result(true, `returned ${status}`, status >= 400 ? ', present but protected' : '');
  }

  /** Names the host if a redirect led to another. Only the host: the path of a login page may contain a token. */
  #result(isReady: boolean, words: string, end = ''): ProbeResult {
    const { host } = this.#from;
    return { isReady, words: `${words}${host === this.#target.url.host ? '' : ` at ${host}`}${end}` };
  }
}

function purposeOf({ label }: ReadyTarget): Purpose {
  return { server: TARGET, purpose: `probe ${label}` };
}

/** 401 and 403 count: a page behind a login is there. */
function isPresent(status: number): boolean {
  return status < 400 || status === 401 || status === 403;
}
