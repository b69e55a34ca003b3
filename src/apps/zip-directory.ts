import type { FileHandle } from 'node:fs/promises';
import { fromRandomAccessReader, type Options, RandomAccessReader, type ZipFile } from 'yauzl';
import { shown } from './names.ts';
import { openRegular } from './regular-file.ts';
import { untilAborted } from './until-aborted.ts';

/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];

/** Read at once, in bytes. With two small reads an entry, as yauzl makes them, 70,000 entries took 3.4 s; so, 0.1 s. */
const WINDOW_BYTES = 1024 * 1024;

/** General purpose bit 0. */
const ENCRYPTED = 1;

// What an archive's sizes say is not believed here: no content is read.
const OPTIONS: Options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };

export interface ArchiveEntry {
  /** As the archive has it: anything at all. */
  readonly name: string;
  readonly isEncrypted: boolean;
  /** Of its local header. */
  readonly offset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Of compression, by its number. */
  readonly method: number;
}

/** As yauzl tells it. */
interface DirectoryEntry {
  readonly fileName: Buffer;
  readonly generalPurposeBitFlag: number;
  readonly relativeOffsetOfLocalHeader: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly compressionMethod: number;
}

/**
 * Shows `visit` each entry of a zip's directory until it returns true. Resolves to what is wrong with the file, in the
 * user's words, or to undefined. Takes constant memory, whatever the archive holds or says that it does; rejects with
 * the signal's reason at once when it aborts, and where the file can't be opened.
 */
export async function readDirectory(
  path: string,
  signal: AbortSignal | undefined,
  visit: (entry: ArchiveEntry) => boolean,
): Promise<string | undefined> {
  const never = new AbortController().signal;
  return untilAborted(signal ?? never, readWhole(path, signal ?? never, visit));
}

async function readWhole(
  path: string,
  signal: AbortSignal,
  visit: (entry: ArchiveEntry) => boolean,
): Promise<string | undefined> {
  const file = await openRegular(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead === 0) return 'is empty; did the build step fail?';
    if (!ZIP_MAGIC.includes(buffer.toString('latin1'))) return 'is not an APK: it is no zip archive';
    await visitAll(await openZip(file), signal, visit);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const reason = shown(error instanceof Error ? error.message : String(error));
    return `is damaged or cut off: its archive cannot be read (${reason})`;
  } finally {
    await file.close();
  }
}

async function openZip(file: FileHandle): Promise<ZipFile> {
  const { size } = await file.stat();
  const { promise, resolve, reject } = Promise.withResolvers<ZipFile>();
  fromRandomAccessReader(new WindowReader(file), size, OPTIONS, (error, zip) => {
    if (error) reject(error);
    else resolve(zip);
  });
  return promise;
}

function visitAll(zip: ZipFile, signal: AbortSignal, visit: (entry: ArchiveEntry) => boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  zip.on('entry', (entry: DirectoryEntry) => {
    const isEnough = visit({
      name: entry.fileName.toString('utf8'),
      isEncrypted: (entry.generalPurposeBitFlag & ENCRYPTED) !== 0,
      offset: entry.relativeOffsetOfLocalHeader,
      packedBytes: entry.compressedSize,
      bytes: entry.uncompressedSize,
      method: entry.compressionMethod,
    });
    if (isEnough || signal.aborted) resolve(undefined);
    else zip.readEntry();
  });
  zip.on('end', () => {
    resolve(undefined);
  });
  zip.on('error', reject);
  zip.readEntry();
  return promise;
}

/** Reads ahead: an archive's directory lies in one piece. Whoever made it closes the file. */
class WindowReader extends RandomAccessReader {
  readonly #file: FileHandle;
  #window = Buffer.alloc(0);
  #start = 0;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, bytes?: number) => void,
  ): void {
    this.#fill(position, length).then(
      () => {
        const from = position - this.#start;
        done(null, this.#window.copy(target, offset, from, from + length));
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  override close(done: (error: Error | null) => void): void {
    done(null);
  }

  async #fill(position: number, length: number): Promise<void> {
    const end = this.#start + this.#window.length;
    if (position >= this.#start && position + length <= end) return;
    const buffer = Buffer.allocUnsafe(Math.max(length, WINDOW_BYTES));
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, position);
    this.#window = buffer.subarray(0, bytesRead);
    this.#start = position;
  }
}
