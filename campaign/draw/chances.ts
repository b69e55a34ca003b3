import fc from 'fast-check';

/** True once in so many times. */
export function sometimes(times: number): fc.Arbitrary<boolean> {
  return fc.nat(times - 1).map((lot) => lot === times - 1);
}

/** The value once in so many times, else undefined. */
export function rarely<T>(times: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: times - 1 }, { arbitrary: value, weight: 1 });
}

/** An empty list, but for once in so many times. */
export function someRarely<T>(times: number, one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> {
  return rarely(times, fc.array(one, { minLength: 1, maxLength, size: 'max' })).map((list) => list ?? []);
}
