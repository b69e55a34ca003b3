import { resolve, sep } from 'node:path';
import { braceExpand, Minimatch, type MinimatchOptions } from 'minimatch';

/** Searched only where a pattern names them: dependencies and history hold thousands of folders and no build. */
const LEFT_OUT = ['node_modules', '.git'];

const IS_WINDOWS = sep === '\\';
const OPTIONS: MinimatchOptions = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
  windowsPathsNoEscape: IS_WINDOWS,
};
/** A pattern may stand for so many by its braces: each is searched for by itself. */
export const MAX_WAYS = 1000;

/** Elsewhere a name in another case is another file. */
const IGNORES_CASE = IS_WINDOWS || process.platform === 'darwin';

/** A pattern without braces: the folder that it begins with, and what may lie below it. */
export interface Glob {
  /** Absolute. */
  readonly base: string;
  /** Whether it stands for this path below its base, written with `/`. */
  matches(below: string): boolean;
  /** Whether a search for it takes this file below its base. */
  finds(below: string): boolean;
  /** Whether a search for it has to look into this folder below its base. */
  enters(folder: string): boolean;
}

/** What a pattern stands for: paths where nothing in it stands for something else, globs for the rest. */
export interface Reading {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly globs: readonly Glob[];
}

/** Whether the braces of a pattern stand for more than can be searched for. */
export function hasTooManyWays(pattern: string): boolean {
  return waysOf(pattern).length > MAX_WAYS;
}

function waysOf(pattern: string): string[] {
  return braceExpand(pattern, { braceExpandMax: MAX_WAYS + 1 });
}

/** Reads a pattern, in each way that its braces allow, relative to `folder` unless it is absolute. */
export function readPattern(pattern: string, folder: string): Reading {
  const paths: string[] = [];
  const globs: Glob[] = [];
  for (const each of waysOf(pattern)) {
    const { set, globParts } = new Minimatch(each, OPTIONS);
    const [parts = [], texts = []] = [set[0], globParts[0]];
    const names = parts.filter((part) => typeof part === 'string');
    const isGlob = names.length < parts.length;
    const depth = isGlob ? parts.findIndex((part) => typeof part !== 'string') : parts.length;
    const base = resolve(
      folder,
      names
        .slice(0, depth)
        .map((name) => `${name}/`)
        .join(''),
    );
    if (isGlob) globs.push(globBelow(base, texts.slice(depth), names));
    else paths.push(base);
  }
  return { paths, globs };
}

function globBelow(base: string, texts: readonly string[], names: readonly string[]): Glob {
  const pattern = texts.filter((text) => text !== '' && text !== '.').join('/');
  const matcher = new Minimatch(pattern, { ...OPTIONS, nocase: IGNORES_CASE });
  return {
    base,
    matches: (below) => matcher.match(below),
    finds: (below) => matcher.match(below) && isSearched(below, names),
    enters: (folder) => isSearched(folder, names) && matcher.match(folder, true),
  };
}

/** Whether a search looks at this path: in the folders that are left out only if a pattern names them. */
export function isSearched(below: string, named: readonly string[] = []): boolean {
  return below.split('/').every((part) => !LEFT_OUT.includes(part) || named.includes(part));
}
