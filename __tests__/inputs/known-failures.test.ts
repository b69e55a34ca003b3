import { describe, expect, it } from '@jest/globals';
import { GOOD, problemsOf, read } from './reader.ts';

const known = (text: string): Record<string, string> => ({ ...GOOD, 'known-failures': text });
const entry = (until: string): string => `- { test_id: abc123, until: ${until}, reason: SHOP-812 }`;

describe('known failures', () => {
  it.each([
    ['YAML, its dates unquoted', '- test_id: abc123\n  until: 2026-12-15\n  reason: SHOP-812'],
    ['JSON', '[{"test_id": "abc123", "until": "2026-12-15", "reason": "SHOP-812"}]'],
  ])('are read from %s', async (_, text) => {
    expect([...(await read(known(text))).knownFailures.values()]).toEqual([
      { testId: 'abc123', until: '2026-12-15', isExpired: false, reason: 'SHOP-812' },
    ]);
  });

  it.each(['', '  \n', '[]', '# - test_id: abc123'])('may be empty: %j', async (text) => {
    expect((await read(known(text))).knownFailures.size).toBe(0);
  });

  // Today is 2026-11-03.
  it.each([
    ['2020-02-29', true],
    ['2026-11-02', true],
    ['2026-11-03', false],
    ['2027-02-01', false],
  ])('may last until %s', async (until, isExpired) => {
    expect((await read(known(entry(until)))).knownFailures.get('abc123')).toMatchObject({ until, isExpired });
  });

  it('may last 90 days of UTC, at any hour', async () => {
    const problemsAt = async (time: string): Promise<number> =>
      (await problemsOf(known(entry('2027-02-01')), { nowMs: Date.parse(time) })).length;
    expect(await problemsAt('2026-11-02T23:59:59.999Z')).toBe(1);
    expect(await problemsAt('2026-11-03T00:00:00.000Z')).toBe(0);
  });

  it('have no line break at the end of a block', async () => {
    const text = '- test_id: |\n    abc123\n  until: 2026-12-15\n  reason: |\n    SHOP-812\n';
    expect([...(await read(known(text))).knownFailures.values()]).toEqual([
      { testId: 'abc123', until: '2026-12-15', isExpired: false, reason: 'SHOP-812' },
    ]);
  });

  const noDay = (value: string): string =>
    `known-failures[0].until: is "${value}", which is not a day; give a day, such as 2026-12-15`;
  const missing = 'give the id of a test';
  const LISTED = 'give a list; each known failure begins with a dash';
  it.each<[string, string[]]>([
    [
      entry('2027-02-02'),
      [
        'known-failures[0].until: is "2027-02-02", 91 days ahead; give a day at most 90 days ahead, 2027-02-01 at the latest',
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
        'known-failures[0].test_id: is the number 0123; quote it: test ids are texts',
        'known-failures[0].reason: is the number 812; give a text, quoted if it looks like a number',
      ],
    ],
    [
      '- { until: , reason: " " }',
      [
        `known-failures[0].test_id: is missing; ${missing}`,
        'known-failures[0].until: is empty; give a day, such as 2026-12-15',
        'known-failures[0].reason: is empty; give a text, quoted if it looks like a number',
      ],
    ],
    [
      '- { test_id: a, untill: 2026-12-15, reason: x }',
      ['known-failures[0].until: is missing; give a day, such as 2026-12-15; did you mean until instead of "untill"?'],
    ],
    [
      '- { test_id: a, until: 2026-12-15, reason: x, Reason: y, issue: 7 }',
      [
        'known-failures[0]: has the unknown key Reason; allowed keys are test_id, until, reason; did you mean "reason"?',
        'known-failures[0]: has the unknown key issue; allowed keys are test_id, until, reason',
      ],
    ],
    [
      `${entry('2026-12-15')}\n${entry('2026-12-16')}`,
      ['known-failures[1].test_id: is "abc123", which is listed more than once; keep one'],
    ],
    ['test_id: a', [`known-failures: is a mapping; ${LISTED}`]],
    ['abc123', [`known-failures: is "abc123"; ${LISTED}`]],
    ['- 0123', ['known-failures[0]: is the number 0123; give a mapping of test_id, until and reason']],
    ['- abc123', ['known-failures[0]: is "abc123"; give a mapping of test_id, until and reason']],
    [
      '- "x',
      [
        'known-failures: is not valid YAML or JSON (line 1, column 5: Missing closing "quote); check its indentation, quotes and brackets',
      ],
    ],
    [
      '- { test_id: "a b", until: 2026-12-15, reason: x }',
      [
        'known-failures[0].test_id: is "a b", which is not a test id; separate ids with commas or new lines (an id has no white space, quotes, brackets, commas or #)',
      ],
    ],
    ['"[{\\"test_id\\": \\"a\\"}]"', ['known-failures: is JSON or YAML in quotes; remove the quotes around it']],
  ])('are checked, with every problem: %s', async (text, problems) => {
    expect(await problemsOf(known(text))).toEqual(problems);
  });
});
