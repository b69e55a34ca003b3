import { STATUS_CODES } from 'node:http';
import { Failure } from '../failure.ts';
import { connectionFault } from './connection-fault.ts';
import { type Peer, remedyFor } from './peer.ts';
import { clipped, inOneLine } from './quote.ts';

/** What a request was for: whom it asked, and what, to complete the sentence "Could not …". */
export interface Errand {
  readonly peer: Peer;
  readonly purpose: string;
}

/** What came back, where something did. */
export interface Reply {
  readonly status: number;
  /** The server's own words; without secrets, for they are cut where they are long. */
  readonly said?: string | undefined;
  /** The body, where it is JSON. */
  readonly json?: unknown;
  /** The code that an error in XML has. */
  readonly code?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The address of a redirect that was not followed. */
  readonly location?: string | undefined;
}

/** A log line has room for so much of what a server said (characters). */
const MAX_BRIEF = 200;
/** Of the server's own words an error shows so much (characters). */
const MAX_SAID = 2000;

const SILENT = 'did not answer';
const USELESS = 'gave no usable answer';
/** With 5xx, what a gateway says in the place of a server that did not answer. */
const BUSY: ReadonlySet<number> = new Set([408, 429]);

/** One request that did not bring what was asked for. */
export abstract class RequestError extends Failure {
  /** What came back, in one line with the begin of the server's words: `503 Service Unavailable: Busy.` */
  abstract readonly brief: string;
  /** The same with the server's words whole, up to 2,000 characters. */
  abstract readonly inFull: string;
  /** What became of the question, to complete "Doksi …": silence is another thing than an answer of no use. */
  readonly fate: string = SILENT;
  /** Who was asked. */
  abstract readonly peer: Peer;
  /** Whether it is certain that no byte of the request was sent: there was no connection to send it on. */
  readonly neverArrived: boolean = false;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined = undefined;
  /** The body of the answer, where it came and is JSON. */
  readonly json: unknown = undefined;
}

/** No whole answer came: the connection could not be made, or broke. */
export class ConnectionError extends RequestError {
  readonly brief: string;
  readonly inFull: string;
  readonly peer: Peer;
  override readonly neverArrived: boolean;

  constructor({ purpose, peer }: Errand, cause: unknown, neverArrived: boolean) {
    const brief = connectionFault(cause);
    super(`Could not ${purpose}: ${brief}.`, peer.remedies.unreachable, { cause });
    this.brief = this.inFull = brief;
    this.peer = peer;
    this.neverArrived = neverArrived;
  }
}

/** The answer did not come, or did not end, within the request's own deadline. */
export class NoAnswerError extends RequestError {
  readonly brief: string;
  readonly inFull: string;
  readonly peer: Peer;
  override readonly neverArrived: boolean;

  constructor({ purpose, peer }: Errand, deadlineMs: number, neverArrived = false) {
    const brief = `no ${neverArrived ? 'connection' : 'answer'} within ${Math.round(deadlineMs / 1000)} s`;
    super(`Could not ${purpose}: ${brief}.`, neverArrived ? peer.remedies.unreachable : peer.remedies.silent);
    this.brief = this.inFull = brief;
    this.peer = peer;
    this.neverArrived = neverArrived;
  }
}

/** An answer came that is not one of the peer's: an HTML page, half a JSON, fields of the wrong type. */
export class UnreadableAnswerError extends RequestError {
  readonly brief: string;
  readonly inFull: string;
  override readonly fate = USELESS;
  readonly peer: Peer;
  override readonly retryAfterMs: number | undefined;
  override readonly json: unknown;

  constructor(
    { purpose, peer }: Errand,
    fault: string,
    { retryAfterMs, json }: Pick<Reply, 'retryAfterMs' | 'json'> = {},
  ) {
    const what = clipped(fault, MAX_SAID);
    super(
      `Could not ${purpose}: the answer is not one that ${peer.name} gives (${what}).`,
      peer.remedies.unreadable,
    );
    this.brief = inOneLine(fault, MAX_BRIEF);
    this.inFull = what;
    this.peer = peer;
    this.retryAfterMs = retryAfterMs;
    this.json = json;
  }
}

/** The server answered that it did not do it. */
export class RefusedError extends RequestError {
  readonly brief: string;
  readonly inFull: string;
  override readonly fate: string;
  readonly peer: Peer;
  readonly status: number;
  readonly location: string | undefined;
  /** Whether the server calls it something that passes by itself. */
  readonly isPassing: boolean;
  override readonly retryAfterMs: number | undefined;
  override readonly json: unknown;

  constructor({ purpose, peer }: Errand, { status, said = '', json, code, retryAfterMs, location }: Reply) {
    const phrase = STATUS_CODES[status];
    const verb = status >= 500 ? 'failed' : 'refused';
    const words = clipped(said.trim(), MAX_SAID);
    super(
      `${peer.name} ${verb} to ${purpose}: ${words || (phrase ?? 'it gave no reason')} (HTTP ${status}).`,
      remedyFor(peer, status),
    );
    const name = [status, phrase].filter(Boolean).join(' ');
    this.brief = words === '' ? name : `${name}: ${inOneLine(words, MAX_BRIEF)}`;
    this.inFull = words === '' ? name : `${name}: ${words}`;
    this.fate = status >= 500 || BUSY.has(status) ? SILENT : USELESS;
    this.peer = peer;
    this.status = status;
    this.location = location;
    this.isPassing = code !== undefined && peer.passingCodes.has(code);
    this.retryAfterMs = retryAfterMs;
    this.json = json;
  }
}
