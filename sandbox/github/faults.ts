import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, send, writeHead } from '../doksi/answers.ts';
import { refusal } from './answers.ts';
import { primaryRefusal, rateLimitHeaders, secondaryRefusal } from './rate-limit.ts';
import type { Endpoint } from './routes.ts';

/** Something to go wrong. */
export type FaultSpec = {
  readonly on: Endpoint | 'any';
  /** How many requests it hits; 1 by default. */
  readonly times?: number;
  /** How many requests it lets through first. */
  readonly after?: number;
  /** Whether the request is carried out although the caller doesn't learn of it. */
  readonly processed?: boolean;
} & (
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** The connection is destroyed before any answer. */
  | { readonly kind: 'drop' }
  /** No answer, ever. */
  | { readonly kind: 'hang' }
  /** Half of the answer, then the connection is destroyed. */
  | { readonly kind: 'cut' }
  /** Half of the answer, then nothing. */
  | { readonly kind: 'stall' }
  /** A web page with status 200. */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'rateLimit'; readonly resetsInSeconds: number; readonly status?: 403 | 429 }
  | { readonly kind: 'secondaryRateLimit'; readonly retryAfterSeconds?: number; readonly status?: 403 | 429 }
);

/** The faults that are still to come; those of one endpoint happen in the order in which they were added. */
export class Faults {
  readonly #pending: { readonly spec: FaultSpec; times: number; after: number }[] = [];

  readonly add = (spec: FaultSpec): void => {
    this.#pending.push({ spec, times: spec.times ?? 1, after: spec.after ?? 0 });
  };

  /** The fault that hits a request to this endpoint, if one does; counts the request. */
  take(endpoint: Endpoint): FaultSpec | undefined {
    const fault = this.#pending.find(({ spec }) => spec.on === 'any' || spec.on === endpoint);
    if (!fault) return undefined;
    if (fault.after > 0) {
      fault.after -= 1;
      return undefined;
    }
    fault.times -= 1;
    if (fault.times === 0) this.#pending.splice(this.#pending.indexOf(fault), 1);
    return fault.spec;
  }
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Carries the request out. */
  readonly serve: () => Answer;
  readonly nowMs: number;
}

/** Answers a request in the way the fault says. */
export function misbehave(fault: FaultSpec, { request, response, serve, nowMs }: Exchange): void {
  if (fault.processed === true) serve();
  switch (fault.kind) {
    case 'status':
      return send(response, refusal(fault.status, fault.message ?? 'Server Error'));
    case 'drop':
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'cut':
      return sendHalf(response, serve(), () => request.socket.destroy());
    case 'stall':
      return sendHalf(response, serve());
    case 'garbage':
      return send(response, webPage);
    case 'redirect':
      return send(response, { status: 307, headers: { location: fault.location }, body: '' });
    case 'rateLimit': {
      const refused = primaryRefusal(fault.status ?? 403);
      const headers = rateLimitHeaders(1000, 0, nowMs + fault.resetsInSeconds * 1000);
      return send(response, { ...refused, headers: { ...refused.headers, ...headers } });
    }
    case 'secondaryRateLimit':
      return send(response, secondaryRefusal(fault.status ?? 403, fault.retryAfterSeconds));
  }
}

const webPage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html><body><h1>Please sign in to this network</h1></body></html>\n',
};

function sendHalf(response: ServerResponse, answer: Answer, then?: () => void): void {
  const bytes = Buffer.from(answer.body);
  // An empty answer can't be halved, so it promises a byte that never comes.
  writeHead(response, answer, Math.max(bytes.length, 1));
  response.flushHeaders();
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), then);
}
