import { stat } from 'node:fs/promises';
import type { FoundFile } from './classify.ts';
import { untilAborted } from './until-aborted.ts';
import type { Match } from './walk.ts';

/** Files looked at side by side. */
const FILES_AT_ONCE = 32;

/** A regular file, and what tells it from all others whatever path leads to it. */
export interface IdentifiedFile extends FoundFile {
  readonly identity: string;
}

/** What a path leads to; `absent` also where that can't be told. */
export async function kindOf(
  path: string,
  signal: AbortSignal,
): Promise<'file' | 'folder' | 'other' | 'absent'> {
  try {
    const found = await untilAborted(signal, stat(path));
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch {
    signal.throwIfAborted();
    return 'absent';
  }
}

/** The regular files among these, sorted, those that are no links first. What is gone or can't be read is passed over. */
export async function identify(matches: readonly Match[], signal: AbortSignal): Promise<IdentifiedFile[]> {
  const sorted = [...matches].sort(
    (a, b) => Number(a.isLink) - Number(b.isLink) || (a.path < b.path ? -1 : 1),
  );
  const files: IdentifiedFile[] = [];
  for (let at = 0; at < sorted.length; at += FILES_AT_ONCE) {
    const batch = sorted.slice(at, at + FILES_AT_ONCE).map(({ path }) => regularFile(path));
    for (const file of await untilAborted(signal, Promise.all(batch))) if (file) files.push(file);
  }
  return files;
}

async function regularFile(path: string): Promise<IdentifiedFile | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    const { size, dev, ino } = found;
    // Some network drives number no file.
    return { path, bytes: Number(size), identity: ino === 0n ? path : `${dev}:${ino}` };
  } catch {
    return undefined;
  }
}
