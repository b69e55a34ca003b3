import { forMarkdown, markdownCode } from '../escape.ts';
import type { Plan } from '../plan/plan.ts';
import { shownBody } from '../plan/request.ts';
import { targetLabel } from '../plan/target-label.ts';
import { clipped } from '../text.ts';
import { platformIcon } from './test-row.ts';

/** More rows than this are left to the log, and so is what is longer (characters). */
const MAX_ROWS = 200;
const MAX_CELL = 200;
const MAX_JSON = 100_000;

/** What a dry run would do, in Markdown: targets, files, and the request itself. */
export function planned({ run, uploads }: Plan): string[] {
  if (run.kind === 'existing')
    return [`It would follow the run ${markdownCode(clipped(run.runId, MAX_CELL))}.`];
  const entries = run.entries.map(({ platform, target, testIds }) => [
    `${platformIcon(platform)} ${cell(platform)}`.trim(),
    cell(targetLabel(target)),
    cell(testIds.join(', ')),
  ]);
  const files = uploads.flatMap(({ package: found }) =>
    found.files.map(({ name, bytes, sha256 }) => [cell(name), String(bytes), markdownCode(sha256)]),
  );
  return [
    ...table('| Platform | Target | Tests |', '|:--|:--|:--|', entries),
    ...table('| Upload | Bytes | SHA-256 |', '|:--|--:|:--|', files),
    request(JSON.stringify(shownBody(run.entries, run.extraBody), null, 2)),
  ];
}

function cell(text: string): string {
  return forMarkdown(clipped(text, MAX_CELL));
}

function table(head: string, alignment: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MAX_ROWS).map((cells) => `| ${cells.join(' | ')} |`);
  const more = rows.length - shown.length;
  return [[head, alignment, ...shown].join('\n'), ...(more > 0 ? [`*${more} more are in the log.*`] : [])];
}

function request(json: string): string {
  if (json.length > MAX_JSON)
    return '*The request, `POST /runs`, is in the log: it is too long for this page.*';
  const tame = json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // A fence ends only at one that is as long.
  const longest = Math.max(2, ...(tame.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `<details><summary>The request, <code>POST /runs</code></summary>\n\n${fence}json\n${tame}\n${fence}\n\n</details>`;
}
