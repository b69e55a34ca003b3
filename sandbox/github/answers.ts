import type { Answer } from '../doksi/answers.ts';
import { json } from '../doksi/answers.ts';

export { json };
export type { Answer };

const DOCUMENTATION = 'https://docs.github.com/rest';

/** A refusal in GitHub's form. */
export function refusal(
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return json(status, { message, ...more, documentation_url: DOCUMENTATION, status: String(status) });
}

export const notFound = (): Answer => refusal(404, 'Not Found');

/** What GitHub says of a request that doesn't fit its description. */
export const invalidRequest = (problems: readonly string[]): Answer =>
  refusal(422, `Invalid request.\n\n${problems.join('\n')}`);

/** What GitHub says of a value that it can't store. */
export function validationFailed(error: {
  resource: string;
  code: string;
  field: string;
  message?: string;
}): Answer {
  return refusal(422, 'Validation Failed', { errors: [error] });
}

/** Ends a call with an answer other than the one that was hoped for. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.body);
    this.answer = answer;
  }
}
