import type { Runtime } from '../../src/base/runtime.ts';
import { type Doksi, DoksiClient } from '../../src/doksi/client.ts';
import type { HttpRequest, HttpResponse, Send } from '../../src/http/transport.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { testRuntime } from '../http/wire.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;

/** A retry without end. */
const TOO_MANY = 100;

/** What the server does with a request, by its number from 1. */
export type Respond = (number: number, request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

export interface World {
  readonly clock: VirtualClock;
  readonly doksi: Doksi;
  readonly runtime: Runtime;
  readonly lines: readonly string[];
  readonly requests: readonly HttpRequest[];
  /** When each request was sent (milliseconds from the beginning). */
  readonly sentAtMs: readonly number[];
}

export function world(respond: Respond): World {
  const clock = new VirtualClock();
  const startMs = clock.now();
  const sentAtMs: number[] = [];
  const requests: HttpRequest[] = [];
  const send: Send = (request, signal) => {
    requests.push(request);
    sentAtMs.push(clock.now() - startMs);
    if (requests.length > TOO_MANY) throw new Error('Too many requests.');
    return respond(requests.length, request, signal);
  };
  const runtime = testRuntime({ clock });
  const doksi = new DoksiClient({ apiUrl: 'https://doksi.test', apiKey: 'dk_live_0', send });
  return { clock, doksi, runtime, lines: runtime.lines, requests, sentAtMs };
}

export function respondWith(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpResponse> {
  return Promise.resolve({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });
}

export const busy = (status: number, retryAfter?: string): Promise<HttpResponse> =>
  respondWith(status, { error: 'Busy' }, retryAfter === undefined ? {} : { 'retry-after': retryAfter });

export const created = (): Promise<HttpResponse> =>
  respondWith(201, {
    run_id: 'run_1',
    target_id: 'tgt_1',
    upload_id: 'upl_1',
    upload_url: 'https://s3.test/',
  });

/** Resolves to what the work rejects with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error,
  );
}
