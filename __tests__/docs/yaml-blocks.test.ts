import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { read, type YamlBlock, yamlBlocks } from './documents.ts';
import { isOurs, readWorkflow, workflowErrors } from './workflow.ts';

const action = z
  .object({ inputs: z.record(z.string(), z.unknown()), outputs: z.record(z.string(), z.unknown()) })
  .parse(parse(read('action.yml')));

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
