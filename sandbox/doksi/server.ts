import { text } from 'node:stream/consumers';
import { FaultQueue } from '../faults.ts';
import { type LoggedRequest, type Reply, send, type ServerOptions, startServer } from '../server.ts';
import { API_PATH, createApi, refusal, routeOf } from './api.ts';
import { type Fault, faultSchema, type FaultSpec, misbehave } from './faults.ts';
import { Runs } from './runs.ts';
import { Storage, type StoredUpload } from './storage.ts';

/** The key that a sandbox accepts by default. It opens nothing else. */
export const SANDBOX_API_KEY = 'dk_live_5a4db0c55a4db0c55a4db0c55a4db0c55a4db0c5';

export interface DoksiOptions extends ServerOptions {
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
  const { now = Date.now, apiKeys = [SANDBOX_API_KEY], allowance = Infinity } = options;
  const { hiddenForMs = 0, uploadUrlLifetimeSeconds = 3600 } = options;
  const storage = new Storage(now, uploadUrlLifetimeSeconds);
  const api = createApi({ apiKeys, allowance }, new Runs(now, hiddenForMs), storage);
  const faults = new FaultQueue<Fault>();

  const server = await startServer(
    options,
    async (request, response, logged) => {
      const { authorization, host = '' } = request.headers;
      const route = routeOf(logged.method, new URL(logged.path, 'http://sandbox').pathname);
      if ('status' in route) return send(response, route);

      const { endpoint, id } = route;
      if (endpoint !== 'PUT') logged.body = await text(request);
      const serve = async (bytesPerSecond = Infinity): Promise<Reply> =>
        endpoint === 'PUT'
          ? storage.receive(request, id, bytesPerSecond)
          : api({ endpoint, id, authorization, body: logged.body, origin: `http://${host}` });
      const fault = faults.take(endpoint);
      if (fault) await misbehave(fault, { request, response, serve });
      else send(response, await serve());
    },
    (error) => refusal(500, String(error)),
  );
  return {
    url: `http://127.0.0.1:${server.port}${API_PATH}`,
    requests: server.requests,
    uploads: storage.stored,
    fault: (spec) => faults.add(faultSchema.parse(spec)),
    close: async () => {
      await server.close();
      await storage.close();
    },
  };
}
