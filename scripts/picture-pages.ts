import { createHash } from 'node:crypto';
import { logPage, markdownPage } from '../sandbox/demo/page.ts';
import { play, type Played } from '../sandbox/demo/play.ts';
import { SCENARIOS } from '../sandbox/demo/scenarios.ts';

/** A picture of the documents, before it is rendered. */
export interface PicturePage {
  readonly name: string;
  readonly html: string;
  /** In CSS pixels. */
  readonly width: number;
  /** Equal for pages that differ only in times, ids and the order of lines. */
  readonly digest: string;
}

/** The reports that the documents show, as the built action writes them. */
export async function picturePages(): Promise<readonly PicturePage[]> {
  const [retries, reviewers] = await Promise.all([played('retries'), played('reviewers')]);
  const { comment = '', checkRun = '' } = reviewers;
  return [
    page('summary', markdownPage(retries.step.summary, 'Summary'), 860),
    page('log', logPage(retries.log, 'Log'), 1100),
    page('comment', markdownPage(comment, 'Comment'), 860),
    page('check-run', markdownPage(checkRun, 'Check run'), 860),
  ];
}

function page(name: string, html: string, width: number): PicturePage {
  return { name, html, width, digest: digestOf(html) };
}

/** Times and ids become `0`; progress lines, whose number varies, and the order of lines do not count. */
function digestOf(html: string): string {
  const lines = html
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/\b[0-9a-f]{4,}(?:…[0-9a-f]+)?\b|\d+(?:[.,]\d+)*/g, '0')
    .replaceAll(/(?:0m )?0s\b/g, '0s')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => !/Uploading|still running/.test(line));
  return createHash('sha256')
    .update([...new Set(lines)].sort().join('\n'))
    .digest('hex');
}

async function played(name: string): Promise<Played> {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) throw new Error(`The demo has no scenario "${name}".`);
  const result = await play(scenario);
  const { conclusion } = result.step.outputs;
  if (conclusion !== scenario.expected.conclusion) {
    throw new Error(`The demo "${name}" ended with ${conclusion ?? 'no conclusion'}:\n${result.log}`);
  }
  return result;
}
