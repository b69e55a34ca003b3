import { forMarkdown, markdownCode } from '../base/escape.ts';
import { clipped, counted } from '../base/text.ts';
import { type Plan, targetLabel } from '../plan/plan.ts';
import type { ReportModel, TestGroup } from './model.ts';
import { countWords, explanation, facts, joined, messages } from './prose.ts';
import { fitting, labelLink, platformIcon, testRow, testTable } from './rows.ts';

/** GitHub drops a summary above 1 MiB; this leaves room (bytes of UTF-8). */
export const MAX_SUMMARY_BYTES = 1_000_000;
/** For the words between and below the rows. */
const RESERVED_BYTES = 2000;

/** More passed tests are folded. */
const MAX_OPEN_PASSED = 5;
/** Longer texts are cut (characters); the log has all of them. */
const MAX_TITLE = 200;
const MAX_EXPLANATION = 20_000;
const MAX_MESSAGE = 2000;
const MAX_MESSAGES = 20;
const MAX_CELL = 200;
/** More entries of a plan are only in the log. */
const MAX_ENTRIES = 100;

/** The job summary in Markdown. If it would be larger than GitHub accepts, the last tests are left out. */
export function renderSummary(model: ReportModel): string {
  const { decision, title, outcome, plan } = model;
  const { mark, text } = decision.headline;
  const top = joined([
    `## ${mark} ${forMarkdown(clipped(title, MAX_TITLE))}: ${forMarkdown(text)}`,
    factsLine(model),
    ...explanation(model, MAX_EXPLANATION),
    ...messages(outcome, MAX_MESSAGES, MAX_MESSAGE),
    ...(outcome.conclusion === 'dry-run' && plan ? planTable(plan) : []),
  ]);
  const room = MAX_SUMMARY_BYTES - Buffer.byteLength(top) - RESERVED_BYTES;
  return `${joined([top, ...tables(model.groups, room)])}\n`;
}

/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function factsLine(model: ReportModel): string {
  const { commit } = model;
  const counts = countWords(model).map((words) => `**${words}**`);
  const page = commit && `commit ${labelLink(markdownCode(commit.short), commit.url)}`;
  return [facts(model, counts.join(' · ')), page].filter(Boolean).join(' · ');
}

/** The tests in one table, and many passed ones folded below it. They come last, so they are the first to be left out. */
function tables(groups: readonly TestGroup[], room: number): string[] {
  const shown: (TestGroup & { readonly rows: readonly string[] })[] = [];
  let left = room;
  for (const group of groups) {
    const rows = fitting(
      group.tests.map((test) => testRow(group.mark, test, true)),
      left,
    );
    left -= Buffer.byteLength(rows.join('\n'));
    shown.push({ ...group, rows });
  }
  const folded = shown.filter(({ kind, rows }) => kind === 'passed' && rows.length > MAX_OPEN_PASSED);
  const open = shown.filter((group) => !folded.includes(group)).flatMap(({ rows }) => rows);
  const unlisted = groups
    .filter(({ count, tests }) => count > tests.length)
    .map(({ count, tests, word }) => `${count - tests.length} ${word}`);
  return [
    testTable(open, true),
    ...folded.flatMap(({ mark, rows, word }) => {
      return [`<details><summary>${mark} ${rows.length} ${word}</summary>`, testTable(rows, true), '</details>'];
    }),
    unlisted.length > 0 ? `*Doksi counts more tests than it lists: ${unlisted.join(', ')}.*` : '',
    ...shown.map(({ tests, rows, word }) => {
      const count = tests.length - rows.length;
      return count > 0
        ? `*${counted(count, 'test')} left out here (${word}): GitHub limits the size of a summary.*`
        : '';
    }),
  ];
}

/** What a dry run would do; the log has the request itself. */
function planTable({ run }: Plan): string[] {
  if (run.kind === 'existing') return [`The step would follow the run ${markdownCode(clipped(run.runId, MAX_CELL))}.`];
  const cell = (text: string): string => forMarkdown(clipped(text, MAX_CELL));
  const rows = run.entries.slice(0, MAX_ENTRIES).map(({ platform, target, testIds }) => {
    const where = `${platformIcon(platform)} ${cell(targetLabel(target))}`.trim();
    return `| ${where} | ${cell(platform)} | ${cell(testIds.join(', '))} |`;
  });
  const more = run.entries.length - rows.length;
  return [
    ['| Target | Platform | Tests |', '|:--|:--|:--|', ...rows].join('\n'),
    `${more > 0 ? `*${counted(more, 'more target')} in the log.* ` : ''}The log shows the request, \`POST /runs\`.`,
  ];
}
