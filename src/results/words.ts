import { isVisible } from '../base/escape.ts';
import { shortUrl } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import type { Group } from './tests.ts';

// The words for tests, their statuses and places. Foreign text stays unescaped: escaping depends on where it is shown.

/** The mark and the word of each group of tests in reports. */
export const GROUPS: Readonly<Record<Group | 'unfinished', { readonly mark: string; readonly word: string }>> = {
  failed: { mark: '❌', word: 'failed' },
  known: { mark: '🔕', word: 'known' },
  flaky: { mark: '⚠️', word: 'flaky' },
  unfinished: { mark: '⏳', word: 'not finished' },
  other: { mark: '❔', word: 'neither passed nor failed' },
  passed: { mark: '✅', word: 'passed' },
};

const MARKS: ReadonlyMap<string, string> = new Map([
  ['passed', '✓'],
  ['failed', '✗'],
  ['queued', '…'],
  ['running', '…'],
]);

/** The mark in the log. A missing status means that the test has not started. */
export function statusMark(status: string | null | undefined): string {
  return status ? (MARKS.get(status) ?? '?') : '…';
}

/** Whether a test with this status may still pass or fail. For the status of a run, see `isSettled`. */
export function isInProgress(status: string | null | undefined): boolean {
  return !status || status === 'queued' || status === 'running';
}

/** Whether Doksi documents the status, of a run or a result. */
export function isDocumentedStatus(status: string): boolean {
  return MARKS.has(status);
}

/** The first visible one of name, test id and result id. */
export function testName({ test_name, test_id, result_id }: Result): string {
  const names = [test_name, test_id, result_id];
  return names.find((name) => name != null && isVisible(name)) ?? 'a test without a name';
}

/** Where a test ran: a target's name, host or id; empty if Doksi does not report it. */
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
