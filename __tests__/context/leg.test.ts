import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legTitle } from '../../src/context/context.ts';

const title = (matrix: unknown, ...deployment: string[]): string => legTitle(JSON.stringify(matrix), { deployment });

describe('the default title', () => {
  it.each([
    [{ lang: 'de', browser: 'chrome' }, [], 'Doksi (de, chrome)'],
    [{ api: 34, beta: true, shard: '1/3' }, [], 'Doksi (34, true, 1/3)'],
    [{ api: '34', beta: 'true', node: '3.10', version: '1.2.3' }, [], 'Doksi ("34", "true", "3.10", 1.2.3)'],
    [{}, ['Preview – shop'], 'Doksi (Preview – shop)'],
    [{}, ['shop', 'preview'], 'Doksi (shop, preview)'],
    [{ lang: 'de' }, ['Preview – shop'], 'Doksi (de, Preview – shop)'],
    [{}, [], 'Doksi'],
  ])('names the values of %j and %j', (matrix, deployment, expected) => {
    expect(title(matrix, ...deployment)).toBe(expected);
  });

  it.each(['', 'null', '{}', '[]', '7', '{', ' '])('names no leg if the matrix is %j', (matrix) => {
    expect(legTitle(matrix, { deployment: [] })).toBe('Doksi');
  });

  it.each([
    [{ os: { name: 'linux', arch: ['x64', 'arm'] } }, /^Doksi \(linux x64 arm, [0-9a-f]{8}\)$/],
    [{ note: 'two\nlines' }, /^Doksi \(two lines, [0-9a-f]{8}\)$/],
    [{ note: 'turned\u202Earound' }, /^Doksi \(turnedaround, [0-9a-f]{8}\)$/],
    [{ note: 'a, b' }, /^Doksi \(a, b, [0-9a-f]{8}\)$/],
    [{ note: '' }, /^Doksi \([0-9a-f]{8}\)$/],
    [{ note: 'x'.repeat(1000) }, /^Doksi \(x{100,140}…, [0-9a-f]{8}\)$/],
  ])('has a hash if %j had to be changed', (matrix, expected) => {
    expect(title(matrix)).toMatch(expected);
  });

  it('is one line of at most 150 characters, and distinct for distinct legs', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom<unknown>('a', 'b', 'a, b', ' a', '', 1, '1', '"1"', true, 'true', null, 'null', '1.0'),
      fc.json({ maxDepth: 2 }).map((json): unknown => JSON.parse(json)),
    );
    const leg = fc.record({ one: value, two: value });
    fc.assert(
      fc.property(leg, leg, (first, second) => {
        const [one, other] = [title(first), title(second)];
        expect(one.length).toBeLessThanOrEqual(150);
        expect(one).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(one.isWellFormed()).toBe(true);
        if (JSON.stringify(first) !== JSON.stringify(second)) expect(one).not.toBe(other);
      }),
      { numRuns: 30 },
    );
  });
});
