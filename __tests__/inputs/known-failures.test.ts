import { describe, expect, it } from '@jest/globals';
import { readInputs } from '../../src/inputs/read.ts';
import { parseYaml } from '../../src/inputs/yaml.ts';
import { GOOD, problemsOf, read } from './reader.ts';

const known = (text: string): Record<string, string> => ({ ...GOOD, 'known-failures': text });
const entry = (until: string): string => `- { test_id: abc123, until: ${until}, reason: SHOP-812 }`;

describe('known failures', () => {
  it.each([
    ['YAML, its dates unquoted', '- test_id: abc123\n  until: 2026-12-15\n  reason: SHOP-812'],
    ['JSON', '[{"test_id": "abc123", "until": "2026-12-15", "reason": "SHOP-812"}]'],
  ])('are read as %s', (_, text) => {
    expect(read(known(text)).knownFailures).toEqual([
      { testId: 'abc123', until: '2026-12-15', reason: 'SHOP-812' },
    ]);
  });

  it.each(['', '  \n', '[]', '# - test_id: abc123'])('may be none: %j', (text) => {
    expect(read(known(text)).knownFailures).toEqual([]);
  });

  // Today is 2026-11-03.
  it.each(['2020-02-29', '2026-11-02', '2026-11-03', '2027-02-01'])('may last until %s', (until) => {
    expect(read(known(entry(until))).knownFailures).toMatchObject([{ until }]);
  });

  it('may last 90 days of UTC, whatever the hour', () => {
    const problemsAt = (time: string): number =>
      readInputs((name) => known(entry('2027-02-01'))[name] ?? '', Date.parse(time), parseYaml).problems
        .length;
    expect(problemsAt('2026-11-02T23:59:59.999Z')).toBe(1);
    expect(problemsAt('2026-11-03T00:00:00.000Z')).toBe(0);
  });

  const noDay = (value: string): string =>
    `known-failures[0].until: is "${value}", which is no day; give one such as 2026-12-15`;
  const missing = 'give the id of a test, quoted if it looks like a number';
  const LISTED = 'give a list, in which each known failure begins with a dash';
  it.each<[string, string[]]>([
    [
      entry('2027-02-02'),
      [
        'known-failures[0].until: is 2027-02-02, 91 days ahead; give a day within 90, at the latest 2027-02-01',
      ],
    ],
    [entry('2026-02-30'), [noDay('2026-02-30')]],
    [entry('2026-13-01'), [noDay('2026-13-01')]],
    [entry('2026-12-15T00:00:00Z'), [noDay('2026-12-15T00:00:00Z')]],
    [entry('tomorrow'), [noDay('tomorrow')]],
    [entry('26-12-15'), [noDay('26-12-15')]],
    [entry('20261215'), ['known-failures[0].until: is the number 20261215; give a day, such as 2026-12-15']],
    [
      '- { test_id: 0123, until: 2026-12-15, reason: 812 }',
      [
        `known-failures[0].test_id: is the number 123, written 0123; ${missing}`,
        'known-failures[0].reason: is the number 812; give a text, quoted if it looks like a number',
      ],
    ],
    [
      '- { until: , reason: " " }',
      [
        `known-failures[0].test_id: is missing; ${missing}`,
        'known-failures[0].until: is empty; give a day, such as 2026-12-15',
        'known-failures[0].reason: is blank; give a text, quoted if it looks like a number',
      ],
    ],
    [
      '- { test_id: a, untill: 2026-12-15, reason: x }',
      ['known-failures[0].until: is missing; give a day, such as 2026-12-15; is "untill" meant to be it?'],
    ],
    [
      '- { test_id: a, until: 2026-12-15, reason: x, Reason: y, issue: 7 }',
      [
        'known-failures[0]: has Reason; there are only test_id, until, reason; was "reason" meant?',
        'known-failures[0]: has issue; there are only test_id, until, reason',
      ],
    ],
    [
      `${entry('2026-12-15')}\n${entry('2026-12-16')}`,
      ['known-failures[1].test_id: is "abc123", as known-failures[0] has it; keep one of them'],
    ],
    ['test_id: a', [`known-failures: is a mapping; ${LISTED}`]],
    ['abc123', [`known-failures: is "abc123"; ${LISTED}`]],
    [
      '- 0123',
      ['known-failures[0]: is the number 123, written 0123; give a mapping of test_id, until and reason'],
    ],
    ['- abc123', ['known-failures[0]: is "abc123"; give a mapping of test_id, until and reason']],
    [
      '- "x',
      [
        'known-failures: is neither YAML nor JSON (line 1: a quote, a bracket or another sign is missing); check its indentation and quotes',
      ],
    ],
  ])('are refused with every problem: %s', (text, problems) => {
    expect(problemsOf(known(text))).toEqual(problems);
  });
});
