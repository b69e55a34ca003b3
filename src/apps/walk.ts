import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { untilAborted } from './until-aborted.ts';

/** Folders read side by side: Node reads on four threads, and more than this keeps them no busier. */
const FOLDERS_AT_ONCE = 32;

/** What a search takes and where it looks, by paths below its base, written with `/`. */
export interface Wanted {
  finds(file: string): boolean;
  enters(folder: string): boolean;
}

export interface Match {
  /** Absolute. */
  readonly path: string;
  /** It may lead anywhere, or nowhere. */
  readonly isLink: boolean;
}

/**
 * Searches a folder for files and for links that bear a wanted name, in no order. Folders behind links are not searched;
 * what can't be read is passed over. Rejects with the signal's reason at once when it aborts.
 */
export async function walk(base: string, wanted: Wanted, signal: AbortSignal): Promise<Match[]> {
  const matches: Match[] = [];
  const folders = [''];
  while (folders.length > 0) {
    // The last ones first: depth before breadth keeps the list of folders short.
    const batch = folders.splice(-FOLDERS_AT_ONCE);
    const read = Promise.all(batch.map((folder) => entriesOf(join(base, folder))));
    for (const [index, entries] of (await untilAborted(signal, read)).entries()) {
      const folder = batch[index] ?? '';
      for (const entry of entries) {
        const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (wanted.enters(below)) folders.push(below);
        } else if ((entry.isFile() || entry.isSymbolicLink()) && wanted.finds(below)) {
          matches.push({ path: join(base, below), isLink: entry.isSymbolicLink() });
        }
      }
    }
  }
  return matches;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
