import type { Mapping } from '../mapping.ts';
import { likelyName } from './misspelt.ts';
import { shownKey } from './named.ts';
import type { Findings } from './problems.ts';

/** The keys of a mapping that are none of those known, each with the one that was probably meant. Each is told once. */
export class UnknownKeys {
  readonly #likely: Map<string, string | undefined>;
  readonly #known: readonly string[];

  constructor(mapping: Mapping, known: readonly string[]) {
    const keys = Object.keys(mapping).filter((key) => !known.includes(key));
    this.#likely = new Map(keys.map((key) => [key, likelyName(key, known)]));
    this.#known = known;
  }

  /** The end of an error that misses one of `names`: the keys that may be meant, or nothing. */
  guess(...names: readonly string[]): string {
    const found = [...this.#likely].filter(([, likely]) => likely !== undefined && names.includes(likely));
    return found
      .map(([key, likely = '']) => {
        this.#likely.delete(key);
        return `; is "${shownKey(key)}" meant to be ${names.length === 1 ? 'it' : likely}?`;
      })
      .join('');
  }

  /** Warns of the keys that look misspelt, where others are passed on. */
  warnOfSlips(where: string, findings: Findings): void {
    for (const [key, likely] of this.#likely) {
      if (likely === undefined) continue;
      findings.warn(
        `${where}.${shownKey(key)}`,
        `is not a key this action knows; was "${likely}" meant? It is passed on as it is`,
      );
    }
  }

  /** Refuses all of them, where nothing is passed on. */
  refuse(where: string, findings: Findings): void {
    for (const [key, likely] of this.#likely) {
      const guess = likely === undefined ? '' : `; was "${likely}" meant?`;
      findings.problem(where, `has ${shownKey(key)}; there are only ${this.#known.join(', ')}${guess}`);
    }
  }
}
