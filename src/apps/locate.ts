import { untilAborted } from '../base/runtime.ts';
import type { Entry } from '../inputs/matrix.ts';
import type { Problem } from '../inputs/problems.ts';
import { zipFault } from './classify.ts';
import { findFiles } from './find.ts';
import { digestFile, entryName, type Fault, inWorkspace, type Package, type PackageFile, shown } from './package.ts';
import { readNames } from './zip-directory.ts';

/** Every APK has it at its root. */
const MANIFEST = 'AndroidManifest.xml';

export interface LocatedApps {
  /** By the `where` of their targets. */
  readonly packages: ReadonlyMap<string, Package>;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Finds, checks and digests the files of every entry with an `apk`. Rejects with the signal's reason when it aborts. */
export async function locateApps(
  entries: readonly Entry[],
  workspace: string,
  signal: AbortSignal,
): Promise<LocatedApps> {
  const packages = new Map<string, Package>();
  const problems: Problem[] = [];
  const warnings: string[] = [];
  // A file of several entries is read once.
  const checks = new Map<string, Promise<PackageFile | Fault>>();
  for (const { target } of entries) {
    if (target.key !== 'apk') continue;
    const { where, paths } = target;
    const found = await findFiles(paths, workspace, signal);
    if ('text' in found) {
      problems.push({ where, ...found });
      continue;
    }
    const { kind } = found;
    const reads = found.files.map(({ path }) => {
      const check = checks.get(path) ?? checkFile(path, kind, workspace, signal);
      checks.set(path, check);
      return check;
    });
    const checked = await untilAborted(signal, Promise.all(reads));
    const faults = checked.filter((result) => 'text' in result);
    const files = checked.filter((result) => 'sha256' in result);
    problems.push(...faults.map((fault) => ({ where, ...fault })));
    warnings.push(...found.warnings.map((warning) => `${where} ${warning}`));
    const [first] = files;
    if (faults.length > 0 || first === undefined) continue;
    packages.set(where, { kind, path: inWorkspace(first.path, workspace), files });
  }
  signal.throwIfAborted();
  return { packages, problems, warnings };
}

async function checkFile(
  path: string,
  kind: Package['kind'],
  workspace: string,
  signal: AbortSignal,
): Promise<PackageFile | Fault> {
  const name = shown(inWorkspace(path, workspace));
  try {
    const fault = await contentFault(path, kind, name, signal);
    if (fault) return { ...fault, text: `${name} ${fault.text}` };
    return { path, name: entryName(path), ...(await digestFile(path, signal)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { text: `${name} cannot be read (${shown(reason)})` };
  }
}

/** Why a file is not an APK or not a zip with one app, judged by its directory. Throws if it cannot be opened. */
export async function contentFault(
  path: string,
  kind: Package['kind'],
  name: string,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  const isZip = kind === 'zip';
  const names = await readNames(path, isZip ? undefined : MANIFEST, signal);
  if (typeof names === 'string') return { text: names, help: 'not-an-apk' };
  if (isZip) return zipFault(names, name);
  if (names.at(-1) === MANIFEST) return undefined;
  return { text: `is not an APK: it has no ${MANIFEST}`, help: 'not-an-apk' };
}
