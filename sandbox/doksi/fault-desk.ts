import * as z from 'zod';
import type { Answer } from './answers.ts';
import { refusal } from './answers.ts';
import type { Faults } from './faults.ts';
import { faultSchema } from './faults.ts';

/** Where faults are asked for over HTTP. */
export const FAULTS_PATH = '/_sandbox/faults';

/** Answers `POST` (add the fault in the body) and `DELETE` (forget them all). */
export function answerFaultRequest(faults: Faults, method: string, body: string): Answer {
  switch (method) {
    case 'POST': {
      const spec = parseFault(body);
      if (!spec.success) return refusal(400, z.prettifyError(spec.error));
      faults.add(spec.data);
      return done;
    }
    case 'DELETE':
      faults.clear();
      return done;
    default:
      return refusal(405, `${FAULTS_PATH} takes POST and DELETE, not ${method}.`);
  }
}

/** Reads a fault from JSON, as it comes over HTTP or the command line. */
export function parseFault(text: string): z.ZodSafeParseResult<z.output<typeof faultSchema>> {
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

const done: Answer = { status: 200, headers: {}, body: '' };
