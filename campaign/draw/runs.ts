import fc from 'fast-check';
import type { RunRecipe } from '../play/run-recipe.ts';
import type { RunStory, Word } from '../play/story.ts';
import { disownment, outage, spoken } from './replies.ts';

const UNKNOWN = ['PASSED', 'passed ', 'success', 'error', 'cancelled', 'healing', 'skipped'] as const;
const count = fc.oneof(
  { arbitrary: fc.nat(3), weight: 8 },
  { arbitrary: fc.constantFrom(null, undefined), weight: 3 },
  { arbitrary: fc.constantFrom('3', -1, 0.5, true), weight: 1 },
);
const counters = fc.record(
  { tests_total: count, tests_passed: count, tests_failed: count },
  { requiredKeys: [] },
);

/** Ways to tell less, or something else, than what is: none of them most of the time. */
const distortions = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  {
    arbitrary: fc.record(
      {
        omits: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
        isReversed: fc.boolean(),
        isListless: fc.constant(true),
        identity: fc.constantFrom('renumbered' as const, 'no-id' as const, 'no-name' as const),
        place: fc.constantFrom('slash' as const, 'platform' as const, 'nowhere' as const),
        stranger: fc.constantFrom('passed', 'failed', 'running', 'odd'),
        counters,
        about: fc.constantFrom(null, null, 'run_of_a_stranger'),
      },
      { requiredKeys: [] },
    ),
    weight: 1,
  },
);

function recipes(word: fc.Arbitrary<string>, fate: fc.Arbitrary<string | null>): fc.Arbitrary<RunRecipe> {
  return fc
    .tuple(word, fc.array(fate, { minLength: 1, maxLength: 4 }), distortions)
    .map(([status, fates, distortion]) => ({ word: status, fates, ...distortion }));
}

const underWay = recipes(
  fc.oneof(
    { arbitrary: fc.constantFrom('queued', 'running'), weight: 6 },
    { arbitrary: fc.constantFrom(...UNKNOWN, ''), weight: 1 },
  ),
  fc.constantFrom('queued', 'running', 'passed', 'failed', 'odd', null),
);
const allPassed = recipes(fc.constant('passed'), fc.constant('passed'));
const withFailures = recipes(fc.constant('failed'), fc.constantFrom('failed', 'passed'));
const contradictory = recipes(
  fc.constantFrom('passed', 'failed'),
  fc.constantFrom('passed', 'failed', 'skipped', 'running', 'odd', null),
);

const words = (recipe: fc.Arbitrary<RunRecipe>): fc.Arbitrary<Word> =>
  fc.tuple(recipe, spoken).map(([how, said]) => ({ kind: 'word', recipe: how, how: said }));

const anyStory: fc.Arbitrary<RunStory> = fc.record({
  before: fc.oneof(
    { arbitrary: fc.array(words(underWay), { maxLength: 4 }), weight: 10 },
    {
      arbitrary: fc.array(
        fc.oneof(
          { arbitrary: words(underWay), weight: 8 },
          { arbitrary: outage, weight: 4 },
          { arbitrary: disownment, weight: 1 },
        ),
        { maxLength: 25, size: 'max' },
      ),
      weight: 2,
    },
    // An outage, and nothing but.
    { arbitrary: fc.array(outage, { minLength: 3, maxLength: 60, size: 'max' }), weight: 1 },
  ),
  last: fc.oneof(
    { arbitrary: words(allPassed), weight: 4 },
    { arbitrary: words(withFailures), weight: 6 },
    { arbitrary: words(contradictory), weight: 2 },
    { arbitrary: words(underWay), weight: 2 },
  ),
});

/** A run that goes its way undisturbed, to a failure more often than not: there is something to retry. */
const failingStory: fc.Arbitrary<RunStory> = fc.record({
  before: fc.array(words(underWay), { maxLength: 2 }),
  last: fc.oneof(
    { arbitrary: words(withFailures), weight: 5 },
    { arbitrary: words(allPassed), weight: 2 },
    { arbitrary: words(contradictory), weight: 1 },
  ),
});

/** The runs of a step, in order. */
export const anyStories: fc.Arbitrary<RunStory[]> = fc.oneof(
  { arbitrary: fc.array(anyStory, { minLength: 1, maxLength: 4, size: 'max' }), weight: 1 },
  { arbitrary: fc.array(failingStory, { minLength: 2, maxLength: 6, size: 'max' }), weight: 1 },
);

/** One test passed and another failed, or did not end, and Doksi says so. */
const plainFailure: fc.Arbitrary<RunRecipe> = fc
  .shuffledSubarray(['failed', 'passed', 'failed', 'passed', 'skipped'], { minLength: 2, maxLength: 4 })
  .map((fates) => ({ word: 'failed', fates }));

/** A run of an earlier attempt: settled to be sure, mostly with a failure; or whatever can become of one. */
export const pastStory: fc.Arbitrary<RunStory> = fc.oneof(
  { arbitrary: fc.record({ before: fc.constant([]), last: words(plainFailure) }), weight: 12 },
  { arbitrary: fc.record({ before: fc.constant([]), last: words(withFailures) }), weight: 4 },
  { arbitrary: fc.record({ before: fc.constant([]), last: words(contradictory) }), weight: 2 },
  { arbitrary: fc.record({ before: fc.constant([]), last: words(allPassed) }), weight: 1 },
  {
    arbitrary: fc.record({ before: fc.array(outage, { maxLength: 6 }), last: words(withFailures) }),
    weight: 1,
  },
  { arbitrary: fc.record({ before: fc.constant([]), last: fc.oneof(disownment, outage) }), weight: 1 },
);

/** The last one, which may still go on. */
export const lastPastStory: fc.Arbitrary<RunStory> = fc.oneof(
  { arbitrary: pastStory, weight: 2 },
  {
    arbitrary: fc.record({
      before: fc.array(words(underWay), { minLength: 1, maxLength: 6 }),
      last: fc.oneof(words(withFailures), words(allPassed), words(contradictory)),
    }),
    weight: 1,
  },
);
