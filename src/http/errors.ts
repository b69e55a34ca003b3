import { STATUS_CODES } from 'node:http';
import { Failure, type HelpTopic } from '../base/failure.ts';
import { clipped, oneLine } from '../base/text.ts';
import { connectionFault, statusName } from './connect.ts';

/** What the errors of requests to a server need. */
export interface Server {
  readonly name: string;
  /** Whether its URLs are secret, as presigned URLs are. */
  readonly hasSecretUrls?: boolean;
  /** The error in a response's body, if the body has the form of this server's errors. */
  readonly errorIn: (text: string, json: unknown) => ServerError | undefined;
  readonly remedies: Remedies;
}

export interface ServerError {
  readonly text: string;
  /** The server's own code for the error. */
  readonly code?: string;
  /** Whether a retry may help, whatever the status. */
  readonly isTransient?: boolean;
}

/** What the user can do next, and where it is explained. */
export interface Remedy {
  readonly next: string;
  readonly help?: HelpTopic;
}

export interface Remedies {
  readonly unreachable: Remedy;
  /** 5xx, or no response in time. */
  readonly failed: Remedy;
  /** A response of another server, or a redirect. */
  readonly invalid: Remedy;
  readonly byStatus: Readonly<Record<number, Remedy>>;
  /** Any other status. */
  readonly rejected: Remedy;
}

/** What a request is for. */
export interface Purpose {
  readonly server: Server;
  /** Completes "Could not …". */
  readonly purpose: string;
  /** Completes "Doksi rejected …"; the request, by default. */
  readonly subject?: string;
}

/** The parts of a response that errors need. */
export interface ResponseFacts {
  readonly status: number;
  /** The body, if it is JSON. */
  readonly json?: unknown;
  readonly retryAfterMs?: number | undefined;
}

interface RequestErrorOptions extends ErrorOptions, Partial<ResponseFacts> {
  readonly detail: string;
  readonly neverSent?: boolean;
}

/** How much of a response a log line shows (characters). */
const MAX_SUMMARY = 240;
/** How much of a server's text an error shows (characters). */
const MAX_DETAIL = 2000;

/** A request that failed. */
export abstract class RequestError extends Failure {
  readonly server: Server;
  /** What was received, with up to 2,000 characters of the server's text. */
  readonly detail: string;
  /** Whether no byte of the request can have been sent. */
  readonly neverSent: boolean;
  /** These three belong to the response; undefined without one. */
  readonly status: number | undefined;
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;

  constructor(server: Server, what: string, { next, help }: Remedy, options: RequestErrorOptions) {
    super(what, next, { cause: options.cause, help });
    this.server = server;
    this.detail = options.detail;
    this.neverSent = options.neverSent ?? false;
    this.status = options.status;
    this.json = options.json;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** The detail in one short line: `503 Service Unavailable: Busy`. */
  get summary(): string {
    return clipped(oneLine(this.detail), MAX_SUMMARY);
  }

  /** Completes "Doksi …". */
  get predicate(): string {
    if (this.neverSent) return 'could not be reached';
    const isAnswered = this.status !== undefined && !isTransientStatus(this.status);
    return isAnswered ? 'returned no valid response' : 'did not respond';
  }
}

/** The connection could not be established, or broke. */
export class ConnectionError extends RequestError {
  constructor({ server, purpose }: Purpose, cause: unknown, neverSent: boolean) {
    const detail = connectionFault(cause);
    super(server, `Could not ${purpose}: ${detail}.`, server.remedies.unreachable, { detail, neverSent, cause });
  }
}

/** The whole response did not arrive within the request's deadline. */
export class ResponseTimeoutError extends RequestError {
  constructor({ server, purpose }: Purpose, deadlineMs: number, neverSent = false) {
    const detail = `no ${neverSent ? 'connection' : 'response'} within ${Math.round(deadlineMs / 1000)} s`;
    const remedy = server.remedies[neverSent ? 'unreachable' : 'failed'];
    super(server, `Could not ${purpose}: ${detail}.`, remedy, { detail, neverSent });
  }
}

/** The response is not one of the server's: the page of a gateway or proxy, damaged JSON, fields of the wrong type. */
export class InvalidResponseError extends RequestError {
  constructor({ server, purpose }: Purpose, fault: string, facts: ResponseFacts) {
    const detail = clipped(`HTTP ${facts.status}, ${fault}`, MAX_DETAIL);
    const what = `Could not ${purpose}: not a valid response from ${server.name} (${detail}).`;
    super(server, what, server.remedies.invalid, { ...facts, detail });
  }
}

/** The server returned an error. */
export class RejectedError extends RequestError {
  declare readonly status: number;
  readonly code: string | undefined;
  /** Whether the same request may succeed later. */
  readonly isTransient: boolean;

  constructor(purpose: Purpose, { text, code, isTransient = false }: ServerError, facts: ResponseFacts) {
    const { status } = facts;
    const { server } = purpose;
    const shown = clipped(text.trim(), MAX_DETAIL);
    const detail = shown === '' ? statusName(status) : `${statusName(status)}: ${shown}`;
    super(server, rejectionOf(purpose, status, shown), remedyFor(server, status), { ...facts, detail });
    this.code = code;
    this.isTransient = isTransient || isTransientStatus(status);
  }
}

function rejectionOf({ server, purpose, subject }: Purpose, status: number, text: string): string {
  const failed = `Could not ${purpose}: ${server.name} returned`;
  if (isRedirect(status)) return `${failed} a redirect, which is not followed (HTTP ${status}).`;
  const rejected = `${server.name} rejected ${subject ?? `the request to ${purpose}`}`;
  const reason = text.replace(/\.$/, '') || (STATUS_CODES[status] ?? 'no reason given');
  return `${status >= 500 ? `${failed} an error` : rejected}: ${reason} (HTTP ${status}).`;
}

function remedyFor({ remedies }: Server, status: number): Remedy {
  const other = isRedirect(status) ? remedies.invalid : remedies.rejected;
  return remedies.byStatus[status] ?? (status >= 500 ? remedies.failed : other);
}

/** Any 3xx, whether or not it can be followed. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** Whether the status is 5xx, 408 or 429. Gateways return the last two in place of a slow or busy server. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
