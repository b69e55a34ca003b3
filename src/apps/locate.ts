import { open } from 'node:fs/promises';
import { reasonOf } from '../base/failure.ts';
import { untilAborted } from '../base/runtime.ts';
import type { Entry } from '../inputs/matrix.ts';
import type { Problem } from '../inputs/problems.ts';
import { zipFault } from './classify.ts';
import { findFiles } from './find.ts';
import { digestFile, entryName, type Fault, inWorkspace, type Package, type PackageFile, shown } from './package.ts';
import { readNames } from './zip-directory.ts';

/** Every APK has it at its root. */
const MANIFEST = 'AndroidManifest.xml';
/** Local file header or, in an empty archive, end of central directory. */
const ZIP_MAGIC = ['PK\u0003\u0004', 'PK\u0005\u0006'];
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

export interface LocatedApps {
  /** By the `where` of their targets. */
  readonly packages: ReadonlyMap<string, Package>;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/**
 * Finds, checks and digests the files of every entry with an `apk`. Rejects with the signal's reason at once when it
 * aborts, even if the disk hangs.
 */
export function locateApps(entries: readonly Entry[], workspace: string, signal: AbortSignal): Promise<LocatedApps> {
  return untilAborted(signal, locate(entries, workspace, signal));
}

async function locate(entries: readonly Entry[], workspace: string, signal: AbortSignal): Promise<LocatedApps> {
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
    const checked = await Promise.all(reads);
    const faults = checked.filter((result) => 'text' in result);
    const files = checked.filter((result) => 'sha256' in result);
    problems.push(...faults.map((fault) => ({ where, ...fault })));
    warnings.push(...found.warnings.map((warning) => `${where} ${warning}`));
    const [first] = files;
    if (faults.length > 0 || first === undefined) continue;
    packages.set(where, { kind, path: inWorkspace(first.path, workspace), files });
  }
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
    const reason = reasonOf(error);
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
  const start = await readStart(path);
  const help = 'not-an-apk';
  if (start === '') return { text: 'is empty; check that the build step succeeds', help };
  if (start === LFS_POINTER) {
    const next = 'set "lfs: true" in the checkout step, or run "git lfs pull"';
    return { text: `is a Git LFS pointer, not an APK; ${next}`, help };
  }
  if (!ZIP_MAGIC.includes(start.slice(0, 4))) return { text: 'is not an APK: it is not a zip archive', help };
  try {
    const names = await readNames(path, kind === 'zip' ? undefined : MANIFEST, signal);
    if (kind === 'zip') return zipFault(names, name);
    return names.at(-1) === MANIFEST ? undefined : { text: `is not an APK: it has no ${MANIFEST}`, help };
  } catch (error) {
    const reason = shown(reasonOf(error));
    return { text: `is damaged or cut off: its archive cannot be read (${reason})`, help };
  }
}

/** The first bytes of a file, as many as a pointer of Git LFS begins with. */
async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LFS_POINTER.length));
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
