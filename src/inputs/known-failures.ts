import { isMapping, type Mapping } from '../mapping.ts';
import { named } from './named.ts';
import type { Findings } from './problems.ts';
import { UnknownKeys } from './unknown-keys.ts';
import type { ParsedYaml, ParseYaml } from './yaml.ts';

/** A test whose failure doesn't count until a day has passed. */
export interface KnownFailure {
  readonly testId: string;
  /** The last day that it counts for, `YYYY-MM-DD` in UTC; it may be past. */
  readonly until: string;
  readonly reason: string;
}

const KEYS = ['test_id', 'until', 'reason'] as const;
type Key = (typeof KEYS)[number];

/** Further ahead, a failure is no longer known but forgotten. */
const MAX_DAYS_AHEAD = 90;
const DAY_MS = 86_400_000;

/** Reads the list of known failures; `nowMs`, since the epoch, tells today. */
export function readKnownFailures(
  text: string,
  nowMs: number,
  parseYaml: ParseYaml,
  findings: Findings,
): KnownFailure[] {
  const yaml = text.trim() === '' ? undefined : parseYaml(text, 'known-failures', findings);
  // A list whose last item was taken off is none.
  if (yaml === undefined || yaml.value === null) return [];
  const list = yaml.value;
  if (!Array.isArray(list)) {
    findings.problem(
      'known-failures',
      `is ${named(list)}; give a list, in which each known failure begins with a dash`,
    );
    return [];
  }
  const first = new Map<string, number>();
  return list.flatMap((raw: unknown, index) => {
    const where = `known-failures[${index}]`;
    if (!isMapping(raw)) {
      const shown = named(raw, yaml.written(list, index));
      findings.problem(where, `is ${shown}; give a mapping of test_id, until and reason`);
      return [];
    }
    const failure = readKnownFailure(raw, where, nowMs, yaml, findings);
    if (failure === undefined) return [];
    const earlier = first.get(failure.testId);
    if (earlier !== undefined) {
      findings.problem(
        `${where}.test_id`,
        `is ${named(failure.testId)}, as known-failures[${earlier}] has it; keep one of them`,
      );
    }
    first.set(failure.testId, earlier ?? index);
    return [failure];
  });
}

function readKnownFailure(
  raw: Mapping,
  where: string,
  nowMs: number,
  yaml: ParsedYaml,
  findings: Findings,
): KnownFailure | undefined {
  const unknown = new UnknownKeys(raw, KEYS);
  const text = (key: Key, allowed: string): string | undefined => {
    const value = raw[key];
    const at = `${where}.${key}`;
    if (value === undefined) return findings.problem(at, `is missing; ${allowed}${unknown.guess(key)}`);
    if (typeof value === 'string' && value.trim() !== '') return value;
    return findings.problem(at, `is ${named(value, yaml.written(raw, key))}; ${allowed}`);
  };
  const testId = text('test_id', 'give the id of a test, quoted if it looks like a number');
  const until = text('until', 'give a day, such as 2026-12-15');
  const reason = text('reason', 'give a text, quoted if it looks like a number');
  const day = until === undefined ? undefined : readDay(until, `${where}.until`, nowMs, findings);
  unknown.refuse(where, findings);
  return testId === undefined || day === undefined || reason === undefined
    ? undefined
    : { testId, until: day, reason };
}

function readDay(text: string, where: string, nowMs: number, findings: Findings): string | undefined {
  const today = Math.floor(nowMs / DAY_MS);
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // A day that the month doesn't have is taken for one of the next month.
  if (Number.isNaN(date) || isoDay(date) !== text) {
    return findings.problem(where, `is ${named(text)}, which is no day; give one such as 2026-12-15`);
  }
  const ahead = date / DAY_MS - today;
  if (ahead <= MAX_DAYS_AHEAD) return text;
  const last = isoDay((today + MAX_DAYS_AHEAD) * DAY_MS);
  return findings.problem(
    where,
    `is ${text}, ${ahead} days ahead; give a day within ${MAX_DAYS_AHEAD}, at the latest ${last}`,
  );
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
