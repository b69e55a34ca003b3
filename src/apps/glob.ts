import { isAbsolute, relative, resolve, sep } from 'node:path';
import { braceExpand, Minimatch, type MinimatchOptions } from 'minimatch';
import { shown } from './package.ts';
import { kindOf, type Match, realFolder, realPath, type Wanted } from './walk.ts';

/** Searched only if a pattern names them: they contain thousands of folders and no build. */
const SKIPPED = ['node_modules', '.git'];
/** Characters of a pattern; no path has more. */
const MAX_LENGTH = 4096;
/** The braces of a pattern may stand for this many patterns; each is matched by itself. */
const MAX_ALTERNATIVES = 1000;

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

/** A pattern without braces: the folder that it begins with, and what it matches below. */
export interface Glob extends Wanted {
  /** Absolute. */
  readonly base: string;
  /** Whether it names folders, whose direct content is meant. */
  readonly isFolder: boolean;
}

/** Why a pattern cannot be searched for. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length <= MAX_LENGTH && alternatives(pattern).length <= MAX_ALTERNATIVES) return undefined;
  return `contains "${shown(pattern)}", which has more than ${MAX_LENGTH} characters or stands for more than ${MAX_ALTERNATIVES} patterns; use *`;
}

function alternatives(pattern: string): string[] {
  return braceExpand(pattern, { braceExpandMax: MAX_ALTERNATIVES + 1 });
}

/** As `readPattern`, but a path that exists is taken as it is. */
export async function interpret(
  pattern: string,
  folder: string,
  signal: AbortSignal,
): Promise<ReturnType<typeof readPattern>> {
  const path = resolve(folder, pattern);
  const exists = (await kindOf(path, signal)) !== 'absent';
  return exists ? { paths: [path], globs: [] } : readPattern(pattern, folder);
}

/** Reads a pattern, relative to `folder` unless it is absolute: absolute paths where it has no special characters, and globs. */
export function readPattern(pattern: string, folder: string): { paths: string[]; globs: Glob[] } {
  const paths: string[] = [];
  const globs: Glob[] = [];
  for (const alternative of alternatives(pattern)) {
    const { set, globParts } = new Minimatch(alternative, OPTIONS);
    // Such as one between "[" and "]" in {A..a}: an empty path would be the workspace itself.
    const [parts, texts] = [set[0], globParts[0]];
    if (parts === undefined || texts === undefined) continue;
    const names = parts.filter((part) => typeof part === 'string');
    const isGlob = names.length < parts.length;
    const depth = isGlob ? parts.findIndex((part) => typeof part !== 'string') : parts.length;
    const start = names.slice(0, depth).map((name) => `${name}/`);
    const base = resolve(folder, start.join(''));
    if (isGlob) globs.push(globBelow(base, texts.slice(depth), names));
    else paths.push(base);
  }
  return { paths, globs };
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
    matches: (file) => matcher.match(file),
    enters: (folder) => isSearched(folder, names) && matcher.match(folder, true),
  };
}

/** Whether a search enters this folder: skipped ones only if a pattern names them. */
export function isSearched(folder: string, named: readonly string[] = []): boolean {
  return folder.split('/').every((part) => !SKIPPED.includes(part) || named.includes(part));
}

/**
 * Whether one of these patterns, which were written with `!`, excludes a match or a folder above it. Real paths are
 * compared, since links and another case may lead to the same file.
 */
export async function readExclusions(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<(match: Match) => boolean> {
  const rules: { readonly base: string; readonly matches?: Wanted['matches'] }[] = [];
  for (const pattern of patterns) {
    const { paths, globs } = await interpret(pattern, workspace, signal);
    for (const path of paths) rules.push({ base: await realPath(path, signal) });
    for (const { base, matches } of globs) rules.push({ base: await realFolder(base, signal), matches });
  }
  return ({ real }) =>
    rules.some(({ base, matches }) => {
      const below = relative(base, real);
      const steps = below.split(sep);
      // On Windows the path to another drive is absolute.
      if (steps[0] === '..' || isAbsolute(below)) return false;
      return matches === undefined || steps.some((_, index) => matches(steps.slice(0, index + 1).join('/')));
    });
}
