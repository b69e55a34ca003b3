import { listed } from '../text.ts';
import { MANIFEST } from './apk-content.ts';
import { hasEnding, isBase, isSplit } from './classify.ts';
import { shown } from './names.ts';
import { packedFault } from './packed-apk.ts';
import { type ArchiveEntry, readDirectory } from './zip-directory.ts';

/** The part of a zip's directory that is kept to look at, in bytes: some ten thousand names, more than any app has splits. */
const MAX_DIRECTORY_BYTES = 1024 * 1024;
/** What an entry takes there beside its name. */
const ENTRY_BYTES = 46;

/** An error names this many files. */
const MAX_LISTED = 10;

/** Why a file can't be an APK, in the user's words; undefined where it is one, as far as its archive tells. */
export async function apkFault(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const seen = { manifest: false };
  const fault = await readDirectory(path, signal, ({ name }) => {
    seen.manifest = name === MANIFEST;
    return seen.manifest;
  });
  return fault ?? (seen.manifest ? undefined : `is not an APK: it has no ${MANIFEST}`);
}

/** Likewise for a zip that is to be sent as it is, and for the APKs in it. */
export async function zipFault(
  path: string,
  signal = new AbortController().signal,
): Promise<string | undefined> {
  const entries: ArchiveEntry[] = [];
  let bytes = 0;
  const fault = await readDirectory(path, signal, (entry) => {
    entries.push(entry);
    bytes += ENTRY_BYTES + entry.name.length;
    return bytes > MAX_DIRECTORY_BYTES;
  });
  if (fault !== undefined) return fault;
  if (entries.some(({ name }) => name === MANIFEST)) return 'is an APK itself; let its name end in .apk';
  if (bytes > MAX_DIRECTORY_BYTES) return 'holds too many files to be one app';
  const files = entries.filter(({ name }) => !isFolder(name));
  return namesFault(files) ?? packedFault(path, files, signal);
}

/** Why files are not one app, packed as Doksi takes it. */
function namesFault(files: readonly ArchiveEntry[]): string | undefined {
  const names = files.map(({ name }) => name);
  if (!names.some((name) => hasEnding(name, '.apk'))) return 'holds no .apk';
  const nested = names.find((name) => /[/\\]/.test(name));
  if (nested !== undefined) {
    return nested.split(/[/\\]/).includes('..')
      ? `holds a file that would land outside of where it is unpacked (${shown(nested)}); zip the files anew`
      : `has its files in a folder (${shown(nested)}); put them at the root of the zip`;
  }
  const encrypted = files.find(({ isEncrypted }) => isEncrypted);
  if (encrypted) return `is encrypted (${shown(encrypted.name)}), and Doksi has no password; zip it without`;
  const sorted = names.toSorted();
  const twice = sorted.find((name, index) => name === sorted[index + 1]);
  if (twice !== undefined) return `holds ${shown(twice)} twice`;
  if (names.length === 1) return undefined;
  if (names.includes('base.apk') && names.every((name) => isBase(name) || isSplit(name))) return undefined;
  const held = listed(names.slice(0, MAX_LISTED).map(shown), MAX_LISTED, names.length);
  return `holds neither one .apk nor one base.apk with its split_*.apk files (${held})`;
}

function isFolder(name: string): boolean {
  return /[/\\]$/.test(name);
}
