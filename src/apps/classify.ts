import { listed } from '../base/text.ts';
import { entryName, type Fault, inWorkspace, type Package, shown } from './package.ts';
import type { FoundFile } from './walk.ts';

/** An error lists this many files or patterns. */
export const MAX_LISTED = 10;

export interface App {
  readonly kind: Package['kind'];
  readonly files: readonly FoundFile[];
}

/** Files by what they are: one APK, the splits of one app, or one zip. Anything else is an error with what matched. */
export function classify(files: readonly FoundFile[], patterns: readonly string[], workspace: string): App | Fault {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const nameOf = ({ path }: FoundFile): string => shown(inWorkspace(path, workspace));
  const bundle = sorted.find(({ path }) => hasEnding(path, '.aab') || hasEnding(path, '.apks'));
  if (bundle) {
    const advice = hasEnding(bundle.path, '.aab') ? BUNDLETOOL.bundle : BUNDLETOOL.apkSet;
    return { text: advice(nameOf(bundle)), help: 'app-bundle' };
  }
  const [first, ...others] = sorted;
  if (first && others.length === 0) {
    if (hasEnding(first.path, '.apk')) return { kind: 'apk', files: sorted };
    if (hasEnding(first.path, '.zip')) return { kind: 'zip', files: sorted };
    return { text: `is ${nameOf(first)}, which is not an .apk or a .zip` };
  }
  const names = sorted.map(({ path }) => entryName(path));
  if (areSplits(names)) {
    const isBase = ({ path }: FoundFile): boolean => entryName(path) === 'base.apk';
    return { kind: 'splits', files: sorted.toSorted((a, b) => Number(isBase(b)) - Number(isBase(a))) };
  }
  const asked = listed(
    patterns.map((pattern) => `"${shown(pattern)}"`),
    MAX_LISTED,
  );
  const matched = listed(sorted.slice(0, MAX_LISTED).map(nameOf), MAX_LISTED, sorted.length);
  const text = `${asked} matches ${sorted.length} files that are not one app (${matched}); name one .apk, or one base.apk with its split_*.apk files`;
  return withSplitsAdvice(text, names);
}

/** Why a zip, which has these files, is not one app as Doksi accepts it. */
export function zipFault(names: readonly string[], zip: string): Fault | undefined {
  // The table of contents that bundletool writes.
  if (names.includes('toc.pb')) return { text: BUNDLETOOL.apkSet(zip), help: 'app-bundle' };
  const added = names.find((name) => /^__MACOSX\/|(^|\/)(\.DS_Store|\._[^/]*)$/.test(name));
  if (added !== undefined) {
    const text = `contains files that macOS added (${shown(added)}); set apk to the .apk files themselves, or zip them with "zip -X app.zip *.apk"`;
    return { text };
  }
  const nested = names.find((name) => /[/\\]/.test(name) && hasEnding(name, '.apk'));
  if (nested !== undefined) {
    return { text: `has its files in a folder (${shown(nested)}); put them at the root of the zip` };
  }
  const [first = '', ...others] = names;
  if (areSplits(names) || (others.length === 0 && hasEnding(first, '.apk'))) return undefined;
  const contained = listed(names.slice(0, MAX_LISTED).map(shown), MAX_LISTED, names.length);
  const text = `does not contain one .apk, or one base.apk with its split_*.apk files (${contained || 'no files'})`;
  return withSplitsAdvice(text, names);
}

/** Whether these are the split APKs of one app, by the names that Doksi expects. */
function areSplits(names: readonly string[]): boolean {
  const splits = names.filter((name) => /^split_.*\.apk$/s.test(name));
  return names.includes('base.apk') && splits.length === names.length - 1 && new Set(splits).size === splits.length;
}

/** Endings count in any case: a build on Windows may write `X.APK`. */
export function hasEnding(path: string, ending: string): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** What to do with the files that bundletool reads and writes. */
const BUNDLETOOL = {
  bundle: (name: string) =>
    `is an Android App Bundle (${name}), which cannot be installed. Build an APK with "./gradlew assembleRelease", or run ${universalApk(name)}`,
  apkSet: (name: string) =>
    `is an APK set made by bundletool (${name}). Run "unzip ${quoted(name)} universal.apk", and set apk to universal.apk. If it has no universal.apk, run ${universalApk('app.aab')}`,
};

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
