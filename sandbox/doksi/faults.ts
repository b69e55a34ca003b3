import * as z from 'zod';
import { applyFault, commonFaults, type Exchange } from '../faults.ts';
import { json, type Reply, send } from '../reply.ts';
import { endpoints, refusal } from './routes.ts';
import { s3Codes, s3Error } from './s3-errors.ts';

const common = commonFaults(z.enum(endpoints));
const when = {
  on: z.enum(endpoints),
  times: z.int().positive().default(1),
  after: z.int().nonnegative().default(0),
  processed: z.literal(false).default(false),
};

/** Everything that can go wrong on request. */
export const faultSchema = z.discriminatedUnion('kind', [
  ...common,
  /** The real response with another status of the run. */
  z.strictObject({ ...when, on: z.literal('GET /runs'), kind: z.literal('statusWord'), word: z.string() }),
  /** An error whose text repeats the caller's credentials. */
  z.strictObject({ ...when, kind: z.literal('echoKey'), status: z.int().min(400).max(599).default(500) }),
  /** An error of the upload store, such as `RequestExpired`. */
  z.strictObject({ ...when, on: z.literal('PUT'), kind: z.literal('s3'), code: z.enum(s3Codes) }),
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

/** A request to Doksi that waits for its response; an upload can be read at a given speed. */
export interface DoksiExchange extends Omit<Exchange, 'serve' | 'refusal'> {
  readonly serve: (bytesPerSecond?: number) => Promise<Reply>;
}

/** Responds in the way of the fault. */
export async function misbehave(fault: Fault, exchange: DoksiExchange): Promise<void> {
  const { request, response, serve } = exchange;
  if (fault.kind === 'statusWord') {
    const reply = await serve();
    const body = z.looseObject({}).parse(JSON.parse(reply.body));
    return send(response, json(reply.status, { ...body, status: fault.word }));
  }
  if (fault.kind === 'echoKey') {
    const text = `Bad header: authorization: ${String(request.headers.authorization)}`;
    return send(response, refusal(fault.status, text));
  }
  if (fault.kind === 's3') return send(response, s3Error(fault.code));
  if (fault.kind === 'slow') return send(response, await serve(fault.bytesPerSecond));
  return applyFault(fault, {
    ...exchange,
    serve,
    refusal: (status, message = `A fault of the sandbox: status ${status}.`) => refusal(status, message),
  });
}
