import * as z from 'zod';
import { Failure } from '../base/failure.ts';
import { isMapping } from '../base/json.ts';
import { sentence } from '../base/text.ts';
import { InvalidResponseError, RejectedError, RequestError, ResponseTimeoutError } from '../http/errors.ts';

// `POST /runs` must not be sent twice if the first request may have arrived: every run spends allowance.

/** With these statuses Doksi, or a gateway in front of it, rejects a run, so no run exists. */
const REJECTIONS: ReadonlySet<number> = new Set([400, 401, 402, 403, 404, 422]);
/** The server was too busy to process the request. */
const NOT_PROCESSED: ReadonlySet<number> = new Set([429, 503]);

const MAY_EXIST =
  "The run may exist. Check Doksi's dashboard before you run this job again: every run spends allowance.";

/** The run may have been created, but no valid response arrived. */
export class RunMayExistError extends Failure {
  constructor(cause: RequestError) {
    const isRemedied = cause instanceof InvalidResponseError || (cause instanceof RejectedError && !cause.isTransient);
    const next = isRemedied ? `${MAY_EXIST} ${cause.next}` : MAY_EXIST;
    super(whatArrived(cause), next, { cause, help: 'run-may-exist' });
  }
}

function whatArrived(failure: RequestError): string {
  const request = 'the request that creates the run';
  const { detail } = failure;
  if (failure instanceof RejectedError) return sentence(`Doksi responded to ${request} with HTTP ${detail}`);
  if (failure instanceof InvalidResponseError) return `No valid response to ${request} (${detail}).`;
  const when = failure instanceof ResponseTimeoutError ? '' : ' after it was sent';
  return `No response to ${request} (${detail}${when}).`;
}

/** The step was cancelled after the request may have been sent. */
export class CreationAbandonedError extends Failure {
  constructor(cause: unknown) {
    const what = 'The step was cancelled while the run was being created.';
    super(what, MAY_EXIST, { cause, help: 'run-may-exist' });
  }
}

const amount = z.union([z.number(), z.string().regex(/^\d{1,9}$/)]);
/** The body of a rejection because of the allowance: Doksi documents no status for it. */
const Allowance = z.object({ requested: amount, remaining: amount });

/**
 * Whether it is proven that the server did not process the request. A response with a run id proves the contrary, and one
 * about the allowance is final.
 */
export function isNotProcessed(failure: RequestError): boolean {
  if (!(failure instanceof RejectedError)) return failure.neverSent;
  const { status, json } = failure;
  const hasRunId = isMapping(json) && json['run_id'] != null;
  return NOT_PROCESSED.has(status) && !hasRunId && !Allowance.safeParse(json).success;
}

/** A failed creation as the user must see it: the failure itself if there is certainly no run. */
export function creationFailure(failure: RequestError): Failure {
  const { detail, status, json } = failure;
  const allowance = Allowance.safeParse(json).data;
  if (allowance) {
    const { requested, remaining } = allowance;
    const what = failure instanceof RejectedError ? failure.what : sentence(`Doksi rejected the run: ${detail}`);
    const next = `This run needs ${requested} of your allowance and ${remaining} are left. Run fewer tests, or raise the plan's allowance.`;
    return new Failure(what, next, { cause: failure, help: 'allowance-used-up' });
  }
  const isRejected = status !== undefined && REJECTIONS.has(status);
  return isRejected || isNotProcessed(failure) ? failure : new RunMayExistError(failure);
}
