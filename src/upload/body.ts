import { crc32 } from 'node:zlib';
import { Failure } from '../failure.ts';
import { readChunks } from '../apps/chunks.ts';
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

/** The body of one upload: its exact length, and its chunks, anew for every attempt. */
export interface UploadBody {
  readonly bytes: number;
  /** Each is good only until the next is taken. Throws a FileChangedError before the last would leave. */
  chunks(): AsyncIterable<Buffer>;
}

/** A zip is sent as it is, APKs in a zip that only stores. */
export function uploadBody({ kind, files }: Package): UploadBody {
  const parts = kind === 'zip' ? files : zipParts(files);
  const byName = new Map(files.map((file) => [file.name, file]));
  return { bytes: zipBytes(parts), chunks: () => chunksOf(parts, byName) };
}

async function* chunksOf(
  parts: readonly ZipPart[],
  files: ReadonlyMap<string, PackageFile>,
): AsyncGenerator<Buffer> {
  for (const part of parts) {
    if (Buffer.isBuffer(part)) {
      yield part;
      continue;
    }
    const file = files.get(part.name);
    if (file !== undefined) yield* contentOf(file);
  }
}

/** The file's content, as long as it is what was checked: one byte more or less would make a request that hangs. */
async function* contentOf({ path, bytes, crc32: expected }: PackageFile): AsyncGenerator<Buffer> {
  let read = 0;
  let crc = 0;
  try {
    for await (const chunk of readChunks(path)) {
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
