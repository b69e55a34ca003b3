import { promisify } from 'node:util';
import * as yauzl from 'yauzl';
import type { Options, ZipFile } from 'yauzl';

/** A file inside a zip. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: number;
}

const open = promisify((path: string, options: Options, done: (error: Error | null, zip: ZipFile) => void) => {
  yauzl.open(path, options, done);
});

/** The files that the central directory of a zip names; none if the file is no zip. */
export async function membersOf(path: string): Promise<readonly ZipMember[]> {
  try {
    const zip = await open(path, { autoClose: true });
    return await new Promise<readonly ZipMember[]>((resolve, reject) => {
      const members: ZipMember[] = [];
      zip.on('entry', (entry: yauzl.Entry) => {
        members.push({ name: entry.fileName, bytes: entry.uncompressedSize });
      });
      zip.once('end', () => {
        resolve(members);
      });
      zip.once('error', reject);
    });
  } catch {
    return [];
  }
}
