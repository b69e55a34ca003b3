import type { Mapping } from '../mapping.ts';
import { likelyName } from './misspelt.ts';
import { named } from './named.ts';
import { checkNumbers } from './numbers.ts';
import type { Findings } from './problems.ts';
import { platformOf, readTarget, type Target, TARGET_KEYS, type TargetKey } from './target.ts';
import { readTestIds } from './test-ids.ts';
import { UnknownKeys } from './unknown-keys.ts';
import type { ParsedYaml } from './yaml.ts';

export type { Target } from './target.ts';

/** One entry of the matrix: a target, the tests to run on it, and whatever else Doksi may know of. */
export interface Entry {
  readonly platform: string;
  readonly target: Target;
  readonly testIds: readonly string[];
  /** Every other key, untouched. */
  readonly extras: Readonly<Record<string, unknown>>;
}

const ENTRY_KEYS = ['platform', 'test_ids', ...TARGET_KEYS] as const;

/** Reads an entry; where its target can be told, it comes back even with problems: its files can be looked for. */
export function readEntry(
  raw: Mapping,
  where: string,
  yaml: ParsedYaml,
  findings: Findings,
): Entry | undefined {
  const { platform, test_ids: testIds, web_url, binary_url, target_id, apk, ...extras } = raw;
  const unknown = new UnknownKeys(raw, ENTRY_KEYS);
  const targets = { web_url, binary_url, target_id, apk };
  const given = TARGET_KEYS.filter((key) => targets[key] !== undefined);
  if (given.length > 1) {
    const names = given.join(' and ');
    findings.problem(where, `has ${given.length} targets, ${names}; keep one`);
  } else if (given.length === 0) {
    const guess = unknown.guess(...TARGET_KEYS);
    findings.problem(where, `has no target; give one of ${TARGET_KEYS.join(', ')}${guess}`);
  }
  const [target] = given.flatMap((key) => readTarget(key, targets[key], `${where}.${key}`, findings) ?? []);
  const [targetKey] = given.length === 1 ? given : [];
  const entry = {
    platform: readPlatform(platform, targetKey, `${where}.platform`, findings),
    testIds: readIds(testIds, raw, where, unknown, yaml, findings),
    extras,
  };
  checkNumbers(
    raw,
    () => where,
    yaml,
    findings,
    (key) => Object.hasOwn(extras, key),
  );
  unknown.warnOfSlips(where, findings);
  return target && { ...entry, target };
}

function readIds(
  value: unknown,
  raw: Mapping,
  where: string,
  unknown: UnknownKeys,
  yaml: ParsedYaml,
  findings: Findings,
): string[] {
  const at = `${where}.test_ids`;
  if (value === undefined) {
    const guess = unknown.guess('test_ids');
    findings.problem(at, `is missing${guess || '; name at least one test id'}`);
    return [];
  }
  return readTestIds(
    value,
    at,
    (index) =>
      index === undefined
        ? yaml.written(raw, 'test_ids')
        : Array.isArray(value)
          ? yaml.written(value, index)
          : undefined,
    findings,
  );
}

function readPlatform(
  value: unknown,
  target: TargetKey | undefined,
  where: string,
  findings: Findings,
): string {
  const expected = platformOf(target ?? 'web_url');
  if (value === undefined) return expected;
  if (typeof value !== 'string' || value.trim() === '') {
    findings.problem(where, `is ${named(value)}; give web or android`);
    return expected;
  }
  if (value !== 'web' && value !== 'android') {
    const likely = likelyName(value, ['web', 'android']);
    const guess = likely === undefined ? '' : ` (was "${likely}" meant?)`;
    findings.warn(
      where,
      `is ${named(value)}, which this action does not know${guess}; it is passed on as it is`,
    );
  } else if (target !== undefined && value !== expected) {
    findings.problem(where, `is "${value}", but ${target} goes with ${expected}`);
  }
  return value;
}
