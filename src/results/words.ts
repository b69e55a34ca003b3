import { isVisible } from '../base/escape.ts';
import { shortUrl } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import type { Group } from './tests.ts';

// The words for tests, their statuses and places. Foreign text stays unescaped: escaping depends on where it is shown.

/** The mark and the word of each group of tests in reports. */
export const GROUPS: Readonly<Record<Group, { readonly emoji: string; readonly word: string }>> = {
  failed: { emoji: '❌', word: 'failed' },
  known: { emoji: '🔕', word: 'known' },
  flaky: { emoji: '⚠️', word: 'flaky' },
  other: { emoji: '❔', word: 'neither passed nor failed' },
  passed: { emoji: '✅', word: 'passed' },
};

/** Mark and word of tests that may still pass or fail. */
export const UNFINISHED = { emoji: '⏳', word: 'not finished' } as const;

interface StatusWords {
  /** The mark in the log. */
  readonly mark: string;
  readonly isInProgress: boolean;
}

const IN_PROGRESS: StatusWords = { mark: '…', isInProgress: true };
const STATUSES: ReadonlyMap<string, StatusWords> = new Map([
  ['passed', { mark: '✓', isInProgress: false }],
  ['failed', { mark: '✗', isInProgress: false }],
  ['queued', IN_PROGRESS],
  ['running', IN_PROGRESS],
]);
const UNKNOWN_STATUS: StatusWords = { mark: '?', isInProgress: false };

/** A missing status means that the test has not started. */
export function statusWords(status: string | null | undefined): StatusWords {
  return status ? (STATUSES.get(status) ?? UNKNOWN_STATUS) : IN_PROGRESS;
}

/** Whether Doksi documents the status, of a run or a result. */
export function isKnownStatus(status: string): boolean {
  return STATUSES.has(status);
}

/** The first visible one of name, test id and result id. */
export function testName({ test_name, test_id, result_id }: Result): string {
  const names = [test_name, test_id, result_id];
  return names.find((name) => name != null && isVisible(name)) ?? 'a test without a name';
}

/** Where a test ran: a target's name, a host or a file, as far as Doksi describes it; empty otherwise. */
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
