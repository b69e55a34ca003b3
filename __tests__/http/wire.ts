import { createServer, type Server as NetServer, type Socket } from 'node:net';
import * as z from 'zod';
import { isMapping } from '../../src/base/json.ts';
import { type Runtime, systemClock } from '../../src/base/runtime.ts';
import { Secrets } from '../../src/base/secrets.ts';
import type { Remedy, Server } from '../../src/http/errors.ts';
import { type Call, exchange } from '../../src/http/exchange.ts';
import { createTransport, type HttpRequest, type HttpResponse } from '../../src/http/transport.ts';

const remedy = (next: string): Remedy => ({ next });

export const SERVER: Server = {
  name: 'The server',
  errorIn: (_, json) =>
    isMapping(json) && typeof json['error'] === 'string'
      ? { text: json['error'], isTransient: json['code'] === 'Tired' }
      : undefined,
  remedies: {
    unreachable: remedy('unreachable'),
    invalid: remedy('invalid'),
    failed: remedy('failed'),
    byStatus: { 404: remedy('not found') },
    rejected: remedy('rejected'),
  },
};

export const PURPOSE = { server: SERVER, purpose: 'read it' };

export type TestRuntime = Runtime & { readonly lines: string[]; readonly debugLines: string[] };

/** A runtime that collects what is logged. */
export function testRuntime(overrides: Partial<Runtime> = {}): TestRuntime {
  const lines: string[] = [];
  const debugLines: string[] = [];
  return {
    clock: systemClock,
    random: () => 1,
    signal: new AbortController().signal,
    log: {
      info: (line) => lines.push(line),
      debug: (line) => debugLines.push(line),
      notice: () => undefined,
      warning: () => undefined,
    },
    secrets: new Secrets(),
    ...overrides,
    lines,
    debugLines,
  };
}

export interface Ending {
  readonly response?: HttpResponse;
  readonly error?: unknown;
  readonly isSent: boolean;
}

/** Sends one request over the real transport. */
export async function request(
  url: string,
  options: Partial<HttpRequest> = {},
  signal = AbortSignal.timeout(120_000),
): Promise<Ending> {
  const progress = { isSent: true };
  const send = createTransport('test/1');
  try {
    const response = await send(
      { ...PURPOSE, method: 'POST', headers: {}, body: '{}', ...options, url: new URL(url), progress },
      signal,
    );
    return { response, isSent: progress.isSent };
  } catch (error) {
    return { error, isSent: progress.isSent };
  }
}

/** Exchanges a request for a scripted response. */
export async function receive<T>(
  response: Partial<HttpResponse>,
  schema: z.ZodType<T>,
  call: Partial<Call> = {},
  runtime: Runtime = testRuntime(),
): Promise<{ value?: T; error?: unknown }> {
  const full: Call = {
    ...PURPOSE,
    method: 'GET',
    url: new URL('https://server.test/path?query'),
    headers: {},
    deadlineMs: 30_000,
    ...call,
  };
  const send = (): Promise<HttpResponse> => Promise.resolve({ status: 200, headers: {}, text: '', ...response });
  try {
    return { value: (await exchange(full, schema, send, runtime)).value };
  } catch (error) {
    return { error };
  }
}

export interface Listening {
  readonly port: number;
  /** Everything that the server received. */
  readonly received: () => string;
}

/** Starts a server that treats each connection like this, and closes it at the end. */
export async function withServer(
  onSocket: (socket: Socket) => void,
  play: (server: Listening) => Promise<void>,
): Promise<void> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => chunks.push(chunk));
    onSocket(socket);
  });
  try {
    await play({ port: await listen(server), received: () => Buffer.concat(chunks).toString('latin1') });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

export function listen(server: NetServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
