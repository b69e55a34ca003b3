import type { Entry } from '../inputs/entry.ts';
import { InputError, type Problem } from '../inputs/problems.ts';
import { digestFile } from './digest.ts';
import { findFiles, type FoundFile, inWorkspace } from './find.ts';
import { apkFault, zipFault } from './inspect.ts';
import type { Package, PackageFile } from './package.ts';

/**
 * Finds, checks and digests the files of every entry that names an `apk`. Nothing is sent before all of them are in
 * order: throws an InputError that names every problem at once.
 */
export async function collectPackages(
  entries: readonly Entry[],
  workspace: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<Entry, Package>> {
  const checked = new Map<string, Promise<PackageFile | Problem>>();
  const problems: Problem[] = [];
  const packages = new Map<Entry, Package>();

  for (const entry of entries) {
    if (entry.target.key !== 'apk') continue;
    const { where } = entry.target;
    const found = await findFiles(entry.target.apk.paths, workspace);
    if ('problem' in found) {
      problems.push({ where, text: found.problem });
      continue;
    }
    const fault = found.kind === 'zip' ? zipFault : apkFault;
    const files: PackageFile[] = [];
    for (const file of found.files) {
      const result = checked.get(file.path) ?? checkFile(file, where, fault, workspace, signal);
      checked.set(file.path, result);
      const fileOrProblem = await result;
      if ('text' in fileOrProblem) problems.push({ ...fileOrProblem, where });
      else files.push(fileOrProblem);
    }
    const [first] = files;
    if (first) packages.set(entry, { kind: found.kind, path: inWorkspace(first.path, workspace), files });
  }
  signal.throwIfAborted();
  if (problems.length > 0) throw new InputError(problems);
  return packages;
}

async function checkFile(
  { path }: FoundFile,
  where: string,
  faultOf: (path: string) => Promise<string | undefined>,
  workspace: string,
  signal: AbortSignal,
): Promise<PackageFile | Problem> {
  const name = inWorkspace(path, workspace);
  try {
    const fault = await faultOf(path);
    if (fault !== undefined) return { where, text: `${name} ${fault}` };
    return { path, name: name.replace(/^.*\//, ''), ...(await digestFile(path, signal)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { where, text: `${name} cannot be read (${reason})` };
  }
}
