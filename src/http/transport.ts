import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { Failure } from '../base/failure.ts';
import { isMapping } from '../base/json.ts';
import { connect } from './connect.ts';
import { ConnectionError, InvalidResponseError, type Purpose } from './errors.ts';

/** Bytes after decompression; 10,000 results take about 5 MB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** How long (milliseconds) a server may take to accept `Expect: 100-continue` before the body is sent anyway. */
const CONTINUE_MS = 1000;

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

/** How much of a body is read. */
export interface BodyLimit {
  readonly maxBytes: number;
  /** Nothing after this text is needed. */
  readonly until?: string | undefined;
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
      'accept-encoding': 'gzip, deflate, br',
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

/**
 * Sends the body of a request with `Expect: 100-continue` once the server accepts it: a server that rejects the request
 * may close the connection while a body is sent. https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
function sendWhenAccepted(request: ClientRequest, body: AsyncIterable<Buffer>): void {
  const timer = setTimeout(() => request.emit('continue'), CONTINUE_MS);
  request.once('continue', () => {
    clearTimeout(timer);
    // Takes each chunk after the previous one was written: the source may reuse its buffer.
    const sink = new Writable({
      highWaterMark: 1,
      write: (chunk, _encoding, done) => void request.write(chunk, done),
      final: (done) => void request.end(done),
    });
    request.once('close', () => sink.destroy());
    pipeline(body, sink, (error) => error && request.destroy(error));
  });
  for (const end of ['response', 'close']) request.once(end, () => clearTimeout(timer));
  request.flushHeaders();
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

/** A body that cannot be read although the connection is intact. */
class BodyError extends Error {}

/**
 * Resolves to the decompressed body as text, without a byte-order mark. Rejects with a BodyError as soon as the body is
 * too large or damaged, or with Node's error if the connection breaks.
 */
async function readBody(message: IncomingMessage, limit: BodyLimit = { maxBytes: Infinity }): Promise<string> {
  const { maxBytes, until } = limit;
  if (maxBytes === 0) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const piece of decompressed(message)) {
      text += decoder.decode(piece.subarray(0, maxBytes - bytes), { stream: true });
      bytes += piece.length;
      if (bytes > MAX_BODY_BYTES) throw new BodyError(`more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
      if (bytes >= maxBytes || (until !== undefined && text.includes(until))) break;
    }
  } catch (error) {
    // The codes of zlib and of Brotli; the others are about the connection.
    const isDamaged = isMapping(error) && /^(Z_|ERR__)/.test(String(error['code']));
    throw isDamaged ? new BodyError('damaged compression', { cause: error }) : error;
  }
  return text + decoder.decode();
}

function decompressed(message: IncomingMessage): AsyncIterable<Buffer> {
  const encoding = (message.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return message;
  const isZlib = /^((x-)?gzip|deflate)$/.test(encoding);
  if (!isZlib && encoding !== 'br') throw new BodyError('an unknown encoding');
  return pipeline(message, isZlib ? createUnzip() : createBrotliDecompress(), () => undefined);
}
