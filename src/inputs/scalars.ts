import { INPUT_DEFAULTS, type InputName, type InputSource } from './declared.ts';
import { likelyName } from './misspelt.ts';
import { named } from './named.ts';
import type { Findings } from './problems.ts';

/** Reads single values, strictly: a value that is not exactly one of those allowed is a problem, never a guess. */
export class ScalarReader {
  readonly #source: InputSource;
  readonly #findings: Findings;

  constructor(source: InputSource, findings: Findings) {
    this.#source = source;
    this.#findings = findings;
  }

  text(name: InputName): string {
    return this.#source(name).trim() || INPUT_DEFAULTS[name];
  }

  /** The text as it came: in YAML, indentation and the lines at the end mean something. */
  raw(name: InputName): string {
    return this.#source(name);
  }

  /** Undefined, with a problem, where it is no boolean. */
  boolean(name: InputName): boolean | undefined {
    const value = this.text(name);
    return asBoolean(value) ?? this.#wrongWord(name, value, ['true', 'false']);
  }

  /** Undefined, with a problem, where it is none of the words. */
  choice<const Word extends string>(name: InputName, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    return words.find((word) => word === value) ?? this.#wrongWord(name, value, words);
  }

  /** A plain decimal number; undefined where the input is empty or, with a problem, where it is none. */
  number(name: InputName, isAllowed: (value: number) => boolean, allowed: string): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value) && isAllowed(value)) return value;
    return this.#findings.problem(name, `is ${named(text)}; give ${allowed}`);
  }

  #wrongWord(name: InputName, value: string, words: readonly string[]): undefined {
    const likely = likelyName(value, words);
    const guess = likely === undefined ? '' : `; was "${likely}" meant?`;
    return this.#findings.problem(name, `is ${named(value)}; give ${words.join(' or ')}${guess}`);
  }
}

/** The words of YAML 1.2, as everywhere in workflows; undefined for any other. */
export function asBoolean(text: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  return /^(false|False|FALSE)$/.test(text) ? false : undefined;
}
