// `npm run pictures [-- FOLDER [WIDTH…]]`: the README's pictures, from what the built action really wrote. With widths,
// each picture at each of them, light and dark, to look at. Needs a Chromium: Debian's, or the one that CHROMIUM names.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { logPage, markdownPage } from '../demo/page.ts';
import { play } from '../demo/play.ts';
import { type Scenario, SCENARIOS } from '../demo/scenarios.ts';

interface Picture {
  readonly name: string;
  readonly page: string;
  /** Of the README's picture, in CSS pixels. */
  readonly width: number;
}

const [folder = join(import.meta.dirname, '../docs'), ...widths] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  // Nothing but our own pages is opened, and containers have no sandbox to offer.
  args: ['--no-sandbox'],
});
try {
  for (const { name, page, width } of await pictures()) {
    if (widths.length === 0) await take(browser, page, join(folder, `${name}.png`), width, 'light');
    for (const each of widths) {
      for (const scheme of ['light', 'dark'] as const)
        await take(browser, page, join(folder, `${name}-${each}-${scheme}.png`), Number(each), scheme);
    }
  }
} finally {
  await browser.close();
}

/** Every report that there is. A new one has its place here. */
async function pictures(): Promise<Picture[]> {
  const { step, log } = await play(scenarioOf('retries'));
  const { comment = '', checkRun = '' } = await play(scenarioOf('reviewers'));
  return [
    { name: 'summary', page: markdownPage(step.summary, 'Summary'), width: 860 },
    { name: 'log', page: logPage(log, 'Log'), width: 1100 },
    { name: 'comment', page: markdownPage(comment, 'Comment'), width: 860 },
    { name: 'check-run', page: markdownPage(checkRun, 'Check run'), width: 860 },
  ];
}

function scenarioOf(name: string): Scenario {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) throw new Error(`The demo has no scenario "${name}".`);
  return scenario;
}

async function take(
  browser: Browser,
  html: string,
  path: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height: 100 },
    deviceScaleFactor: 2,
    colorScheme,
  });
  await page.setContent(html);
  await page.screenshot({ path, fullPage: true });
  await page.close();
  process.stdout.write(`${path}\n`);
}
