import * as z from 'zod';
import { applyFault, commonFaults, type Exchange, when } from '../faults.ts';
import { json, type Reply, send } from '../server.ts';
import { endpoints, refusal } from './api.ts';
import { s3Error } from './storage.ts';

/** Everything that can go wrong on request. */
export const faultSchema = z
  .discriminatedUnion('kind', [
    ...commonFaults,
    /** The real response with another status of the run. */
    z.strictObject({ ...when, on: z.literal('GET /runs'), kind: z.literal('statusWord'), word: z.string() }),
    /** An error whose text repeats the caller's credentials. */
    z.strictObject({ ...when, kind: z.literal('echoKey'), status: z.int().min(400).max(599).default(500) }),
    z.strictObject({
      ...when,
      on: z.literal('PUT'),
      kind: z.literal('s3'),
      code: z.enum(['RequestExpired', 'ExpiredToken', 'OperationAborted']),
    }),
    /** The upload is read slowly. */
    z.strictObject({
      ...when,
      on: z.literal('PUT'),
      kind: z.literal('slow'),
      bytesPerSecond: z.number().positive(),
    }),
  ])
  .and(z.object({ on: z.enum(endpoints) }));

export type FaultSpec = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** A request to Doksi that waits for its response; an upload can be read at a given speed. */
export interface DoksiExchange extends Exchange {
  readonly serve: (bytesPerSecond?: number) => Promise<Reply>;
}

/** Responds in the way of the fault. */
export async function misbehave(fault: Fault, exchange: DoksiExchange): Promise<void> {
  const { request, response, serve } = exchange;
  if (fault.kind === 'statusWord') {
    const { status, body } = await serve();
    return send(response, json(status, { ...z.looseObject({}).parse(JSON.parse(body)), status: fault.word }));
  }
  if (fault.kind === 'echoKey') {
    const text = `Bad header: authorization: ${String(request.headers.authorization)}`;
    return send(response, refusal(fault.status, text));
  }
  if (fault.kind === 's3') return send(response, s3Error(fault.code));
  if (fault.kind === 'slow') return send(response, await serve(fault.bytesPerSecond));
  return applyFault(fault, exchange, refusal);
}
