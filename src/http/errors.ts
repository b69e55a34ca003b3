import { STATUS_CODES } from 'node:http';
import { Failure } from '../failure.ts';
import { connectionFault } from './connection-fault.ts';

/** The two servers that Doksi has: its API, and the storage that takes uploads. */
export type Peer = 'api' | 'storage';

const PEER_NAMES: Readonly<Record<Peer, string>> = { api: 'Doksi', storage: "Doksi's storage" };

/** One request that did not bring what was asked for. */
export abstract class RequestError extends Failure {
  /** What came back, in a few words: `503 Service Unavailable`. */
  abstract readonly brief: string;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined = undefined;
}

/** No whole answer came: the connection could not be made, or broke. */
export class ConnectionError extends RequestError {
  readonly brief: string;
  /** Whether it is certain that the server never got the request. */
  readonly neverArrived: boolean;

  constructor(purpose: string, cause: unknown) {
    const fault = connectionFault(cause);
    super(
      `Could not ${purpose}: ${fault.brief}.`,
      'Check the network between this runner and Doksi (proxy, firewall, api-url), then run the job again.',
      { cause },
    );
    this.brief = fault.brief;
    this.neverArrived = fault.neverArrived;
  }
}

/** The answer did not come, or did not end, within the request's own deadline. */
export class NoAnswerError extends RequestError {
  readonly brief: string;

  constructor(purpose: string, deadlineMs: number) {
    const brief = `no answer within ${Math.round(deadlineMs / 1000)} s`;
    super(`Could not ${purpose}: ${brief}.`, 'Doksi may be down or slow: run the job again later.');
    this.brief = brief;
  }
}

/** An answer came that is not one of Doksi's: an HTML page, half a JSON, fields of the wrong type. */
export class UnreadableAnswerError extends RequestError {
  readonly brief: string;
  override readonly retryAfterMs: number | undefined;

  constructor(purpose: string, brief: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(
      `Could not ${purpose}: the answer is not one of Doksi's (${brief}).`,
      'Check api-url: something between this runner and Doksi, such as a proxy, may have answered in its place.',
      options,
    );
    this.brief = brief;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server answered with a status other than 2xx. */
export class RefusedError extends RequestError {
  readonly brief: string;
  readonly status: number;
  override readonly retryAfterMs: number | undefined;

  constructor(
    purpose: string,
    status: number,
    said: string | undefined,
    retryAfterMs?: number,
    peer: Peer = 'api',
  ) {
    const phrase = STATUS_CODES[status];
    const verb = status >= 500 ? 'failed' : 'refused';
    super(
      `${PEER_NAMES[peer]} ${verb} to ${purpose}: ${said ?? phrase ?? 'it gave no reason'} (HTTP ${status}).`,
      peer === 'api' ? remedy(status) : STORAGE_REMEDY,
    );
    this.brief = [status, phrase].filter(Boolean).join(' ');
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The allowance does not cover the run; recognised by the body, since Doksi publishes no status code for it. */
export class AllowanceError extends RequestError {
  readonly brief: string;

  constructor(purpose: string, status: number, said: string, requested: number, remaining: number) {
    super(
      `Doksi refused to ${purpose}: ${said} (HTTP ${status}).`,
      `This run needs ${requested} of your allowance and ${remaining} are left. Run fewer tests, or raise the plan's allowance.`,
    );
    this.brief = 'the allowance is used up';
  }
}

/** The creating request may have arrived, but no usable answer came: sending it again could run and bill it twice. */
export class RunMayExistError extends Failure {
  constructor(cause: RequestError) {
    super(
      cause.what,
      'The run may exist: look in Doksi before you run this job again, since every run spends allowance.',
      { cause },
    );
  }
}

const REMEDIES: Readonly<Record<number, string>> = {
  400: "Compare the matrix and extra-body with Doksi's documentation; dry-run: true shows the exact request.",
  401: 'Check the api-key input: the key may be wrong or revoked. Keys are made in Settings > Integrations > CI/CD.',
  402: "Check the plan and its allowance in Doksi's settings.",
  403: 'Check what this API key may do, and the policies in Settings > Integrations > CI/CD.',
  404: 'Check api-url, and that the id belongs to the workspace of this API key.',
  408: 'Doksi may be slow: run the job again later.',
  429: 'Too many requests with this key: run the job again later, or start fewer jobs at once.',
};

const STORAGE_REMEDY =
  'Run the job again: it uploads to a new address. If it fails the same way, tell Doksi these words.';

function remedy(status: number): string {
  if (status >= 500) return 'Doksi has a problem of its own: run the job again later.';
  if (status >= 300 && status < 400) return 'Check api-url: Doksi does not answer there itself.';
  return REMEDIES[status] ?? "Read Doksi's words above and correct the inputs of this step.";
}
