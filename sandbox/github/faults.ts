import * as z from 'zod';
import { applyFault, commonFaults, type Exchange, when } from '../faults.ts';
import { send } from '../server.ts';
import { type Endpoint, isEndpoint } from './api.ts';
import { refusal } from './rejection.ts';
import { primaryRefusal, rateLimitHeaders } from './rate-limit.ts';

const limited = { ...when, status: z.union([z.literal(403), z.literal(429)]).default(403) };

/** Everything that can go wrong on request. */
export const faultSchema = z
  .discriminatedUnion('kind', [
    ...commonFaults,
    z.strictObject({ ...limited, kind: z.literal('rateLimit'), resetsInSeconds: z.number() }),
    /** GitHub's limit of bursts. It mostly names a time to wait, and no remaining requests. */
    z.strictObject({
      ...limited,
      kind: z.literal('secondaryRateLimit'),
      retryAfterSeconds: z.number().optional(),
    }),
  ])
  .and(z.object({ on: z.custom<Endpoint | 'any'>((on) => on === 'any' || isEndpoint(String(on))) }));

export type FaultSpec = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** Responds in the way of the fault. */
export async function misbehave(fault: Fault, exchange: Exchange, nowMs: number): Promise<void> {
  if (fault.kind === 'rateLimit') {
    const { headers, ...rejected } = primaryRefusal(fault.status);
    const limits = rateLimitHeaders(1000, 0, nowMs + fault.resetsInSeconds * 1000);
    return send(exchange.response, { ...rejected, headers: { ...headers, ...limits } });
  }
  if (fault.kind === 'secondaryRateLimit') {
    const { retryAfterSeconds: seconds } = fault;
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const { headers, ...rejected } = refusal(fault.status, message);
    const retryAfter = seconds === undefined ? {} : { 'retry-after': String(seconds) };
    return send(exchange.response, { ...rejected, headers: { ...headers, ...retryAfter } });
  }
  return applyFault(fault, exchange, refusal);
}
