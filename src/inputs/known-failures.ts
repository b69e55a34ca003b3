import { isMapping } from '../base/json.ts';
import type { InputDocument } from './documents.ts';
import { readTestId } from './matrix.ts';
import { type Findings, readText, UnknownNames } from './problems.ts';

/** A test whose failures do not count up to and including a given day. */
export interface KnownFailure {
  readonly testId: string;
  /** The last day, `YYYY-MM-DD` in UTC. */
  readonly until: string;
  /** Whether the last day has passed, so that the failure counts again. */
  readonly isExpired: boolean;
  readonly reason: string;
}

/** By test id. */
export type KnownFailures = ReadonlyMap<string, KnownFailure>;

export const NO_KNOWN_FAILURES: KnownFailures = new Map();

/** The keys of an entry, all required, with what they may be. */
const ALLOWED = {
  test_id: 'give the id of a test',
  until: 'give a day, such as 2026-12-15',
  reason: 'give a text, quoted if it looks like a number',
} as const;

const MAX_DAYS_AHEAD = 90;
const DAY_MS = 86_400_000;

/** Reads the list of known failures; `nowMs` is the current time since the epoch. */
export function readKnownFailures({ value: list, findings }: InputDocument, nowMs: number): KnownFailures {
  const failures = new Map<string, KnownFailure>();
  // A YAML file whose last list item was removed is null.
  if (list === null) return failures;
  if (!Array.isArray(list)) {
    findings.invalid('known-failures', list, 'give a list; each known failure begins with a dash');
    return failures;
  }
  for (const [index, raw] of list.entries()) {
    const where = `known-failures[${index}]`;
    const failure = readKnownFailure(raw, where, nowMs, findings);
    if (failure === undefined) continue;
    const { testId } = failure;
    if (failures.has(testId))
      findings.invalid(`${where}.test_id`, testId, 'keep one', 'which is listed more than once');
    failures.set(testId, failure);
  }
  return failures;
}

function readKnownFailure(raw: unknown, where: string, nowMs: number, findings: Findings): KnownFailure | undefined {
  if (!isMapping(raw)) return findings.invalid(where, raw, 'give a mapping of test_id, until and reason');
  const unknown = new UnknownNames(Object.keys(raw), Object.keys(ALLOWED));
  const read = (key: keyof typeof ALLOWED): string | undefined => {
    const at = `${where}.${key}`;
    if (raw[key] === undefined) return findings.problem(at, `is missing; ${ALLOWED[key]}${unknown.guess(key)}`);
    return key === 'test_id' ? readTestId(raw[key], at, findings) : readText(raw[key], at, ALLOWED[key], findings);
  };
  const [testId, day, reason] = [read('test_id'), read('until'), read('reason')];
  const until = day === undefined ? undefined : readDay(day, `${where}.until`, nowMs, findings);
  unknown.reject(where, findings);
  if (testId === undefined || until === undefined || reason === undefined) return undefined;
  return { testId, until, isExpired: isExpired(until, nowMs), reason };
}

function readDay(text: string, where: string, nowMs: number, findings: Findings): string | undefined {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // Date.parse accepts 30 February as a day in March.
  if (Number.isNaN(date) || isoDay(date) !== text) {
    return findings.invalid(where, text, ALLOWED.until, 'which is not a day');
  }
  const today = Math.floor(nowMs / DAY_MS);
  const ahead = date / DAY_MS - today;
  if (ahead <= MAX_DAYS_AHEAD) return text;
  const last = isoDay((today + MAX_DAYS_AHEAD) * DAY_MS);
  const allowed = `give a day at most ${MAX_DAYS_AHEAD} days ahead, ${last} at the latest`;
  return findings.invalid(where, text, allowed, `${ahead} days ahead`);
}

/** Whether a day has passed in UTC. */
export function isExpired(day: string, nowMs: number): boolean {
  return day < isoDay(nowMs);
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
