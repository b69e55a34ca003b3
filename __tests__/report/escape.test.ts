import { describe, expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { forLog, forMarkdown, isVisible, markdownLink } from '../../src/escape.ts';

/** As GitHub does it: HTML is let through, bare addresses become links. */
const markdown = new MarkdownIt({ html: true, linkify: true });
const html = (text: string): string => markdown.render(text).trim();
/** What a reader sees. */
const seen = (text: string): string =>
  html(text)
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();

const TEXTS = [
  '---', '***', '1. one', '12) twelve', '# big', '- point', '+ plus', '> said', '===', '~~~', '```', '| a | b |',
  '<img src=x onerror=alert(1)>', '](javascript:alert(1))', '![x](https://evil.example/x.png)', '`code` ``x``',
  '%0A::set-output name=a::b', '@octo/everyone', '#123 GH-123 octo/shop#1', ':tada: 12:30:45', '&copy; &#60;b&#62;',
  '$a$ ~b~ ^c^', '<!-- x', '\\<b>', '[^1]: note', 'a_b _c_ __d__', 'https://evil.example/a_b_c?x=1&copy=2&copy;',
  'see www.evil.example/`x`, or ftp://evil.example.',
]; // prettier-ignore

describe('a foreign text in Markdown', () => {
  it.each(TEXTS)('is shown as it is: %s', (text) => {
    expect(seen(forMarkdown(text))).toBe(text);
    expect(seen(`- ${forMarkdown(text)}`)).toBe(text);
  });

  it.each(TEXTS)('brings no element and no link along: %s', (text) => {
    const elements = html(forMarkdown(text)).match(/<[a-z][^ >]*/g) ?? [];
    expect(elements.filter((element) => element !== '<p' && element !== '<code')).toEqual([]);
  });

  it('links an address of Doksi, whole, and no other', () => {
    const text = 'See https://docs.doksi.ai/a_b?x=1&copy=2&copy;y, not https://doksi.ai.evil.example/.';
    expect(html(forMarkdown(text)).match(/href="[^"]*"/g)).toEqual([
      'href="https://docs.doksi.ai/a_b?x=1&amp;copy=2&amp;copy;y"',
    ]);
    expect(seen(forMarkdown(text))).toBe(text);
  });

  it('makes no picture of it', () => {
    expect(html(forMarkdown('Look!https://doksi.ai/x.png'))).not.toContain('<img');
    expect(html(forMarkdown('![x](https://doksi.ai/x.png)'))).not.toContain('<img');
  });

  it('mentions nobody and links no issue', () => {
    expect(forMarkdown('@octo #12 GH-34')).not.toMatch(/@octo|#12|GH-34/);
  });

  it.each([
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['marks of direction', 'a\u202eb\u2066\u200fc', 'abc'],
    ['control characters', 'a\u0000\u001b[31mb\r\nc', 'a [31mb c'],
  ])('is free of %s', (_, text, expected) => {
    expect(seen(forMarkdown(text))).toBe(expected);
  });
});

describe('a link', () => {
  it.each([
    'https://doksi.ai/a(b)c',
    'https://doksi.ai/?a=1&copy;=2&b=3',
    'https://doksi.ai/a|b`c\\d',
    'https://doksi.ai/<b>',
  ])('leads where it led: %s', (url) => {
    const href = /href="([^"]*)"/.exec(html(`| a |\n|:--|\n| ${markdownLink('x', url)} |`))?.[1] ?? '';
    expect(new URL(decodeURI(href.replaceAll('&amp;', '&'))).href).toBe(
      new URL(decodeURI(new URL(url).href)).href,
    );
  });

  it('leads without the credentials that stood in it', () => {
    expect(html(markdownLink('x', 'https://user:pw@doksi.ai/a'))).toContain('href="https://doksi.ai/a"');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', '', undefined])(
    'is only made of a web address: %s',
    (url) => expect(html(markdownLink('x', url))).toBe('<p>x</p>'),
  );

  it.each(TEXTS)('shows its text as it is, and nothing in it leads elsewhere: %s', (text) => {
    const link = markdownLink(text, 'https://doksi.ai/x');
    expect(seen(link)).toBe(text);
    expect(html(link).match(/href="[^"]*"/g)).toEqual(['href="https://doksi.ai/x"']);
  });
});

describe('a line of the log', () => {
  it.each([
    '::error::x',
    '  ::error::x',
    '\u00a0::error::x',
    '##[error]x',
    ':\u202e:error::x',
    '#\u200f#[error]x',
    'x\n::error::y',
    '\ufeff::error::x',
  ])('holds no workflow command: %j', (text) => expect(forLog(text)).not.toMatch(/^\s*::|##\[|\n/));
});

it('a text is blank where nothing of it is seen', () => {
  for (const blank of ['', ' \t\n', '\u200b', '\u00a0\u3000', '\u2800', '\u202e', '\u00ad', '\ufeff'])
    expect(isVisible(blank)).toBe(false);
  for (const text of ['a', '.', '\u200b💥', 'é']) expect(isVisible(text)).toBe(true);
});
