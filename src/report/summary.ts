import { forMarkdown, markdownCode } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { type Plan, targetLabel } from '../plan/plan.ts';
import type { ReportModel, TestGroup } from './model.ts';
import { commitLink, countWords, explanation, facts, joined, messages } from './prose.ts';
import { fitting, testRow, testTable } from './rows.ts';

/** GitHub drops a summary above 1 MiB; this leaves room (bytes of UTF-8). */
export const MAX_SUMMARY_BYTES = 1_000_000;
/** For the words between and below the rows. */
const RESERVED_BYTES = 2000;

/** More passed tests are folded. */
const MAX_OPEN_PASSED = 5;
/** Longer texts are cut (characters), and more messages left out; the log has all of them. */
const MAX_TEXT = 200;
const MAX_EXPLANATION = 20_000;
const MAX_MESSAGE = 2000;
const MAX_MESSAGES = 20;
/** More entries of a plan are only in the log. */
const MAX_ENTRIES = 100;

/** The job summary in Markdown. If it would be larger than GitHub accepts, the last tests are left out. */
export function renderSummary(model: ReportModel): string {
  const { decision, title, outcome, planned } = model;
  const { mark, text } = decision.headline;
  const top = joined([
    `## ${mark} ${forMarkdown(clipped(title, MAX_TEXT))}: ${forMarkdown(text)}`,
    factsLine(model),
    ...explanation(model, MAX_EXPLANATION),
    ...messages(outcome, MAX_MESSAGES, MAX_MESSAGE),
    outcome.conclusion === 'dry-run' && planned ? planTable(planned) : '',
  ]);
  const room = MAX_SUMMARY_BYTES - Buffer.byteLength(top) - RESERVED_BYTES;
  return `${joined([top, ...tables(model.groups, room)])}\n`;
}

/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function factsLine(model: ReportModel): string {
  const { context } = model;
  const counts = countWords(model).map((words) => `**${words}**`);
  const commit = context.headSha && `commit ${commitLink(context, context.headSha)}`;
  return [facts(model, counts.join(' · ')), commit].filter(Boolean).join(' · ');
}

/** What a dry run would do; the log has the request itself. */
function planTable(run: Plan['run']): string {
  if (run.kind === 'existing') return `The step would follow the run ${markdownCode(clipped(run.runId, MAX_TEXT))}.`;
  const cell = (text: string): string => forMarkdown(clipped(text, MAX_TEXT));
  const rows = run.entries.slice(0, MAX_ENTRIES).map(({ platform, target, testIds }) => {
    return `| ${[targetLabel(target), platform, testIds.join(', ')].map(cell).join(' | ')} |`;
  });
  const more = run.entries.length - rows.length;
  const table = ['| Target | Platform | Tests |', '|:--|:--|:--|', ...rows].join('\n');
  const rest = more > 0 ? `*${counted(more, 'more target')} in the log.* ` : '';
  return joined([table, `${rest}The log shows the request, \`POST /runs\`.`]);
}

/** The tests in one table, and many passed ones folded below it. They come last, so they are the first to be left out. */
function tables(groups: readonly TestGroup[], room: number): string[] {
  const open: string[] = [];
  const below: string[] = [];
  const unlisted: string[] = [];
  let left = room;
  for (const { kind, mark, word, tests, count } of groups) {
    const rows = tests.map((test) => testRow(mark, test, true));
    const shown = fitting(rows, left);
    left -= Buffer.byteLength(shown.join('\n'));
    if (kind !== 'passed' || shown.length <= MAX_OPEN_PASSED) open.push(...shown);
    else {
      const summary = `<summary>${mark} ${shown.length} ${word}</summary>`;
      below.push(`<details>${summary}`, testTable(shown, true), '</details>');
    }
    const missing = rows.length - shown.length;
    if (missing > 0)
      below.push(`*${counted(missing, 'test')} left out here (${word}): GitHub limits the size of a summary.*`);
    if (count > tests.length) unlisted.push(`${count - tests.length} ${word}`);
  }
  const note = unlisted.length > 0 ? `*Doksi counts more tests than it lists: ${unlisted.join(', ')}.*` : '';
  return [testTable(open, true), ...below, note];
}
