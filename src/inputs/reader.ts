import { INPUT_DEFAULTS, type InputName, type InputSource } from './declared.ts';
import type { InputDocument } from './documents.ts';
import { type Findings, UnknownNames } from './problems.ts';

export interface Surroundings {
  /** The folder that inputs may name files in. */
  readonly workspace: string;
  /** The names of all environment variables: the runner passes misspelt inputs as `INPUT_<NAME>`, too. */
  readonly environmentNames: readonly string[];
}

/** Reads single inputs. A value that is not exactly one of those allowed is a problem; nothing is coerced. */
export class InputReader {
  readonly findings: Findings;
  /** Inputs that the action does not declare. */
  readonly unknown: UnknownNames;
  readonly #source: InputSource;
  readonly #workspace: string;

  constructor(
    source: InputSource,
    findings: Findings,
    { workspace, environmentNames }: Surroundings = { workspace: '', environmentNames: [] },
  ) {
    this.#source = source;
    this.findings = findings;
    this.#workspace = workspace;
    const names = environmentNames.flatMap((name) => /^INPUT_(.+)$/.exec(name)?.[1]?.toLowerCase() ?? []);
    this.unknown = new UnknownNames(names, Object.keys(INPUT_DEFAULTS));
  }

  /** The trimmed text, or the default. */
  text(name: InputName): string {
    return this.#source(name).trim() || INPUT_DEFAULTS[name];
  }

  /** A boolean of YAML 1.2. Otherwise adds a problem and returns undefined. */
  boolean(name: InputName): boolean | undefined {
    const text = this.text(name);
    if (/^(true|True|TRUE)$/.test(text)) return true;
    if (/^(false|False|FALSE)$/.test(text)) return false;
    return this.findings.invalid(name, text, 'give true or false');
  }

  /** One of the words. Otherwise adds a problem and returns undefined. */
  choice<const Word extends string>(name: InputName, words: readonly Word[]): Word | undefined {
    const text = this.text(name);
    return words.find((word) => word === text) ?? this.findings.invalid(name, text, `give ${words.join(' or ')}`);
  }

  /** A decimal number times `unit`; undefined if the input is empty or, after adding a problem, not allowed. */
  number(name: InputName, isAllowed: (value: number) => boolean, allowed: string, unit = 1): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
    return isAllowed(value) ? value * unit : this.findings.invalid(name, text, `give ${allowed}`);
  }

  /**
   * Parses the YAML or JSON of an input, or of the file that it names, and returns what `read` returns for it. Returns
   * `empty` if the input is empty, or adds a problem and returns `empty` if it cannot be parsed.
   */
  async document<T>(name: InputName, read: (document: InputDocument) => T, empty: T): Promise<T> {
    if (this.text(name) === '') return empty;
    const { readDocument } = await import('./documents.ts');
    // Untrimmed: indentation matters in YAML.
    const document = readDocument(name, this.#source(name), this.#workspace, this.findings);
    return document === undefined ? empty : read(document);
  }
}
