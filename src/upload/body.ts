import { crc32 } from 'node:zlib';
import { type Package, type PackageFile, readChunks } from '../apps/package.ts';
import { Failure } from '../base/failure.ts';
import { zipBytes, zipParts } from './zip.ts';

/** A file differs from what was checked, so the upload is not complete. */
export class FileChangedError extends Failure {
  constructor(path: string, fault: string, cause?: unknown) {
    super(
      `The file ${path} ${fault} while it was sent.`,
      'Make sure that no other step or process writes to it, then run the job again.',
      { cause, help: 'upload-failed' },
    );
  }
}

/** The body of an upload. */
export interface UploadBody {
  /** Its exact length. */
  readonly bytes: number;
  /**
   * Reads the content from its start, for each try. A chunk is valid until the next one is taken. Throws a
   * FileChangedError, at the latest instead of the last chunk.
   */
  readonly chunks: () => AsyncGenerator<Buffer>;
}

/** A zip as it is, APKs in a zip that only stores. */
export function uploadBody({ kind, files }: Package): UploadBody {
  const parts = kind === 'zip' ? files : zipParts(files);
  return {
    bytes: zipBytes(parts),
    async *chunks() {
      for (const part of parts) {
        if (Buffer.isBuffer(part)) yield part;
        else yield* contentOf(part);
      }
    },
  };
}

/** The content of a file that has not changed: another length than announced would make the request hang. */
async function* contentOf({ path, bytes, crc32: expected }: PackageFile): AsyncGenerator<Buffer> {
  let [read, crc] = [0, 0];
  try {
    for await (const chunk of readChunks(path)) {
      read += chunk.length;
      crc = crc32(chunk, crc);
      if (read > bytes || (read === bytes && crc !== expected)) throw new FileChangedError(path, 'changed');
      yield chunk;
    }
  } catch (error) {
    throw error instanceof FileChangedError ? error : new FileChangedError(path, 'could not be read', error);
  }
  if (read < bytes) throw new FileChangedError(path, 'changed');
}
