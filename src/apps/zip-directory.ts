import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { fromRandomAccessReader, type Options, RandomAccessReader, type ZipFile } from 'yauzl';
import { openRegular, shown } from './package.ts';

/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Bytes read at once. With yauzl's own two reads per entry, 70,000 entries take 30 times as long. */
const WINDOW_BYTES = 1024 * 1024;
/** Only names are read. They are decoded here, since yauzl rejects those of Windows. */
const OPTIONS: Options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };

/**
 * The names of the files in an archive, up to the one named `last`; or what is wrong with the archive. Folders are
 * left out. Throws if the file cannot be opened, or the signal's reason when it aborts.
 */
export async function readNames(
  path: string,
  last: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[] | string> {
  const file = await openRegular(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LFS_POINTER.length), 0, LFS_POINTER.length, 0);
    if (bytesRead === 0) return 'is empty; did the build step fail?';
    const start = buffer.toString('latin1');
    if (start === LFS_POINTER) {
      return 'is a Git LFS pointer, not an APK; set "lfs: true" in the checkout step, or run "git lfs pull"';
    }
    if (!ZIP_MAGIC.includes(start.slice(0, 4))) return 'is not an APK: it is not a zip archive';
    return await namesIn(file, last, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = shown(error instanceof Error ? error.message : String(error));
    return `is damaged or cut off: its archive cannot be read (${reason})`;
  } finally {
    await file.close();
  }
}

const open: (reader: RandomAccessReader, bytes: number, options: Options) => Promise<ZipFile> =
  promisify(fromRandomAccessReader);

async function namesIn(file: FileHandle, last: string | undefined, signal: AbortSignal): Promise<string[]> {
  const zip = await open(new WindowReader(file), (await file.stat()).size, OPTIONS);
  const names: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  // yauzl's types do not know that names are buffers without `decodeStrings`.
  zip.on('entry', (entry: { readonly fileName: Buffer }) => {
    const name = entry.fileName.toString('utf8');
    if (!/[/\\]$/.test(name)) names.push(name);
    if (signal.aborted) reject(signal.reason);
    else if (name === last) resolve(names);
    else zip.readEntry();
  });
  zip.on('end', () => resolve(names));
  zip.on('error', reject);
  zip.readEntry();
  return promise;
}

/** Reads ahead, since a directory is in one piece. It does not close the file. */
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
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override close(done: (error: Error | null) => void): void {
    done(null);
  }

  async #fill(position: number, length: number): Promise<void> {
    if (position >= this.#start && position + length <= this.#start + this.#window.length) return;
    const buffer = Buffer.allocUnsafe(Math.max(length, WINDOW_BYTES));
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, position);
    this.#window = buffer.subarray(0, bytesRead);
    this.#start = position;
  }
}
