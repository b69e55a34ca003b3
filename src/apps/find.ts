import { basename, resolve, sep } from 'node:path';
import { braceExpand } from 'minimatch';
import { listed, megabytes } from '../base/text.ts';
import { type App, bundleFault, classify, MAX_LISTED, quotedPatterns } from './classify.ts';
import {
  directlyIn,
  ENDINGS,
  type PathInfo,
  hasEnding,
  isSearched,
  lookUp,
  readExclusions,
  readPatterns,
  walk,
} from './glob.ts';
import { type Fault, inWorkspace, shown } from './package.ts';

/** Wider or longer patterns take long to match. */
const MAX_ALTERNATIVES = 1000;
const MAX_PATTERN_LENGTH = 4096;
/** Places that an error lists. */
const MAX_PLACES = 5;

/**
 * Finds the files of one app by paths, globs and folders; a pattern with `!` excludes files from all others. The
 * warnings follow the input's name.
 */
export async function findFiles(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<(App & { readonly warnings: readonly string[] }) | Fault> {
  const included = patterns.filter((pattern) => !pattern.startsWith('!'));
  const excluded = patterns.filter((pattern) => /^!\s*\S/.test(pattern)).map((pattern) => pattern.slice(1).trim());
  if (included.length === 0) return { text: 'contains only exclusions; add a pattern to include' };
  const wide = patterns.find((pattern) => pattern.length > MAX_PATTERN_LENGTH || isWide(pattern));
  if (wide !== undefined) {
    const limits = `more than ${MAX_PATTERN_LENGTH} characters or stands for more than ${MAX_ALTERNATIVES} patterns`;
    return { text: `contains "${shown(wide)}", which has ${limits}; use *` };
  }
  const isExcluded = await readExclusions(excluded, workspace);
  const hits = await Promise.all(included.map((pattern) => search(pattern, isExcluded, workspace, signal)));
  const files = await identify(hits.flatMap(({ matches }) => matches));
  const missing = hits.filter(({ hasMatch }) => !hasMatch);
  const absent = files.length === 0 ? hits : missing.filter(({ pattern }) => !isGlob(pattern));
  if (absent.length > 0) {
    const asked = files.length === 0 ? patterns : absent.map(({ pattern }) => pattern);
    const places = new Set(absent.flatMap((hit) => hit.places));
    return nothingFound(asked, [...places], workspace, signal);
  }
  const warnings = missing.map(({ pattern }) => `contains "${shown(pattern)}", which matches no file`);
  const app = classify(files, patterns, workspace);
  return 'text' in app ? app : { ...app, warnings };
}

function isWide(pattern: string): boolean {
  return braceExpand(pattern, { braceExpandMax: MAX_ALTERNATIVES + 1 }).length > MAX_ALTERNATIVES;
}

function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/** What one pattern matches: absolute paths without those that are excluded, and the places where it looked. */
async function search(pattern: string, isExcluded: (path: string) => boolean, workspace: string, signal: AbortSignal) {
  const lookUpIn = (below: string): Promise<PathInfo> => lookUp(resolve(workspace, below));
  // A path that exists is taken as it is, even if it has braces in its name.
  const named = await lookUpIn(pattern);
  const alternatives = named.kind === 'absent' ? braceExpand(pattern) : [pattern];
  const looked = await Promise.all(alternatives.map(lookUpIn));
  const pathsOf = (kind: PathInfo['kind']): string[] =>
    looked.filter((place) => place.kind === kind).map(({ path }) => path);
  const absent = alternatives.filter((_, index) => looked[index]?.kind === 'absent');
  const globs = [...pathsOf('folder').map(directlyIn), ...readPatterns(absent, workspace)];

  const found = pathsOf('file');
  const matches = found.filter((file) => !isExcluded(file));
  for (const glob of globs) {
    const below = await walk(glob, signal);
    const kept = below.filter((file) => !isExcluded(file));
    found.push(...below);
    matches.push(...(glob.isFolder ? ofFirstEnding(kept) : kept));
  }
  const places = isGlob(pattern) ? globs.map(({ base }) => base) : [named.path];
  // A pattern has a match even if all its matches are excluded.
  return { pattern, matches, hasMatch: found.length > 0, places };
}

function ofFirstEnding(paths: readonly string[]): readonly string[] {
  const groups = ENDINGS.map((ending) => paths.filter((path) => hasEnding(path, ending)));
  return groups.find(({ length }) => length > 0) ?? [];
}

/** The regular files among these. The same file by two paths counts once, if possible under its own name. */
async function identify(paths: readonly string[]): Promise<PathInfo[]> {
  const found = await Promise.all(paths.map((path) => lookUp(path)));
  const isRenamed = ({ path, real }: PathInfo): number => Number(basename(path) !== basename(real));
  const files = found.filter(({ kind }) => kind === 'file').toSorted((a, b) => isRenamed(a) - isRenamed(b));
  return [...new Map(files.toReversed().map((file) => [file.real, file])).values()];
}

/** The error for patterns without a match: where the search looked (absolute paths) and which APKs exist. */
async function nothingFound(
  patterns: readonly string[],
  places: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Fault> {
  const looked = await Promise.all(
    places.slice(0, MAX_PLACES).map(async (place) => {
      const { kind } = await lookUp(place);
      return kind === 'absent' ? `${shown(place)}, which does not exist` : shown(place);
    }),
  );
  // On Linux and macOS `app\build\x.apk` names one file, or an escaped pattern.
  const windows = sep === '/' ? patterns.find((pattern) => pattern.includes('\\')) : undefined;
  const slashes = windows === undefined ? '' : ` Write folders with /: "${shown(windows.replaceAll('\\', '/'))}".`;
  const where = `the workspace (looked in ${listed(looked, MAX_PLACES, places.length)})`;
  const missing = `no .apk matches ${quotedPatterns(patterns)} in ${where}.${slashes}`;

  const matches = (file: string): boolean => hasEnding(file, '.apk') || hasEnding(file, '.aab');
  const builds = await walk({ base: workspace, matches, enters: isSearched }, signal);
  const apks = builds.filter((path) => hasEnding(path, '.apk'));
  const [bundle] = builds;
  if (apks.length === 0 && bundle !== undefined) {
    const fault = bundleFault(shown(inWorkspace(bundle, workspace)));
    return { ...fault, text: `${missing} The only build ${fault.text}` };
  }
  const first = await Promise.all(apks.slice(0, MAX_LISTED).map((path) => lookUp(path)));
  const names = first.map(({ path, bytes }) => `${shown(inWorkspace(path, workspace))} (${megabytes(bytes)})`);
  const existing = listed(names, MAX_LISTED, apks.length);
  const variant = /release|debug/i.exec(patterns.join(' '))?.[0].toLowerCase();
  const rest =
    apks.length === 0
      ? `There is no .apk in ${shown(workspace)}. Did the build step run in this job?`
      : `There are: ${existing}. Did the build step make ${variant ? `a ${variant} build` : 'the one you mean'}?`;
  return { text: `${missing} ${rest}`, help: 'no-apk-found' };
}
