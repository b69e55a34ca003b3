// `npm run pictures`: renders the pictures of the documents from what the built action writes, and records their
// digests. `npm run pictures -- FOLDER WIDTH…` renders each at these widths, light and dark, for a review.
// Needs Chromium: /usr/bin/chromium, or the path in CHROMIUM.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { picturePages } from './picture-pages.ts';

const DOCS = join(import.meta.dirname, '../docs');
const [folder, ...widths] = process.argv.slice(2);

const pages = await picturePages();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  // Only our own pages are opened, and containers offer no sandbox.
  args: ['--no-sandbox'],
});
try {
  if (folder === undefined) {
    for (const { name, html, width } of pages) await render(browser, html, join(DOCS, `${name}.png`), width);
    const digests = Object.fromEntries(pages.map(({ name, digest }) => [name, digest]));
    writeFileSync(join(DOCS, 'pictures.json'), `${JSON.stringify(digests, undefined, 2)}\n`);
  } else {
    mkdirSync(folder, { recursive: true });
    for (const { name, html } of pages) {
      for (const width of widths.map(Number)) {
        for (const scheme of ['light', 'dark'] as const) {
          await render(browser, html, join(folder, `${name}-${width}-${scheme}.png`), width, scheme);
        }
      }
    }
  }
} finally {
  await browser.close();
}

async function render(
  browser: Browser,
  html: string,
  path: string,
  width: number,
  colorScheme: 'light' | 'dark' = 'light',
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
