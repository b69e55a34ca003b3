import { open as openFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { open, type Options, type ZipFile } from 'yauzl';

const openZip: (path: string, options: Options) => Promise<ZipFile> = promisify(open);

/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];

/** Why a file can't be an APK, in the user's words; undefined where it is one, as far as its archive tells. */
export async function apkFault(path: string): Promise<string | undefined> {
  const names = await entryNames(path);
  if (typeof names === 'string') return names;
  return names.includes('AndroidManifest.xml') ? undefined : 'is not an APK: it has no AndroidManifest.xml';
}

/** Likewise for a zip that is to be sent as it is. */
export async function zipFault(path: string): Promise<string | undefined> {
  const names = await entryNames(path);
  if (typeof names === 'string') return names;
  const files = names.filter((name) => !name.endsWith('/'));
  const apks = files.filter((name) => name.endsWith('.apk'));
  if (apks.length === 0) return 'holds no .apk';
  if (files.some((name) => name.includes('/')))
    return 'has its files in a folder; put them at the root of the zip';
  if (apks.length === 1 && files.length === 1) return undefined;
  const isSplitSet =
    files.filter((name) => name === 'base.apk').length === 1 &&
    files.every((name) => name === 'base.apk' || /^split_.*\.apk$/.test(name));
  return isSplitSet ? undefined : 'holds neither one .apk nor one base.apk with its split_*.apk files';
}

/** The names in the archive's central directory, or what is wrong with the file. */
async function entryNames(path: string): Promise<string[] | string> {
  const file = await openFile(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead === 0) return 'is empty; did the build step fail?';
    if (!ZIP_MAGIC.includes(buffer.toString('latin1'))) return 'is not an APK: it is no zip archive';
  } finally {
    await file.close();
  }
  try {
    return await readNames(await openZip(path, { lazyEntries: true, decodeStrings: false }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `is damaged or cut off: its archive cannot be read (${reason})`;
  }
}

function readNames(zip: ZipFile): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const names: string[] = [];
    zip.on('entry', ({ fileName }: { fileName: Buffer }) => {
      names.push(fileName.toString('utf8'));
      zip.readEntry();
    });
    zip.on('end', () => {
      resolve(names);
    });
    zip.on('error', reject);
    zip.readEntry();
  });
}
