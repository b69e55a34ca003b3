import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchorsOf, documents, read, ROOT } from './documents.ts';

// The documents quote the code: its messages, topics and files.

const source = globSync('src/**/*.ts', { cwd: ROOT })
  .map((path) => read(path))
  .join('\n')
  .replaceAll("\\'", "'")
  // Long messages are concatenated.
  .replaceAll(/['`] \+\s+['`]/g, '');

describe('docs/troubleshooting.md', () => {
  const text = read('docs/troubleshooting.md');
  const topics = [...read('src/base/failure.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, topic]) => topic);
  const quoted = [...text.matchAll(/^> `([^`]+)`/gm)].map(([, message = '']) => message);

  it('has a section for each topic that errors link to', () => {
    expect(topics.length).toBeGreaterThan(20);
    const anchors = anchorsOf({ path: '', text });
    expect(topics.filter((topic) => topic === undefined || !anchors.includes(topic))).toEqual([]);
  });

  it('quotes a message in each of them', () => {
    expect(quoted.length).toBeGreaterThanOrEqual(topics.length);
  });

  it.each(quoted)('"%s" is part of a message', (message) => {
    expect(source.includes(message)).toBe(true);
  });
});

it.each(documents.map(({ path, text }) => [path, text] as const))('%s names files that exist', (_, text) => {
  const named = [...text.matchAll(/`((?:src|sandbox|scripts|campaign|bench|docs|__tests__|\.github)\/[^\s`*]*)`/g)];
  expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
