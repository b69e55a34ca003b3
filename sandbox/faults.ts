import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { gatewayPage, type Reply, send, sendHalf, signInPage } from './reply.ts';

// Faults that Doksi and GitHub share. Each server adds its own.

/** The requests that a fault hits. */
const when = {
  /** How many requests it hits. */
  times: z.int().positive().default(1),
  /** How many requests pass before it. */
  after: z.int().nonnegative().default(0),
  /** Whether the request is carried out although the caller gets no proof of it. */
  processed: z.boolean().default(false),
};
const status = z.int().min(200).max(599);

/** The schemas of the shared faults, for requests to these endpoints. */
export function commonFaults<T extends z.ZodType>(on: T): ReturnType<typeof schemasOf<T>> {
  return schemasOf(on);
}

function schemasOf<T extends z.ZodType>(on: T) {
  const fault = { ...when, on };
  return [
    z.strictObject({
      ...fault,
      kind: z.literal('status'),
      status,
      /** GitHub's `message`, or Doksi's `error`. */
      message: z.string().optional(),
      /** The whole body instead. */
      body: z.string().optional(),
      retryAfter: z.string().optional(),
    }),
    /** The connection is closed before the response. */
    z.strictObject({ ...fault, kind: z.literal('drop') }),
    /** There is never a response. */
    z.strictObject({ ...fault, kind: z.literal('hang') }),
    /** Half of the response, then the connection is closed. */
    z.strictObject({ ...fault, kind: z.literal('cut') }),
    /** Half of the response, then nothing. */
    z.strictObject({ ...fault, kind: z.literal('stall') }),
    /** The page of a captive portal, with status 200. */
    z.strictObject({ ...fault, kind: z.literal('garbage') }),
    /** The page of a gateway or, with `challenge: false`, of a proxy. */
    z.strictObject({
      ...fault,
      kind: z.literal('gateway'),
      status: status.default(403),
      challenge: z.boolean().default(true),
    }),
    z.strictObject({
      ...fault,
      kind: z.literal('redirect'),
      status: status.default(307),
      location: z.string(),
    }),
  ] as const;
}

export type CommonFault = z.output<ReturnType<typeof schemasOf<z.ZodString>>[number]>;

interface Scheduled {
  readonly on: string;
  readonly times: number;
  readonly after: number;
}

/** The faults still to come. Those of one endpoint happen in the order in which they were added. */
export class FaultQueue<Fault extends Scheduled> {
  #pending: { readonly fault: Fault; times: number; after: number }[] = [];

  add(fault: Fault): void {
    this.#pending.push({ fault, times: fault.times, after: fault.after });
  }

  /** The fault that hits the next request to this endpoint, if there is one. `on: 'any'` hits all endpoints. */
  take(endpoint: string): Fault | undefined {
    const next = this.#pending.find(({ fault: { on } }) => on === endpoint || on === 'any');
    if (!next) return undefined;
    if (next.after > 0) {
      next.after -= 1;
      return undefined;
    }
    next.times -= 1;
    if (next.times === 0) this.#pending = this.#pending.filter((other) => other !== next);
    return next.fault;
  }

  clear(): void {
    this.#pending = [];
  }
}

/** A request that waits for its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Carries the request out. */
  readonly serve: () => Promise<Reply> | Reply;
  /** An error in the server's own form. */
  readonly refusal: (status: number, message: string | undefined) => Reply;
}

/** Responds in the way of a shared fault. */
export async function applyFault(fault: CommonFault, { request, response, serve, refusal }: Exchange): Promise<void> {
  if (fault.processed) await serve();
  switch (fault.kind) {
    case 'status': {
      const reply = refusal(fault.status, fault.message);
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      return send(response, {
        ...reply,
        headers: { ...reply.headers, ...headers },
        body: fault.body ?? reply.body,
      });
    }
    case 'drop':
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'cut':
      return sendHalf(response, await serve(), () => request.socket.destroy());
    case 'stall':
      return sendHalf(response, await serve());
    case 'garbage':
      return send(response, signInPage);
    case 'gateway':
      return send(response, gatewayPage(fault.status, fault.challenge));
    case 'redirect':
      return send(response, { status: fault.status, headers: { location: fault.location }, body: '' });
  }
}
