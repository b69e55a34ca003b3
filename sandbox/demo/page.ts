import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';

/** Markdown as a page in GitHub's look, light or dark as the reader's system is. */
export function markdownPage(markdown: string, title: string): string {
  const stylesheet = createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css');
  const style = `${readFileSync(stylesheet, 'utf8')}
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#ffffff, #0d1117); }
.markdown-body { box-sizing: border-box; max-width: 1012px; margin: 0 auto; padding: 32px 24px; }`;
  const body = new MarkdownIt({ html: true, linkify: true }).render(markdown);
  return page(title, style, `<article class="markdown-body">\n${body}\n</article>`);
}

/** A log as a page in the look of GitHub's, which is dark in any case. */
export function logPage(log: string, title: string): string {
  const style = `
body { margin: 0; background: #0d1117; color: #e6edf3; }
ol { margin: 0; padding: 16px 16px 16px 0; list-style: none; counter-reset: line; min-width: max-content;
  font: 12px/20px ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
li { counter-increment: line; white-space: pre; }
li::before { content: counter(line); display: inline-block; width: 48px; margin-right: 16px; text-align: right;
  color: #6e7681; }
.error { color: #ff7b72; } .warning { color: #e3b341; }
.c31 { color: #ff7b72; } .c32 { color: #3fb950; } .c33 { color: #d29922; }`;
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => `<li class="${levelOf(line)}">${coloured(line)}</li>`);
  return page(title, style, `<ol>\n${lines.join('\n')}\n</ol>`);
}

function levelOf(line: string): string {
  return /^(Error|Warning): /.exec(line)?.[1]?.toLowerCase() ?? '';
}

/** ANSI's colours as those of the page. */
function coloured(line: string): string {
  const painted = [31, 32, 33].reduce(
    (text, code) => text.replaceAll(`\u001b[${code}m`, `<span class="c${code}">`),
    escaped(line),
  );
  return painted.replaceAll('\u001b[39m', '</span>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function page(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${style}
</style>
${body}
</html>
`;
}
