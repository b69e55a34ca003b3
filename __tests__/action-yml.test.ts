import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { VERSION } from '../src/base/runtime.ts';
import { INPUT_DEFAULTS } from '../src/inputs/reader.ts';
import { outputs } from '../src/report/outputs.ts';
import { skipped } from '../src/results/endings.ts';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

const Described = z.looseObject({ description: z.string().min(1).max(200) });
const action = z
  .object({
    name: z.string(),
    description: z.string().max(124),
    branding: z.object({ icon: z.string(), color: z.string() }),
    inputs: z.record(z.string(), Described.extend({ default: z.string().optional() })),
    outputs: z.record(z.string(), Described),
    runs: z.object({ using: z.literal('node24'), main: z.literal('dist/index.js') }),
  })
  .loose()
  .parse(parse(read('action.yml')));

/** Defaults that only the runner can evaluate. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  'github-token': '${{ github.token }}',
  'job-matrix': '${{ toJSON(matrix) }}',
  'job-check-run-id': '${{ job.check_run_id }}',
};

describe('action.yml', () => {
  it('declares the inputs that the action reads, with the same defaults', () => {
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
    expect(Object.fromEntries(defaults)).toEqual({ ...INPUT_DEFAULTS, ...EXPRESSIONS });
  });

  it('marks the internal inputs', () => {
    const internal = Object.entries(action.inputs).filter(([, { description }]) => description.startsWith('Internal.'));
    expect(internal.map(([name]) => name)).toEqual(['job-matrix', 'job-check-run-id']);
  });

  it('declares the outputs that the action writes', () => {
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(outputs(skipped()).values).sort());
  });
});

it('the User-Agent has the version of the package', () => {
  expect(z.object({ version: z.string() }).parse(JSON.parse(read('package.json'))).version).toBe(VERSION);
});
