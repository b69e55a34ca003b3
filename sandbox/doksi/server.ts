import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { FaultQueue } from '../faults.ts';
import { type Reply, send } from '../reply.ts';
import { asListener, listen, type LoggedRequest, type LogOptions, RequestLog } from '../server.ts';
import { createApi } from './api.ts';
import { FAULTS_PATH, handleFaultRequest } from './fault-desk.ts';
import { type Fault, faultSchema, type FaultSpec, misbehave } from './faults.ts';
import { API_PATH, refusal, routeOf } from './routes.ts';
import { createRuns } from './runs.ts';
import { createStorage, type StoredUpload } from './storage.ts';

export type { LoggedRequest };

/** The key that a sandbox accepts by default. It opens nothing else. */
export const SANDBOX_API_KEY = 'dk_live_5a4db0c55a4db0c55a4db0c55a4db0c55a4db0c5';

export interface DoksiOptions extends LogOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number;
  readonly apiKeys?: readonly string[];
  /** How many tests may still run; unlimited by default. */
  readonly allowance?: number;
  readonly uploadUrlLifetimeSeconds?: number;
  /** For how long after its creation a run returns 404. */
  readonly hiddenForMs?: number;
}

/** A Doksi on this machine. */
export interface DoksiSandbox {
  /** The base URL of the API. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** The uploads that arrived completely. */
  readonly uploads: readonly StoredUpload[];
  readonly fault: (spec: FaultSpec) => void;
  /** Closes all connections and removes the uploads. */
  readonly close: () => Promise<void>;
}

/** Starts a Doksi on 127.0.0.1 that behaves as documented, except where a fault is requested. */
export async function startDoksi(options: DoksiOptions = {}): Promise<DoksiSandbox> {
  const { now = Date.now, hiddenForMs = 0, apiKeys = [SANDBOX_API_KEY], allowance = Infinity } = options;
  const storage = createStorage({ now, urlLifetimeSeconds: options.uploadUrlLifetimeSeconds ?? 3600 });
  const api = createApi({ apiKeys, allowance, runs: createRuns({ now, hiddenForMs }), storage });
  const faults = new FaultQueue<Fault>();
  const log = new RequestLog(options);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '/', headers } = request;
    const { pathname } = new URL(url, 'http://sandbox');
    if (pathname === FAULTS_PATH) return send(response, handleFaultRequest(faults, method, await text(request)));

    const logged = log.add(request, response);
    const route = routeOf(method, pathname);
    if ('status' in route) return send(response, route);

    const { endpoint, id } = route;
    if (endpoint !== 'PUT') logged.body = await text(request);
    const serve = async (bytesPerSecond = Infinity): Promise<Reply> => {
      if (endpoint === 'PUT') return storage.receive(request, id, bytesPerSecond);
      const origin = `http://${headers.host ?? ''}`;
      return api({ endpoint, id, authorization: headers.authorization, body: logged.body, origin });
    };
    const fault = faults.take(endpoint);
    if (fault) await misbehave(fault, { request, response, serve });
    else send(response, await serve());
  };

  const server = await listen(
    asListener(handle, (error) => refusal(500, String(error))),
    options.port,
  );
  return {
    url: `http://127.0.0.1:${server.port}${API_PATH}`,
    requests: log.requests,
    uploads: storage.stored,
    fault: (spec) => faults.add(faultSchema.parse(spec)),
    close: async () => {
      await server.close();
      await storage.close();
    },
  };
}
