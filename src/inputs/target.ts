import { isMapping } from '../base/json.ts';
import { isPrivateUrl, isWebUrl } from '../base/url.ts';
import { type Findings, readText, UnknownNames } from './problems.ts';

export const TARGET_KEYS = ['web_url', 'binary_url', 'target_id', 'apk'] as const;
export type TargetKey = (typeof TARGET_KEYS)[number];

/** A target that needs no upload. */
export interface ResolvedTarget {
  readonly key: Exclude<TargetKey, 'apk'>;
  readonly value: string;
}

/** Files in the workspace that are uploaded and registered as a target. */
export interface ApkTarget {
  readonly key: 'apk';
  /** The public name of the value: `apk`, or `matrix[1].apk`. */
  readonly where: string;
  /** Paths, globs or folders, relative to the workspace. */
  readonly paths: readonly string[];
  /** Undefined: the input `target-name`. */
  readonly name: string | undefined;
  /** Undefined: the input `target-version`. */
  readonly version: string | undefined;
}

export type Target = ResolvedTarget | ApkTarget;

const URL_ALLOWED = 'give an http(s) URL';
const PATH_ALLOWED = 'give the path of an .apk';
const TEXT_ALLOWED = 'give a text, quoted if it looks like a number';
// In double quotes, YAML reads "D:\new\app.apk" with a line break and a control character.
const QUOTES = 'a backslash in double quotes is an escape in YAML: use single quotes, or / in the path';

/** What is wrong with a value that matches, and what to do. The first match counts. */
type Faults = readonly (readonly [pattern: RegExp, fault: string, next: string])[];

const URL_FAULTS: Faults = [
  [
    /[\s,;|]https?:\/\/|^https?:\/\/[^/?#@]*,(?![^/?#]*@)/i,
    'which contains more than one URL',
    'give one URL, and a matrix entry for each other URL',
  ],
  [/\s/, 'which has white space', 'remove it, or write a space as %20'],
];
const PATH_FAULTS: Faults = [
  [/^https?:/i, 'which is not a file', 'give a URL as binary_url, in the short form as binary-url'],
  [/\p{Cc}/u, 'which has a control character', QUOTES],
  [/^!?[a-z]:$/i, 'a drive without a path', QUOTES],
];

/** The platform of a target. */
export function platformOf(key: TargetKey): 'web' | 'android' {
  return key === 'web_url' ? 'web' : 'android';
}

/** Reads a target's value, whose public name is `where`. Adds a problem and returns undefined if it is not valid. */
export function readTarget(key: TargetKey, value: unknown, where: string, findings: Findings): Target | undefined {
  if (key === 'apk') return readApk(value, where, findings);
  const isId = key === 'target_id';
  const allowed = isId ? 'give the id of a target, quoted if it looks like a number' : URL_ALLOWED;
  const text = readText(value, where, allowed, findings);
  if (isId || text === undefined) return text === undefined ? undefined : { key, value: text };

  if (hasFault(text, URL_FAULTS, where, findings)) return undefined;
  if (!isWebUrl(text)) return findings.invalid(where, text, URL_ALLOWED);
  if (isPrivateUrl(text)) {
    const host = URL.parse(text)?.hostname ?? '';
    const fault = `leads to ${host}, this machine or a private network`;
    findings.warn(where, `${fault}: Doksi's cloud cannot reach it`);
  }
  return { key, value: text };
}

/** A path, a list of paths (in a step input one per line), or a mapping of `path`, `name` and `version`. */
function readApk(value: unknown, where: string, findings: Findings): ApkTarget | undefined {
  if (!isMapping(value)) {
    const paths = readPaths(value, where, findings);
    return paths && { key: 'apk', where, paths, name: undefined, version: undefined };
  }
  const unknown = new UnknownNames(Object.keys(value), ['path', 'name', 'version']);
  const { path, ...texts } = value;
  const text = (key: 'name' | 'version'): string | undefined =>
    texts[key] === undefined ? undefined : readText(texts[key], `${where}.${key}`, TEXT_ALLOWED, findings);
  const paths =
    path === undefined
      ? findings.problem(where, `has no path; ${PATH_ALLOWED}${unknown.guess('path')}`)
      : readPaths(path, `${where}.path`, findings);
  const [name, version] = [text('name'), text('version')];
  unknown.reject(where, findings);
  return paths && { key: 'apk', where, paths, name, version };
}

function readPaths(value: unknown, where: string, findings: Findings): string[] | undefined {
  // In a matrix entry, a line break is most likely an escape in double quotes: "out\nightly.apk".
  const separator = where.startsWith('matrix') ? /\n$/ : '\n';
  const lines = typeof value === 'string' ? value.split(separator).filter((line) => line.trim() !== '') : undefined;
  const items: unknown = lines ?? value;
  if (!Array.isArray(items) || items.length === 0) {
    return findings.invalid(where, Array.isArray(items) ? items : value, PATH_ALLOWED);
  }
  const paths = items.flatMap((item: unknown, index) => {
    const at = lines === undefined ? `${where}[${index}]` : where;
    const path = readText(item, at, PATH_ALLOWED, findings);
    return path === undefined || hasFault(path, PATH_FAULTS, at, findings) ? [] : [path];
  });
  return paths.length === items.length ? paths : undefined;
}

function hasFault(text: string, faults: Faults, where: string, findings: Findings): boolean {
  const [, fault, next] = faults.find(([pattern]) => pattern.test(text)) ?? [];
  if (fault === undefined || next === undefined) return false;
  findings.invalid(where, text, next, fault);
  return true;
}
