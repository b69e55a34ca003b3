import { listed, megabytes } from '../base/text.ts';
import { type FoundFile, hasEnding } from './glob.ts';
import { entryName, type Fault, inWorkspace, type Package, shown } from './package.ts';

/** An error lists this many files or patterns. */
export const MAX_LISTED = 10;
/** The zip for APKs is written without Zip64. */
const MAX_BYTES = 4_000_000_000;

export interface App {
  readonly kind: Package['kind'];
  readonly files: readonly FoundFile[];
}

/** Files by what they are: one APK, the splits of one app, or one zip. Anything else is an error with what matched. */
export function classify(files: readonly FoundFile[], patterns: readonly string[], workspace: string): App | Fault {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const nameOf = ({ path }: FoundFile): string => shown(inWorkspace(path, workspace));
  const bundle = sorted.find(({ path }) => hasEnding(path, '.aab') || hasEnding(path, '.apks'));
  if (bundle) return hasEnding(bundle.path, '.aab') ? bundleFault(nameOf(bundle)) : apkSetFault(nameOf(bundle));
  const names = sorted.map(({ path }) => entryName(path));
  const kind = kindOf(names);
  if (kind !== undefined) {
    const bytes = sorted.reduce((sum, file) => sum + file.bytes, 0);
    const fault = `has ${megabytes(bytes)} of APKs; at most ${megabytes(MAX_BYTES)} can be sent`;
    if (kind !== 'zip' && bytes > MAX_BYTES) return { text: fault };
    const isBase = ({ path }: FoundFile): boolean => entryName(path) === 'base.apk';
    return { kind, files: sorted.toSorted((a, b) => Number(isBase(b)) - Number(isBase(a))) };
  }
  const [first, ...others] = sorted;
  if (first && others.length === 0) return { text: `is ${nameOf(first)}, which is not an .apk or a .zip` };
  const matched = listed(sorted.slice(0, MAX_LISTED).map(nameOf), MAX_LISTED, sorted.length);
  const fault = `${quotedPatterns(patterns)} matches ${sorted.length} files that are not one app (${matched})`;
  return withSplitsAdvice(`${fault}; name one .apk, or one base.apk with its split_*.apk files`, names);
}

/** Patterns as a message shows them. */
export function quotedPatterns(patterns: readonly string[]): string {
  return listed(
    patterns.map((pattern) => `"${shown(pattern)}"`),
    MAX_LISTED,
  );
}

/** Why a zip, which has these files, is not one app as Doksi accepts it. */
export function zipFault(names: readonly string[], zip: string): Fault | undefined {
  // The table of contents that bundletool writes.
  if (names.includes('toc.pb')) return apkSetFault(zip);
  const added = names.find((name) => /^__MACOSX\/|(^|\/)(\.DS_Store|\._[^/]*)$/.test(name));
  if (added !== undefined) {
    const next = 'set apk to the .apk files themselves, or zip them with "zip -X app.zip *.apk"';
    return { text: `contains files that macOS added (${shown(added)}); ${next}` };
  }
  const nested = names.find((name) => /[/\\]/.test(name) && hasEnding(name, '.apk'));
  if (nested !== undefined) {
    return { text: `has its files in a folder (${shown(nested)}); put them at the root of the zip` };
  }
  // A zip is sent as it is; files outside of a zip get this ending.
  const renamed = names.find((name) => hasEnding(name, '.apk') && !name.endsWith('.apk'));
  if (renamed !== undefined) return { text: `contains ${shown(renamed)}; write the ending .apk in lower case` };
  const kind = kindOf(names);
  if (kind === 'apk' || kind === 'splits') return undefined;
  const contained = listed(names.slice(0, MAX_LISTED).map(shown), MAX_LISTED, names.length);
  const text = `does not contain one .apk, or one base.apk with its split_*.apk files (${contained || 'no files'})`;
  return withSplitsAdvice(text, names);
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
  const next = `Run "unzip ${quoted(name)} universal.apk", and set apk to universal.apk`;
  const otherwise = `If it has no universal.apk, run ${universalApk('app.aab')}`;
  return { text: `is an APK set made by bundletool (${name}). ${next}. ${otherwise}`, help: 'app-bundle' };
}

function universalApk(bundle: string): string {
  return `"bundletool build-apks --mode=universal --output-format=DIRECTORY --bundle=${quoted(bundle)} --output=out", and set apk to out/universal.apk`;
}

/** The fault, with advice for splits that have bundletool's names: base-master.apk, base-xxhdpi.apk, base-de.apk. */
function withSplitsAdvice(text: string, names: readonly string[]): Fault {
  if (!names.includes('base-master.apk')) return { text };
  const advice = `for files of bundletool, rename base-master.apk to base.apk and each other base-X.apk to split_config.X.apk, or run ${universalApk('app.aab')}`;
  return { text: `${text}; ${advice}`, help: 'app-bundle' };
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path}'`;
}
