import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';

/** A whole response, known before a byte of it is sent, so that a fault can still spoil it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** A request that a stand-in received. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty until it has arrived, and for uploads. */
  body: string;
  /** When it arrived, in milliseconds since the epoch. */
  readonly atMs: number;
  /** The status of the response, or null if there was none. */
  readonly status: number | null;
}

export interface ServerOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Called when the exchange is over, with or without a response. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

/** Starts a server that logs its requests in order of arrival. Failures of `handle` become the response of `failure`. */
export async function startServer(
  { port, now = Date.now, onRequest }: ServerOptions,
  handle: (request: IncomingMessage, response: ServerResponse, logged: LoggedRequest) => Promise<void>,
  failure: (error: unknown) => Reply,
): Promise<Listening & { readonly requests: readonly LoggedRequest[] }> {
  const requests: LoggedRequest[] = [];
  const listening = await listen((request, response) => {
    const { method = '', url = '/', headers } = request;
    const logged = {
      method,
      path: url,
      headers,
      body: '',
      atMs: now(),
      get status() {
        return response.headersSent ? response.statusCode : null;
      },
    };
    requests.push(logged);
    response.once('close', () => onRequest?.(logged));
    handle(request, response, logged).catch((error: unknown) => {
      if (!request.socket.destroyed && !response.headersSent) send(response, failure(error));
    });
  }, port);
  return { ...listening, requests };
}

export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Closes all connections. */
  readonly close: () => Promise<void>;
}

/** Starts an HTTP server on 127.0.0.1. Port 0 picks a free one. Rejects if the port is in use. */
export async function listen(listener: RequestListener, port = 0): Promise<Listening> {
  const server = createServer(listener);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(undefined));
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    server,
    port: address.port,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
