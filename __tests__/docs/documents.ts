import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import * as z from 'zod';

// The Markdown documents, parsed: YAML blocks, anchors, links.

export const ROOT = join(import.meta.dirname, '../..');

export interface Document {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface YamlBlock {
  readonly document: string;
  /** File and line, for the names of tests. */
  readonly where: string;
  /** The block as a complete workflow: an event and a job are added to snippets. */
  readonly workflow: string;
  readonly isWhole: boolean;
}

/** A block that begins with the path of a file, such as `# .doksi/matrix.yml`. */
export interface FileBlock {
  readonly document: string;
  readonly path: string;
  readonly content: string;
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The documents at the root and in `docs/`. */
export const documents: readonly Document[] = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, text: read(path) }));

const blocks = documents.flatMap(({ path, text }) =>
  new MarkdownIt()
    .parse(text, {})
    .filter(({ type, info }) => type === 'fence' && /^ya?ml\b/.test(info))
    .map(({ content, map }) => ({
      document: path,
      where: `${path}:${(map?.[0] ?? 0) + 1}`,
      content,
      path: /^# (\S+\.ya?ml)\n/.exec(content)?.[1],
    })),
);

export const fileBlocks: readonly FileBlock[] = blocks.flatMap(({ document, path, content }) =>
  path === undefined ? [] : [{ document, path, content }],
);

export const yamlBlocks: readonly YamlBlock[] = blocks
  .filter(({ path }) => path === undefined)
  .map(({ document, where, content }) => {
    const workflow = completed(content);
    return { document, where, workflow, isWhole: workflow === content };
  });

/** Adds an event and a job to a snippet; a list is the steps of a job. */
function completed(text: string): string {
  const value: unknown = parse(text);
  const job = (steps: string): string =>
    `jobs:\n  snippet:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replaceAll(/^(?=.)/gm, '      ')}`;
  if (Array.isArray(value)) return `on: push\n${job(text)}`;

  const keys = Object.keys(z.record(z.string(), z.unknown()).parse(value));
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

/** The targets of the links and pictures of a document. */
export function linksOf({ text }: Document): readonly string[] {
  return new MarkdownIt()
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .flatMap((token) => [token.attrGet('href'), token.attrGet('src')])
    .filter((target) => target !== null)
    .map(String);
}
