import fc from 'fast-check';

/** True once in so many times. */
export function sometimes(times: number): fc.Arbitrary<boolean> {
  return fc.nat(times - 1).map((number) => number === times - 1);
}

/** False once in so many times. */
export function mostly(times: number): fc.Arbitrary<boolean> {
  return sometimes(times).map((is) => !is);
}

/** The value once in so many times, otherwise undefined. */
export function rarely<T>(times: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: times - 1 }, { arbitrary: value, weight: 1 });
}

/** A list with items once in so many times, otherwise an empty one. */
export function rareList<T>(times: number, one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return rarely(times, fc.array(one, { minLength: 1, maxLength, size: 'max' })).map((list) => list ?? []);
}

/** One of the arbitraries by its weight. */
export function weighted<T>(...choices: (readonly [weight: number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
