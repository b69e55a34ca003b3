import type { Result } from '../doksi/schemas.ts';
import { forMarkdown, markdownCode, markdownLink } from '../escape.ts';
import { carriedFrom, type Test } from '../results/tests.ts';
import { GROUPS, isKnownStatus, place, testName, UNFINISHED } from '../results/words.ts';
import { age, clipped, duration, webLink } from '../text.ts';
import { toldTries } from './tries.ts';

// A test's row, and the cells of it, for every report in GitHub's Markdown.

/** Longer texts are cut: a row is to be read at a glance (characters). */
const MAX_NAME = 160;
const MAX_PLACE = 80;
const MAX_STATUS = 40;
const MAX_REASON = 200;
/** A longer address (characters) is no link of Doksi's. */
const MAX_LINK = 2000;

export const ROWS_HEAD: readonly string[] = ['| | Test | Where | |', '|:-:|:--|:--|:--|'];

/** A row under `ROWS_HEAD`. `isOver`: whether Doksi has ended the run, so that a test without a verdict won't get one. */
export function testRow(test: Test, isOver: boolean): string {
  const mark = test.group === 'other' && !isOver ? UNFINISHED.emoji : GROUPS[test.group].emoji;
  return `| ${[mark, nameCell(test), placeCell(test.result), notes(test).join(', ')].join(' | ')} |`;
}

/** Its name, linked, and what is special: `[Sign up](…) · [failed once](…), then passed`. */
export function testCell(test: Test): string {
  return [nameCell(test), ...notes(test)].join(' · ');
}

/** Where it ran: `🌐 staging.example.com`. */
export function placeCell(result: Result): string {
  return [platformIcon(result.destination?.platform), forMarkdown(clipped(place(result), MAX_PLACE))]
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

function nameCell({ result }: Test): string {
  return linked(clipped(testName(result), MAX_NAME), result.url);
}

function linked(text: string, url: string | null | undefined): string {
  const href = webLink(url);
  return markdownLink(text, href !== undefined && href.length <= MAX_LINK ? href : undefined);
}

/** What the mark alone doesn't tell. */
function notes(test: Test): string[] {
  const { result, known, group } = test;
  const tries = toldTries(test);
  const status = result.status ?? '';
  const isStrange = group === 'other' && status !== '' && !isKnownStatus(status);
  const attempt = carriedFrom(test);
  return [
    ...(isStrange ? [forMarkdown(clipped(status, MAX_STATUS))] : []),
    ...(tries.failed
      ? [linked(tries.failed, tries.failure?.url) + forMarkdown(clipped(tries.then, MAX_STATUS))]
      : []),
    ...(known ? [forMarkdown(`known until ${known.until}: ${clipped(known.reason, MAX_REASON)}`)] : []),
    ...baseNote(test),
    ...(attempt === undefined ? [] : [`in attempt ${attempt}`]),
  ];
}

/** Whether a failure is this change's: what the base branch's last run said of the test. */
function baseNote({ base }: Test): string[] {
  if (base === undefined) return [];
  const branch = markdownCode(clipped(base.branch, MAX_NAME));
  if (base.kind === 'new') return [`new here, passes on ${branch}`];
  const ago = base.agoMs === undefined ? '' : `, ${age(base.agoMs)} ago`;
  return [`${linked('also fails', base.url)} on ${branch}${ago}`];
}
