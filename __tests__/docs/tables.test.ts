import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { FIRST_INPUTS, INPUT_GROUPS, Metadata, tablesOf } from '../../scripts/input-tables.ts';
import { read } from './documents.ts';

const metadata = Metadata.parse(parse(read('action.yml')));
const grouped = Object.values(INPUT_GROUPS).flat();

describe('the tables of inputs and outputs', () => {
  it('have every input once, and no other', () => {
    expect([...grouped].sort()).toEqual(Object.keys(metadata.inputs).sort());
  });

  it('begin with inputs that exist', () => {
    expect(FIRST_INPUTS.filter((name) => !Object.hasOwn(metadata.inputs, name))).toEqual([]);
  });

  it.each(Object.entries(tablesOf(metadata)))('%s: the document says what action.yml says', (name, table) => {
    const document = read(name === 'inputs' ? 'docs/inputs.md' : 'README.md');
    const [, shown = ''] = document.split(`<!-- begin ${name} -->`);
    expect(cellsOf(shown.split(`<!-- end ${name} -->`)[0] ?? '')).toEqual(cellsOf(table));
  });
});

/** Tables without the padding that the formatter adds. */
function cellsOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\|[-|\s]+\|$/.test(line))
    .map((line) => line.replaceAll(/\s+/g, ' ').trim());
}
