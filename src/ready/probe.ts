import { withDeadline } from '../base/clock.ts';
import type { Runtime } from '../base/runtime.ts';
import type { BodyReader } from '../http/body.ts';
import { basicAuthorization } from '../http/connect.ts';
import { type Purpose, type Remedy, RequestError, ResponseTimeoutError, type Server } from '../http/errors.ts';
import { challengeOf, MAX_REDIRECTS, redirectOf } from '../http/response.ts';
import type { HttpHead, Send } from '../http/transport.ts';
import type { ReadyTarget } from '../plan/plan.ts';

/** For one probe with all its redirects (milliseconds). */
const PROBE_DEADLINE_MS = 10 * 1000;
/** The text must be in this part of the body (bytes, after decompression). */
const SEARCHED_BYTES = 1_000_000;

/** As a browser sends it: some servers return a page to browsers only. */
const ACCEPT = { web_url: 'text/html,application/xhtml+xml,*/*;q=0.8', binary_url: '*/*' } as const;

const CHECK: Remedy = { next: 'Check that the deployment is up.', help: 'target-not-ready' };
const TARGET: Server = {
  name: 'The target',
  hasSecretUrls: true,
  errorIn: () => undefined,
  remedies: { unreachable: CHECK, failed: CHECK, invalid: CHECK, byStatus: {}, rejected: CHECK },
};

export interface ProbeResult {
  readonly isReady: boolean;
  /** Completes a sentence that begins with the target: `returned 404`. */
  readonly words: string;
}

/** Requests a target once, with its redirects; rejects only with the signal's reason or a ProxyError. */
export async function probe(
  target: ReadyTarget,
  { text, tries }: { readonly text: string | undefined; readonly tries: number },
  send: Send,
  { clock, signal, log }: Runtime,
): Promise<ProbeResult> {
  const one = new Probe(target, text);
  const startedAtMs = clock.now();
  const late = (): Error => new ResponseTimeoutError(purposeOf(target), PROBE_DEADLINE_MS);
  const work = (inTime: AbortSignal): Promise<ProbeResult> => one.run(send, inTime);
  const result = await withDeadline(clock, PROBE_DEADLINE_MS, signal, late, work).catch((error: unknown) => {
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
  readonly #text: string | undefined;
  #from: URL;
  #head: HttpHead | undefined;
  #hasText = false;

  constructor(target: ReadyTarget, text: string | undefined) {
    this.#target = target;
    this.#text = target.key === 'web_url' ? text : undefined;
    this.#from = target.url;
  }

  async run(send: Send, signal: AbortSignal): Promise<ProbeResult> {
    for (let redirects = 0; ; redirects++) {
      const head = await this.#request(send, signal);
      const next = redirectOf(head, this.#from);
      if (next === undefined) return this.#judge(head);
      const isFollowed = next instanceof URL && redirects < MAX_REDIRECTS;
      const fault = next instanceof URL ? `more than ${MAX_REDIRECTS} times` : next;
      if (!isFollowed) return this.#result(false, `redirected ${fault} (${head.status})`);
      this.#from = next;
    }
  }

  /** The result if no complete response was received. */
  incomplete(failure: RequestError): ProbeResult {
    const seconds = `${PROBE_DEADLINE_MS / 1000} s`;
    const isLate = failure instanceof ResponseTimeoutError;
    const fault = ` (${failure.summary})`;
    if (this.#head === undefined) return this.#result(false, 'did not respond', isLate ? ` within ${seconds}` : fault);
    const words = `returned ${this.#head.status}, but the response was incomplete`;
    return this.#result(false, words, isLate ? ` after ${seconds}` : fault);
  }

  #request(send: Send, signal: AbortSignal): Promise<HttpHead> {
    const { key, url } = this.#target;
    const isOwn = this.#from.username === '' && isSameServer(this.#from, url);
    const authorization = basicAuthorization(isOwn ? url : this.#from);
    const headers = { accept: ACCEPT[key], ...(authorization && { authorization }) };
    const reader = (head: HttpHead): BodyReader => this.#readerFor(head);
    this.#head = undefined;
    return send({ ...purposeOf(this.#target), method: 'GET', url: this.#from, headers, reader }, signal);
  }

  /** Reads no more of the body than is needed to find the text. */
  #readerFor(head: HttpHead): BodyReader {
    this.#head = head;
    const wanted = Buffer.from(this.#text ?? '');
    // Node makes one character of each byte of a header.
    this.#hasText = Object.values(head.headers).some((value) => value?.includes(wanted.toString('latin1')));
    const isSearched = !this.#hasText && isPresent(head.status) && redirectOf(head, this.#from) === undefined;
    let tail = Buffer.alloc(0);
    return {
      wantedBytes: isSearched ? SEARCHED_BYTES : 0,
      isEnough: (piece) => {
        const joined = Buffer.concat([tail, piece]);
        tail = joined.subarray(Math.max(0, joined.length - wanted.length + 1));
        return (this.#hasText = joined.includes(wanted));
      },
    };
  }

  #judge(head: HttpHead): ProbeResult {
    const { status } = head;
    const challenge = challengeOf(head);
    if (challenge !== undefined)
      return this.#result(false, `returned a ${challenge} challenge for browsers (${status})`);
    if (!isPresent(status)) return this.#result(false, `returned ${status}`);
    const lacksText = this.#text !== undefined && !this.#hasText;
    const end = lacksText ? ' without ready-text' : status >= 400 ? ', present but protected' : '';
    return this.#result(!lacksText, `returned ${status}`, end);
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

/** Whether a URL may get the credentials of the target's: the same host, and never from https to http. */
function isSameServer(url: URL, target: URL): boolean {
  return url.host === target.host && (url.protocol === 'https:' || target.protocol === 'http:');
}
