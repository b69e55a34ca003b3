import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { INPUT_GROUPS, markersOf, Metadata, tablesOf } from '../../scripts/input-tables.ts';
import { read } from './documents.ts';

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
