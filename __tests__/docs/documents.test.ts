import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { anchorsOf, documents, linksOf, read, ROOT, type YamlBlock, yamlBlocks } from './documents.ts';
import { INPUT_GROUPS, markersOf, Metadata, tablesOf } from '../../scripts/input-tables.ts';
import { isOurs, readWorkflow, workflowErrors } from './workflow.ts';

it.each(documents.map((document) => [document.path, document] as const))('%s has no dead link', (path, document) => {
  const dead = linksOf(document)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !exists(path, target));
  expect(dead).toEqual([]);
});

function exists(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : join(dirname(from), file).replaceAll('\\', '/');
  if (!existsSync(join(ROOT, path))) return false;
  const document = documents.find((candidate) => candidate.path === path);
  return anchor === undefined || document === undefined || anchorsOf(document).includes(anchor);
}

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

const metadata = Metadata.parse(parse(read('action.yml')));
const isInternal = (name: string): boolean => metadata.inputs[name]?.description.startsWith('Internal.') === true;

it('every public input is in one group', () => {
  const names = Object.keys(metadata.inputs).filter((name) => !isInternal(name));
  expect(Object.values(INPUT_GROUPS).flat().sort()).toEqual(names.sort());
});

describe('what `npm run docs` writes is current', () => {
  it.each(Object.entries(tablesOf(metadata)))('%s', (name, content) => {
    const document = read(name === 'inputs' ? 'docs/inputs.md' : 'README.md');
    const [begin, end] = markersOf(name);
    const shown = document.split(begin)[1]?.split(end)[0] ?? '';
    expect(linesOf(shown)).toEqual(linesOf(content));
  });
});

/** Without the padding of tables, which the formatter adds. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\|[-|\s]+\|$/.test(line))
    .map((line) => line.replaceAll(/\s+/g, ' ').trim());
}

// The rules of GitHub's Marketplace, and the types that generators read. GitHub's own parser checks the icon and its
// colour; see below.

const Keys = z.record(z.string(), z.unknown());
const Action = z.object({
  name: z.string(),
  description: z.string(),
  author: z.string(),
  branding: z.object({ icon: z.string(), color: z.string() }),
  inputs: Keys,
  outputs: Keys,
});
const action = Action.parse(parse(read('action.yml')));
const types = Action.pick({ inputs: true, outputs: true }).parse(parse(read('action-types.yml')));

// https://docs.github.com/actions/how-tos/create-and-publish-actions/publish-in-github-marketplace
const CATEGORIES =
  /^(actions|api management|backup utilities|chat|code quality|code review|code scanning ready|continuous integration|dependency management|deployment|ides|learning|localization|mobile|mobile ci|monitoring|project management|publishing|reporting|security|support|testing|utilities)$/i;

it('the Marketplace accepts the metadata', () => {
  expect(action.description.length).toBeLessThan(125);
  expect(action.author).not.toBe('');
  expect(action.name).toMatch(/^[\w -]{3,50}$/);
  expect(action.name).not.toMatch(CATEGORIES);
  const asInput = action.name.toLowerCase().replaceAll(' ', '-');
  expect(Object.keys(action.inputs)).not.toContain(asInput);
});

it('there is one action, at the root', () => {
  const found = globSync('**/action.{yml,yaml}', { cwd: ROOT, exclude: ['node_modules', '.git'] });
  expect(found).toEqual(['action.yml']);
});

it('each input and output has a type', () => {
  expect(Object.keys(types.inputs).sort()).toEqual(Object.keys(action.inputs).sort());
  expect(Object.keys(types.outputs).sort()).toEqual(Object.keys(action.outputs).sort());
});

const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));

describe.each(workflows)('%s', (path) => {
  const text = read(path);
  const { permissions, jobs } = readWorkflow(text);

  it("is valid for GitHub's parser", async () => {
    expect(await workflowErrors(path, text)).toEqual([]);
  });

  it('pins each action by its commit, with the version in a comment', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line) && !line.includes('uses: ./'));
    const unpinned = uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expect(unpinned).toEqual([]);
  });

  it('grants permissions and sets a timeout per job', () => {
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, job.permissions]).not.toEqual([name, undefined]);
      expect([name, Number(job['timeout-minutes'])]).not.toEqual([name, NaN]);
    }
  });

  it('leaves no credentials in a checkout', () => {
    const checkouts = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(checkout.with['persist-credentials']).toBe('false');
  });

  it('uses no expression in a script', () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    for (const script of scripts) expect(script).not.toContain('${{');
    expect(text).not.toMatch(/pull_request_target/);
  });

  it('runs no install scripts of dependencies', () => {
    expect(text.match(/npm (ci|install)(?! --ignore-scripts).*/g)).toBeNull();
  });
});

it.each(yamlBlocks.filter(({ isWhole }) => isWhole))(
  'the workflow at $where grants permissions per job',
  ({ workflow }) => {
    expect(readWorkflow(workflow).permissions).toEqual({});
  },
);

it("GitHub's parser accepts action.yml", () => {
  const file = { name: 'action.yml', content: read('action.yml') };
  const { context } = parseAction(file, new NoOperationTraceWriter());
  expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
});

it('the documents have examples', () => {
  expect(yamlBlocks.length).toBeGreaterThan(25);
});

describe.each(yamlBlocks.map((block) => [block.where, block] as const))('%s', (where, block) => {
  it("GitHub's parser accepts it", async () => {
    expect(await workflowErrors(where, block.workflow)).toEqual([]);
  });

  it('uses inputs that exist', () => {
    const jobs = Object.values(readWorkflow(block.workflow).jobs);
    const given = jobs.flatMap(({ steps }) => steps.filter(isOurs)).flatMap((step) => Object.keys(step.with));
    expect(given.filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
  });

  it('refers to outputs that exist', () => {
    expect(danglingOutputs(block)).toEqual([]);
  });
});

describe('complete workflows', () => {
  const workflows = yamlBlocks.filter(({ isWhole }) => isWhole).map(({ workflow }) => readWorkflow(workflow));

  it('have different names and different job names, since equal ones satisfy the same required check', () => {
    const names = workflows.map(({ name }) => name);
    const jobs = workflows.flatMap((workflow) => Object.entries(workflow.jobs)).map(([id, job]) => job.name ?? id);
    expect(names).toEqual([...new Set(names)]);
    expect(jobs).toEqual([...new Set(jobs)]);
  });

  it('restrict their permissions', () => {
    expect(workflows.filter(({ permissions }) => permissions === undefined)).toEqual([]);
  });
});

/** References to outputs of steps and jobs that do not exist. */
function danglingOutputs({ workflow }: YamlBlock): readonly string[] {
  const { jobs } = readWorkflow(workflow);
  const ofNeeds = references(workflow, 'needs').filter(
    ([, job, output]) => !Object.hasOwn(jobs[job]?.outputs ?? {}, output),
  );
  const ofSteps = Object.values(jobs).flatMap((job) =>
    references(JSON.stringify(job), 'steps').filter(([, id, output]) => {
      const step = job.steps.find((candidate) => candidate.id === id);
      return step === undefined || (isOurs(step) && !Object.hasOwn(action.outputs, output));
    }),
  );
  return [...ofNeeds, ...ofSteps].map(([whole]) => whole);
}

function references(text: string, context: string): readonly (readonly [string, string, string])[] {
  const pattern = new RegExp(`\\b${context}\\.([\\w-]+)\\.outputs\\.([\\w-]+)`, 'g');
  return [...text.matchAll(pattern)].map(([whole, from = '', output = '']) => [whole, from, output]);
}
