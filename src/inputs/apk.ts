import { isMapping } from '../mapping.ts';
import { named, namedUrl } from './named.ts';
import type { Findings } from './problems.ts';
import { UnknownKeys } from './unknown-keys.ts';

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
const ALLOWED = 'give the path of an .apk';

/** Reads a path, a list of them (one a line, in a text), or a mapping of `path`, `name` and `version`. */
export function readApk(value: unknown, where: string, findings: Findings): ApkRequest | undefined {
  if (!isMapping(value)) {
    const paths = readPaths(value, where, findings);
    return paths && { paths, name: undefined, version: undefined };
  }
  const unknown = new UnknownKeys(value, KEYS);
  const { path, name, version } = value;
  const paths =
    path === undefined
      ? findings.problem(where, `has no path; ${ALLOWED}${unknown.guess('path')}`)
      : readPaths(path, `${where}.path`, findings);
  const texts = {
    name: readText(name, `${where}.name`, findings),
    version: readText(version, `${where}.version`, findings),
  };
  unknown.refuse(where, findings);
  return paths && { paths, ...texts };
}

function readPaths(value: unknown, where: string, findings: Findings): string[] | undefined {
  const items = typeof value === 'string' ? linesOf(value) : value;
  if (!Array.isArray(items)) return findings.problem(where, `is ${named(value)}; ${ALLOWED}`);
  if (items.length === 0) return findings.problem(where, `is empty; ${ALLOWED}`);
  const paths: string[] = [];
  items.forEach((item: unknown, index) => {
    const at = typeof value === 'string' ? where : `${where}[${index}]`;
    if (typeof item !== 'string' || item.trim() === '') {
      findings.problem(at, `is ${named(item)}; ${ALLOWED}`);
    } else if (/^https?:/i.test(item)) {
      const next = 'give a URL as binary_url, in the short form as binary-url';
      findings.problem(at, `is ${namedUrl(item)}, which is no file; ${next}`);
    } else {
      paths.push(item);
    }
  });
  return paths.length === items.length ? paths : undefined;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readText(value: unknown, where: string, findings: Findings): string | undefined {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value;
  return findings.problem(where, `is ${named(value)}; give a text, quoted if it looks like a number`);
}
