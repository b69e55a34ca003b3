import { describe, expect, it } from '@jest/globals';
import { anchor } from '../../src/report/anchor.ts';

const PATH = '.github/workflows/e2e.yml';
const line = (text: string, test_id: string, test_name?: string): number | undefined =>
  anchor({ test_id, test_name }, { path: PATH, text }).startLine;

describe('a test is looked for in the workflow file', () => {
  it.each([
    ['alone in its line', 'on: push\nwith:\n  test-ids: abc', 'abc', 3],
    ['among several in a line', 'with:\n  test-ids: abc, def-2, ghi', 'def-2', 2],
    ['in a block of lines', 'with:\n  test-ids: |\n    abc\n    def\n  title: x', 'def', 4],
    ['in quotes', `with:\n  test-ids: 'abc, "d.e"'`, 'd.e', 2],
    ['in a list of a matrix', 'matrix: |\n  - web_url: x\n    test_ids:\n    - abc\n    - def', 'def', 5],
    ['in brackets', 'matrix: |\n  - { web_url: x, test_ids: [abc, def] }', 'def', 2],
    ['in JSON', 'matrix: \'[{"web_url":"x","test_ids":["abc","def"]}]\'', 'def', 1],
    ['not as part of another', 'with:\n  test-ids: abcd, xabc, abc-1, a.abc\n    abc', 'abc', 3],
    ['rather than in a comment', '# abc is slow\nwith:\n  test-ids: abc # not abd', 'abc', 3],
    ['rather than elsewhere', 'name: abc\nwith:\n  title: abc\n  test-ids: abc', 'abc', 4],
    ['else in any value', 'name: x\nstrategy:\n  matrix:\n    tests: abc, def', 'def', 4],
    ['else in a comment', 'name: x\nwith: y # runs abc', 'abc', 2],
    ['behind a # that is no comment', 'with:\n  test-ids: a#1, "# b", abc', 'abc', 2],
    ['in a file with Windows line ends', 'with:\r\n  test-ids: abc\r\n', 'abc', 2],
    [
      'with an entry of its own after the list',
      '- test_ids: [abc]\n  name: def\n- test_ids: [def]',
      'def',
      3,
    ],
  ])('%s', (_, text, id, expected) => {
    expect(line(text, id)).toBe(expected);
  });

  it('by its name where its id is not there, and else stands at the first line', () => {
    expect(line('a: b\nc: Log in', 'abc', 'Log in')).toBe(2);
    expect(line('a: b\nc: d', 'abc', 'Log in')).toBe(1);
    expect(line('a: b', '', ' ')).toBe(1);
  });

  it('whose path has the separators that GitHub wants', () => {
    expect(anchor({}, { path: '.github\\workflows\\e2e.yml', text: undefined }).file).toBe(PATH);
    expect(anchor({}, undefined)).toEqual({});
  });
});
