import type { Result } from '../doksi/schemas.ts';
import { forMarkdown, markdownLink } from '../escape.ts';
import { groupOf, type Test } from '../results/tests.ts';
import { isKnownStatus, place, testName } from '../results/words.ts';
import { cut, duration } from '../text.ts';
import { toldTries } from './tries.ts';

// The cells of a test's row, for every report in GitHub's Markdown.

/** Longer texts are cut: a row is to be read at a glance (characters). */
const MAX_NAME = 160;
const MAX_PLACE = 80;
const MAX_STATUS = 40;

/** Its name, linked, and what is special: `[Sign up](…) · [failed once](…), then passed`. */
export function testCell(test: Test): string {
  const { result } = test;
  const { status } = result;
  const tries = toldTries(test);
  const isStrange = Boolean(status) && !isKnownStatus(status ?? '') && groupOf(test) === 'other';
  return [
    markdownLink(cut(testName(result), MAX_NAME), result.url),
    ...(isStrange ? [forMarkdown(cut(status ?? '', MAX_STATUS))] : []),
    ...(tries.failed
      ? [markdownLink(tries.failed, tries.failure?.url) + forMarkdown(cut(tries.then, MAX_STATUS))]
      : []),
  ].join(' · ');
}

/** Where it ran: `🌐 staging.example.com`. */
export function placeCell(result: Result): string {
  return [platformIcon(result.destination?.platform), forMarkdown(cut(place(result), MAX_PLACE))]
    .filter((part) => part !== '')
    .join(' ');
}

/** How long it took, in one line on a narrow page, too; empty where nobody knows. */
export function timeCell({ duration_seconds }: Result): string {
  return duration_seconds == null ? '' : duration(duration_seconds).replace(' ', '\u00a0');
}

export function platformIcon(platform: string | null | undefined): string {
  if (platform === 'web') return '🌐';
  return platform === 'android' ? '🤖' : '';
}
