import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { MUTANTS } from '../scripts/mutants-list.ts';

// Whether somebody notices them is for `npm run mutants`, which takes minutes.
it.each(MUTANTS)('the mutant "$name" still has its place in $file', ({ file, from }) => {
  const text = readFileSync(join(import.meta.dirname, '../src', file), 'utf8');
  expect(text.split(from)).toHaveLength(2);
});
