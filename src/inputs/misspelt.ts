import { distance } from 'fastest-levenshtein';

/** Nobody's slip is longer, and comparing long texts takes long. */
const MAX_LENGTH = 40;

/** The word that was probably meant, of those that are known: `test_id`, `testIds` and `test-ids` are `test_ids`. */
export function likelyName<const Name extends string>(
  word: string,
  known: readonly Name[],
): Name | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const bareWord = bare(word);
  const near = known
    .map((name) => ({ name, slips: slips(bareWord, bare(name)) }))
    // One slip for every four letters: what differs more is a word of its own.
    .filter(({ name, slips }) => slips <= Math.floor(bare(name).length / 4))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.name;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Letters in the wrong order are one slip. */
function slips(word: string, name: string): number {
  if (Math.abs(word.length - name.length) > name.length / 4) return Infinity;
  const apart = distance(word, name);
  return apart === 2 && sorted(word) === sorted(name) ? 1 : apart;
}

function sorted(word: string): string {
  return Array.from(word).sort().join('');
}
