import { isMapping, type Mapping } from '../base/json.ts';
import type { InputDocument } from './documents.ts';
import { type Findings, readText, shownText, UnknownNames } from './problems.ts';
import { platformOf, readTarget, type Target, TARGET_KEYS, type TargetKey } from './target.ts';

/** One entry of the matrix: a target, and the tests that run on it. */
export interface Entry<T = Target> {
  readonly platform: string;
  readonly target: T;
  readonly testIds: readonly string[];
  /** All other keys, unchanged. */
  readonly extras: Mapping;
}

const ENTRY_KEYS = ['platform', 'test_ids', ...TARGET_KEYS] as const;

/** The number of tests that the entries run. */
export function testCount(entries: readonly Entry<unknown>[]): number {
  return entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
}

/** The entries of the input `matrix`: a list, or a mapping with the single key `matrix` as in Doksi's documentation. */
export function readMatrix({ value, findings }: InputDocument): Entry[] {
  const body = isMapping(value) && value['matrix'] !== undefined ? value : { matrix: value };
  const { matrix: list, ...others } = body;
  const names = Object.keys(others).map(shownText).join(', ');
  if (names !== '') findings.problem('matrix', `has keys other than matrix (${names}); move them to extra-body`);
  if (!Array.isArray(list) || list.length === 0) {
    findings.invalid('matrix', list, 'give a list; each entry begins with a dash');
    return [];
  }
  return list.flatMap((item, index) => readEntry(item, `matrix[${index}]`, findings) ?? []);
}

/** Reads an entry. With a valid target it is returned even with problems, so that its files can be checked, too. */
function readEntry(raw: unknown, where: string, findings: Findings): Entry | undefined {
  if (!isMapping(raw)) return findings.invalid(where, raw, 'give a mapping with a target and test_ids');
  const { platform, test_ids: ids, web_url, binary_url, target_id, apk, ...extras } = raw;
  const targets = { web_url, binary_url, target_id, apk };
  const unknown = new UnknownNames(Object.keys(raw), ENTRY_KEYS);
  const given = TARGET_KEYS.filter((key) => targets[key] !== undefined);
  if (given.length > 1) {
    findings.problem(where, `has ${given.length} targets, ${given.join(' and ')}; keep one`);
  } else if (given.length === 0) {
    const guess = unknown.guess(...TARGET_KEYS);
    findings.problem(where, `has no target; give one of ${TARGET_KEYS.join(', ')}${guess}`);
  }
  const [target] = given.flatMap((key) => readTarget(key, targets[key], `${where}.${key}`, findings) ?? []);
  const entry = {
    platform: readPlatform(platform, given.length === 1 ? given[0] : undefined, `${where}.platform`, findings),
    testIds: ids === undefined ? [] : readTestIds(ids, `${where}.test_ids`, findings),
    extras,
  };
  if (ids === undefined) {
    findings.problem(`${where}.test_ids`, `is missing; name at least one test id${unknown.guess('test_ids')}`);
  }
  unknown.warn(`${where}.`, 'It is sent to Doksi unchanged', findings);
  return target && { ...entry, target };
}

function readPlatform(value: unknown, target: TargetKey | undefined, where: string, findings: Findings): string {
  const expected = platformOf(target ?? 'web_url');
  if (value === undefined) return expected;
  const platform = readText(value, where, 'give web or android', findings) ?? expected;
  if (platform !== 'web' && platform !== 'android') {
    findings.warn(where, `is "${shownText(platform)}", not web or android, and is sent unchanged`);
  } else if (target !== undefined && platform !== expected) {
    findings.problem(where, `is "${platform}", but ${target} goes with ${expected}`);
  }
  return platform;
}

/** Reads a list of test ids, or a text with commas or new lines between them. */
export function readTestIds(value: unknown, where: string, findings: Findings): string[] {
  const list = typeof value === 'string' ? value.split(/[,\n]/).filter((id) => id.trim() !== '') : value;
  const items: unknown = list === null ? [] : typeof list === 'object' ? list : [list];
  if (!Array.isArray(items)) {
    findings.invalid(where, value, 'give a list of test ids');
    return [];
  }
  if (items.length === 0) findings.problem(where, 'is empty; name at least one test id', 'empty-input');
  const ids = items.flatMap((item, index) => {
    return readTestId(item, Array.isArray(value) ? `${where}[${index}]` : where, findings) ?? [];
  });
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    findings.warn(where, `names "${shownText(id)}" more than once, which may spend allowance for each`);
  }
  return ids;
}

/** Reads one test id. Adds a problem and returns undefined if it is not valid. */
export function readTestId(value: unknown, where: string, findings: Findings): string | undefined {
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  const id = readText(value, where, isBare ? 'quote it: test ids are texts' : 'give a test id', findings);
  if (id === undefined || !/[\s\p{C}\p{Z},#"'`‘’“”„«»[\]{}()]/u.test(id)) return id;
  const rule = '(an id has no white space, quotes, brackets, commas or #)';
  return findings.invalid(where, id, `separate ids with commas or new lines ${rule}`, 'which is not a test id');
}
