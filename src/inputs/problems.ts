import { Failure } from '../failure.ts';
import { counted } from '../text.ts';

export interface Problem {
  /** The input's public name, for the matrix with its path: `matrix[1].test_ids`. */
  readonly where: string;
  /** The bad value and what is allowed. */
  readonly text: string;
}

/** What a person may still read, and a log shows. */
const MAX_PROBLEMS = 500;
const MAX_WIDTH = 40;

/** Of warnings in the same words, this many are told one by one. */
const MAX_ALIKE = 10;

/** Every problem with the inputs, at once. */
export class InputError extends Failure {
  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, MAX_PROBLEMS);
    const width = Math.min(MAX_WIDTH, Math.max(...shown.map(({ where }) => where.length)));
    const lines = shown.map(({ where, text }) => `  ${where.padEnd(width)}  ${text}`);
    if (problems.length > shown.length) lines.push(`  and ${problems.length - shown.length} more`);
    super(
      [`${counted(problems.length, 'problem')} with the inputs of doksi/run-action:`, ...lines].join('\n'),
      'Nothing was sent to Doksi. Correct the step in the workflow file; dry-run: true checks it without a run.',
    );
  }
}

/** What was found while reading the inputs: problems that end the step, and warnings that don't. */
export class Findings {
  readonly problems: Problem[];
  readonly #warnings: Problem[] = [];

  constructor(problems: readonly Problem[] = []) {
    this.problems = [...problems];
  }

  get warnings(): string[] {
    return [...Map.groupBy(this.#warnings, ({ text }) => text)].flatMap(([text, alike]) => {
      const lines = alike.slice(0, MAX_ALIKE).map(({ where }) => `${where} ${text}`);
      const more = alike.length - lines.length;
      return more > 0 ? [...lines, `${more} more like ${alike[0]?.where ?? ''}: each ${text}`] : lines;
    });
  }

  problem(where: string, text: string): undefined {
    this.problems.push({ where, text });
  }

  warn(where: string, text: string): void {
    this.#warnings.push({ where, text });
  }
}
