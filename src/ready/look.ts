import { type Clock, withDeadline } from '../clock.ts';
import { type Errand, NoAnswerError, RequestError } from '../http/errors.ts';
import type { HttpHead, Send } from '../http/transport.ts';
import { TARGET } from './peer.ts';
import type { Awaited } from './readiness.ts';
import { credentialsFor, redirectFrom } from './redirect.ts';
import { isOutOfOrder, type Progress, type Seen, type Sight, sightOf, silence } from './sight.ts';
import { TextSearch } from './text-search.ts';

/** For one question with all its redirects, in milliseconds. A server that has to wake up is asked again. */
const LOOK_DEADLINE_MS = 10 * 1000;
const MAX_REDIRECTS = 5;
/** The text has to come by then: bytes of the body, after decompression. */
const SEARCHED_BYTES = 1_000_000;

/** What a browser asks for: some servers give a page to nobody else. */
const ACCEPT = { web_url: 'text/html,application/xhtml+xml,*/*;q=0.8', binary_url: '*/*' } as const;

export interface Question {
  /** What a `web_url` has to show. */
  readonly text: string | undefined;
  readonly attempt: number;
}

/** Asks once; never rejects but with the signal's reason. */
export type Look = (target: Awaited, question: Question, signal: AbortSignal) => Promise<Sight>;

export interface LookTools {
  readonly send: Send;
  readonly clock: Clock;
  /** A line for the debug log. */
  readonly trace: (line: string) => void;
}

export function createLook({ send, clock, trace }: LookTools): Look {
  return async (target, { text, attempt }, signal) => {
    const { key, label, url } = target;
    const errand = { peer: TARGET, purpose: `see whether ${label} is there` };
    const startedAtMs = clock.now();
    const log = (outcome: string): void => {
      const took = Math.round(clock.now() - startedAtMs);
      trace(`GET ${label} → ${outcome} in ${took} ms (attempt ${attempt})`);
    };
    let progress: Progress = { from: url };
    const inquiry: Inquiry = {
      ...{ send, errand, target },
      text: key === 'web_url' ? text : undefined,
      tell: (news) => void (progress = news),
    };
    const late = (): NoAnswerError => new NoAnswerError(errand, LOOK_DEADLINE_MS);
    try {
      const seen = await withDeadline(clock, LOOK_DEADLINE_MS, signal, late, (inTime) =>
        follow(inquiry, inTime),
      );
      log(String(seen.status));
      return sightOf(seen, url);
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestError)) throw error;
      log(error.brief);
      const fault =
        error instanceof NoAnswerError ? `within ${LOOK_DEADLINE_MS / 1000} s` : `(${error.brief})`;
      return silence(fault, progress, url);
    }
  };
}

interface Inquiry {
  readonly send: Send;
  readonly errand: Errand;
  readonly target: Awaited;
  /** What the answer has to show. */
  readonly text: string | undefined;
  /** Told how far it has come. */
  readonly tell: (progress: Progress) => void;
}

/** Asks, and goes where redirects lead. */
async function follow(inquiry: Inquiry, signal: AbortSignal): Promise<Seen> {
  let from = inquiry.target.url;
  const visited = new Set([from.href]);
  for (let redirects = 0; ; redirects++) {
    const { hasText, ...head } = await ask(inquiry, from, signal);
    const seen = { status: head.status, from, hasText };
    const next = redirectFrom(head, from);
    if (next === undefined) return seen;
    if (typeof next === 'string') return { ...seen, astray: next };
    if (redirects === MAX_REDIRECTS) {
      const astray = visited.has(next.href) ? 'in a circle' : `more than ${MAX_REDIRECTS} times`;
      return { ...seen, astray };
    }
    visited.add(next.href);
    from = next;
  }
}

/** Sends one request; of the body no more is read than it takes to find the text. */
async function ask(
  { send, errand, target, text, tell }: Inquiry,
  from: URL,
  signal: AbortSignal,
): Promise<HttpHead & { readonly hasText: boolean | undefined }> {
  tell({ from });
  const search = text === undefined ? undefined : new TextSearch(text);
  const seen: { hasText?: boolean } = {};
  const { status, headers } = await send(
    {
      ...errand,
      method: 'GET',
      url: from,
      headers: { accept: ACCEPT[target.key], ...credentialsFor(from, target.url) },
      takeBytes: (head) => {
        tell({ from, status: head.status });
        if (search === undefined) return 0;
        seen.hasText = search.findsInHeaders(head.headers);
        const isLeftUnread =
          seen.hasText || isOutOfOrder(head.status) || redirectFrom(head, from) !== undefined;
        return isLeftUnread ? 0 : SEARCHED_BYTES;
      },
      isEnough: (piece) => (seen.hasText = search?.finds(piece) ?? false),
    },
    signal,
  );
  return { status, headers, hasText: seen.hasText };
}
