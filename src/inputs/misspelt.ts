import { distance } from 'fastest-levenshtein';

/** The word that was probably meant, of those that are known: `test_id`, `testIds` and `test-ids` are `test_ids`. */
export function likelyName<const Name extends string>(
  word: string,
  known: readonly Name[],
): Name | undefined {
  // Nobody's slip is longer, and the distance of long texts takes long.
  if (word.length > 40) return undefined;
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const near = known
    .map((name) => ({ name, slips: distance(bare(word), bare(name)), letters: bare(name).length }))
    // One slip for every four letters: what differs more is a word of its own.
    .filter(({ slips, letters }) => slips <= Math.floor(letters / 4))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.name;
}
