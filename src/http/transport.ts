import { type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../base/failure.ts';
import { ACCEPTED_ENCODINGS, BodyError, type BodyLimit, readBody, sendWhenAccepted } from './body.ts';
import { connect } from './connect.ts';
import { ConnectionError, InvalidResponseError, type Purpose } from './errors.ts';

export interface HttpRequest extends Purpose {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  /** A text, or chunks: each is requested after the previous one was written. */
  readonly body?: string | AsyncIterable<Buffer>;
  /** How much of the response's body is read; all of it by default. */
  readonly limit?: (head: HttpHead) => BodyLimit;
  /** `isSent` becomes true as soon as a byte may have been sent. */
  readonly progress?: { isSent: boolean };
}

export interface HttpHead {
  readonly status: number;
  /** Names in lower case; Node makes one character of each byte of a value. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HttpResponse extends HttpHead {
  readonly text: string;
}

/** Sends a request once and reads its response; rejects with a Failure or the signal's reason. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/**
 * Sends requests over Node's HTTP/1.1. Each has a connection of its own, so that the state of the connection proves
 * whether the request was sent. It does not retry or follow redirects.
 */
export function createTransport(userAgent: string): Send {
  return async (request, signal) => {
    const progress = request.progress ?? { isSent: false };
    progress.isSent = false;
    let socket: Socket | undefined;
    try {
      socket = await connect(request.url, signal);
      // Node emits a SIGINT that came together with the connection only between two turns of the event loop.
      await nextTurn();
      await nextTurn();
      signal.throwIfAborted();
      if (socket.destroyed) throw new Error('connection closed before the request was sent');
      progress.isSent = true;
      const message = await sendOn(socket, request, userAgent, signal);
      // Node joins repeated headers, except for cookies.
      const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
      const head = { status: message.statusCode ?? 0, headers };
      return { ...head, text: await textOf(message, head, request) };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof Failure ? error : new ConnectionError(request, error, !progress.isSent);
    } finally {
      socket?.destroy();
    }
  };
}

/** Sends the request on the socket; resolves to the head of its response. */
function sendOn(
  socket: Socket,
  { method, url, headers, body }: HttpRequest,
  userAgent: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = httpRequest({
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
  request.once('response', resolve);
  request.on('error', reject);
  request.once('close', () => reject(new Error('connection closed')));
  if (typeof body === 'object') sendWhenAccepted(request, body);
  else request.end(body);
  return promise;
}

async function textOf(message: IncomingMessage, head: HttpHead, request: HttpRequest): Promise<string> {
  try {
    return await readBody(message, request.limit?.(head));
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    // The status of an error is enough.
    if (head.status >= 300) return '';
    throw new InvalidResponseError(request, error.message, { status: head.status });
  }
}
