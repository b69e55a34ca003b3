import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';

/** The summary's Markdown as a page in GitHub's look, light or dark as the reader's system is. */
export function summaryPage(markdown: string, title: string): string {
  const stylesheet = createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${readFileSync(stylesheet, 'utf8')}
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#ffffff, #0d1117); }
.markdown-body { box-sizing: border-box; max-width: 1012px; margin: 0 auto; padding: 32px 24px; }
</style>
<article class="markdown-body">
${new MarkdownIt({ html: true }).render(markdown)}
</article>
</html>
`;
}
