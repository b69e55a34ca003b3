import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Answer } from './answers.ts';
import { json, refusal, send, writeHead } from './answers.ts';
import type { Fault } from './faults.ts';

/** A request that is about to be answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Carries the request out, reading its body at no more than this speed. */
  readonly serve: (bytesPerSecond?: number) => Promise<Answer>;
}

/** Answers a request in the way the fault says. */
export async function misbehave(fault: Fault, { request, response, serve }: Exchange): Promise<void> {
  if ('processed' in fault && fault.processed) await serve();

  switch (fault.kind) {
    case 'status':
      send(response, spokenFault(fault.status, fault.body, fault.retryAfter));
      return;
    case 'drop':
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'cut':
      sendHalf(response, await serve(), () => request.socket.destroy());
      return;
    case 'stall':
      sendHalf(response, await serve());
      return;
    case 'garbage':
      send(response, webPage);
      return;
    case 'statusWord':
      send(response, withStatusWord(await serve(), fault.word));
      return;
    case 'echoKey':
      send(
        response,
        refusal(fault.status, `Bad header: authorization: ${String(request.headers.authorization)}`),
      );
      return;
    case 'redirect':
      send(response, { status: fault.status, headers: { location: fault.location }, body: '' });
      return;
    case 'slow':
      send(response, await serve(fault.bytesPerSecond));
      return;
  }
}

const webPage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html><body><h1>Please sign in to this network</h1></body></html>\n',
};

function spokenFault(status: number, body: string | undefined, retryAfter: string | undefined): Answer {
  const answer = refusal(status, `A fault of the sandbox: status ${status}.`);
  return {
    status,
    headers: retryAfter === undefined ? answer.headers : { ...answer.headers, 'retry-after': retryAfter },
    body: body ?? answer.body,
  };
}

function withStatusWord(answer: Answer, word: string): Answer {
  return json(answer.status, { ...z.looseObject({}).parse(JSON.parse(answer.body)), status: word });
}

function sendHalf(response: ServerResponse, answer: Answer, then?: () => void): void {
  const bytes = Buffer.from(answer.body);
  // An empty answer can't be halved, so it promises a byte that never comes.
  writeHead(response, answer, Math.max(bytes.length, 1));
  response.flushHeaders();
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), then);
}
