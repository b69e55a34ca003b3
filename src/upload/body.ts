import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Failure } from '../failure.ts';
import { CHUNK_BYTES } from '../apps/digest.ts';
import type { Package, PackageFile } from '../apps/package.ts';
import { zipBytes, type ZipPart, zipParts } from './zip.ts';

/** The file is no longer what was checked and announced; what was sent of it is worthless. */
export class FileChangedError extends Failure {
  constructor(path: string, change: string, cause?: unknown) {
    super(
      `The file ${path} ${change} while it was sent.`,
      'Make sure that no other step or process writes to it, then run the job again.',
      { cause },
    );
  }
}

/** The body of one upload: its exact length, and a fresh stream of it for every attempt. */
export interface UploadBody {
  readonly bytes: number;
  /** `onBytes` is told how many bytes of it have been taken so far. */
  open(onBytes: (sent: number) => void): UploadStream;
}

export interface UploadStream {
  readonly stream: Readable;
  /** SHA-256 of all that was sent, hexadecimal; complete once the stream has ended. */
  readonly digest: () => string;
}

/** A zip is sent as it is, APKs in a zip that only stores. */
export function uploadBody({ kind, files }: Package): UploadBody {
  const parts = kind === 'zip' ? files : zipParts(files);
  const byName = new Map(files.map((file) => [file.name, file]));
  return {
    bytes: zipBytes(parts),
    open(onBytes) {
      const hash = createHash('sha256');
      const stream = Readable.from(chunks(parts, byName, hash, onBytes), {
        objectMode: false,
        highWaterMark: CHUNK_BYTES,
      });
      return { stream, digest: () => hash.digest('hex') };
    },
  };
}

async function* chunks(
  parts: readonly ZipPart[],
  files: ReadonlyMap<string, PackageFile>,
  hash: { update(chunk: Buffer): unknown },
  onBytes: (sent: number) => void,
): AsyncGenerator<Buffer> {
  let sent = 0;
  for (const part of parts) {
    const file = Buffer.isBuffer(part) ? undefined : files.get(part.name);
    for await (const chunk of file ? contentOf(file) : [part]) {
      if (!Buffer.isBuffer(chunk)) continue;
      hash.update(chunk);
      sent += chunk.length;
      yield chunk;
      onBytes(sent);
    }
  }
}

/** The file's content, as long as it is what was checked: one byte more or less would make a request that hangs. */
async function* contentOf({ path, bytes, crc32: expected }: PackageFile): AsyncGenerator<Buffer> {
  let read = 0;
  let crc = 0;
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of stream) {
      read += chunk.length;
      crc = crc32(chunk, crc);
      if (read > bytes) throw new FileChangedError(path, 'grew');
      // The last chunk is held back until the whole is known to be right: half an upload is none.
      if (read === bytes && crc !== expected) throw new FileChangedError(path, 'changed');
      yield chunk;
    }
  } catch (error) {
    throw error instanceof FileChangedError ? error : new FileChangedError(path, 'could not be read', error);
  }
  if (read < bytes) throw new FileChangedError(path, 'shrank');
}
