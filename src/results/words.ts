import type { Result } from '../doksi/schemas.ts';
import { isVisible } from '../escape.ts';
import { shortUrl } from '../text.ts';
import type { Group } from './tests.ts';

// What a test, its status and the place where it ran are called. Foreign text stays as it came: escaping belongs to
// where it goes.

/** How a group of tests is marked in reports, and named. */
export const GROUPS: Readonly<Record<Group, { readonly emoji: string; readonly word: string }>> = {
  failed: { emoji: '❌', word: 'failed' },
  known: { emoji: '🔕', word: 'known' },
  flaky: { emoji: '⚠️', word: 'flaky' },
  other: { emoji: '❔', word: 'other' },
  passed: { emoji: '✅', word: 'passed' },
};

/** What others are called while their run goes on. */
export const UNFINISHED = { emoji: '⏳', word: 'not finished' } as const;

export interface StatusWords {
  /** Its mark in the log. */
  readonly mark: string;
  /** Whether the test goes on: not worth a line of its own. */
  readonly isUnderWay: boolean;
}

const STATUSES: Readonly<Record<string, StatusWords>> = {
  passed: { mark: '✓', isUnderWay: false },
  failed: { mark: '✗', isUnderWay: false },
  queued: { mark: '…', isUnderWay: true },
  running: { mark: '…', isUnderWay: true },
  '': { mark: '…', isUnderWay: true },
};
const UNKNOWN_STATUS: StatusWords = { mark: '?', isUnderWay: false };

export function statusWords(status: string | null | undefined): StatusWords {
  return STATUSES[status ?? ''] ?? UNKNOWN_STATUS;
}

/** Whether Doksi documents the word, for a run as for a result. */
export function isKnownStatus(status: string): boolean {
  return status !== '' && statusWords(status) !== UNKNOWN_STATUS;
}

/** The first name of which anything is to be seen. */
export function testName({ test_name, test_id, result_id }: Result): string {
  const name = [test_name, test_id, result_id].find((candidate) => candidate != null && isVisible(candidate));
  return name ?? 'a test without a name';
}

/** Where a test ran, from whatever Doksi tells of it: a host, a target's name, a file. Empty where it tells nothing. */
export function place({ destination }: Result): string {
  const { name, version, web_url, binary_url, target_id } = destination ?? {};
  if (name) return version ? `${name} ${version}` : name;
  if (web_url) return shortUrl(web_url);
  if (binary_url) return shortUrl(binary_url);
  return target_id ?? '';
}

/** `web · staging.example.com` */
export function destination(result: Result): string {
  return [result.destination?.platform, place(result)].filter(Boolean).join(' · ');
}

/** `Checkout flow (web · staging.example.com)` */
export function testAt(result: Result): string {
  const where = destination(result);
  return where ? `${testName(result)} (${where})` : testName(result);
}
