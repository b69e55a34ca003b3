import { text as textOf } from 'node:stream/consumers';
import * as z from 'zod';
import type { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { ConnectionError } from '../../src/http/errors.ts';
import type { HttpRequest, Send } from '../../src/http/transport.ts';
import { baseRuns, destinationOf, pastRuns } from './earlier-runs.ts';
import { type Creation, EXISTING_RUN, renderState, type Reply, type RequestedTest, type Schedule } from './world.ts';

// A Doksi that replies by a schedule, with a clock that costs no time.

export const API_KEY = 'dk_live_c4a05c4a05c4a05c4a05c4a05c4a05c4a05c4a05';
export const API_URL = 'https://doksi.test/api';
/** The signature of presigned URLs. */
export const SIGNATURE = '5ec7e75ec7e75ec7e75ec7e75ec7e7';
/** More requests than any step needs. */
const MAX_REQUESTS = 4000;

/** A request and its reply. Times are milliseconds from the start of the step. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  /** Below the API's path; of uploads the path in the store. */
  readonly path: string;
  /** Empty if it is a stream. */
  readonly body: string;
  readonly hasKey: boolean;
  readonly sentAtMs: number;
  readonly reply: Reply;
  /** When the reply arrived; undefined if it did not. */
  repliedAtMs?: number;
}

type Received = Pick<Exchange, 'method' | 'path' | 'body'>;

/** Sends requests to the schedule's Doksi, and records them. */
export function sendTo(schedule: Schedule, clock: VirtualClock, exchanges: Exchange[]): Send {
  const replyTo = repliesOf(schedule);
  const startMs = clock.now();
  return async (request, signal) => {
    const { progress = { isSent: false } } = request;
    progress.isSent = false;
    const received = receivedOf(request);
    const exchange: Exchange = { ...received, sentAtMs: clock.now() - startMs, reply: replyTo(received) };
    exchanges.push(exchange);
    if (exchanges.length > MAX_REQUESTS) throw new Error('The step sends requests without end.');
    const { reply } = exchange;
    if (reply.kind === 'silent' ? !reply.isConnecting : reply.kind !== 'broken' || !reply.neverSent) {
      progress.isSent = true;
      await clock.hold(readShare(request, reply.reads ?? 1));
    }
    if (reply.kind === 'silent') return silence(signal, reply.ignoresSignal);
    await clock.sleep(reply.afterMs, signal);
    exchange.repliedAtMs = clock.now() - startMs;
    if (reply.kind === 'broken') throw new ConnectionError(request, reply.error, reply.neverSent);
    const { status, text, retryAfter: after, location } = reply;
    const retryAfter = typeof after === 'number' ? new Date(clock.now() + after).toUTCString() : after;
    return { status, text, headers: { 'retry-after': retryAfter, location } };
  };
}

function receivedOf({ method, url, headers, body }: HttpRequest): Omit<Exchange, 'sentAtMs' | 'reply'> {
  return {
    method,
    url,
    path: url.href.startsWith(API_URL) ? url.href.slice(API_URL.length) : url.pathname,
    body: typeof body === 'string' ? body : '',
    hasKey: JSON.stringify(headers).includes(API_KEY),
  };
}

/** Reads this share of a streamed body. */
async function readShare({ body, headers }: HttpRequest, share: number): Promise<void> {
  if (body === undefined || typeof body === 'string') return;
  if (share >= 1) {
    await textOf(body);
    return;
  }
  const enough = Number(headers['content-length']) * share;
  if (enough === 0) return;
  let bytes = 0;
  // The sender closes its file itself, so the iterator is not returned early.
  const chunks = body[Symbol.asyncIterator]();
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    bytes += next.value.length;
    if (bytes >= enough) return;
  }
}

export function silence(signal: AbortSignal, ignoresSignal = false): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = (): void => reject(new Error('aborted'));
    if (!ignoresSignal) signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** The reply to each request, by the schedule while it lasts. */
