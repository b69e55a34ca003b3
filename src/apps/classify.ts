import { listed, megabytes } from '../base/text.ts';
import { type PathInfo, hasEnding } from './glob.ts';
import { entryName, type Fault, inWorkspace, type Package, shown } from './package.ts';

/** An error lists this many files or patterns. */
export const MAX_LISTED = 10;
/** The zip for APKs is written without Zip64. */
const MAX_BYTES = 4_000_000_000;

export interface App {
  readonly kind: Package['kind'];
  readonly files: readonly PathInfo[];
}

/** Classifies files as one APK, the splits of one app (`base.apk` first), or one zip. Otherwise returns a Fault. */
export function classify(files: readonly PathInfo[], patterns: readonly string[], workspace: string): App | Fault {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const nameOf = ({ path }: PathInfo): string => shown(inWorkspace(path, workspace));
  const bundle = sorted.find(({ path }) => hasEnding(path, '.aab') || hasEnding(path, '.apks'));
  if (bundle) return hasEnding(bundle.path, '.aab') ? bundleFault(nameOf(bundle)) : apkSetFault(nameOf(bundle));
  const names = sorted.map(({ path }) => entryName(path));
  const kind = kindOf(names);
  if (kind !== undefined) {
    const bytes = sorted.reduce((sum, file) => sum + file.bytes, 0);
    const fault = `has ${megabytes(bytes)} of APKs; at most ${megabytes(MAX_BYTES)} can be sent`;
    if (kind !== 'zip' && bytes > MAX_BYTES) return { text: fault };
    const isBase = ({ path }: PathInfo): boolean => entryName(path) === 'base.apk';
    return { kind, files: sorted.toSorted((a, b) => Number(isBase(b)) - Number(isBase(a))) };
  }
  const [first, ...others] = sorted;
  if (first && others.length === 0) return { text: `is ${nameOf(first)}, which is not an .apk or a .zip` };
  const matched = listed(sorted.slice(0, MAX_LISTED).map(nameOf), MAX_LISTED, sorted.length);
  const fault = `${quotedPatterns(patterns)} matches ${sorted.length} files that are not one app (${matched})`;
  return { text: `${fault}; name one .apk, or one base.apk with its split_*.apk files` };
}

/** Patterns as a message shows them. */
export function quotedPatterns(patterns: readonly string[]): string {
  return listed(
    patterns.map((pattern) => `"${shown(pattern)}"`),
    MAX_LISTED,
  );
}

/** Why a zip, which has these files, is not one app as Doksi accepts it. The zip is sent as it is. */
export function zipFault(names: readonly string[], zip: string): Fault | undefined {
  // The table of contents that bundletool writes.
  if (names.includes('toc.pb')) return apkSetFault(zip);
  if (names.every((name) => /^[^/\\]+\.apk$/i.test(name)) && kindOf(names) !== undefined) return undefined;
  const contained = listed(names.slice(0, MAX_LISTED).map(shown), MAX_LISTED, names.length) || 'no files';
  const fault = `does not contain one .apk, or one base.apk with its split_*.apk files (${contained})`;
  return { text: `${fault}; put only these at its root, with their ending in lower case` };
}

/** What files with these names are together, if they are one app as Doksi expects it. */
function kindOf(names: readonly string[]): Package['kind'] | undefined {
  const [name = '', ...others] = names;
  if (others.length === 0 && hasEnding(name, '.apk')) return 'apk';
  if (others.length === 0 && hasEnding(name, '.zip')) return 'zip';
  const splits = new Set(names.filter((other) => /^split_.*\.apk$/s.test(other)));
  return names.includes('base.apk') && splits.size === names.length - 1 ? 'splits' : undefined;
}

/** Why an App Bundle cannot be sent, and the commands that make an APK of it. */
export function bundleFault(name: string): Fault {
  const next = `Build an APK with "./gradlew assembleRelease", or run ${universalApk(name)}`;
  return { text: `is an Android App Bundle (${name}), which cannot be installed. ${next}`, help: 'app-bundle' };
}

function apkSetFault(name: string): Fault {
  const next = `Run "unzip ${name} universal.apk", and set apk to universal.apk`;
  const otherwise = `If it has no universal.apk, run ${universalApk('app.aab')}`;
  return { text: `is an APK set made by bundletool (${name}). ${next}. ${otherwise}`, help: 'app-bundle' };
}

function universalApk(bundle: string): string {
  const command = `bundletool build-apks --mode=universal --output-format=DIRECTORY --bundle=${bundle} --output=out`;
  return `"${command}", and set apk to out/universal.apk`;
}
