import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Read at once, in bytes. Large reads are what makes both digests and uploads fast. */
export const CHUNK_BYTES = 1024 * 1024;

export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
  readonly crc32: number;
}

/** SHA-256 (hexadecimal), CRC-32 and length of a file, read once, in constant memory; rejects once the signal aborts. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash('sha256');
  let crc = 0;
  let bytes = 0;
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK_BYTES, signal });
  for await (const chunk of stream) {
    hash.update(chunk);
    crc = crc32(chunk, crc);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), crc32: crc };
}
