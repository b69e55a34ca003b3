import type { Result } from '../doksi/schemas.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../results/outcome.ts';
import type { Plan } from '../plan/plan.ts';
import { shownBody } from '../plan/request.ts';
import { isSettled } from '../results/attempt.ts';
import type { Group, Test } from '../results/tests.ts';
import { GROUPS, isKnownStatus, UNFINISHED } from '../results/words.ts';
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
  const explains =
    outcome.conclusion !== 'passed' &&
    !(outcome.conclusion === 'failed' && outcome.results.failed.length > 0);
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
  const { attempts, results } = outcome;
  const { counts } = results;
  const number = (count: number, word: string): string[] => (count > 0 ? [`**${count} ${word}**`] : []);
  const seconds = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
  const { headSha, repository, serverUrl } = context;
  const commit = headSha && repository && `${serverUrl}/${repository}/commit/${headSha}`;
  return [
    ...number(counts.failed, GROUPS.failed.word),
    ...number(counts.known, GROUPS.known.word),
    ...number(counts.flaky, GROUPS.flaky.word),
    ...(attempts.some(({ run }) => run) ? number(counts.others, otherWords(outcome).word) : []),
    ...number(counts.passed, GROUPS.passed.word),
    ...(seconds.length > 0 ? [duration(seconds.reduce((sum, value) => sum + value, 0))] : []),
    ...attempts.map(({ runId }, index) => `${index === 0 ? 'run' : 'retried in'} ${markdownCode(runId)}`),
    ...(headSha
      ? [`commit ${commit ? markdownLink(headSha.slice(0, 7), commit) : forMarkdown(headSha.slice(0, 7))}`]
      : []),
  ].join(' · ');
}

/** What tests are called that neither passed nor failed: it depends on whether they still may. */
function otherWords({ attempts }: Outcome): { readonly emoji: string; readonly word: string } {
  return attempts.every(({ run }) => isSettled(run)) ? GROUPS.other : UNFINISHED;
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
    const target = forMarkdown(targetLabel(entry.target));
    return `| ${icon(platform)} ${forMarkdown(platform)} | ${target} | ${forMarkdown(testIds.join(', '))} |`;
  });
  const files = plan.uploads.flatMap(({ package: found }) =>
    found.files.map(
      ({ name, bytes, sha256 }) => `| ${forMarkdown(name)} | ${bytes} | ${markdownCode(sha256)} |`,
    ),
  );
  const json = JSON.stringify(shownBody(plan.run.entries, plan.run.extraBody), null, 2).replaceAll(
    '```',
    '`\u200b``',
  );
  return [
    ['| Platform | Target | Tests |', '|:--|:--|:--|', ...rows].join('\n'),
    ...(files.length > 0 ? [['| Upload | Bytes | SHA-256 |', '|:--|--:|:--|', ...files].join('\n')] : []),
    `<details><summary>The request, <code>POST /runs</code></summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`,
  ].join('\n\n');
}

function groups(outcome: Outcome, detail: Detail): string[] {
  const { failed, known, flaky, others, passed, counts } = outcome.results;
  const other = outcome.attempts.some(({ run }) => run) ? otherWords(outcome) : STARTED;
  const passedRows = rows(GROUPS.passed.emoji, passed, detail.passed);
  const isFolded = passedRows.length > MAX_OPEN_PASSED;
  return [
    ...table([
      ...rows(GROUPS.failed.emoji, failed, detail.failed),
      ...rows(GROUPS.known.emoji, known, detail.failed),
      ...rows(GROUPS.flaky.emoji, flaky, detail.failed),
      ...rows(other.emoji, others, detail.others),
      ...(isFolded ? [] : passedRows),
    ]),
    ...(isFolded
      ? [
          `<details><summary>${GROUPS.passed.emoji} ${passed.length} passed</summary>`,
          ...table(passedRows),
          '</details>',
        ]
      : []),
    ...unlisted(counts.failed - failed.length),
    ...leftOut(failed, detail.failed, GROUPS.failed.word),
    ...leftOut(known, detail.failed, GROUPS.known.word),
    ...leftOut(flaky, detail.failed, GROUPS.flaky.word),
    ...leftOut(others, detail.others, other.word),
    ...leftOut(passed, detail.passed, GROUPS.passed.word),
  ];
}

/** Of a run that nothing was heard of, its creation told the tests. */
const STARTED = { emoji: '▫️', word: 'started' } as const;

function unlisted(count: number): string[] {
  return count > 0 ? [`*${counted(count, 'more failed test')}, which Doksi counts but does not list.*`] : [];
}

function table(rows: readonly string[]): string[] {
  return rows.length > 0 ? [['| | Test | Where | Took |', '|:-:|:--|:--|--:|', ...rows].join('\n')] : [];
}

function rows(mark: string, tests: readonly Test[], max: number): string[] {
  return tests
    .slice(0, max)
    .map((test) => `| ${mark} | ${testCell(test)} | ${placeCell(test.result)} | ${timeCell(test.result)} |`);
}

function leftOut(tests: readonly Test[], max: number, word: string): string[] {
  const left = tests.length - max;
  return left > 0
    ? [`*${counted(left, `${word} test`)} left out here: the summary would be too large for GitHub.*`]
    : [];
}

function testCell(test: Test): string {
  const { result, tries } = test;
  const { status } = result;
  const history = tries.length > 1 ? ` · ${TOLD_TRIES[test.group](tries.length)}` : '';
  const word = status && !isKnownStatus(status) ? ` · ${forMarkdown(status)}` : '';
  const reason = test.known ? ` · known until ${test.known.until}: ${forMarkdown(test.known.reason)}` : '';
  return `${markdownLink(testName(result), result.url)}${word}${history}${reason}`;
}

const TOLD_TRIES: Readonly<Record<Group, (tries: number) => string>> = {
  failed: (tries) => `failed ${tries} times`,
  known: (tries) => `failed ${tries} times`,
  flaky: (tries) => (tries === 2 ? 'failed once, then passed' : `failed ${tries - 1} times, then passed`),
  other: (tries) => `in ${tries} attempts`,
  passed: (tries) => `in ${tries} attempts`,
};

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
