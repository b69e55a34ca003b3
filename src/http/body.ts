import type { ClientRequest, IncomingMessage } from 'node:http';
import { pipeline, Writable } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { isMapping } from '../base/json.ts';

/** Bytes after decompression; 10,000 results take about 5 MB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** How long (milliseconds) a server may take to accept `Expect: 100-continue` before the body is sent anyway. */
const CONTINUE_MS = 1000;

export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** A body that cannot be read although the connection is intact. */
export class BodyError extends Error {}

/** How much of a body is read. */
export interface BodyLimit {
  readonly maxBytes: number;
  /** Nothing after this text is needed. */
  readonly until?: string | undefined;
}

/**
 * Resolves to the decompressed body as text, without a byte-order mark. Rejects with a BodyError as soon as the body is
 * too large or damaged, or with Node's error if the connection breaks.
 */
export async function readBody(message: IncomingMessage, limit: BodyLimit = { maxBytes: Infinity }): Promise<string> {
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

/**
 * Sends the body of a request with `Expect: 100-continue` once the server accepts it: a server that rejects the request
 * may close the connection while a body is sent. https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
export function sendWhenAccepted(request: ClientRequest, body: AsyncIterable<Buffer>): void {
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
