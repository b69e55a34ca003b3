import { type ApkRequest, readApk } from './apk.ts';
import { likelyName } from './misspelt.ts';
import { named } from './named.ts';
import type { Findings } from './problems.ts';

export const TARGET_KEYS = ['web_url', 'binary_url', 'target_id', 'apk'] as const;
export type TargetKey = (typeof TARGET_KEYS)[number];

/** What a test runs on: something that Doksi knows or can fetch, or files to be uploaded first. */
export type Target =
  | { readonly key: Exclude<TargetKey, 'apk'>; readonly value: string }
  | { readonly key: 'apk'; readonly where: string; readonly apk: ApkRequest };

export const ENTRY_KEYS = ['platform', 'test_ids', ...TARGET_KEYS] as const;

/** One entry of the matrix: a target, the tests to run on it, and whatever else Doksi may know of. */
export interface Entry {
  readonly platform: string;
  readonly target: Target;
  readonly testIds: readonly string[];
  /** Every other key, untouched. */
  readonly extras: Readonly<Record<string, unknown>>;
}

/** The public name of a key of the entry, or of the entry itself. */
export type Where = (key?: string) => string;

export type RawEntry = Readonly<Record<string, unknown>>;

/** How a test id was written that is no text; undefined where that is not known. */
export type Written = (index?: number) => string | undefined;

/** Checks an entry; undefined, with problems, where it can't be used. */
export function readEntry(
  raw: RawEntry,
  where: Where,
  written: Written,
  findings: Findings,
): Entry | undefined {
  const { platform: rawPlatform, test_ids: rawTestIds, web_url, binary_url, target_id, apk, ...extras } = raw;
  warnOfMisspelt(Object.keys(extras), raw, where, findings);
  const target = readTarget({ web_url, binary_url, target_id, apk }, where, findings);
  const platform = readPlatform(rawPlatform, target?.key, where, findings);
  const testIds = readTestIds(rawTestIds, where, written, findings);
  return target && platform !== undefined && testIds ? { platform, target, testIds, extras } : undefined;
}

/** The ids of the short form: separated by commas or new lines. */
export function splitTestIds(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

function readTarget(
  values: Record<TargetKey, unknown>,
  where: Where,
  findings: Findings,
): Target | undefined {
  const given = TARGET_KEYS.filter((key) => values[key] !== undefined);
  const [key] = given;
  if (key === undefined)
    return findings.problem(where(), `has no target; give one of ${TARGET_KEYS.join(', ')}`);
  if (given.length > 1) {
    return findings.problem(where(), `has ${given.length} targets, ${given.join(' and ')}; keep one`);
  }
  const value = values[key];
  if (key === 'apk') {
    const apk = readApk(value, where(key), findings);
    return apk && { key, where: where(key), apk };
  }
  const allowed = key === 'target_id' ? 'give the id of a target, quoted' : 'give an http(s) URL';
  if (typeof value !== 'string') return findings.problem(where(key), `is ${named(value)}; ${allowed}`);
  if (value.trim() === '') return findings.problem(where(key), `is empty; ${allowed}`);
  if (key !== 'target_id' && !isWebUrl(value))
    return findings.problem(where(key), `is "${value}"; ${allowed}`);
  return { key, value };
}

const isWebUrl = (text: string): boolean =>
  /^https?:$/.test(URL.parse(text)?.protocol ?? '') && !/\s/.test(text);

function readPlatform(
  value: unknown,
  target: TargetKey | undefined,
  where: Where,
  findings: Findings,
): string | undefined {
  const expected = target === 'web_url' ? 'web' : 'android';
  if (value === undefined) return expected;
  if (typeof value !== 'string' || value.trim() === '') {
    return findings.problem(where('platform'), `is ${named(value)}; give web or android`);
  }
  if (value !== 'web' && value !== 'android') {
    findings.warn(
      where('platform'),
      `is "${value}", which this action does not know; it is passed on as it is`,
    );
  } else if (target !== undefined && value !== expected) {
    return findings.problem(where('platform'), `is "${value}", but ${target} goes with ${expected}`);
  }
  return value;
}

function readTestIds(
  value: unknown,
  where: Where,
  written: Written,
  findings: Findings,
): string[] | undefined {
  const name = where('test_ids');
  const wrong = (at: string, id: unknown, source: string | undefined): undefined =>
    findings.problem(
      at,
      `is ${named(id)}${source === undefined ? '' : `, written ${source}`}; quote it: test ids are texts`,
    );

  if (value === undefined) return findings.problem(name, 'is missing; name at least one test id');
  if (value === null) return findings.problem(name, 'is empty; name at least one test id');
  if (typeof value === 'number' || typeof value === 'boolean') return wrong(name, value, written());
  if (typeof value !== 'string' && !Array.isArray(value)) {
    return findings.problem(name, `is ${named(value)}; give a list of test ids`);
  }

  const items: unknown[] = typeof value === 'string' ? splitTestIds(value) : value;
  if (items.length === 0) return findings.problem(name, 'is empty; name at least one test id');
  const ids: string[] = [];
  items.forEach((id, index) => {
    const at = `${name}[${index}]`;
    if (typeof id !== 'string') wrong(at, id, written(index));
    else if (id.trim() === '') findings.problem(at, 'is empty; remove it or name a test id');
    else ids.push(id);
  });
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  for (const id of repeated)
    findings.warn(name, `names "${id}" more than once, which may spend allowance for each`);
  return ids.length === items.length ? ids : undefined;
}

function warnOfMisspelt(keys: readonly string[], raw: RawEntry, where: Where, findings: Findings): void {
  const absent = ENTRY_KEYS.filter((key) => raw[key] === undefined);
  for (const key of keys) {
    const likely = likelyName(key, absent);
    if (likely)
      findings.warn(
        where(key),
        `is not a key this action knows; was "${likely}" meant? It is passed on as it is`,
      );
  }
}
