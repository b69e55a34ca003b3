import type { ApkRequest } from '../inputs/apk.ts';
import type { Entry } from '../inputs/entry.ts';
import { counted } from '../text.ts';

/** One file of an upload, as it was when it was checked. */
export interface PackageFile {
  /** Absolute. */
  readonly path: string;
  /** Its name inside the zip. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly crc32: number;
}

/** What is uploaded at once: an APK, the split APKs of one app, or a zip that is sent as it is. */
export interface Package {
  readonly kind: 'apk' | 'splits' | 'zip';
  /** Path of its first file inside the workspace, with `/` on every platform; public, in the output `targets`. */
  readonly path: string;
  readonly files: readonly PackageFile[];
}

/** A target that has to be uploaded first, with its files found and checked. */
export interface LocatedApk {
  readonly key: 'apk';
  readonly apk: ApkRequest;
  readonly package: Package;
}

/** An entry of the matrix that leaves nothing to be looked for on the disk. */
export interface LocatedEntry extends Omit<Entry, 'target'> {
  readonly target: Exclude<Entry['target'], { key: 'apk' }> | LocatedApk;
}

/** What it is called in log lines. */
export function packageName({ path, files }: Package): string {
  const name = path.replace(/^.*\//, '');
  return files.length > 1 ? `${name} and ${counted(files.length - 1, 'split')}` : name;
}

/** The same for the same content, wherever its files lie. */
export function contentKey({ kind, files }: Package): string {
  return JSON.stringify([
    kind,
    ...files.map(({ name, sha256 }) => (kind === 'splits' ? [name, sha256] : sha256)),
  ]);
}

/** Bytes of all its files together. */
export function packageSize({ files }: Package): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
