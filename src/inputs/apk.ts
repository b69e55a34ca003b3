import { isMapping, type Mapping } from './mapping.ts';
import { likelyName } from './misspelt.ts';
import { named, shownKey } from './named.ts';
import type { Findings } from './problems.ts';

/** Which files make the app, and what the target that is registered for them is called. */
export interface ApkRequest {
  /** Paths, globs or folders, relative to the workspace. */
  readonly paths: readonly string[];
  /** Undefined: the input `target-name`. */
  readonly name: string | undefined;
  /** Undefined: the input `target-version`. */
  readonly version: string | undefined;
}

const KEYS = ['path', 'name', 'version'] as const;

/** Reads a path, a list of them (one a line, in a text), or a mapping of `path`, `name` and `version`. */
export function readApk(value: unknown, where: string, findings: Findings): ApkRequest | undefined {
  if (!isMapping(value)) {
    const paths = readPaths(value, where, findings);
    return paths && { paths, name: undefined, version: undefined };
  }
  const guesses = checkKeys(value, where, findings);
  const { path, name, version } = value;
  const paths =
    path === undefined
      ? findings.problem(where, `has no path; give the path of an .apk${guesses}`)
      : readPaths(path, `${where}.path`, findings);
  const texts = {
    name: readText(name, `${where}.name`, findings),
    version: readText(version, `${where}.version`, findings),
  };
  return paths && { paths, ...texts };
}

/** Names the unknown keys; returns what may have been meant to be the path, as the end of an error. */
function checkKeys(value: Mapping, where: string, findings: Findings): string {
  const others = Object.keys(value).filter((key) => !KEYS.some((known) => known === key));
  const isPath = (key: string): boolean => !Object.hasOwn(value, 'path') && likelyName(key, KEYS) === 'path';
  const surplus = others.filter((key) => !isPath(key)).map(shownKey);
  if (surplus.length > 0) {
    const allowed = 'give path, name and version, of which only path is needed';
    findings.problem(where, `has ${surplus.join(', ')}; ${allowed}`);
  }
  return others
    .filter(isPath)
    .map((key) => `; is "${shownKey(key)}" meant to be it?`)
    .join('');
}

function readPaths(value: unknown, where: string, findings: Findings): string[] | undefined {
  const items: unknown = typeof value === 'string' ? value.split('\n').map((line) => line.trim()) : value;
  if (!Array.isArray(items)) return findings.problem(where, `is ${named(value)}; give the path of an .apk`);
  const given = typeof value === 'string' ? items.filter((line) => line !== '') : items;
  const paths = given.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  if (paths.length < given.length || paths.length === 0) {
    return findings.problem(where, 'is empty, or has an entry that is no path; give the path of an .apk');
  }
  const address = paths.find((path) => /^https?:/i.test(path));
  if (address === undefined) return paths;
  return findings.problem(
    where,
    `is ${named(address)}, which is no file; give a URL as binary_url (in the short form binary-url)`,
  );
}

function readText(value: unknown, where: string, findings: Findings): string | undefined {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value;
  return findings.problem(where, `is ${named(value)}; give a text, quoted if it looks like a number`);
}
