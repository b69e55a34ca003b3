import { basename } from 'node:path';
import { listed } from '../text.ts';
import { entryName, inWorkspace, shown } from './names.ts';

/** An error names this many files. */
const MAX_LISTED = 10;

export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** What an `apk` input leads to: the files of one upload, or what is wrong with it, in the user's words. */
export type Found =
  | { readonly kind: 'apk' | 'splits' | 'zip'; readonly files: readonly FoundFile[] }
  | { readonly problem: string };

/** One APK, the splits of one app, or one zip: anything else is told with what matched. */
export function classify(files: readonly FoundFile[], asked: string, workspace: string): Found {
  const [first, ...others] = files;

  const bundle = files.find(({ path }) => hasEnding(path, '.aab'));
  if (bundle) {
    return {
      problem:
        `is an Android App Bundle (${shown(basename(bundle.path))}), which no device can install; build an APK with ` +
        '"./gradlew assembleRelease", or make one with "bundletool build-apks --mode=universal"',
    };
  }
  if (first && others.length === 0) {
    if (hasEnding(first.path, '.apk')) return { kind: 'apk', files };
    if (hasEnding(first.path, '.zip')) return { kind: 'zip', files };
    const name = shown(inWorkspace(first.path, workspace));
    return { problem: `is ${name}, which is neither an .apk nor a .zip` };
  }

  const base = files.filter(({ path }) => isBase(basename(path)));
  const splits = files.filter(({ path }) => isSplit(basename(path)));
  const areDistinct = new Set(files.map(({ path }) => entryName(path))).size === files.length;
  if (base.length === 1 && splits.length === files.length - 1 && areDistinct) {
    return { kind: 'splits', files: [...base, ...splits] };
  }
  const matched = listed(
    files.slice(0, MAX_LISTED).map(({ path }) => shown(inWorkspace(path, workspace))),
    MAX_LISTED,
    files.length,
  );
  return {
    problem: `${asked} matches ${files.length} files that are not one app (${matched}); name one .apk, or one base.apk with its split_*.apk files`,
  };
}

/** Endings count in any case: a build on Windows may write `X.APK`. */
export function hasEnding(path: string, ending: '.apk' | '.zip' | '.aab'): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** The names of an app's split APKs are the ones that bundletool and Doksi know: exactly these. */
export function isBase(name: string): boolean {
  return name === 'base.apk';
}

export function isSplit(name: string): boolean {
  return /^split_.*\.apk$/s.test(name);
}
