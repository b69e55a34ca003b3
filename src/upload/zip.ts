import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { CHUNK_BYTES, type Package, type PackageFile } from '../apps/package.ts';
import { Failure } from '../base/failure.ts';

// A zip that only stores, since an APK is compressed already. Libraries were measured at half the speed.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3). Archives above 4 GB are not supported.

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

/**
 * The body of an upload with its exact length: a zip unchanged, APKs packed into a zip. `chunks` reads the content from
 * its start. If a file has changed, it throws a FileChangedError before it has yielded all bytes.
 */
export function uploadBody({ kind, files }: Package): { bytes: number; chunks: () => AsyncGenerator<Buffer> } {
  const parts = kind === 'zip' ? files : zipParts(files);
  return {
    bytes: parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.bytes), 0),
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
    const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of chunks) {
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

/** The parts of an archive with these entries at its root, in order: headers, and the place of each entry's content. */
export function zipParts<Entry extends Pick<PackageFile, 'name' | 'bytes' | 'crc32'>>(
  entries: readonly Entry[],
): (Buffer | Entry)[] {
  const parts: (Buffer | Entry)[] = [];
  const directory: Buffer[] = [];
  // The version that a reader needs, flags (names are UTF-8), method (stored), time, and the first date of the format.
  const fixed = u16(10, 0x0800, 0, 0, 0x0021);
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const fields = [fixed, u32(entry.crc32, entry.bytes, entry.bytes), u16(name.length, 0)];
    const header = Buffer.concat([u32(0x04034b50), ...fields, name]);
    // No comment, the first disk and no attributes.
    directory.push(u32(0x02014b50), u16(10), ...fields, u16(0, 0, 0), u32(0, offset), name);
    parts.push(header, entry);
    offset += header.length + entry.bytes;
  }
  const central = Buffer.concat(directory);
  const counts = u16(0, 0, entries.length, entries.length);
  return [...parts, central, Buffer.concat([u32(0x06054b50), counts, u32(central.length, offset), u16(0)])];
}

function u16(...numbers: readonly number[]): Buffer {
  return Buffer.concat(numbers.map((number) => Buffer.of(number & 0xff, number >> 8)));
}

function u32(...numbers: readonly number[]): Buffer {
  return Buffer.concat(numbers.map((number) => u16(number & 0xffff, number >>> 16)));
}
