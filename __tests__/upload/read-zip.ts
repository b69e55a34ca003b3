import { promisify } from 'node:util';
import yauzl from 'yauzl';

export interface ZipContent {
  readonly name: string;
  readonly content: Buffer;
  /** 0: stored. */
  readonly method: number;
  readonly offset: number;
}

const fromBuffer: (buffer: Buffer, options: yauzl.Options) => Promise<yauzl.ZipFile> = promisify(yauzl.fromBuffer);

/** The content of a zip, in order, read by a library; throws if the zip is not valid. */
export async function readZip(archive: Uint8Array): Promise<ZipContent[]> {
  const zip = await fromBuffer(Buffer.from(archive), { lazyEntries: true, strictFileNames: true });
  const read: (entry: yauzl.Entry) => Promise<AsyncIterable<Buffer>> = promisify(zip.openReadStream.bind(zip));
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

/** The central directory. */
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

/** All bytes. A copy, since a chunk of an upload is valid only until the next one. */
export async function bodyOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
