import { sep } from 'node:path';
import { listed, megabytes } from '../base/text.ts';
import { type App, classify, hasEnding, MAX_LISTED } from './classify.ts';
import { directlyIn, interpret, isSearched, patternFault, readExclusions } from './glob.ts';
import { type Fault, inWorkspace, shown } from './package.ts';
import { type FoundFile, identify, kindOf, type Match, realPath, walk } from './walk.ts';

/** Of a folder, the files with the first of these endings are used. Bundles are included, so that the error explains them. */
const ENDINGS = ['.apk', '.zip', '.aab', '.apks'];
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
  readonly files: readonly FoundFile[];
  /** Whether anything matched, even if it is excluded. */
  readonly hasMatch: boolean;
  /** Where the search looked; absolute. */
  readonly places: readonly string[];
}

/**
 * Finds the files of one app by paths, globs and folders; a pattern with `!` excludes files from all others. Rejects with
 * the signal's reason at once when it aborts.
 */
export async function findFiles(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Found | Fault> {
  const included = patterns.filter((pattern) => !pattern.startsWith('!'));
  const excluded = patterns.filter((pattern) => /^!\s*\S/.test(pattern)).map((pattern) => pattern.slice(1).trim());
  if (included.length === 0) return { text: 'contains only exclusions; add a pattern to include' };
  for (const pattern of [...included, ...excluded]) {
    const text = patternFault(pattern);
    if (text !== undefined) return { text };
  }

  const isExcluded = await readExclusions(excluded, workspace, signal);
  const hits: Hits[] = [];
  for (const pattern of included) hits.push(await search(pattern, isExcluded, workspace, signal));
  // The same file by two paths counts once, under the path by which it was found first.
  const byIdentity = Map.groupBy(
    hits.flatMap((hit) => hit.files),
    ({ identity }) => identity,
  );
  const files = [...byIdentity.values()].flatMap((same) => same.slice(0, 1));
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
  isExcluded: (match: Match) => boolean,
  workspace: string,
  signal: AbortSignal,
): Promise<Hits> {
  const { paths, globs } = await interpret(pattern, workspace, signal);
  const searches = [...globs];
  const named: Match[] = [];
  for (const path of paths) {
    const kind = await kindOf(path, signal);
    if (kind === 'folder') searches.push(directlyIn(path));
    if (kind === 'file') named.push({ path, real: await realPath(path, signal), isLink: false });
  }
  const present = (matches: readonly Match[]): Promise<FoundFile[]> =>
    identify(
      matches.filter((match) => !isExcluded(match)),
      signal,
    );
  const files = await present(named);
  let matches = named.length;
  // One search for all globs with the same base.
  for (const [base, group] of Map.groupBy(searches, (glob) => glob.base)) {
    const isFolder = group.some((glob) => glob.isFolder);
    const wanted = {
      matches: (file: string) => group.some((glob) => glob.matches(file)),
      enters: (folder: string) => group.some((glob) => glob.enters(folder)),
    };
    const found = (await walk(base, wanted, signal)).filter(
      ({ path }) => !isFolder || ENDINGS.some((ending) => hasEnding(path, ending)),
    );
    matches += found.length;
    const kept = await present(found);
    files.push(...(isFolder ? ofFirstEnding(kept) : kept));
  }
  const places = new Set([...paths, ...searches.map(({ base }) => base)]);
  return { pattern, files, hasMatch: matches > 0, places: [...places] };
}

function ofFirstEnding(files: readonly FoundFile[]): readonly FoundFile[] {
  const groups = ENDINGS.map((ending) => files.filter(({ path }) => hasEnding(path, ending)));
  return groups.find(({ length }) => length > 0) ?? [];
}

/** The error for patterns without a match: where the search looked (absolute paths) and which APKs exist. */
async function nothingFound(
  patterns: readonly string[],
  places: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Fault> {
  const asked = listed(
    patterns.map((pattern) => `"${shown(pattern)}"`),
    MAX_LISTED,
  );
  const looked: string[] = [];
  for (const place of places.slice(0, MAX_PLACES)) {
    looked.push(`${shown(place)}${PLACE_FAULTS[await kindOf(place, signal)]}`);
  }
  // On Linux and macOS `app\build\x.apk` names one file, or an escaped pattern.
  const windows = sep === '/' ? patterns.find((pattern) => pattern.includes('\\')) : undefined;
  const slashes = windows === undefined ? '' : ` Write folders with /: "${shown(windows.replaceAll('\\', '/'))}".`;
  const missing = `no .apk matches ${asked} in the workspace (looked in ${listed(looked, MAX_PLACES, places.length)}).${slashes}`;

  const wanted = { matches: (file: string) => hasEnding(file, '.apk'), enters: isSearched };
  const matches = (await walk(workspace, wanted, signal)).filter(({ isLink }) => !isLink);
  const first = matches.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MAX_LISTED);
  const existing = (await identify(first, signal)).map(
    ({ path, bytes }) => `${shown(inWorkspace(path, workspace))} (${megabytes(bytes)})`,
  );
  const variant = /release|debug/i.exec(asked)?.[0].toLowerCase();
  const meant = variant === undefined ? 'the one you mean' : `a ${variant} build`;
  const rest =
    existing.length === 0
      ? `There is no .apk in ${shown(workspace)}. Did the build step run in this job?`
      : `There are: ${listed(existing, MAX_LISTED, matches.length)}. Did the build step make ${meant}?`;
  return { text: `${missing} ${rest}`, help: 'no-apk-found' };
}

const PLACE_FAULTS = {
  absent: ', which does not exist',
  other: ', which is not a regular file',
  file: '',
  folder: '',
} as const;
