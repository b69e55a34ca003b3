import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import * as z from 'zod';

// What is written for users and maintainers, taken apart: blocks of YAML, headings, links.

export const ROOT = join(import.meta.dirname, '../..');

export interface Document {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface YamlBlock {
  /** File and line, for the names of tests. */
  readonly where: string;
  readonly text: string;
  /** The block as a whole workflow: what a snippet leaves out is added. */
  readonly workflow: string;
}

const Mapping = z.record(z.string(), z.unknown());

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The documents at the root and in `docs/`. */
export const documents: readonly Document[] = globSync(['*.md', 'docs/*.md'], { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, text: read(path) }));

export const yamlBlocks: readonly YamlBlock[] = documents.flatMap(({ path, text }) =>
  new MarkdownIt()
    .parse(text, {})
    .filter(({ type, info }) => type === 'fence' && /^ya?ml\b/.test(info))
    .map(({ content, map }) => ({
      where: `${path}:${(map?.[0] ?? 0) + 1}`,
      text: content,
      workflow: completed(content),
    })),
);

/** Adds what a snippet leaves out: a list is the steps of a job; a workflow has an event and a job. */
function completed(text: string): string {
  const value: unknown = parse(text);
  const job = (steps: string): string =>
    `jobs:\n  snippet:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replaceAll(/^(?=.)/gm, '      ')}`;
  if (Array.isArray(value)) return `on: push\n${job(text)}`;

  const keys = Object.keys(Mapping.parse(value));
  const event = keys.includes('on') ? '' : 'on: push\n';
  return `${event}${text}${keys.includes('jobs') ? '' : job('- run: make\n')}`;
}

/** The anchors that GitHub gives to the headings of a document. */
export function anchorsOf({ text }: Document): readonly string[] {
  return new MarkdownIt()
    .parse(text, {})
    .flatMap(({ type }, at, tokens) => (type === 'heading_open' ? [tokens[at + 1]] : []))
    .map((heading) => heading?.children?.map(({ content }) => content).join('') ?? '')
    .map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    );
}

/** Where the links and pictures of a document lead. */
export function linksOf({ text }: Document): readonly string[] {
  return new MarkdownIt()
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .flatMap((token) => [token.attrGet('href'), token.attrGet('src')])
    .filter((target) => target !== null)
    .map(String);
}
