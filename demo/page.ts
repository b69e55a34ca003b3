import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { marked } from 'marked';

/** The summary's Markdown as a page in GitHub's look, light or dark as the reader's system is. */
export async function summaryPage(markdown: string, title: string): Promise<string> {
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
${await marked.parse(markdown, { gfm: true })}
</article>
</html>
`;
}
