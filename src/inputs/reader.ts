import type { InputDocument } from './documents.ts';
import { Findings, UnknownNames } from './problems.ts';

/**
 * Every input with its default, as in action.yml; a test compares the two. The runner applies the defaults of
 * action.yml, these apply if an expression in the workflow is empty. Inputs whose default only the runner can evaluate
 * are empty here. A new input is added here and in action.yml, and read in settings.ts if it is about reports, otherwise
 * in read.ts.
 */
export const INPUT_DEFAULTS = {
  'api-key': '',
  'if-no-api-key': 'error',
  matrix: '',
  'web-url': '',
  'binary-url': '',
  'target-id': '',
  apk: '',
  'test-ids': '',
  'target-name': '',
  'target-version': '',
  'extra-body': '',
  'max-tests': '',
  'run-id': '',
  wait: 'true',
  'timeout-minutes': '60',
  'poll-interval-seconds': '',
  retries: '0',
  'on-rerun': 'all',
  'known-failures': '',
  'ready-minutes': '0',
  'ready-text': '',
  'fail-on-failure': 'true',
  'fail-on-timeout': 'true',
  'fail-on-no-tests': 'true',
  'fail-on-flaky': 'false',
  title: '',
  summary: 'true',
  annotations: 'true',
  'check-run': 'false',
  'pr-comment': 'false',
  'commit-sha': '',
  'junit-path': '',
  'github-token': '',
  'api-url': 'https://api.doksi.ai/external/integration/cicd',
  'dry-run': 'false',
  'job-matrix': '',
  'job-check-run-id': '',
} as const;

export type InputName = keyof typeof INPUT_DEFAULTS;

/** Reads single inputs. A value that is not exactly one of those allowed is a problem; nothing is coerced. */
export class InputReader {
  readonly findings = new Findings();
  /** Inputs that the action does not declare. */
  readonly unknown: UnknownNames;
  readonly #getInput: (name: InputName) => string;
  readonly #workspace: string;

  /**
   * `getInput` returns an input as the runner passes it, or an empty string. The runner passes misspelt inputs as
   * environment variables `INPUT_<NAME>`, too. Inputs may name files in the workspace.
   */
  constructor(getInput: (name: InputName) => string, workspace: string, environmentNames: readonly string[]) {
    this.#getInput = getInput;
    this.#workspace = workspace;
    const names = environmentNames.flatMap((name) => /^INPUT_(.+)$/.exec(name)?.[1]?.toLowerCase() ?? []);
    this.unknown = new UnknownNames(names, Object.keys(INPUT_DEFAULTS));
  }

  /** The trimmed text, or the default. */
  text(name: InputName): string {
    return this.#getInput(name).trim() || INPUT_DEFAULTS[name];
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
    const document = readDocument(name, this.#getInput(name), this.#workspace, this.findings);
    return document === undefined ? empty : read(document);
  }
}
