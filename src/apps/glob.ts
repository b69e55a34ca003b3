import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { braceExpand, Minimatch, type MinimatchOptions } from 'minimatch';

/** In a folder, the files with the first ending that occurs are used. Bundles are found so that errors explain them. */
export const ENDINGS = ['.apk', '.zip', '.aab', '.apks'];
/** Searched only if a pattern names them: they contain thousands of folders and no build. */
const SKIPPED = ['node_modules', '.git'];
/** Folders read at once: Node reads on four threads, and more do not keep them busier. */
const READS_AT_ONCE = 32;

const IS_WINDOWS = sep === '\\';
const OPTIONS: MinimatchOptions = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
  windowsPathsNoEscape: IS_WINDOWS,
};
/** On other platforms a name in another case is another file. */
const IGNORES_CASE = IS_WINDOWS || process.platform === 'darwin';

/** A search below a folder. `matches` and `enters` receive paths relative to it, with `/` on every platform. */
export interface Glob {
  /** Absolute. */
  readonly base: string;
  /** Whether only APKs, zips and bundles directly in a folder are meant. */
  readonly isFolder?: boolean;
  readonly matches: (file: string) => boolean;
  readonly enters: (folder: string) => boolean;
}

/** Parses patterns without braces into globs, one for each base folder. Relative patterns start at `folder`. */
export function readPatterns(patterns: readonly string[], folder: string): Glob[] {
  const globs = patterns.flatMap((pattern) => {
    const { set, globParts } = new Minimatch(pattern, OPTIONS);
    // An empty pattern, which `{A..a}` contains for the backslash, has no parts.
    const [parts, texts] = [set[0], globParts[0]];
    if (parts === undefined || texts === undefined) return [];
    const names = parts.filter((part) => typeof part === 'string');
    // The last part is matched even if it has no special characters.
    const special = [...parts.slice(0, -1), null].findIndex((part) => typeof part !== 'string');
    const base = names.slice(0, special).map((name) => `${name}/`);
    return [globBelow(resolve(folder, base.join('')), texts.slice(special), names)];
  });
  // What patterns have in common is searched once.
  return [...Map.groupBy(globs, ({ base, isFolder }) => `${isFolder} ${base}`).values()].flatMap((alike) =>
    alike.slice(0, 1).map((first) => ({
      ...first,
      matches: (file: string) => alike.some(({ matches }) => matches(file)),
      enters: (below: string) => alike.some(({ enters }) => enters(below)),
    })),
  );
}

/** The files directly in a folder. */
export function directlyIn(folder: string): Glob {
  return globBelow(folder, [''], []);
}

function globBelow(base: string, texts: readonly string[], names: readonly string[]): Glob {
  const isFolder = texts.at(-1) === '';
  const steps = texts.filter((text) => text !== '' && text !== '.');
  const pattern = [...steps, ...(isFolder ? ['*'] : [])].join('/');
  const matcher = new Minimatch(pattern, { ...OPTIONS, nocase: IGNORES_CASE });
  return {
    base,
    isFolder,
    matches: (file) => matcher.match(file) && (!isFolder || ENDINGS.some((ending) => hasEnding(file, ending))),
    enters: (folder) => isSearched(folder, names) && matcher.match(folder, true),
  };
}

/** Whether a search enters this folder: skipped ones only if a pattern names them. */
export function isSearched(folder: string, named: readonly string[] = []): boolean {
  return folder.split('/').every((part) => !SKIPPED.includes(part) || named.includes(part));
}

/** Endings count in any case: a build on Windows may write `X.APK`. */
export function hasEnding(path: string, ending: string): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** Whether one of these patterns, which were written with `!`, excludes a path or a folder above it. */
export async function readExclusions(
  patterns: readonly string[],
  workspace: string,
): Promise<(path: string) => boolean> {
  const excluded = patterns.map(async (pattern): Promise<readonly Pick<Glob, 'base' | 'matches'>[]> => {
    const base = resolve(workspace, pattern);
    const { kind } = await lookUp(base);
    return kind === 'absent' ? readPatterns(braceExpand(pattern), workspace) : [{ base, matches: () => true }];
  });
  const rules = (await Promise.all(excluded)).flat();
  return (path) =>
    rules.some(({ base, matches }) => {
      const below = relative(base, path);
      const steps = below.split(sep);
      // On Windows the path to another drive is absolute.
      if (steps[0] === '..' || isAbsolute(below)) return false;
      return steps.some((_, index) => matches(steps.slice(0, index + 1).join('/')));
    });
}

/** The absolute paths of files and links. Enters no linked folder, skips unreadable ones, ends with the signal. */
export async function walk({ base, matches, enters }: Glob, signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  const folders = [''];
  const readFolder = (folder: string): Promise<Dirent[]> =>
    readdir(join(base, folder), { withFileTypes: true }).catch(() => []);
  while (folders.length > 0) {
    signal.throwIfAborted();
    // Taking the last ones searches in depth first, which keeps the list of folders short.
    const batch = folders.splice(-READS_AT_ONCE);
    for (const [index, entries] of (await Promise.all(batch.map(readFolder))).entries()) {
      for (const entry of entries) {
        const below = batch[index] ? `${batch[index]}/${entry.name}` : entry.name;
        if (entry.isDirectory()) {
          if (enters(below)) folders.push(below);
        } else if ((entry.isFile() || entry.isSymbolicLink()) && matches(below)) {
          found.push(join(base, below));
        }
      }
    }
  }
  return found.sort();
}

/** A path with what it leads to; `absent` also if that cannot be determined. */
export interface PathInfo {
  readonly path: string;
  /** The path without links. */
  readonly real: string;
  readonly kind: 'file' | 'folder' | 'other' | 'absent';
  readonly bytes: number;
}

/** Follows links. Never throws. */
export async function lookUp(path: string): Promise<PathInfo> {
  try {
    const [stats, real] = await Promise.all([stat(path), realpath(path)]);
    return { path, real, kind: stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other', bytes: stats.size };
  } catch {
    return { path, real: path, kind: 'absent', bytes: 0 };
  }
}
