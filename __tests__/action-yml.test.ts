import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { INPUT_DEFAULTS } from '../src/inputs/declared.ts';
import { OUTPUT_NAMES } from '../src/report/outputs.ts';
import { VERSION } from '../src/version.ts';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

const Described = z.looseObject({ description: z.string().min(1) });
const action = z
  .object({
    name: z.string(),
    description: z.string().max(125),
    branding: z.object({ icon: z.string(), color: z.string() }),
    inputs: z.record(z.string(), Described.extend({ default: z.string().optional() })),
    outputs: z.record(z.string(), Described),
    runs: z.object({ using: z.literal('node24'), main: z.literal('dist/index.js') }),
  })
  .loose()
  .parse(parse(read('action.yml')));

describe('action.yml', () => {
  it('declares the inputs that the action reads, with the same defaults', () => {
    const declared = Object.entries(action.inputs).map(([name, { default: value = '' }]) => {
      // What only the runner knows, the action has no default for.
      return [name, value === '${{ github.token }}' ? '' : value];
    });
    expect(Object.fromEntries(declared)).toEqual(INPUT_DEFAULTS);
  });

  it('declares the outputs that the action writes', () => {
    expect(Object.keys(action.outputs).sort()).toEqual([...OUTPUT_NAMES].sort());
  });
});

it('the version that Doksi is told is the one of the package', () => {
  expect(z.object({ version: z.string() }).parse(JSON.parse(read('package.json'))).version).toBe(VERSION);
});
