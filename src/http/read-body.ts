import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** 10,000 results take about 5 MB; what is far beyond that is not read. Bytes, after decompression. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What `readBody` understands, for the header `accept-encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** A body that arrived but can't be used. */
export class BodyError extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'BodyError';
  }
}

/**
 * The body as text: decompressed, without a byte-order mark; the whole, or the first `takeBytes` of it, or what has come
 * until a piece `isEnough`. Rejects with a BodyError at the byte that passes the bound, or with what Node throws when
 * the connection breaks.
 */
export async function readBody(
  message: IncomingMessage,
  takeBytes = Infinity,
  isEnough: (piece: Buffer) => boolean = () => false,
): Promise<string> {
  if (takeBytes === 0) return '';
  const encoding = (message.headers['content-encoding'] ?? '').trim().toLowerCase();
  const chunks: Buffer[] = [];
  const taken = { bytes: 0, isEnough: false };
  const collect = async (body: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of body) {
      taken.bytes += chunk.length;
      if (taken.bytes > MAX_BODY_BYTES)
        throw new BodyError(`more than ${MAX_BODY_BYTES / 1024 / 1024} MiB, which are not read`);
      const piece = taken.bytes > takeBytes ? chunk.subarray(0, takeBytes - taken.bytes) : chunk;
      chunks.push(piece);
      taken.isEnough = isEnough(piece) || taken.bytes >= takeBytes;
      if (!taken.isEnough) continue;
      // Whoever waits for more of it is let go: it may never come.
      message.destroy();
      return;
    }
  };

  const source: AsyncIterator<Buffer> = message[Symbol.asyncIterator]();
  const first = await source.next();
  // Empty is not valid in any encoding but sent all the same.
  if (first.done) return '';
  async function* whole(): AsyncGenerator<Buffer> {
    for (let next: IteratorResult<Buffer> = first; !next.done; next = await source.next()) yield next.value;
  }
  if (encoding === '' || encoding === 'identity') {
    await collect(whole());
  } else {
    const decoder = await decoderFor(encoding, first.value);
    try {
      await pipeline(whole, decoder, collect);
    } catch (error) {
      // A pipeline that is left before its end calls that an error.
      if (error instanceof BodyError || (message.errored !== null && !taken.isEnough)) throw error;
      if (!taken.isEnough)
        throw new BodyError(`it says that it is ${encoding}, and is not`, { cause: error });
    }
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function decoderFor(encoding: string, first: Buffer): Promise<Transform> {
  const { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } = await import('node:zlib');
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      // Some servers leave out zlib's own head: https://www.rfc-editor.org/rfc/rfc9110#field.content-encoding
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    default:
      throw new BodyError('an encoding that was not asked for');
  }
}
