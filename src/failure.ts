/** A failure told in a user's words: what was tried and what came back, then what to do next. */
export abstract class Failure extends Error {
  readonly what: string;
  readonly next: string;

  constructor(what: string, next: string, options?: ErrorOptions) {
    super(`${what}\n${next}`, options);
    this.name = new.target.name;
    this.what = what;
    this.next = next;
  }
}

/** A fault of this action itself: whatever was thrown that is no Failure. */
export class UnexpectedError extends Failure {
  constructor(cause: unknown) {
    super(
      `The action itself failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'This is a fault of doksi/run-action: report it with the log of this step.',
      { cause },
    );
  }
}

export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new UnexpectedError(error);
}
