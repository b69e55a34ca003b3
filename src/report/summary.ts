import type { Result } from '../doksi/schemas.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../results/outcome.ts';
import { type Plan, shownBody } from '../plan/plan.ts';
import { isSettled, tally } from '../results/tally.ts';
import { place, testName } from '../results/words.ts';
import { counted, duration, webLink } from '../text.ts';
import { forMarkdown, markdownCode, markdownLink } from '../escape.ts';
import { headline } from '../results/headline.ts';
import { targetLabel } from '../plan/target-label.ts';

/** GitHub drops a summary above 1 MiB as a whole; what is below this (bytes of UTF-8) surely comes through. */
export const MAX_SUMMARY_BYTES = 1_000_000;

/** More passed tests than this are folded away. */
const MAX_OPEN_PASSED = 5;

/** How much of each group of results is shown; tried from the fullest to the shortest until the summary fits. */
interface Detail {
  readonly failed: number;
  readonly others: number;
  readonly passed: number;
}
const DETAILS: readonly Detail[] = [
  { failed: Infinity, others: Infinity, passed: Infinity },
  { failed: Infinity, others: Infinity, passed: 0 },
  { failed: 2000, others: 500, passed: 0 },
  { failed: 500, others: 100, passed: 0 },
  { failed: 100, others: 20, passed: 0 },
  { failed: 10, others: 0, passed: 0 },
  { failed: 0, others: 0, passed: 0 },
];

export interface SummaryInput {
  readonly outcome: Outcome;
  readonly title: string;
  readonly context: Pick<Context, 'repository' | 'serverUrl' | 'headSha'>;
  readonly plan: Plan | undefined;
}

/** The job summary in GitHub's Markdown, never above the size that GitHub takes. */
export function renderSummary(input: SummaryInput): string {
  for (const detail of DETAILS) {
    const markdown = render(input, detail);
    if (Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES) return markdown;
  }
  return `## ${heading(input)}\n`;
}

function heading({ outcome, title }: SummaryInput): string {
  const { mark, text } = headline(outcome);
  return `${mark} ${forMarkdown(title.slice(0, 200))}: ${text}`;
}

