import type { Entry } from '../inputs/entry.ts';
import type { Problem } from '../inputs/problems.ts';
import { digestFile } from './digest.ts';
import { findFiles, type FoundFile, inWorkspace } from './find.ts';
import { apkFault, zipFault } from './inspect.ts';
import { entryName, shown } from './names.ts';
import type { Package, PackageFile } from './package.ts';

/** What is known of the files that were looked at, by path: one that several entries name is read once. */
export type Checked = Map<string, Promise<PackageFile | Problem>>;

/** Finds, checks and digests the files of one target, each of them once for all targets. */
export async function locate(
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
