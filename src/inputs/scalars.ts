import { INPUT_DEFAULTS, type InputName, type InputSource } from './declared.ts';
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

  /** A text of several lines, whose indentation means something. Empty if nothing but white space is there. */
  block(name: InputName): string {
    return this.#source(name)
      .replace(/^(\s*\n)+/, '')
      .trimEnd();
  }

  /** The words of YAML 1.2, as everywhere in workflows. */
  boolean(name: InputName): boolean {
    const value = this.text(name);
    if (/^(true|True|TRUE)$/.test(value)) return true;
    if (!/^(false|False|FALSE)$/.test(value)) {
      this.#findings.problem(name, `is "${value}"; give true or false`);
    }
    return false;
  }

  choice<const Word extends string>(name: InputName, words: readonly [Word, ...Word[]]): Word {
    const value = this.text(name);
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) this.#findings.problem(name, `is "${value}"; give ${words.join(' or ')}`);
    return word ?? words[0];
  }

  /** A plain decimal number; undefined where the input is empty or, with a problem, where it is none. */
  number(name: InputName, isAllowed: (value: number) => boolean, allowed: string): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value) && isAllowed(value)) return value;
    return this.#findings.problem(name, `is "${text}"; give ${allowed}`);
  }
}
