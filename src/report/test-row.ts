import type { Result } from '../doksi/schemas.ts';
import { forMarkdown, markdownCode, markdownLink } from '../escape.ts';
import { carriedFrom, type Test } from '../results/tests.ts';
import { GROUPS, isKnownStatus, place, testName, UNFINISHED } from '../results/words.ts';
import { age, clipped, webLink } from '../text.ts';

// A test as a row of a table, short enough for places that don't have much room.

/** Longer names, and places, tell a reader nothing more (characters). */
const MAX_NAME = 120;
/** A longer address (characters) is no link of Doksi's. */
const MAX_LINK = 500;

export const ROWS_HEAD: readonly string[] = ['| | Test | Where | |', '|:-:|:--|:--|:--|'];

/** `isOver`: whether Doksi has ended the run, so that a test without a verdict won't get one. */
export function testRow(test: Test, isOver: boolean): string {
  const { group } = test;
  const mark = group === 'other' && !isOver ? UNFINISHED.emoji : GROUPS[group].emoji;
  return `| ${[mark, nameCell(test.result), placeCell(test.result), noteCell(test)].join(' | ')} |`;
}

function nameCell(result: Result): string {
  const href = webLink(result.url);
  const name = clipped(testName(result), MAX_NAME);
  return markdownLink(name, href !== undefined && href.length <= MAX_LINK ? href : undefined);
}

function placeCell(result: Result): string {
  const { platform } = result.destination ?? {};
  const icon = platform === 'web' ? '🌐' : platform === 'android' ? '🤖' : '';
  return [icon, forMarkdown(clipped(place(result), MAX_NAME))].filter((part) => part !== '').join(' ');
}

/** What the mark alone doesn't tell. */
function noteCell(test: Test): string {
  const { result, tries } = test;
  const failures = tries.filter(({ result: { status } }) => status === 'failed').length;
  switch (test.group) {
    case 'failed':
      return [
        ...(failures > 1 ? [`failed ${failures} times`] : []),
        ...baseNote(test),
        ...carriedNote(test),
      ].join(', ');
    case 'known':
      return forMarkdown(
        `known until ${test.known?.until ?? ''}: ${clipped(test.known?.reason ?? '', MAX_NAME)}`,
      );
    case 'flaky':
      return `flaky: failed ${failures === 1 ? 'once' : `${failures} times`}, then passed`;
    case 'other':
      return result.status && !isKnownStatus(result.status) ? forMarkdown(clipped(result.status, 40)) : '';
    case 'passed':
      return '';
  }
}

/** Whether it is this change's: what the base branch's last run said of the test. */
export function baseNote({ base }: Test): string[] {
  if (base === undefined) return [];
  const branch = markdownCode(clipped(base.branch, MAX_NAME));
  if (base.kind === 'new') return [`new here, passes on ${branch}`];
  const ago = base.agoMs === undefined ? '' : `, ${age(base.agoMs)} ago`;
  const told = markdownLink('also fails', base.url);
  return [`${told} on ${branch}${ago}`];
}

export function carriedNote(test: Test): string[] {
  const attempt = carriedFrom(test);
  return attempt === undefined ? [] : [`in attempt ${attempt}`];
}
