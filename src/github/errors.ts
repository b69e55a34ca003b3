import { Failure, type HelpTopic } from '../base/failure.ts';

/** A line under `permissions:` of a job. */
export type Permission = 'checks: write' | 'pull-requests: write' | 'pull-requests: read' | 'contents: read';

/** What a request is for. */
export interface Purpose {
  /** Completes "Could not …". */
  readonly purpose: string;
  /** The permission that the token needs for it; undefined if it needs none. */
  readonly permission?: Permission;
}

/** A request to GitHub that failed. */
export class GithubError extends Failure {
  /** The status of GitHub's response, if that is the reason. */
  readonly status: number | undefined;

  constructor(
    what: string,
    next: string,
    help: HelpTopic | undefined,
    options?: ErrorOptions & { readonly status?: number },
  ) {
    super(what, next, { help, cause: options?.cause });
    this.status = options?.status;
  }
}

/** The token lacks a permission. */
export class MissingPermissionError extends GithubError {
  constructor(what: string, next: string, status: number) {
    super(what, next, 'missing-permission', { status });
  }
}

/** The token has sent too many requests. */
export class RateLimitError extends GithubError {
  /** The wait that GitHub demands, in milliseconds. */
  readonly waitMs: number;

  constructor(what: string, next: string, waitMs: number) {
    super(what, next, 'github-unavailable');
    this.waitMs = waitMs;
  }
}

/** No response, or one that is not GitHub's: a network error, a timeout, 5xx, an invalid body. It may be temporary. */
export class GithubUnavailableError extends GithubError {
  constructor({ purpose }: Purpose, fault: string, options?: ErrorOptions) {
    const next = 'GitHub or the network may have a problem. See https://www.githubstatus.com.';
    super(`Could not ${purpose}: ${fault}.`, next, 'github-unavailable', options);
  }
}

/** Resolves to undefined if GitHub rejects the request with one of these statuses. */
export async function unlessRejected<T>(statuses: readonly number[], request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GithubError && statuses.includes(error.status ?? 0)) return undefined;
    throw error;
  }
}

/** The runner did not provide what the reports are about. */
export class UnknownContextError extends Failure {
  /** `source` names where the value should come from. */
  constructor(what: string, source: string) {
    super(`Could not determine the ${what}.`, `It is read from ${source}, which is empty here.`);
  }
}
