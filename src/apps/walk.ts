import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { untilAborted } from '../base/runtime.ts';

// Every function here rejects with the signal's reason at once when it aborts, even if the disk hangs.

/** Folders or files read at once: Node reads on four threads, and more do not keep them busier. */
const READS_AT_ONCE = 32;

/** The files that a search takes and the folders that it enters, by paths below its base, written with `/`. */
export interface Wanted {
  readonly matches: (file: string) => boolean;
  readonly enters: (folder: string) => boolean;
}

export interface Match {
  /** Absolute. */
  readonly path: string;
  /** As from `realPath`. */
  readonly real: string;
  readonly isLink: boolean;
}

export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Equal for all paths of the same file. */
  readonly identity: string;
}

export type Kind = 'file' | 'folder' | 'other' | 'absent';

/** Finds the files and links below a folder, in no order. Linked folders are not entered; unreadable ones are skipped. */
export async function walk(base: string, wanted: Wanted, signal: AbortSignal): Promise<Match[]> {
  const real = await realFolder(base, signal);
  const matches: Match[] = [];
  const folders = [''];
  while (folders.length > 0) {
    // Taking the last ones searches in depth first, which keeps the list of folders short.
    const batch = folders.splice(-READS_AT_ONCE);
    const readFolder = (folder: string): Promise<Dirent[]> =>
      readdir(join(base, folder), { withFileTypes: true }).catch(() => []);
    const read = Promise.all(batch.map(readFolder));
    for (const [index, entries] of (await untilAborted(signal, read)).entries()) {
      const folder = batch[index] ?? '';
      for (const entry of entries) {
        const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
        const isLink = entry.isSymbolicLink();
        if (entry.isDirectory()) {
          if (wanted.enters(below)) folders.push(below);
        } else if ((entry.isFile() || isLink) && wanted.matches(below)) {
          matches.push({ path: join(base, below), real: join(real, below), isLink });
        }
      }
    }
  }
  return matches;
}

/** The regular files among the matches, by path, those that are not links first. Unreadable ones are skipped. */
export async function identify(matches: readonly Match[], signal: AbortSignal): Promise<FoundFile[]> {
  const sorted = matches.toSorted((a, b) => Number(a.isLink) - Number(b.isLink) || (a.path < b.path ? -1 : 1));
  const files: FoundFile[] = [];
  for (let at = 0; at < sorted.length; at += READS_AT_ONCE) {
    const batch = sorted.slice(at, at + READS_AT_ONCE).map(({ path }) => lookUp(path));
    const found = await untilAborted(signal, Promise.all(batch));
    files.push(...found.filter(({ kind }) => kind === 'file'));
  }
  return files;
}

async function lookUp(path: string): Promise<FoundFile & { readonly kind: Kind }> {
  try {
    const stats = await stat(path, { bigint: true });
    const kind = stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
    // Some network drives have no file numbers.
    const identity = stats.ino === 0n ? path : `${stats.dev}:${stats.ino}`;
    return { kind, path, bytes: Number(stats.size), identity };
  } catch {
    return { kind: 'absent', path, bytes: 0, identity: path };
  }
}

/** What a path leads to; `absent` also if that cannot be determined. */
export async function kindOf(path: string, signal: AbortSignal): Promise<Kind> {
  return (await untilAborted(signal, lookUp(path))).kind;
}

/** The folder without links, in the case of the disk: Windows and macOS accept any case. */
export function realFolder(path: string, signal: AbortSignal): Promise<string> {
  return untilAborted(
    signal,
    realpath(path).catch(() => path),
  );
}

/** The same for a file or folder, except that a link at the end of the path stays a link. */
export async function realPath(path: string, signal: AbortSignal): Promise<string> {
  const isLink = lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
  if (!(await untilAborted(signal, isLink))) return realFolder(path, signal);
  return join(await realFolder(dirname(path), signal), basename(path));
}
