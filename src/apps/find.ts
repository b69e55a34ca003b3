import { isAbsolute, relative, resolve, sep } from 'node:path';
import { listed } from '../text.ts';
import { classify, type Found, type FoundFile, hasEnding } from './classify.ts';
import { hasTooManyWays, MAX_WAYS, type Reading, readPattern } from './glob.ts';
import { type IdentifiedFile, identify, kindOf } from './identify.ts';
import { shown } from './names.ts';
import { nothingFound } from './nothing-found.ts';
import { type Match, walk } from './walk.ts';

export type { Found, FoundFile } from './classify.ts';
export { inWorkspace } from './names.ts';

/** An error repeats this many patterns. */
const MAX_PATTERNS_SHOWN = 10;
/** Characters in a pattern; the matcher takes no more. */
const MAX_PATTERN_LENGTH = 65_536;

/** What is taken from a folder: the first of these that it holds. A bundle is only to say what to do with it. */
const ENDINGS = ['.apk', '.zip', '.aab'] as const;

/** Keeps what no pattern takes away. */
type Sieve = (matches: readonly Match[]) => Match[];

/** What one pattern led to, and where it looked (absolute). */
interface Hits {
  readonly files: readonly IdentifiedFile[];
  readonly places: readonly string[];
}

/**
 * Finds the files that paths, globs and folders stand for, in the workspace; a pattern with `!` takes away from all that
 * the others name. Rejects with the signal's reason at once when it aborts.
 */
export async function findFiles(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Found> {
  const tooLong = patterns.find((pattern) => pattern.length > MAX_PATTERN_LENGTH);
  if (tooLong !== undefined) {
    return { problem: `has a pattern of ${tooLong.length} characters; give at most ${MAX_PATTERN_LENGTH}` };
  }
  const tooWide = patterns.find(hasTooManyWays);
  if (tooWide !== undefined) {
    return {
      problem: `has "${shown(tooWide)}", whose braces stand for more than ${MAX_WAYS} patterns; use *`,
    };
  }
  const quoted = patterns.map((pattern) => `"${shown(pattern)}"`);
  const asked = listed(quoted, MAX_PATTERNS_SHOWN);
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!'));
  if (wanted.length === 0) return { problem: `only takes away (${asked}); say what to take, too` };

  const sieve = await makeSieve(unwanted, workspace, signal);
  const hits: Hits[] = [];
  for (const pattern of wanted) hits.push(await search(pattern, workspace, sieve, signal));
  // The same file by two paths counts once, under the path by which it was found first.
  const files = new Map<string, FoundFile>();
  for (const { identity, path, bytes } of hits.flatMap((hit) => hit.files)) {
    if (!files.has(identity)) files.set(identity, { path, bytes });
  }
  if (files.size > 0) return classify([...files.values()].sort(byPath), asked, workspace);
  const places = new Set(hits.flatMap((hit) => hit.places));
  return { problem: await nothingFound(asked, [...places], workspace, signal) };
}

async function search(pattern: string, workspace: string, sieve: Sieve, signal: AbortSignal): Promise<Hits> {
  const { paths, globs } = await readAsIs(pattern, workspace, signal);
  const files: (readonly IdentifiedFile[])[] = [];
  for (const path of paths) files.push(await named(path, sieve, signal));
  const byBase = Map.groupBy(globs, ({ base }) => base);
  for (const [base, group] of byBase) {
    const found = await walk(
      base,
      {
        finds: (file) => group.some((glob) => glob.finds(file)),
        enters: (folder) => group.some((glob) => glob.enters(folder)),
      },
      signal,
    );
    files.push(await identify(sieve(found), signal));
  }
  return { files: files.flat(), places: [...paths, ...byBase.keys()] };
}

/** A path that exists is taken as it is, even if it has characters that mean something in a glob. */
async function readAsIs(pattern: string, workspace: string, signal: AbortSignal): Promise<Reading> {
  const path = resolve(workspace, pattern);
  const isThere = (await kindOf(path, signal)) !== 'absent';
  return isThere ? { paths: [path], globs: [] } : readPattern(pattern, workspace);
}

/** A file, or what lies directly in a folder. */
async function named(path: string, sieve: Sieve, signal: AbortSignal): Promise<readonly IdentifiedFile[]> {
  if ((await kindOf(path, signal)) !== 'folder') {
    return identify(sieve([{ path, isLink: false }]), signal);
  }
  const finds = (file: string): boolean => ENDINGS.some((ending) => hasEnding(file, ending));
  const found = await walk(path, { finds, enters: () => false }, signal);
  for (const ending of ENDINGS) {
    const files = await identify(sieve(found.filter((match) => hasEnding(match.path, ending))), signal);
    if (files.length > 0) return files;
  }
  return [];
}

/** Takes away what one of these patterns names, and what lies in a folder that one names. */
async function makeSieve(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<Sieve> {
  const readings: Reading[] = [];
  for (const pattern of patterns) {
    const rest = pattern.slice(1).trim();
    if (rest !== '') readings.push(await readAsIs(rest, workspace, signal));
  }
  const paths = readings.flatMap((reading) => reading.paths);
  const globs = readings.flatMap((reading) => reading.globs);
  const isTakenAway = ({ path }: Match): boolean =>
    paths.some((unwanted) => path === unwanted || stepsBelow(unwanted, path).length > 0) ||
    globs.some((glob) => stepsBelow(glob.base, path).some((step) => glob.matches(step)));
  return (matches) => matches.filter((match) => !isTakenAway(match));
}

/** `a`, `a/b` and `a/b/c` for a path that lies so below a folder; none where it does not. */
function stepsBelow(folder: string, path: string): string[] {
  const below = relative(folder, path);
  const parts = below.split(sep);
  if (below === '' || parts[0] === '..' || isAbsolute(below)) return [];
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function byPath(a: FoundFile, b: FoundFile): number {
  return a.path < b.path ? -1 : 1;
}
