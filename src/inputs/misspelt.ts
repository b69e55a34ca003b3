import { distance } from 'fastest-levenshtein';

/** The known key that a key was probably meant to be: `test_id`, `testIds` and `test-ids` are `test_ids`. */
export function likelyName(key: string, known: readonly string[]): string | undefined {
  if (known.includes(key)) return undefined;
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  // One slip for every four letters: what differs more is a word of its own.
  return known.find((name) => distance(bare(key), bare(name)) <= Math.floor(bare(name).length / 4));
}
