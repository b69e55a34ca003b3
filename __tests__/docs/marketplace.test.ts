import { globSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { read, ROOT } from './documents.ts';

// The rules of GitHub's Marketplace, and the types that generators read. GitHub's own parser checks the icon and its
// colour; see yaml-blocks.test.ts.

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
