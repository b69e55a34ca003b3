import { sep } from 'node:path';
import { listed, megabytes } from '../base/text.ts';
import { type App, bundleFault, classify, MAX_LISTED, quotedPatterns } from './classify.ts';
import {
  directlyIn,
  ENDINGS,
  type FoundFile,
  hasEnding,
  interpret,
  isSearched,
  lookUp,
  type Match,
  readExclusions,
  walk,
} from './glob.ts';
import { type Fault, inWorkspace, shown } from './package.ts';

/** Places that an error lists. */
const MAX_PLACES = 5;

/** The files of one upload. */
export interface Found extends App {
  /** To follow the input's name. */
  readonly warnings: readonly string[];
}

/** What one pattern matched. */
interface Hits {
  readonly pattern: string;
  readonly matches: readonly Match[];
  /** Whether anything matched, even if it is excluded. */
  readonly hasMatch: boolean;
  /** Where the search looked; absolute. */
  readonly places: readonly string[];
}

/** Finds the files of one app by paths, globs and folders; a pattern with `!` excludes files from all others. */
export async function findFiles(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Found | Fault> {
  const included = patterns.filter((pattern) => !pattern.startsWith('!'));
  const excluded = patterns.filter((pattern) => /^!\s*\S/.test(pattern)).map((pattern) => pattern.slice(1).trim());
  if (included.length === 0) return { text: 'contains only exclusions; add a pattern to include' };
  const isExcluded = await readExclusions(excluded, workspace);
  const hits: Hits[] = [];
  for (const pattern of included) hits.push(await search(pattern, isExcluded, workspace, signal));

  const files = await identify(hits.flatMap(({ matches }) => matches));
  const missing = hits.filter(({ hasMatch }) => !hasMatch);
  const absent = files.length === 0 ? hits : missing.filter(({ pattern }) => !/[*?[{]/.test(pattern));
  if (absent.length > 0) {
    const asked = files.length === 0 ? patterns : absent.map(({ pattern }) => pattern);
    const places = new Set(absent.flatMap((hit) => hit.places));
    return nothingFound(asked, [...places], workspace, signal);
  }
  const warnings = missing.map(({ pattern }) => `contains "${shown(pattern)}", which matches no file`);
  const app = classify(files, patterns, workspace);
  return 'text' in app ? app : { ...app, warnings };
}

async function search(
  pattern: string,
  isExcluded: (path: string) => boolean,
  workspace: string,
  signal: AbortSignal,
): Promise<Hits> {
  const { paths, globs } = await interpret(pattern, workspace);
  const searches = [...globs];
  const found: Match[] = [];
  for (const path of paths) {
    const { kind } = await lookUp(path);
    if (kind === 'folder') searches.push(directlyIn(path));
    if (kind === 'file') found.push({ path, isLink: false });
  }
  const matches = found.filter(({ path }) => !isExcluded(path));
  for (const glob of searches) {
    const below = await walk(glob, signal);
    const kept = below.filter(({ path }) => !isExcluded(path));
    found.push(...below);
    matches.push(...(glob.isFolder ? ofFirstEnding(kept) : kept));
  }
  const places = [...paths, ...searches.map(({ base }) => base)];
  return { pattern, matches, hasMatch: found.length > 0, places };
}

function ofFirstEnding(matches: readonly Match[]): readonly Match[] {
  const groups = ENDINGS.map((ending) => matches.filter(({ path }) => hasEnding(path, ending)));
  return groups.find(({ length }) => length > 0) ?? [];
}

/** The regular files among the matches. The same file by two paths counts once, if possible under one that is not a link. */
async function identify(matches: readonly Match[]): Promise<FoundFile[]> {
  const sorted = matches.toSorted((a, b) => Number(a.isLink) - Number(b.isLink));
  const found = await Promise.all(sorted.map(({ path }) => lookUp(path)));
  const files = found.filter(({ kind }) => kind === 'file');
  return [...new Map(files.toReversed().map((file) => [file.identity, file])).values()];
}

/** The error for patterns without a match: where the search looked (absolute paths) and which APKs exist. */
async function nothingFound(
  patterns: readonly string[],
  places: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Fault> {
  const looked: string[] = [];
  for (const place of places.slice(0, MAX_PLACES)) {
    looked.push(`${shown(place)}${PLACE_FAULTS[(await lookUp(place)).kind]}`);
  }
  // On Linux and macOS `app\build\x.apk` names one file, or an escaped pattern.
  const windows = sep === '/' ? patterns.find((pattern) => pattern.includes('\\')) : undefined;
  const slashes = windows === undefined ? '' : ` Write folders with /: "${shown(windows.replaceAll('\\', '/'))}".`;
  const where = `the workspace (looked in ${listed(looked, MAX_PLACES, places.length)})`;
  const missing = `no .apk matches ${quotedPatterns(patterns)} in ${where}.${slashes}`;

  const isBuild = (file: string): boolean => hasEnding(file, '.apk') || hasEnding(file, '.aab');
  const builds = await walk({ base: workspace, matches: isBuild, enters: isSearched }, signal);
  const apks = builds.filter(({ path }) => hasEnding(path, '.apk'));
  const [bundle] = builds;
  if (apks.length === 0 && bundle !== undefined) {
    const fault = bundleFault(shown(inWorkspace(bundle.path, workspace)));
    return { ...fault, text: `${missing} What exists ${fault.text}` };
  }
  const first = await Promise.all(apks.slice(0, MAX_LISTED).map(({ path }) => lookUp(path)));
  const names = first.map(({ path, bytes }) => `${shown(inWorkspace(path, workspace))} (${megabytes(bytes)})`);
  const existing = listed(names, MAX_LISTED, apks.length);
  const rest =
    apks.length === 0
      ? `There is no .apk in ${shown(workspace)}. Did the build step run in this job?`
      : `There are: ${existing}. Did the build step make the one you mean?`;
  return { text: `${missing} ${rest}`, help: 'no-apk-found' };
}

const PLACE_FAULTS = {
  absent: ', which does not exist',
  other: ', which is not a regular file',
  file: '',
  folder: '',
} as const;
