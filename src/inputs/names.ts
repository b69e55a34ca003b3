import { distance } from 'fastest-levenshtein';
import { type Findings, shownText } from './problems.ts';

/** Names that are not allowed. Each is reported once, with the name that it probably misspells. */
export class UnknownNames {
  /** Each unknown name with the likely one. */
  readonly #unknown: Map<string, string | undefined>;
  readonly #known: readonly string[];

  constructor(names: readonly string[], known: readonly string[]) {
    const unknown = names.filter((name) => !known.includes(name));
    this.#unknown = new Map(unknown.map((name) => [name, likelyName(name, known)]));
    this.#known = known;
  }

  /** The end of an error about missing names: `; did you mean test_ids instead of "test_id"?`, or nothing. */
  guess(...missing: readonly string[]): string {
    const meant = [...this.#unknown].filter(([, likely = '']) => missing.includes(likely));
    for (const [name] of meant) this.#unknown.delete(name);
    return meant.map(([name, likely = '']) => `; did you mean ${likely} instead of "${shownText(name)}"?`).join('');
  }

  /** Warns about probable misspellings. `prefix` is the path before the name; `consequence` ends the warning. */
  warn(prefix: string, consequence: string, findings: Findings): void {
    for (const [name, likely] of this.#unknown) {
      if (likely === undefined) continue;
      findings.warn(`${prefix}${shownText(name)}`, `is not known; did you mean "${likely}"? ${consequence}`);
    }
  }

  /** Adds a problem for each, for mappings that allow only known keys. */
  reject(where: string, findings: Findings): void {
    for (const [name, likely] of this.#unknown) {
      const guess = likely === undefined ? '' : `; did you mean "${likely}"?`;
      const allowed = `allowed keys are ${this.#known.join(', ')}${guess}`;
      findings.problem(where, `has the unknown key ${shownText(name)}; ${allowed}`);
    }
  }
}

/** The known name that differs least from a word, by at most one letter in three: `testId` may be `test_ids`. */
function likelyName(word: string, known: readonly string[]): string | undefined {
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return known
    .map((name) => ({ name, slips: distance(bare(word), bare(name)) }))
    .filter(({ name, slips }) => slips <= bare(name).length / 3)
    .sort((a, b) => a.slips - b.slips)[0]?.name;
}
