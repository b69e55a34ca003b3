import { describe, expect, it } from '@jest/globals';
import { allowanceOf, wordsOf } from '../../src/doksi/refusal-body.ts';

describe("the words of an error's body", () => {
  it.each([
    [{ error: ' No such test. ' }, 'No such test.'],
    [{ error: { message: 'No such test.' } }, 'No such test.'],
  ])('%j says %j', (body, words) => expect(wordsOf(body)).toBe(words));

  it.each([
    undefined,
    null,
    'error',
    [],
    {},
    { error: '  ' },
    { error: 404 },
    { error: { message: 1 } },
    { error: ['no'] },
  ])('%j says nothing', (body) => expect(wordsOf(body)).toBeUndefined());
});

describe('the allowance that is used up', () => {
  it.each([
    { requested: 7, remaining: 0 },
    { requested: '7', remaining: '0' },
  ])('is told by %j', (amounts) => expect(allowanceOf({ error: 'Used up.', ...amounts })).toEqual(amounts));

  it.each([
    undefined,
    [7, 0],
    { requested: 7 },
    { requested: 'seven', remaining: 0 },
    { requested: 7, remaining: null },
  ])('is not told by %j', (body) => expect(allowanceOf(body)).toBeUndefined());
});
