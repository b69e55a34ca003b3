import type { PlannedEntry } from '../plan/entry.ts';
import type { ResolvedEntry } from '../plan/entry.ts';
import type { RegisteredTarget } from './upload.ts';

/** The entries with the targets that stand for their files; throws where one was never registered. */
export function resolveEntries(
  entries: readonly PlannedEntry[],
  registered: readonly RegisteredTarget[],
): ResolvedEntry[] {
  const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
  return entries.map(({ target, ...entry }) => {
    if (target.key !== 'apk') return { ...entry, target };
    const value = ids.get(target.registration);
    if (value === undefined) throw new Error(`no target stands for ${target.package.path}`);
    return { ...entry, target: { key: 'target_id', value } };
  });
}
