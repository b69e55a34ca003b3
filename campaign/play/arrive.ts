import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { UnreadableAnswerError } from '../../src/http/errors.ts';
import { BodyError, MAX_BODY_BYTES, readBody } from '../../src/http/read-body.ts';
import type { HttpAnswer, HttpRequest } from '../../src/http/transport.ts';
import type { AnswerReply, Encoding } from './reply.ts';

interface Packed {
  readonly bytes: Buffer;
  /** The header `content-encoding`. */
  readonly named?: string;
}

const PACKERS: Readonly<Record<Encoding, (text: string) => Packed>> = {
  gzip: (text) => ({ bytes: gzipSync(text), named: 'gzip' }),
  deflate: (text) => ({ bytes: deflateSync(text), named: 'deflate' }),
  raw: (text) => ({ bytes: deflateRawSync(text), named: 'deflate' }),
  br: (text) => ({ bytes: brotliCompressSync(text), named: 'br' }),
  bom: (text) => ({ bytes: Buffer.from(`\ufeff${text}`) }),
  lie: (text) => ({ bytes: Buffer.from(text), named: 'gzip' }),
  strange: (text) => ({ bytes: Buffer.from(text), named: 'zstd' }),
  endless: (text) => ({ bytes: gzipSync(text.padEnd(MAX_BODY_BYTES + 1), { level: 1 }), named: 'gzip' }),
  cut: (text) => ({ bytes: gzipSync(text).subarray(0, -9), named: 'gzip' }),
};

/** The bytes of a body as a server sends it. */
export function pack(text: string, encoding: Encoding): Packed {
  return PACKERS[encoding](text);
}

/** The answer as the transport hands it on. A body that is packed passes the action's own reader. */
export async function arrive(
  { status, text, retryAfter, location, encoding }: AnswerReply,
  request: HttpRequest,
  nowMs: number,
): Promise<HttpAnswer> {
  const when = typeof retryAfter === 'number' ? new Date(nowMs + retryAfter).toUTCString() : retryAfter;
  const headers = {
    ...(when !== undefined && { 'retry-after': when }),
    ...(location !== undefined && { location }),
  };
  if (encoding === undefined) return { status, headers, text };
  const { bytes, named } = pack(text, encoding);
  const message = new IncomingMessage(new Socket());
  if (named !== undefined) message.headers['content-encoding'] = named;
  if (bytes.length > 0) message.push(bytes);
  message.push(null);
  try {
    return { status, headers, text: await readBody(message) };
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    if (status >= 300) return { status, headers, text: '' };
    throw new UnreadableAnswerError(request, `HTTP ${status}, ${error.message}`);
  }
}
