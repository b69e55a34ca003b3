import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as httpRequest,
} from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { connect } from './connect.ts';
import { NoWayError } from './connection-fault.ts';
import { sendAfterConsent } from './consent.ts';
import { ConnectionError, type Errand, UnreadableAnswerError } from './errors.ts';
import { ACCEPTED_ENCODINGS, BodyError, readBody } from './read-body.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface HttpRequest extends Errand {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  /** Of what comes in chunks, each is taken once the one before has left. */
  readonly body?: string | AsyncIterable<Buffer>;
  /** How much of the answer's body is wanted, in bytes after decompression; the rest is left. All, if not given. */
  readonly takeBytes?: number | ((head: HttpHead) => number);
  /** Told each piece of what is taken, as it comes. Once it says true, the rest is left. */
  readonly isEnough?: (piece: Buffer) => boolean;
  /** Told how far the request has come. As long as nothing is told, it may be anywhere. */
  readonly onPhase?: (phase: Phase) => void;
}

/** `connecting`: provably no byte of the request was sent. `sent`: from here on it may arrive. */
export type Phase = 'connecting' | 'sent';

export interface HttpHead {
  readonly status: number;
  /** Names in lower case; each byte of a value is one character, as Node reads them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HttpAnswer extends HttpHead {
  readonly text: string;
}

/** Sends one request, once, and reads its whole answer; rejects with a RequestError or the signal's reason. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/**
 * The transport over Node's own HTTP/1.1. Each request has a connection for itself, so that what is known of the
 * connection is known of the request. It neither retries nor follows redirects: both are decisions for whoever knows
 * what the request does. The clock is for dates in answers.
 */
export function createTransport(userAgent: string, clock: Pick<Clock, 'now'>): Send {
  return async (request, signal) => {
    let isSent = false;
    let socket: Socket | undefined;
    try {
      request.onPhase?.('connecting');
      socket = await connect(request.url, signal);
      await hearSignals();
      signal.throwIfAborted();
      if (socket.destroyed) throw new NoWayError('the connection was closed before anything was sent');
      isSent = true;
      request.onPhase?.('sent');
      const message = await ask(request, socket, userAgent, signal);
      const head = { status: message.statusCode ?? 0, headers: headersOf(message) };
      return { ...head, text: await textOf(message, head, request, clock) };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof UnreadableAnswerError ? error : new ConnectionError(request, error, !isSent);
    } finally {
      socket?.destroy();
    }
  };
}

/**
 * Node tells of SIGINT only when its event loop looks for it, which it does between two turns. Without them a step that
 * was cancelled while it loaded would still send a request that costs something.
 */
async function hearSignals(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** Sends the request on the socket; resolves to the head of its answer. */
function ask(
  { method, url, headers, body }: HttpRequest,
  socket: Socket,
  userAgent: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sending: ClientRequest = httpRequest({
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': userAgent,
      'accept-encoding': ACCEPTED_ENCODINGS,
      ...headers,
      ...(typeof body === 'string' && { 'content-length': Buffer.byteLength(body) }),
      ...(typeof body === 'object' && { expect: '100-continue' }),
    },
    createConnection: () => socket,
    signal,
  });
  sending.once('response', resolve);
  sending.on('error', reject);
  sending.once('close', () => reject(new Error('the connection was closed without an answer')));
  if (typeof body === 'object') sendAfterConsent(sending, body);
  else sending.end(body);
  return promise;
}

/** The body. What says by its status that it is an error needs no body for that. */
async function textOf(
  message: IncomingMessage,
  head: HttpHead,
  request: HttpRequest,
  clock: Pick<Clock, 'now'>,
): Promise<string> {
  const { takeBytes, isEnough } = request;
  try {
    return await readBody(message, typeof takeBytes === 'function' ? takeBytes(head) : takeBytes, isEnough);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    if (head.status >= 300) return '';
    const retryAfterMs = parseRetryAfter(head.headers['retry-after'], clock.now());
    throw new UnreadableAnswerError(request, `HTTP ${head.status}, ${error.message}`, { retryAfterMs });
  }
}

/** Only cookies come as a list: Node joins what else is there more than once, or takes the first. */
function headersOf(message: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
