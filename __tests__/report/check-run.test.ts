import { expect, it } from '@jest/globals';
import { checkName } from '../../src/report/check-run.ts';

it('the name of a check run is one line, shown in the order in which it was written', () => {
  expect(checkName('\tWeb\r\nshop \u202e[1mnow\n')).toBe('Web shop [1mnow');
  expect(checkName('n'.repeat(300))).toHaveLength(255);
});
