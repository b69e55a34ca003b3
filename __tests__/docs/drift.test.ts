import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documents, read, ROOT } from './documents.ts';

// Documents that quote the code: its messages and its files.

const source = globSync('src/**/*.ts', { cwd: ROOT })
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n')
  .replaceAll("\\'", "'")
  // A long message is written in parts.
  .replaceAll(/['`] \+\s+['`]/g, '');

describe('docs/troubleshooting.md', () => {
  const quoted = [...read('docs/troubleshooting.md').matchAll(/^\| `([^`]+)` +\|/gm)].map(
    ([, words = '']) => words,
  );

  it('quotes messages', () => {
    expect(quoted.length).toBeGreaterThan(15);
  });

  it.each(quoted)('"%s" is something that the action says', (words) => {
    expect(source.includes(words)).toBe(true);
  });
});

it.each(documents.map(({ path, text }) => [path, text] as const))('%s names files that exist', (_, text) => {
  const named = [
    ...text.matchAll(/`((?:src|sandbox|scripts|demo|bench|docs|__tests__|\.github)\/[^\s`*]*)`/g),
  ];
  expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
