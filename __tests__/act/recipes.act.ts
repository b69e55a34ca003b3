import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type DoksiSandbox, startDoksi } from '../../sandbox/doksi/server.ts';
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';
import { fileBlocks, yamlBlocks } from '../docs/documents.ts';
import { eventsOf } from '../docs/play.ts';
import { isOurs, readWorkflow } from '../docs/workflow.ts';
import { failureOf, runWorkflow } from './act.ts';

// Every whole workflow of the documents, as it is written, for each of its events.

const NOT_IN_ACT = new Map([
  ['Parallel tests', 'act does not know `parallel`'],
  ['Tests in a container', 'act needs Docker for it'],
  ['Doksi', 'it is run by its caller'],
]);

const Named = z.looseObject({ name: z.string() });
const workflows = yamlBlocks
  .filter(({ isWhole }) => isWhole)
  .map(({ document, workflow }) => ({
    name: Named.parse(readWorkflow(workflow)).name,
    document,
    text: workflow,
    on: readWorkflow(workflow).on,
  }));
const recipes = workflows
  .filter(({ name }) => !NOT_IN_ACT.has(name))
  .flatMap(({ name, document, text, on }) =>
    on.flatMap(eventsOf).map((event, at) => ({ name, on: `${event.name} (${at})`, document, text, event })),
  );

const ourJobs = new Set(
  workflows.flatMap(({ text }) =>
    Object.entries(readWorkflow(text).jobs).flatMap(([id, { steps }]) => (steps.some(isOurs) ? [id] : [])),
  ),
);

let doksi: DoksiSandbox;
let github: GithubSandbox;
// A preview that shows its commit.
const site = createServer((_, response) => response.writeHead(200, { 'x-commit': HEAD_SHA }).end());

beforeAll(async () => {
  doksi = await startDoksi();
  github = await startGithub();
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
});
afterAll(async () => {
  site.close();
  await Promise.all([doksi.close(), github.close()]);
});

describe('recipes, in a real runner', () => {
  it.concurrent.each(recipes)('$name, $on', async ({ document, text, event }) => {
    const files = fileBlocks.filter((file) => file.document === document);
    const usesSite = text.includes('ready-minutes');
    const payload = JSON.stringify(event.payload);
    const ended = await runWorkflow({
      workflow: usesSite ? atTheSite(text) : text,
      event: usesSite ? { ...event, payload: JSON.parse(atTheSite(payload)) } : event,
      files: Object.fromEntries(files.map(({ path, content }) => [path, content])),
      called: workflows.find(({ name }) => name === 'Doksi')?.text,
      apiUrl: doksi.url,
      githubUrl: github.url,
    });
    expect(failureOf(ended)).toBe('');
    const conclusions = ended.steps.flatMap(({ outputs }) => outputs['conclusion'] ?? []);
    const hasRunOurs = Object.keys(ended.jobs).some((job) => ourJobs.has(job));
    expect(conclusions.length > 0).toBe(hasRunOurs);
    expect(conclusions.filter((conclusion) => !['passed', 'started'].includes(conclusion))).toEqual([]);
  });
});

it('the nightly recipe opens an issue that lists the failed tests', async () => {
  const { text = '', on = [] } = workflows.find(({ name }) => name === 'Nightly tests') ?? {};
  const [event] = eventsOf(on[0] ?? '');
  if (event === undefined) throw new Error('The recipe has no event.');
  const workflow = text.replace('abc123', 'fail-1s-check-out');
  const { exitCode, log } = await runWorkflow({ workflow, event, apiUrl: doksi.url, githubUrl: github.url });
  expect(exitCode).toBe(1);
  expect(log).toMatch(/^gh issue create --repo octo\/shop /m);
  expect(log).toContain('- [Check out](https://app.doksi.ai/');
});

/** A preview must respond: its URL becomes that of a server on this machine. */
function atTheSite(text: string): string {
  const address = site.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const url = /https:\/\/(?!(?:api\.)?github\.com)(?:\$\{\{.*?\}\}|[\w.-])+/g;
  return text.replaceAll(url, `http://127.0.0.1:${port}`);
}
