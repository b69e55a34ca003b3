import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { type Reply, send } from './server.ts';

// Faults that Doksi and GitHub share. Each server adds its own and names its endpoints.

/** The requests that a fault hits. */
export const when = {
  on: z.string(),
  /** How many requests it hits. */
  times: z.int().positive().default(1),
  /** How many requests pass before it. */
  after: z.int().nonnegative().default(0),
  /** Whether the request is carried out although the caller gets no proof of it. */
  processed: z.boolean().default(false),
};
const status = z.int().min(200).max(599);

/** The schemas of the shared faults. */
export const commonFaults = [
  z.strictObject({
    ...when,
    kind: z.literal('status'),
    status,
    /** GitHub's `message`, or Doksi's `error`. */
    message: z.string().optional(),
    /** The whole body instead. */
    body: z.string().optional(),
    retryAfter: z.string().optional(),
  }),
  /**
   * `drop` closes the connection before the response, `cut` in its middle. `hang` never responds, `stall` sends half of
   * the response. `garbage` is the page of a captive portal, with status 200.
   */
  z.strictObject({ ...when, kind: z.enum(['drop', 'cut', 'hang', 'stall', 'garbage']) }),
  /** The page of a gateway or, with `challenge: false`, of a proxy. */
  z.strictObject({
    ...when,
    kind: z.literal('gateway'),
    status: status.default(403),
    challenge: z.boolean().default(true),
  }),
  z.strictObject({ ...when, kind: z.literal('redirect'), status: status.default(307), location: z.string() }),
] as const;

type CommonFault = z.output<(typeof commonFaults)[number]>;

/** The faults still to come. Those of one endpoint happen in the order in which they were added. */
export class FaultQueue<Fault extends Pick<CommonFault, 'on' | 'times' | 'after'>> {
  readonly #pending = new Set<{ readonly fault: Fault; times: number; after: number }>();

  add(fault: Fault): void {
    this.#pending.add({ fault, times: fault.times, after: fault.after });
  }

  /** The fault that hits the next request to this endpoint, if there is one. `on: 'any'` hits all endpoints. */
  take(endpoint: string): Fault | undefined {
    const next = [...this.#pending].find(({ fault: { on } }) => on === endpoint || on === 'any');
    if (!next) return undefined;
    if (next.after > 0) {
      next.after -= 1;
      return undefined;
    }
    next.times -= 1;
    if (next.times === 0) this.#pending.delete(next);
    return next.fault;
  }
}

/** A request that waits for its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Carries the request out. */
  readonly serve: () => Promise<Reply> | Reply;
}

/** Responds in the way of a shared fault; `refusal` is an error in the server's own form. */
export async function applyFault(
  fault: CommonFault,
  { request, response, serve }: Exchange,
  refusal: (status: number, message: string) => Reply,
): Promise<void> {
  if (fault.processed) await serve();
  switch (fault.kind) {
    case 'status': {
      const { message = `A fault of the sandbox: status ${fault.status}.`, retryAfter } = fault;
      const { headers, body } = refusal(fault.status, message);
      return send(response, {
        status: fault.status,
        headers: { ...headers, ...(retryAfter !== undefined && { 'retry-after': retryAfter }) },
        body: fault.body ?? body,
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
      return send(response, page(200, 'Please sign in to this network'));
    case 'gateway':
      return send(
        response,
        fault.challenge
          ? page(fault.status, 'Just a moment...', { server: 'cloudflare', 'cf-mitigated': 'challenge' })
          : page(fault.status, 'Access denied by the proxy', { via: '1.1 proxy' }),
      );
    case 'redirect':
      return send(response, { status: fault.status, headers: { location: fault.location }, body: '' });
  }
}

function page(status: number, text: string, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>\n`,
  };
}

/** Sends half of the response, calls `then`, and never sends the rest. */
function sendHalf(response: ServerResponse, { status, headers, body }: Reply, then?: () => void): void {
  const bytes = Buffer.from(body);
  // An empty body cannot be halved, so it announces a byte that never comes.
  response.writeHead(status, { ...headers, 'content-length': Math.max(bytes.length, 1) });
  response.flushHeaders();
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), then);
}
