import { isMapping } from '../base/json.ts';
import type { InputDocument } from './documents.ts';
import { readTestId } from './matrix.ts';
import { type Findings, readText, UnknownNames } from './problems.ts';

/** A test whose failure does not count until a day has passed. */
export interface KnownFailure {
  readonly testId: string;
  /** The last day, `YYYY-MM-DD` in UTC; it may have passed. */
  readonly until: string;
  readonly reason: string;
}

/** The keys of an entry, all required, with what they may be. */
const ALLOWED = {
  test_id: 'give the id of a test',
  until: 'give a day, such as 2026-12-15',
  reason: 'give a text, quoted if it looks like a number',
} as const;

const MAX_DAYS_AHEAD = 90;
const DAY_MS = 86_400_000;

/** Reads the list of known failures; `nowMs` is the current time since the epoch. */
export function readKnownFailures({ value: list, findings }: InputDocument, nowMs: number): KnownFailure[] {
  // A YAML file whose last list item was removed is null.
  if (list === null) return [];
  if (!Array.isArray(list)) {
    findings.invalid('known-failures', list, 'give a list; each known failure begins with a dash');
    return [];
  }
  const firstPlace = new Map<string, string>();
  return list.flatMap((raw: unknown, index) => {
    const where = `known-failures[${index}]`;
    const failure = readKnownFailure(raw, where, nowMs, findings);
    if (failure === undefined) return [];
    const first = firstPlace.get(failure.testId);
    if (first === undefined) firstPlace.set(failure.testId, where);
    else findings.invalid(`${where}.test_id`, failure.testId, 'keep one', `which ${first} already lists`);
    return [failure];
  });
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
  return { testId, until, reason };
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

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
