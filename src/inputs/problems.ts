import { Failure, type HelpTopic } from '../base/failure.ts';
import { clipped, counted, oneLine } from '../base/text.ts';

export interface Problem {
  /** The input's public name, for YAML with its path: `matrix[1].test_ids`. */
  readonly where: string;
  /** The value, and what is allowed. */
  readonly text: string;
  readonly help?: HelpTopic | undefined;
  /** The file in the workspace that holds the value, relative to the workspace. */
  readonly file?: string | undefined;
  /** The line in `file`, from 1. */
  readonly line?: number | undefined;
}

const MAX_PROBLEMS = 500;
/** Width of the column with the names of inputs, in characters. */
const MAX_WIDTH = 40;
/** Characters of a value or a key in a message. */
const MAX_SHOWN = 100;

/** All problems with the inputs, one per line. */
export class InputError extends Failure {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, MAX_PROBLEMS);
    const width = Math.min(MAX_WIDTH, Math.max(...shown.map(({ where }) => where.length)));
    const lines = shown.map(({ where, text }) => `  ${where.padEnd(width)}  ${text}`);
    if (problems.length > shown.length) lines.push(`  and ${problems.length - shown.length} more`);
    const topics = new Set(problems.map(({ help = 'invalid-inputs' }) => help));
    super(
      [`${counted(problems.length, 'problem')} with the inputs of doksi/run-action:`, ...lines].join('\n'),
      'Nothing was sent to Doksi. Correct the inputs of this step; dry-run: true checks them without a run.',
      { help: topics.size === 1 ? [...topics][0] : 'invalid-inputs' },
    );
    this.problems = problems;
  }
}

/** The text of a YAML input. Both functions take a path such as `matrix[1].test_ids`. */
export interface Origin {
  /** Relative to the workspace; undefined if the text is in the workflow. */
  readonly file: string | undefined;
  /** The line of a value, or of the nearest value that contains it. */
  readonly lineOf: (where: string) => number | undefined;
  /** A number as it is written; undefined for other values. */
  readonly numberAt?: (where: string) => string | undefined;
}

/** Collects problems, which end the step, and warnings. */
export class Findings {
  readonly problems: Problem[];
  readonly #warnings: Problem[];
  readonly #origin: Origin | undefined;

  constructor(problems: Problem[] = [], warnings: Problem[] = [], origin?: Origin) {
    this.problems = problems;
    this.#warnings = warnings;
    this.#origin = origin;
  }

  /** The same findings; those that are added name the file and the line. */
  within(origin: Origin): Findings {
    return new Findings(this.problems, this.#warnings, origin);
  }

  /** Without those about values that are problems. */
  get warnings(): string[] {
    const invalid = new Set(this.problems.map(({ where }) => where));
    const shown = this.#warnings.filter(({ where }) => !invalid.has(where));
    return shown.map(({ where, text }) => `${where} ${text}`);
  }

  problem(where: string, text: string, help?: HelpTopic): undefined {
    this.problems.push({ ...this.#located(where, text), help });
  }

  /** Adds the problem `is VALUE, FAULT; ALLOWED`. */
  invalid(where: string, value: unknown, allowed: string, fault?: string): undefined {
    const number = typeof value === 'number' ? this.#origin?.numberAt?.(where) : undefined;
    const shown = number === undefined ? shownValue(value) : `the number ${number}`;
    const help = value === null || value === '' ? 'empty-input' : undefined;
    return this.problem(where, `is ${shown}${fault === undefined ? '' : `, ${fault}`}; ${allowed}`, help);
  }

  warn(where: string, text: string): void {
    this.#warnings.push(this.#located(where, text));
  }

  #located(where: string, text: string): Problem {
    const file = this.#origin?.file;
    if (file === undefined) return { where, text };
    const line = this.#origin?.lineOf(where);
    return { where, text: `${text} (${file}${line === undefined ? '' : `, line ${line}`})`, file, line };
  }
}

/** A value as the end of "is …". Lists and mappings are only named. */
function shownValue(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : `"${shownText(value)}"`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the word ${value}`;
  if (value === null) return 'empty';
  return Array.isArray(value) ? 'a list' : 'a mapping';
}

/** A text or a key on one line, clipped. What precedes an `@` is hidden: a malformed URL may hold credentials there. */
export function shownText(text: string): string {
  const hidden = text.replace(/^\s*(https?:[\\/]*)?.*@/is, (_, scheme = '') => `${scheme}***@`);
  return clipped(oneLine(hidden), MAX_SHOWN);
}
