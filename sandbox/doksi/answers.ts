import type { ServerResponse } from 'node:http';

/** What a server says, decided before a byte of it is sent, so that a fault can still spoil it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** A refusal in Doksi's form. */
export function refusal(status: number, error: string): Answer {
  return json(status, { error });
}

/** Sends the whole answer. */
export function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer, Buffer.byteLength(answer.body));
  response.end(answer.body);
}

/** Sends the head of an answer, which promises `length` bytes of body. */
export function writeHead(response: ServerResponse, answer: Answer, length: number): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
}
