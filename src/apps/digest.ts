import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { readChunks } from './chunks.ts';

export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
  readonly crc32: number;
}

/**
 * SHA-256 (hexadecimal), CRC-32 and length of a file, read once, in constant memory. Rejects once the signal aborts, and
 * for what is no regular file.
 */
export async function digestFile(path: string, signal?: AbortSignal): Promise<Digest> {
  signal?.throwIfAborted();
  const hash = createHash('sha256');
  let crc = 0;
  let bytes = 0;
  for await (const chunk of readChunks(path)) {
    signal?.throwIfAborted();
    hash.update(chunk);
    crc = crc32(chunk, crc);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), crc32: crc };
}