function repliesOf(schedule: Schedule): (received: Received) => Reply {
  const { creations, runs, uploads, puts, targets } = schedule;
  const numbers = new Map<string, number>();
  const next = (name: string): number => {
    const number = numbers.get(name) ?? 0;
    numbers.set(name, number + 1);
    return number;
  };
  const earlier = [...pastRuns(schedule), ...baseRuns(schedule).flat(2)];
  const created: { runId: string; tests: readonly RequestedTest[] }[] = [];
  if (schedule.kind === 'existing') created.push({ runId: EXISTING_RUN, tests: testsToFollow(schedule) });

  const create = ({ body }: Received): Reply => {
    const reply = creations[next('creation')] ?? CREATED;
    if (reply.kind !== 'created') return reply;
    const tests = testsIn(body);
    const runId = `${reply.runId ?? 'run_'}${created.length + 1}`;
    created.push({ runId, tests });
    return creationReply(reply, runId, tests);
  };
  const read = (path: string): Reply => {
    const runId = decodeURIComponent(path.replace(/^.*\/runs\//, ''));
    const index = created.findIndex((run) => run.runId === runId);
    const old = earlier.find((run) => run.runId === runId);
    const run = old ?? created[index];
    if (run === undefined) return response(404, { error: 'There is no such run.' });
    const script = old?.script ?? runs[index];
    const number = next(runId);
    const reply = script?.before[number] ?? script?.last ?? PASSED;
    if (reply.kind !== 'state') return reply;
    const text = renderState(reply.recipe, runId, run.tests, number);
    return { kind: 'response', status: 200, text, ...reply.manner };
  };
  return (received) => {
    const { method, path } = received;
    if (method === 'PUT') return puts[next('put')] ?? { kind: 'response', status: 200, text: '', afterMs: 30 };
    if (method === 'GET') return read(path);
    if (path === '/uploads') return uploads[next('upload')] ?? uploadReply(next('place'));
    if (path === '/targets') return targets[next('target')] ?? response(201, { target_id: `tgt_${next('id')}` });
    return create(received);
  };
}

const Matrix = z.object({
  matrix: z.array(z.looseObject({ platform: z.string(), test_ids: z.array(z.string()) })),
});

/** The tests of a `POST /runs`, in order. */
export function testsIn(body: string): RequestedTest[] {
  return Matrix.parse(JSON.parse(body)).matrix.flatMap(({ test_ids, ...entry }) => {
    const destination = ['platform', 'web_url', 'binary_url', 'target_id'].flatMap((key) => {
      const value = entry[key];
      return typeof value === 'string' ? [[key, value] as const] : [];
    });
    return test_ids.map((testId) => ({ testId, destination: Object.fromEntries(destination) }));
  });
}

function testsToFollow({ entries }: Schedule): RequestedTest[] {
  return entries.flatMap(({ target, testIds }) =>
    testIds.map((testId) => ({ testId, destination: destinationOf(target, {}) })),
  );
}

function uploadReply(number: number): Reply {
  const upload_url = `https://store.doksi.test/${number}.zip?X-Amz-Expires=3600&X-Amz-Signature=${SIGNATURE}`;
  return response(201, { upload_id: `upl_${number}`, upload_url });
}

function creationReply(creation: Creation, id: string, tests: readonly RequestedTest[]): Reply {
  const { status, listsResults, runId, manner } = creation;
  const results = tests.map(({ testId }, index) => ({ result_id: `res_${index}`, test_id: testId }));
  const run_id = typeof runId === 'number' ? Number(id) : id;
  const text = JSON.stringify({ run_id, ...(listsResults && { results }) });
  return { kind: 'response', status, text, ...manner };
}

function response(status: number, body: unknown): Reply {
  return { kind: 'response', status, text: JSON.stringify(body), afterMs: 50 };
}

const CREATED: Creation = { kind: 'created', status: 201, listsResults: true, manner: { afterMs: 50 } };
const PASSED = {
  kind: 'state',
  recipe: { status: 'passed', statuses: ['passed'] },
  manner: { afterMs: 50 },
} as const;
