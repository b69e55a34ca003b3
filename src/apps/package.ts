import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { forLog } from '../base/escape.ts';
import type { HelpTopic } from '../base/failure.ts';
import { clipped, counted } from '../base/text.ts';

/** Large reads make both digests and uploads fast. */
export const CHUNK_BYTES = 1024 * 1024;
/** Characters of a name in a message. */
const MAX_SHOWN = 200;

/** A file of an upload, as it was when it was checked. */
export interface PackageFile {
  /** Absolute. */
  readonly path: string;
  /** Its name inside the zip. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly crc32: number;
}

/** The content of one upload: an APK, the split APKs of one app, or a zip that is sent as it is. */
export interface Package {
  readonly kind: 'apk' | 'splits' | 'zip';
  /** Path of its first file inside the workspace, with `/` on every platform; public, in the output `targets`. */
  readonly path: string;
  readonly files: readonly PackageFile[];
}

/** Why files cannot be sent: the end of a sentence that begins with the input or the file. */
export interface Fault {
  readonly text: string;
  readonly help?: HelpTopic;
}

/** The package's name in log lines. */
export function packageName({ path, files }: Package): string {
  const name = path.replace(/^.*\//, '');
  return files.length > 1 ? `${name} and ${counted(files.length - 1, 'split')}` : name;
}

/** Bytes of all files together. */
export function packageSize({ files }: Package): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Equal for equal content, wherever the files are. */
export function contentKey({ kind, files }: Package): string {
  return JSON.stringify([kind, ...files.map(({ name, sha256 }) => (kind === 'splits' ? [name, sha256] : sha256))]);
}

/** The file's name inside the zip: without folders and control characters, and ending in `.apk` in lower case. */
export function entryName(path: string): string {
  return basename(path)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\\]/gu, '_')
    .replace(/\.apk$/i, '.apk');
}

/** The path inside the workspace, with `/` on every platform. */
export function inWorkspace(path: string, workspace: string): string {
  return relative(workspace, path).replaceAll(sep, '/');
}

/** A name or path from outside, for a message: on one line, of readable length. */
export function shown(name: string): string {
  return clipped(forLog(name), MAX_SHOWN);
}

/** Length, SHA-256 (hexadecimal) and CRC-32 of a file. Throws if it cannot be read or the signal aborts. */
export async function digestFile(
  path: string,
  signal?: AbortSignal,
): Promise<Pick<PackageFile, 'bytes' | 'sha256' | 'crc32'>> {
  const hash = createHash('sha256');
  let [crc, bytes] = [0, 0];
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK_BYTES, signal });
  for await (const chunk of chunks) {
    hash.update(chunk);
    crc = crc32(chunk, crc);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), crc32: crc };
}
