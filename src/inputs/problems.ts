import { distance } from 'fastest-levenshtein';
import { Failure, type HelpTopic } from '../base/failure.ts';
import { clipped, counted, oneLine } from '../base/text.ts';

export interface Problem {
  /** The input's public name, for YAML with its path: `matrix[1].test_ids`. */
  readonly where: string;
  /** The value, and what is allowed. */
  readonly text: string;
  readonly help?: HelpTopic | undefined;
  /** The file that holds the value, relative to the workspace, and the line in it, from 1. */
  readonly file?: string | undefined;
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

/** Where the text of a YAML input comes from. */
interface Origin {
  /** Relative to the workspace; undefined if the text is in the workflow. */
  readonly file: string | undefined;
  /** The line of a value, or of the nearest one that contains it, and the value as it is written. */
  readonly placeOf: (where: string) => { readonly line: number; readonly source?: string | undefined };
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

  /** Warnings about values that have no problem. */
  get warnings(): string[] {
    const invalid = new Set(this.problems.map(({ where }) => where));
    const shown = this.#warnings.filter(({ where }) => !invalid.has(where));
    return shown.map(({ where, text }) => `${where} ${text}`);
  }

  /** Adds a problem. Returns undefined, which readers return in place of the value. */
  problem(where: string, text: string, help?: HelpTopic): undefined {
    this.problems.push({ ...this.#located(where, text), help });
  }

  /** Adds the problem `is VALUE, FAULT; ALLOWED`. */
  invalid(where: string, value: unknown, allowed: string, fault?: string): undefined {
    const shown = shownValue(value, this.#origin?.placeOf(where).source);
    const help = shown === 'empty' ? 'empty-input' : undefined;
    return this.problem(where, `is ${shown}${fault === undefined ? '' : `, ${fault}`}; ${allowed}`, help);
  }

  warn(where: string, text: string): void {
    this.#warnings.push(this.#located(where, text));
  }

  #located(where: string, text: string): Problem {
    if (this.#origin?.file === undefined) return { where, text };
    const { file } = this.#origin;
    const { line } = this.#origin.placeOf(where);
    return { where, text: `${text} (${file}, line ${line})`, file, line };
  }
}

/** A value as the end of "is …". Lists and mappings are only named. */
function shownValue(value: unknown, source?: string): string {
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : `"${shownText(value)}"`;
  if (typeof value === 'number') return `the number ${source ?? value}`;
  if (typeof value === 'boolean') return `the word ${value}`;
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : 'a list';
  return 'a mapping';
}

/** A text or a key on one line, clipped. What precedes an `@` is hidden: a malformed URL may hold credentials there. */
export function shownText(text: string): string {
  const hidden = text.replace(/^\s*(https?:[\\/]*)?.*@/is, (_, scheme = '') => `${scheme}***@`);
  return clipped(oneLine(hidden), MAX_SHOWN);
}

/** The trimmed text of a YAML value. Adds a problem and returns undefined if it is blank or not a text. */
export function readText(value: unknown, where: string, allowed: string, findings: Findings): string | undefined {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  return findings.invalid(where, value, allowed);
}

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
      findings.warn(`${prefix}${shownText(name)}`, `is unknown; did you mean "${likely}"? ${consequence}`);
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
