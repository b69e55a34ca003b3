import { Failure } from '../failure.ts';
import { ConnectionError, NoAnswerError, RefusedError, RequestError } from '../http/errors.ts';
import type { Peer } from '../http/peer.ts';
import { type Allowance, allowanceOf } from './refusal-body.ts';

// The request that creates a run must never be sent twice where the first may have arrived: each run spends allowance.

/** Doksi's ways to say no. Whatever else comes back, it may have said yes before. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 402, 403, 404, 422]);
/** Too busy to have begun. */
const NOT_TAKEN: ReadonlySet<number> = new Set([429, 503]);

/** The allowance does not cover the run; recognised by the body, since Doksi publishes no status code for it. */
class AllowanceError extends RequestError {
  readonly brief = 'the allowance is used up';
  readonly inFull: string;
  readonly peer: Peer;

  constructor(failure: RequestError, { requested, remaining }: Allowance) {
    super(
      failure instanceof RefusedError ? failure.what : `Doksi refused to create the run: ${failure.inFull}.`,
      `This run needs ${requested} of your allowance and ${remaining} are left. Run fewer tests, or raise the plan's allowance.`,
      { cause: failure },
    );
    this.inFull = `${this.brief}: ${failure.inFull}`;
    this.peer = failure.peer;
  }
}

const MAY_EXIST =
  "The run may exist: look in Doksi's dashboard, among the runs of this key's workspace, before you run this job again, since every run spends allowance.";

/** The creating request may have arrived, but no usable answer came: sending it again could run and bill it twice. */
export class RunMayExistError extends Failure {
  constructor(cause: RequestError) {
    const isAnswered = cause instanceof RefusedError;
    const hasRemedy = isAnswered && cause.status < 500 && cause.status !== 408;
    const what = isAnswered ? `${ANSWERED} HTTP ${sentence(cause.inFull)}` : cause.what;
    super(what, hasRemedy ? `${MAY_EXIST} ${cause.next}` : MAY_EXIST, { cause });
  }
}

/** What came back, and nothing of what it means: that Doksi refused would be to know that there is no run. */
const ANSWERED = 'Doksi answered the request that creates the run with';

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The step was cancelled while the creating request was on its way. */
export class CreationAbandonedError extends Failure {
  constructor(reason: unknown) {
    super('The step was cancelled while the run was being created.', MAY_EXIST, { cause: reason });
  }
}

/** Proof that the server did not take the request. */
export function isNotTaken(failure: RequestError): boolean {
  if (failure instanceof ConnectionError || failure instanceof NoAnswerError) return failure.neverArrived;
  return failure instanceof RefusedError && NOT_TAKEN.has(failure.status);
}

/** What a failed creation is: told as what it is where that is sure, else as a run that may exist. */
export function creationFailure(failure: RequestError): Failure {
  if (failure instanceof AllowanceError || isNotTaken(failure)) return failure;
  return failure instanceof RefusedError && REFUSALS.has(failure.status)
    ? failure
    : new RunMayExistError(failure);
}

/** The same failure, or what its body says of the allowance. */
export function withAllowance(failure: RequestError): RequestError {
  const allowance = allowanceOf(failure.json);
  return allowance === undefined ? failure : new AllowanceError(failure, allowance);
}
