import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { bodyOf } from './tiny-doksi.ts';

export interface ZipContent {
  readonly name: string;
  readonly content: Buffer;
  /** 0: stored. */
  readonly method: number;
  readonly offset: number;
}

const fromBuffer: (buffer: Buffer, options: yauzl.Options) => Promise<yauzl.ZipFile> = promisify(
  yauzl.fromBuffer,
);

/** Everything that a zip holds, in its order, by a reader that is not ours; throws where it finds a fault. */
export async function readZip(archive: Uint8Array): Promise<ZipContent[]> {
  const zip = await fromBuffer(Buffer.from(archive), { lazyEntries: true, strictFileNames: true });
  const read: (entry: yauzl.Entry) => Promise<AsyncIterable<Buffer>> = promisify(
    zip.openReadStream.bind(zip),
  );
  const contents: ZipContent[] = [];
  for (const entry of await entriesOf(zip)) {
    contents.push({
      name: entry.fileName,
      content: await bodyOf(await read(entry)),
      method: entry.compressionMethod,
      offset: entry.relativeOffsetOfLocalHeader,
    });
  }
  return contents;
}

/** What the central directory says. */
export function entriesOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => {
      resolve(entries);
    });
    zip.on('error', reject);
    zip.readEntry();
  });
}