function render(input: SummaryInput, detail: Detail): string {
  const { outcome, plan } = input;
  const explains = outcome.conclusion !== 'passed' && !(outcome.conclusion === 'failed' && outcome.run);
  const blocks = [
    `## ${heading(input)}`,
    facts(input),
    ...(explains ? [explanation(outcome)] : []),
    ...outcome.warnings.map((warning) => `> ⚠️ ${forMarkdown(warning)}`),
    ...(outcome.conclusion === 'dry-run' && plan ? [request(plan)] : []),
    ...groups(outcome, detail),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** `**2 failed** · **7 passed** · 3m 42s · run k3n… · commit b1946ac` */
function facts({ outcome, context }: SummaryInput): string {
  const { run, runId } = outcome;
  const counts = run && tally(run);
  const number = (count: number, word: string): string[] => (count > 0 ? [`**${count} ${word}**`] : []);
  const { headSha, repository, serverUrl } = context;
  const commit = headSha && repository && `${serverUrl}/${repository}/commit/${headSha}`;
  return [
    ...(counts ? number(counts.failed, 'failed') : []),
    ...(counts ? number(counts.others, isSettled(run) ? 'other' : 'not finished') : []),
    ...(counts ? number(counts.passed, 'passed') : []),
    ...(run?.duration_seconds != null ? [duration(run.duration_seconds)] : []),
    ...(runId === undefined ? [] : [`run ${markdownCode(runId)}`]),
    ...(headSha
      ? [`commit ${commit ? markdownLink(headSha.slice(0, 7), commit) : forMarkdown(headSha.slice(0, 7))}`]
      : []),
  ].join(' · ');
}

function explanation({ what, next }: Outcome): string {
  const paragraphs = what.split('\n').map((line) => forMarkdown(line));
  const [first = '', ...rest] = paragraphs;
  const list = rest.map((line) => `- ${line}`).join('\n');
  return [first, list, linkedOrPlain(next)].filter((part) => part !== '').join('\n\n');
}

function linkedOrPlain(text: string): string {
  const href = webLink(text);
  return href === undefined ? forMarkdown(text) : markdownLink(text, href);
}

function request(plan: Plan): string {
  if (plan.run.kind === 'existing') return `It would follow the run ${markdownCode(plan.run.runId)}.`;
  const rows = plan.run.entries.map((entry) => {
    const { platform, testIds } = entry;
    const target = forMarkdown(targetLabel(entry, plan));
    return `| ${icon(platform)} ${forMarkdown(platform)} | ${target} | ${forMarkdown(testIds.join(', '))} |`;
  });
  const files = plan.uploads.flatMap(({ package: found }) =>
    found.files.map(
      ({ name, bytes, sha256 }) => `| ${forMarkdown(name)} | ${bytes} | ${markdownCode(sha256)} |`,
    ),
  );
  const json = JSON.stringify(shownBody(plan.run), null, 2).replaceAll('```', '`\u200b``');
  return [
    ['| Platform | Target | Tests |', '|:--|:--|:--|', ...rows].join('\n'),
    ...(files.length > 0 ? [['| Upload | Bytes | SHA-256 |', '|:--|--:|:--|', ...files].join('\n')] : []),
    `<details><summary>The request, <code>POST /runs</code></summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`,
  ].join('\n\n');
}

function groups({ run, created }: Outcome, detail: Detail): string[] {
  if (run === undefined)
    return [
      ...table(rows('▫️', created?.results ?? [], detail.others)),
      ...leftOut(created?.results ?? [], detail.others, 'started'),
    ];
  const { failedResults, otherResults, passedResults } = tally(run);
  const isOver = isSettled(run);
  const passed = rows('✅', passedResults, detail.passed);
  const isFolded = passed.length > MAX_OPEN_PASSED;
  return [
    ...table([
      ...rows('❌', failedResults, detail.failed),
      ...rows(isOver ? '❔' : '⏳', otherResults, detail.others),
      ...(isFolded ? [] : passed),
    ]),
    ...(isFolded
      ? [`<details><summary>✅ ${passed.length} passed</summary>`, ...table(passed), '</details>']
      : []),
    ...leftOut(failedResults, detail.failed, 'failed'),
    ...leftOut(otherResults, detail.others, isOver ? 'other' : 'unfinished'),
    ...leftOut(passedResults, detail.passed, 'passed'),
  ];
}

function table(rows: readonly string[]): string[] {
  return rows.length > 0 ? [['| | Test | Where | Took |', '|:-:|:--|:--|--:|', ...rows].join('\n')] : [];
}

function rows(mark: string, results: readonly Result[], max: number): string[] {
  return results
    .slice(0, max)
    .map((result) => `| ${mark} | ${testCell(result)} | ${placeCell(result)} | ${timeCell(result)} |`);
}

function leftOut(results: readonly Result[], max: number, word: string): string[] {
  const left = results.length - max;
  return left > 0
    ? [`*${counted(left, `${word} test`)} left out here: the summary would be too large for GitHub.*`]
    : [];
}

function testCell(result: Result): string {
  const usual = ['passed', 'failed', 'running', 'queued', undefined, null];
  const status = usual.includes(result.status) ? '' : ` · ${forMarkdown(result.status ?? '')}`;
  return `${markdownLink(testName(result), result.url)}${status}`;
}

function placeCell(result: Result): string {
  return [icon(result.destination?.platform), forMarkdown(place(result))]
    .filter((part) => part !== '')
    .join(' ');
}

function timeCell(result: Result): string {
  return result.duration_seconds == null ? '' : duration(result.duration_seconds);
}

function icon(platform: string | null | undefined): string {
  if (platform === 'web') return '🌐';
  return platform === 'android' ? '🤖' : '';
}
