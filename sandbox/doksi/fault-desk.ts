import * as z from 'zod';
import type { FaultQueue } from '../faults.ts';
import type { Reply } from '../reply.ts';
import type { Fault } from './faults.ts';
import { faultSchema } from './faults.ts';
import { refusal } from './routes.ts';

/** Where faults are requested over HTTP. */
export const FAULTS_PATH = '/_sandbox/faults';

/** Handles `POST` (add the fault in the body) and `DELETE` (remove all). */
export function handleFaultRequest(faults: FaultQueue<Fault>, method: string, body: string): Reply {
  switch (method) {
    case 'POST': {
      const fault = parseFault(body);
      if (!fault.success) return refusal(400, z.prettifyError(fault.error));
      faults.add(fault.data);
      return done;
    }
    case 'DELETE':
      faults.clear();
      return done;
    default:
      return refusal(405, `${FAULTS_PATH} accepts POST and DELETE, not ${method}.`);
  }
}

/** Parses a fault from JSON, as it comes over HTTP or from the command line. */
export function parseFault(text: string): z.ZodSafeParseResult<Fault> {
  return jsonFault.safeParse(text);
}

const jsonFault = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(faultSchema);

const done: Reply = { status: 200, headers: {}, body: '' };
