import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import type { YamlBlock } from './documents.ts';
import { read, yamlBlocks } from './documents.ts';
import { isOurs, readWorkflow, workflowErrors } from './workflow.ts';

const action = z
  .object({ inputs: z.record(z.string(), z.unknown()), outputs: z.record(z.string(), z.unknown()) })
  .parse(parse(read('action.yml')));

it("action.yml is what GitHub's parser takes", () => {
  const file = { name: 'action.yml', content: read('action.yml') };
  const { context } = parseAction(file, new NoOperationTraceWriter());
  expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
});

it('there are blocks to look at', () => {
  expect(yamlBlocks.length).toBeGreaterThan(20);
});

describe.each(yamlBlocks.map((block) => [block.where, block] as const))('%s', (where, block) => {
  it("is what GitHub's parser takes", async () => {
    expect(await workflowErrors(where, block.workflow)).toEqual([]);
  });

  it('names inputs of this action that exist', () => {
    const jobs = Object.values(readWorkflow(block.workflow).jobs);
    const given = jobs.flatMap(({ steps }) => steps.filter(isOurs)).flatMap((step) => Object.keys(step.with));
    expect(given.filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
  });

  it('refers to outputs that exist', () => {
    expect(danglingOutputs(block)).toEqual([]);
  });
});

/** References to outputs of steps and jobs that nobody writes. */
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
