import {
  createServer as createHttp,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buffer } from 'node:stream/consumers';
import type { Identity } from '../../sandbox/certificate.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { pack } from '../play/arrive.ts';
import type { Reply } from '../play/reply.ts';
import type { Exchange } from '../play/stage.ts';
import type { Ailment, HandshakeAilment } from './ailments.ts';

// A bad line in front of a good server. Each connection carries one request.

export interface LineOptions {
  /** Where the good server is, an origin. */
  readonly to: string;
  /** Speaks TLS, if given. */
  readonly identity: Identity | undefined;
  /** What happens to connections before they are any, in turn. */
  readonly handshakes: readonly HandshakeAilment[];
  /** What happens to requests that create runs, in turn; to those that read them, and to all others. */
  readonly creations: readonly Ailment[];
  readonly readings: readonly Ailment[];
  readonly others: readonly Ailment[];
  /** Nobody listens before (milliseconds from now). */
  readonly opensAfterMs: number;
}

export interface Line {
  readonly port: number;
  /** What came through, and what became of it; times are milliseconds from the begin. */
  readonly exchanges: readonly Exchange[];
  readonly close: () => Promise<void>;
}

export async function startLine(options: LineOptions): Promise<Line> {
  const beginMs = performance.now();
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  const pending = { handshakes: [...options.handshakes] };
  const next = takingTurns(options);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '/' } = request;
    const ailment = next(method, path);
    const url = new URL(path, options.to);
    const body = method === 'PUT' ? Buffer.alloc(0) : await buffer(request);
    const ageMs = (): number => performance.now() - beginMs;
    const exchange = {
      method,
      url,
      path: path.replace(/^\/external\/integration\/cicd/, ''),
      body: body.toString(),
      hasKey: request.headers.authorization !== undefined,
      hasToken: JSON.stringify([path, request.headers, body.toString()]).includes(SANDBOX_GITHUB_TOKEN),
      sentAtMs: ageMs(),
      reply: { kind: 'silence', isDeaf: false } satisfies Reply,
    };
    const record = (reply: Reply): void => {
      exchanges.push({ ...exchange, reply, ...(reply.kind !== 'silence' && { repliedAtMs: ageMs() }) });
    };
    if (ailment.kind === 'reset-before') {
      record(BROKEN);
      reset(request);
      return;
    }
    if (ailment.kind === 'status') {
      const { status, text, retryAfter } = ailment;
      record({ kind: 'answer', status, text, afterMs: 0 });
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(text);
      return;
    }
    const answer = await forward(url, request, body);
    deliver(ailment, answer, { request, response, record });
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => request.socket.destroy());
  };
  const server = options.identity ? createHttps(options.identity, listener) : createHttp(listener);
  const entrance = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    const ailment = pending.handshakes.shift();
    if (ailment === undefined || ailment === 'none' || !options.identity) server.emit('connection', socket);
    else disturb(socket, ailment);
  });
  const port = await listen(entrance, 0);
  const opening = options.opensAfterMs > 0 ? reopen(entrance, port, options.opensAfterMs) : undefined;
  return {
    port,
    exchanges,
    close: async () => {
      await opening;
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => entrance.close(resolve));
    },
  };
}

function takingTurns({
  creations,
  readings,
  others,
}: LineOptions): (method: string, path: string) => Ailment {
  const lists = { creations: [...creations], readings: [...readings], others: [...others] };
  return (method, path) => {
    const list = method === 'GET' ? lists.readings : path.endsWith('/runs') ? lists.creations : lists.others;
    return list.shift() ?? { kind: 'none' };
  };
}

const BROKEN: Reply = { kind: 'broken', error: { code: 'ECONNRESET' }, neverArrived: false, afterMs: 0 };

function reset({ socket }: IncomingMessage): void {
  // What speaks TLS knows no reset.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** Asks the good server. An upload streams through. */
function forward(url: URL, from: IncomingMessage, body: Buffer): Promise<Answer> {
  const { method, headers } = from;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = httpRequest(url, { method, headers, setHost: false }, (answer) => {
    buffer(answer).then((whole) => resolve({ status: answer.statusCode ?? 0, body: whole }), reject);
  });
  asked.on('error', reject);
  if (method === 'PUT') from.pipe(asked);
  else asked.end(body);
  return promise;
}

/** What happens to an answer, not to a question. */
type AnswerAilment = Exclude<Ailment, { kind: 'reset-before' | 'status' }>;

interface Way {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: (reply: Reply) => void;
}

/** Hands the answer on, in the way that the line has. */
function deliver(ailment: AnswerAilment, { status, body }: Answer, { request, response, record }: Way): void {
  const text = body.toString();
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (ailment.kind) {
    case 'none':
      record({ kind: 'answer', status, text, afterMs: 0 });
      response.writeHead(status).end(body);
      return;
    case 'packed': {
      const { bytes, named } = pack(text, ailment.encoding);
      record({ kind: 'answer', status, text, encoding: ailment.encoding, afterMs: 0 });
      response.writeHead(status, named === undefined ? {} : { 'content-encoding': named }).end(bytes);
      return;
    }
    case 'reset-after':
      record(BROKEN);
      reset(request);
      return;
    case 'cut':
      record(BROKEN);
      response.writeHead(status, { 'content-length': body.length + 1 });
      response.write(half, () => request.socket.destroy());
      return;
    case 'stall':
      record({ kind: 'silence', isDeaf: false });
      response.writeHead(status, { 'content-length': body.length + 1 }).write(half);
      return;
    case 'garbage':
      record(BROKEN);
      request.socket.end(Buffer.from('17030300050102030405HTTP/1.9 what', 'latin1'));
      return;
    case 'page':
      record({ kind: 'answer', status: 200, text: ailment.text, afterMs: 0 });
      response.writeHead(200).end(ailment.text);
      return;
  }
}

/** A record of TLS that says that the handshake is refused. */
const ALERT = Buffer.from('15030300020228', 'hex');

function disturb(socket: Socket, ailment: Exclude<HandshakeAilment, 'none'>): void {
  if (ailment === 'reset') socket.resetAndDestroy();
  else
    socket.once('data', () => socket.end(ailment === 'alert' ? ALERT : 'HTTP/1.1 400 Bad Request\r\n\r\n'));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}

async function reopen(server: Server, port: number, afterMs: number): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await listen(server, port);
}
