import { createServer, type Server, type Socket } from 'node:net';
import { createTransport, type HttpAnswer, type HttpRequest, type Phase } from '../../src/http/transport.ts';
import type { Peer } from '../../src/http/peer.ts';
import { systemClock } from '../../src/clock.ts';
import { exchange, type Call, type Schema, type Wire } from '../../src/http/exchange.ts';

// Servers that are no more than sockets, and the transport that asks them.

export const PEER: Peer = {
  name: 'The peer',
  hasSecretUrls: false,
  wordsOf: (json) =>
    typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string'
      ? json.error
      : undefined,
  passingCodes: new Set(['Tired']),
  remedies: {
    unreachable: 'unreachable',
    silent: 'silent',
    unreadable: 'unreadable',
    redirected: 'redirected',
    failed: 'failed',
    byStatus: { 404: 'not found' },
    refused: 'refused',
  },
};

export interface Ending {
  readonly answer?: HttpAnswer;
  readonly error?: unknown;
  readonly phases: readonly Phase[];
}

export type Ask = Partial<Omit<HttpRequest, 'url'>> & { readonly signal?: AbortSignal };

/** Sends one request, and tells all that came of it. */
export async function ask(url: string, { signal, ...request }: Ask = {}): Promise<Ending> {
  const phases: Phase[] = [];
  try {
    const answer = await createTransport('test/1', systemClock)(
      {
        peer: PEER,
        purpose: 'ask',
        method: 'POST',
        headers: {},
        body: '{}',
        ...request,
        url: new URL(url),
        onPhase: (phase) => phases.push(phase),
      },
      signal ?? AbortSignal.timeout(120_000),
    );
    return { answer, phases };
  } catch (error) {
    return { error, phases };
  }
}

/** Asks once over a scripted or the real transport, and reads what comes by the schema. */
export async function read<T>(
  schema: Schema<T>,
  answer: Partial<HttpAnswer>,
  options: Partial<Wire> & Partial<Call> = {},
): Promise<{ value?: T; error?: unknown; lines: readonly string[] }> {
  const lines: string[] = [];
  const wire: Wire = {
    send: () => Promise.resolve({ status: 200, headers: {}, text: '', ...answer }),
    clock: systemClock,
    redact: (text) => text,
    trace: (line) => lines.push(line),
    ...options,
  };
  const call = {
    peer: PEER,
    purpose: 'ask',
    method: 'GET',
    url: new URL('https://peer.test/path?query'),
    headers: {},
    deadlineMs: 30_000,
    signal: new AbortController().signal,
    attempt: 1,
    ...options,
  } as const;
  try {
    const { value } = await exchange(wire, { ...call, schema: () => Promise.resolve(schema) });
    return { value, lines };
  } catch (error) {
    return { error, lines };
  }
}

export interface Listening {
  readonly port: number;
  /** Everything that was said to it, as it came. */
  readonly heard: () => string;
}

/** Gives `play` a server that treats each connection so, and closes it whatever happens. */
export async function withServer(
  onSocket: (socket: Socket, number: number) => void,
  play: (server: Listening) => Promise<void>,
): Promise<void> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => chunks.push(chunk));
    onSocket(socket, sockets.size);
  });
  try {
    await play({ port: await listen(server), heard: () => Buffer.concat(chunks).toString('latin1') });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
