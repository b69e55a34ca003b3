import * as z from 'zod';
import type { Endpoint } from './routes.ts';
import { endpoints } from './routes.ts';

const when = {
  on: z.enum(endpoints),
  /** How many requests it hits. */
  times: z.int().positive().default(1),
  /** How many requests it lets through first. */
  after: z.int().nonnegative().default(0),
};

// Whether the request was carried out although the caller doesn't learn of it.
const processed = z.boolean().default(false);
const status = z.int().min(200).max(599);

/** Everything that can go wrong on request. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...when,
    kind: z.literal('status'),
    status,
    retryAfter: z.string().optional(),
    body: z.string().optional(),
    processed,
  }),
  /** The connection is destroyed before any answer. */
  z.strictObject({ ...when, kind: z.literal('drop'), processed }),
  /** No answer, ever. */
  z.strictObject({ ...when, kind: z.literal('hang'), processed }),
  /** Half of the answer, then the connection is destroyed. */
  z.strictObject({ ...when, kind: z.literal('cut') }),
  /** Half of the answer, then nothing. */
  z.strictObject({ ...when, kind: z.literal('stall') }),
  /** A web page with status 200, as captive portals and proxies send it. */
  z.strictObject({ ...when, kind: z.literal('garbage') }),
  /** The real answer with another word as the status of the run. */
  z.strictObject({ ...when, on: z.literal('GET /runs'), kind: z.literal('statusWord'), word: z.string() }),
  /** An error whose text repeats the caller's credentials. */
  z.strictObject({ ...when, kind: z.literal('echoKey'), status: status.default(500) }),
  z.strictObject({ ...when, kind: z.literal('redirect'), status: status.default(307), location: z.string() }),
  /** The upload is read slowly. */
  z.strictObject({
    ...when,
    on: z.literal('PUT'),
    kind: z.literal('slow'),
    bytesPerSecond: z.number().positive(),
  }),
]);

export type FaultSpec = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** The faults that are still to come. */
export interface Faults {
  readonly add: (spec: FaultSpec) => void;
  /** The fault that hits a request to this endpoint, if one does; counts the request. */
  readonly take: (endpoint: Endpoint) => Fault | undefined;
  readonly clear: () => void;
}

/**
 * Starts without a fault. Those of one endpoint happen in the order in which they were added:
 * the `after` of the second begins to count when the first has happened all its `times`.
 */
export function createFaults(): Faults {
  let pending: Fault[] = [];
  return {
    add: (spec) => {
      pending.push(faultSchema.parse(spec));
    },
    take: (endpoint) => {
      const fault = pending.find(({ on }) => on === endpoint);
      if (!fault) return undefined;
      if (fault.after > 0) {
        fault.after -= 1;
        return undefined;
      }
      fault.times -= 1;
      if (fault.times === 0) pending = pending.filter((other) => other !== fault);
      return fault;
    },
    clear: () => {
      pending = [];
    },
  };
}
