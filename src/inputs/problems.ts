import { Failure } from '../failure.ts';
import { counted } from '../text.ts';

export interface Problem {
  /** The input's public name, for the matrix with its path: `matrix[1].test_ids`. */
  readonly where: string;
  /** The bad value and what is allowed. */
  readonly text: string;
}

/** Every problem with the inputs, at once. */
export class InputError extends Failure {
  constructor(problems: readonly Problem[]) {
    const width = Math.max(...problems.map(({ where }) => where.length));
    const lines = problems.map(({ where, text }) => `  ${where.padEnd(width)}  ${text}`);
    super(
      [`${counted(problems.length, 'problem')} with the inputs of doksi/run-action:`, ...lines].join('\n'),
      'Nothing was sent to Doksi. Correct the step in the workflow file; dry-run: true checks it without a run.',
    );
  }
}

/** What was found while reading the inputs: problems that end the step, and warnings that don't. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];

  problem(where: string, text: string): undefined {
    this.problems.push({ where, text });
  }

  warn(where: string, text: string): void {
    this.warnings.push(`${where} ${text}`);
  }
}
