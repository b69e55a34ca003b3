import { json, type Reply } from '../server.ts';

/** Ends a call with another response. */
export class Rejection extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(reply.body);
    this.reply = reply;
  }
}

/** An error in GitHub's form. */
export function refusal(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  const documentation_url = 'https://docs.github.com/rest';
  return json(status, { message, ...more, documentation_url, status: String(status) });
}

export function reject(status: number, message: string, more?: Readonly<Record<string, unknown>>): never {
  throw new Rejection(refusal(status, message, more));
}

export const notFound = (): never => reject(404, 'Not Found');

/** GitHub's response to a request that does not fit its description. */
export const invalidRequest = (problems: readonly string[]): never =>
  reject(422, `Invalid request.\n\n${problems.join('\n')}`);
