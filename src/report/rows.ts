import { forMarkdown, labelLink, markdownCode, markdownLink } from '../base/escape.ts';
import { age, clipped, counted, duration } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { Result } from '../doksi/schemas.ts';
import { carriedFrom, type Test } from '../results/tests.ts';
import { isDocumentedStatus, place, testName } from '../results/words.ts';
import type { ReportModel } from './model.ts';

// Tests in reports: the rows of tables in Markdown, and the words for a test that ran more than once.

/** Longer texts are cut (characters): a row must stay readable. */
const MAX_TEXT = 160;
/** Longer addresses (characters) are not linked. */
const MAX_LINK = 2000;

const PLATFORM_ICONS: ReadonlyMap<string, string> = new Map([
  ['web', '🌐'],
  ['android', '🤖'],
]);

/** Markdown blocks: a table, of at most `room` bytes, of tests that did not simply pass; and how many do not fit. */
export function notableTests({ groups }: ReportModel, room: number): string[] {
  const notable = groups.filter(({ kind }) => kind !== 'passed');
  const rows = notable.flatMap(({ mark, tests }) => tests.map((test) => testRow(mark, test)));
  const shown = fitting(rows, room);
  const left = rows.length - shown.length;
  return [testTable(shown), left > 0 ? `*${counted(left, 'more test')} left out here: see the job's log.*` : ''];
}

/** The first rows that together need at most `room` bytes of UTF-8, and so never more characters. */
export function fitting(rows: readonly string[], room: number): readonly string[] {
  let size = 0;
  const end = rows.findIndex((row) => (size += Buffer.byteLength(row) + 1) > room);
  return rows.slice(0, end < 0 ? undefined : end);
}

/** The table of some rows; empty without rows. */
export function testTable(rows: readonly string[], isWide = false): string {
  const head = isWide ? '| | Test | Where | Took |\n|:-:|:--|:--|--:|' : '| | Test | Where |\n|:-:|:--|:--|';
  return rows.length > 0 ? [head, ...rows].join('\n') : '';
}

/** Mark, name with notes below it, and place; in a wide table the notes stand beside the name, and the duration follows. */
export function testRow(mark: string, test: Test, isWide = false): string {
  const { result } = test;
  const name = [shortLink(clipped(testName(result), MAX_TEXT), result.url), ...notes(test)];
  const where = forMarkdown(clipped(place(result), MAX_TEXT));
  const cells = [
    mark,
    name.join(isWide ? ' · ' : '<br>'),
    `${PLATFORM_ICONS.get(result.destination?.platform ?? '') ?? ''} ${where}`.trim(),
    ...(isWide ? [took(result)] : []),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How often a test failed, `failed twice`, what followed, `, then passed`, and its last failure. */
interface FailureHistory {
  readonly failed: string;
  readonly then: string;
  readonly failure: Result;
}

/** For a test that has failed. */
export function historyOf({ results, result }: Test): FailureHistory {
  const failures = results.map((one) => one.result).filter(({ status }) => status === 'failed');
  const times = ['once', 'twice'][failures.length - 1] ?? `${failures.length} times`;
  const failed = results.length > 1 ? `failed ${times}` : 'failed';
  if (result.status === 'failed') return { failed, then: '', failure: result };
  const last = result.status === 'passed' ? 'passed' : `"${clipped(result.status ?? 'no status', MAX_TEXT)}"`;
  return { failed, then: `, then ${last}`, failure: failures.at(-1) ?? result };
}

function shortLink(text: string, url: string | null | undefined): string {
  const href = webLink(url);
  return markdownLink(text, href !== undefined && href.length <= MAX_LINK ? href : undefined);
}

/** With a space that does not break: narrow pages would wrap it. */
function took({ duration_seconds }: Result): string {
  return duration_seconds == null ? '' : duration(duration_seconds).replace(' ', '\u00a0');
}

/** What the mark does not show. */
function notes(test: Test): string[] {
  const { result, known, group } = test;
  const status = result.status ?? '';
  const attempt = carriedFrom(test);
  return [
    baseNote(test),
    group === 'other' && !isDocumentedStatus(status) ? forMarkdown(clipped(status, MAX_TEXT)) : '',
    failureNote(test),
    known ? forMarkdown(`known failure until ${known.until}: ${clipped(known.reason, MAX_TEXT)}`) : '',
    attempt === undefined ? '' : `in attempt ${attempt}`,
  ].filter((note) => note !== '');
}

/** `flaky: failed once, then passed`; a failure that is the result is linked by the test's name already. */
function failureNote(test: Test): string {
  const hasFailed = test.results.some(({ result }) => result.status === 'failed');
  if (test.results.length === 1 || !hasFailed) return '';
  const { failed, then, failure } = historyOf(test);
  const link = shortLink(failed, failure === test.result ? undefined : failure.url);
  return `${test.group === 'flaky' ? 'flaky: ' : ''}${link}${forMarkdown(then)}`;
}

/** Whether the failure comes from this change, compared with the base branch's last run. */
function baseNote({ base }: Test): string {
  if (base === undefined) return '';
  const branch = markdownCode(clipped(base.branch, MAX_TEXT));
  if (base.kind === 'new') return `**new here**, passes on ${branch}`;
  const ago = base.agoMs === undefined ? '' : `, ${age(base.agoMs)} ago`;
  return `${labelLink(`also fails on ${branch}`, base.url)}${ago}`;
}
