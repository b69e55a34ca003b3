import * as z from 'zod';
import { applyFault, commonFaults, type Exchange } from '../faults.ts';
import { send } from '../reply.ts';
import { refusal } from './rejection.ts';
import { primaryRefusal, rateLimitHeaders, secondaryRefusal } from './rate-limit.ts';
import { endpoints } from './routes.ts';

const on = z.enum([...endpoints, 'any']);
const limited = {
  on,
  times: z.int().positive().default(1),
  after: z.int().nonnegative().default(0),
  processed: z.boolean().default(false),
  status: z.union([z.literal(403), z.literal(429)]).default(403),
};

/** Everything that can go wrong on request. */
export const faultSchema = z.discriminatedUnion('kind', [
  ...commonFaults(on),
  z.strictObject({ ...limited, kind: z.literal('rateLimit'), resetsInSeconds: z.number() }),
  z.strictObject({
    ...limited,
    kind: z.literal('secondaryRateLimit'),
    retryAfterSeconds: z.number().optional(),
  }),
]);

export type FaultSpec = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** Responds in the way of the fault. */
export async function misbehave(fault: Fault, exchange: Omit<Exchange, 'refusal'>, nowMs: number): Promise<void> {
  if (fault.kind === 'rateLimit') {
    const rejected = primaryRefusal(fault.status);
    const headers = rateLimitHeaders(1000, 0, nowMs + fault.resetsInSeconds * 1000);
    return send(exchange.response, { ...rejected, headers: { ...rejected.headers, ...headers } });
  }
  if (fault.kind === 'secondaryRateLimit')
    return send(exchange.response, secondaryRefusal(fault.status, fault.retryAfterSeconds));
  return applyFault(fault, {
    ...exchange,
    refusal: (status, message = 'Server Error') => refusal(status, message),
  });
}
