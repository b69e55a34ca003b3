import * as z from 'zod';
import { named } from './named.ts';
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

const KEYS = ['path', 'name', 'version'];
const Detailed = z.strictObject({ path: z.unknown(), name: z.unknown(), version: z.unknown() }).partial();

/** Reads a path, a list of them (one a line, in a text), or a mapping of `path`, `name` and `version`. */
export function readApk(value: unknown, where: string, findings: Findings): ApkRequest | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const paths = readPaths(value, where, findings);
    return paths && { paths, name: undefined, version: undefined };
  }
  const detailed = Detailed.safeParse(value);
  if (!detailed.success) {
    const others = Object.keys(value).filter((key) => !KEYS.includes(key));
    return findings.problem(
      where,
      `has ${others.join(', ')}; give path, name and version, of which only path is needed`,
    );
  }
  const { path, name, version } = detailed.data;
  if (path === undefined) return findings.problem(where, 'has no path; give the path of an .apk');
  const paths = readPaths(path, `${where}.path`, findings);
  const texts = {
    name: readText(name, `${where}.name`, findings),
    version: readText(version, `${where}.version`, findings),
  };
  return paths && { paths, ...texts };
}

function readPaths(value: unknown, where: string, findings: Findings): string[] | undefined {
  const lines = typeof value === 'string' ? value.split('\n').map((line) => line.trim()) : value;
  if (!Array.isArray(lines)) return findings.problem(where, `is ${named(value)}; give the path of an .apk`);
  const items: unknown[] = typeof value === 'string' ? lines.filter((line) => line !== '') : lines;
  const paths = items.filter((item) => typeof item === 'string' && item.trim() !== '').map(String);
  if (paths.length === items.length && paths.length > 0) return paths;
  return findings.problem(where, 'is empty, or has an entry that is no path; give the path of an .apk');
}

function readText(value: unknown, where: string, findings: Findings): string | undefined {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value;
  return findings.problem(where, `is ${named(value)}; give a text, quoted if it looks like a number`);
}
