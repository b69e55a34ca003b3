import type { Entry } from '../inputs/entry.ts';
import type { Problem } from '../inputs/problems.ts';
import { digestFile } from './digest.ts';
import { findFiles, type FoundFile, inWorkspace } from './find.ts';
import { apkFault, zipFault } from './inspect.ts';
import { entryName, shown } from './names.ts';
import type { LocatedEntry, Package, PackageFile } from './package.ts';

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
    const found = await locate(target, workspace, checked, signal);
    if ('problems' in found) problems.push(...found.problems);
    else located.push({ ...entry, target: { key: 'apk', apk: target.apk, package: found } });
  }
  signal.throwIfAborted();
  return { entries: located, problems };
}

/** What is known of the files that were looked at, by path: one that several entries name is read once. */
type Checked = Map<string, Promise<PackageFile | Problem>>;

async function locate(
  { where, apk }: Extract<Entry['target'], { key: 'apk' }>,
  workspace: string,
  checked: Checked,
  signal: AbortSignal,
): Promise<Package | { readonly problems: readonly Problem[] }> {
  const found = await findFiles(apk.paths, workspace, signal);
  if ('problem' in found) return { problems: [{ where, text: found.problem }] };
  const fault = found.kind === 'zip' ? zipFault : apkFault;
  const results = await Promise.all(
    found.files.map((file) => {
      const result = checked.get(file.path) ?? checkFile(file, where, fault, workspace, signal);
      checked.set(file.path, result);
      return result;
    }),
  );
  const files = results.filter((result) => 'sha256' in result);
  const problems = results.filter((result) => 'text' in result).map((problem) => ({ ...problem, where }));
  const [first] = files;
  if (problems.length > 0 || first === undefined) return { problems };
  return { kind: found.kind, path: inWorkspace(first.path, workspace), files };
}

async function checkFile(
  { path }: FoundFile,
  where: string,
  faultOf: (path: string, signal: AbortSignal) => Promise<string | undefined>,
  workspace: string,
  signal: AbortSignal,
): Promise<PackageFile | Problem> {
  const name = shown(inWorkspace(path, workspace));
  try {
    const fault = await faultOf(path, signal);
    if (fault !== undefined) return { where, text: `${name} ${fault}` };
    return { path, name: entryName(path), ...(await digestFile(path, signal)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { where, text: `${name} cannot be read (${shown(reason)})` };
  }
}
