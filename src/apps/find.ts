import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { create } from '@actions/glob';
import { listed, megabytes } from '../text.ts';

/** An error about missing files names this many that do exist. */
const MAX_SUGGESTIONS = 10;

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

/** What an `apk` input leads to: the files of one upload, or what is wrong with it, in the user's words. */
export type Found =
  | { readonly kind: 'apk' | 'splits' | 'zip'; readonly files: readonly FoundFile[] }
  | { readonly problem: string };

/** Finds the files that paths, globs and folders stand for, in the workspace. */
export async function findFiles(patterns: readonly string[], workspace: string): Promise<Found> {
  const paths = await resolveAll(patterns, workspace);
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(path)).size })));
  const asked = patterns.map((pattern) => `"${pattern}"`).join(', ');
  if (files.length === 0) return { problem: await nothingFound(asked, workspace) };
  return classify(files, asked, workspace);
}

/** One APK, the splits of one app, or one zip: anything else is told with what matched. */
export function classify(files: readonly FoundFile[], asked: string, workspace: string): Found {
  const name = (file: FoundFile): string => file.path.slice(file.path.lastIndexOf(sep) + 1);
  const ends = (file: FoundFile, ending: string): boolean => name(file).toLowerCase().endsWith(ending);
  const [first, ...others] = files;

  const bundle = files.find((file) => ends(file, '.aab'));
  if (bundle) {
    return {
      problem:
        `is an Android App Bundle (${name(bundle)}), which no device can install; build an APK with ` +
        '"./gradlew assembleRelease", or make one with "bundletool build-apks --mode=universal"',
    };
  }
  if (first && others.length === 0) {
    if (ends(first, '.apk')) return { kind: 'apk', files };
    if (ends(first, '.zip')) return { kind: 'zip', files };
    return { problem: `is ${inWorkspace(first.path, workspace)}, which is neither an .apk nor a .zip` };
  }

  const base = files.filter((file) => name(file) === 'base.apk');
  const splits = files.filter((file) => /^split_.*\.apk$/.test(name(file)));
  const areDistinct = new Set(files.map(name)).size === files.length;
  if (base.length === 1 && splits.length === files.length - 1 && areDistinct) {
    return { kind: 'splits', files: [...base, ...splits] };
  }
  const matched = listed(
    files.map((file) => inWorkspace(file.path, workspace)),
    MAX_SUGGESTIONS,
  );
  return {
    problem: `${asked} matches ${files.length} files that are not one app (${matched}); name one .apk, or one base.apk with its split_*.apk files`,
  };
}

/** With `/` on every platform. */
export function inWorkspace(path: string, workspace: string): string {
  return relative(workspace, path).replaceAll(sep, '/');
}

async function resolveAll(patterns: readonly string[], workspace: string): Promise<string[]> {
  const resolved = new Set<string>();
  const globs: string[] = [];
  for (const pattern of patterns) {
    const path = isAbsolute(pattern) ? pattern : join(workspace, pattern);
    const kind = await kindOf(path);
    // A path that exists is taken as it is, even if it has characters that mean something in a glob.
    if (kind === 'file') resolved.add(path);
    else if (kind === 'folder') for (const file of await filesOfFolder(path)) resolved.add(file);
    else globs.push(pattern);
  }
  if (globs.length > 0) for (const file of await glob(globs, workspace)) resolved.add(file);
  return [...resolved].sort();
}

/** What lies directly in a folder: its APKs; failing that a zip; failing that a bundle, to say what to do with it. */
async function filesOfFolder(folder: string): Promise<string[]> {
  for (const ending of ['apk', 'zip', 'aab']) {
    const files = await glob([`*.${ending}`], folder);
    if (files.length > 0) return files;
  }
  return [];
}

async function nothingFound(asked: string, workspace: string): Promise<string> {
  const existing = await glob(['**/*.apk', '!**/node_modules/**'], workspace);
  if (existing.length === 0) {
    return `no .apk matches ${asked} in ${workspace}, nor is there any other; did the build step run, in this job?`;
  }
  const shown = await Promise.all(
    existing.slice(0, MAX_SUGGESTIONS).map(async (path) => {
      return `${inWorkspace(path, workspace)} (${megabytes((await stat(path)).size)})`;
    }),
  );
  return `no .apk matches ${asked} in ${workspace}; there are: ${listed(shown, MAX_SUGGESTIONS, existing.length)}. Did the build step make the one you mean?`;
}

async function glob(patterns: readonly string[], folder: string): Promise<string[]> {
  const rooted = patterns.map((pattern) => {
    const [mark, rest] = pattern.startsWith('!') ? ['!', pattern.slice(1)] : ['', pattern];
    // The folder's own name may have characters that mean something in a glob.
    return `${mark}${isAbsolute(rest) ? rest : `${folder.replace(/[*?[]/g, '[$&]')}${sep}${rest}`}`;
  });
  const globber = await create(rooted.join('\n'), { implicitDescendants: false, matchDirectories: false });
  return (await globber.glob()).sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
