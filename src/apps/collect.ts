import type { Entry } from '../inputs/entry.ts';
import type { Problem } from '../inputs/problems.ts';
import type { Checked } from './locate.ts';
import type { LocatedEntry } from './package.ts';

export interface Collected {
  readonly entries: readonly LocatedEntry[];
  readonly problems: readonly Problem[];
}

/**
 * Finds, checks and digests the files of every entry that names an `apk`. Entries whose files are not in order are
 * left out, each with its problems. Rejects with the signal's reason.
 */
export async function collectApps(
  entries: readonly Entry[],
  workspace: string,
  signal: AbortSignal,
): Promise<Collected> {
  const checked: Checked = new Map();
  const located: LocatedEntry[] = [];
  const problems: Problem[] = [];
  for (const { target, ...entry } of entries) {
    if (target.key !== 'apk') {
      located.push({ ...entry, target });
      continue;
    }
    // Loaded only here: most steps name no files, and what looks into them is large.
    const { locate } = await import('./locate.ts');
    const found = await locate(target, workspace, checked, signal);
    if ('problems' in found) problems.push(...found.problems);
    else located.push({ ...entry, target: { key: 'apk', apk: target.apk, package: found } });
  }
  signal.throwIfAborted();
  return { entries: located, problems };
}
