import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type Reply, send } from './reply.ts';

/** A request that a stand-in received. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty for uploads. */
  readonly body: string;
  /** When it arrived, in milliseconds since the epoch. */
  readonly atMs: number;
  /** The status of the response, or null if there was none. */
  readonly status: number | null;
}

export interface LogOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Called when the exchange is over, with or without a response. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

/** Every request that a stand-in received, in order of arrival. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];
  readonly #options: LogOptions;

  constructor(options: LogOptions) {
    this.#options = options;
  }

  /** Logs a request. The body is added when it has arrived. */
  add({ method = '', url = '/', headers }: IncomingMessage, response: ServerResponse): { body: string } {
    const { now = Date.now, onRequest } = this.#options;
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
    this.requests.push(logged);
    response.once('close', () => onRequest?.(logged));
    return logged;
  }
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

/** Listens with a handler whose failures become responses. */
export function asListener(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  failure: (error: unknown) => Reply,
): RequestListener {
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!request.socket.destroyed && !response.headersSent) send(response, failure(error));
    });
  };
}
