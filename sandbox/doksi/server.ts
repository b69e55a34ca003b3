import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from './answers.ts';
import { refusal, send } from './answers.ts';
import { createApi } from './api.ts';
import { answerFaultRequest, FAULTS_PATH } from './fault-desk.ts';
import type { FaultSpec } from './faults.ts';
import { createFaults } from './faults.ts';
import { misbehave } from './misbehave.ts';
import { API_PATH, routeOf } from './routes.ts';
import { createRuns } from './runs.ts';
import type { StoredUpload } from './storage.ts';
import { createStorage } from './storage.ts';

/** The key that a sandbox accepts unless told otherwise. It opens nothing else. */
export const SANDBOX_API_KEY = 'dk_live_5a4db0c55a4db0c55a4db0c55a4db0c55a4db0c5';

export interface DoksiOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number;
  readonly apiKeys?: readonly string[];
  /** How many tests may still run; unlimited by default. */
  readonly allowance?: number;
  readonly uploadUrlLifetimeSeconds?: number;
  /** For how long after its creation a run can't be read. */
  readonly hiddenForMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Called when the exchange is over, answered or not. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty for uploads, of which only `uploads` tells. */
  readonly body: string;
  /** When it arrived, in milliseconds since the epoch. */
  readonly atMs: number;
  /** What was answered, or null if nothing was. */
  readonly status: number | null;
}

/** A Doksi on this machine. */
export interface DoksiSandbox {
  /** The base URL of the API. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** What the upload store received whole. */
  readonly uploads: readonly StoredUpload[];
  readonly fault: (spec: FaultSpec) => void;
  /** Hangs up on everybody and removes what was uploaded. */
  readonly close: () => Promise<void>;
}

/** Starts a Doksi on 127.0.0.1 that behaves as its documentation says, except where a fault is asked for. */
export async function startDoksi(options: DoksiOptions = {}): Promise<DoksiSandbox> {
  const { now = Date.now, hiddenForMs = 0, apiKeys = [SANDBOX_API_KEY], allowance = Infinity } = options;
  const storage = createStorage({ now, urlLifetimeSeconds: options.uploadUrlLifetimeSeconds ?? 3600 });
  const api = createApi({ apiKeys, allowance, runs: createRuns({ now, hiddenForMs }), storage });
  const faults = createFaults();
  const requests: LoggedRequest[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: target = '/', headers } = request;
    const { pathname } = new URL(target, 'http://sandbox');
    if (pathname === FAULTS_PATH) {
      send(response, answerFaultRequest(faults, method, await text(request)));
      return;
    }

    const logged = {
      method,
      path: target,
      headers,
      body: '',
      atMs: now(),
      get status() {
        return response.headersSent ? response.statusCode : null;
      },
    };
    requests.push(logged);
    response.once('close', () => options.onRequest?.(logged));

    const route = routeOf(method, pathname);
    if ('status' in route) {
      send(response, route);
      return;
    }
    const { endpoint, id } = route;
    if (endpoint !== 'PUT') logged.body = await text(request);

    const serve = async (bytesPerSecond = Infinity): Promise<Answer> =>
      endpoint === 'PUT'
        ? storage.receive(request, id, bytesPerSecond)
        : api({
            endpoint,
            id,
            authorization: headers.authorization,
            body: logged.body,
            origin: `http://${headers.host ?? ''}`,
          });
    const fault = faults.take(endpoint);
    if (fault) await misbehave(fault, { request, response, serve });
    else send(response, await serve());
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A caller that hung up needs no answer.
      if (!request.socket.destroyed) send(response, refusal(500, String(error)));
    });
  });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}${API_PATH}`,
    requests,
    uploads: storage.stored,
    fault: faults.add,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await storage.close();
    },
  };
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
