import { text as textOf } from 'node:stream/consumers';
import * as z from 'zod';
import type { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { untilAborted } from '../../src/base/runtime.ts';
import { ConnectionError } from '../../src/http/errors.ts';
import type { Send } from '../../src/http/transport.ts';
import { baseChecks, type EarlierRun, matrixOf, pastRuns } from './earlier-runs.ts';
import {
  type Creation,
  EXISTING_RUN,
  type Manner,
  type Reply,
  type RequestedTest,
  type Schedule,
  type StateReply,
} from './world.ts';

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

/** Sends requests to the schedule's Doksi, and records them. */
export function sendTo(schedule: Schedule, clock: VirtualClock, exchanges: Exchange[]): Send {
  const replyTo = repliesOf(schedule);
  return async (request, signal) => {
    const { method, url, headers, body: content, progress = { isSent: false } } = request;
    const path = url.href.startsWith(API_URL) ? url.href.slice(API_URL.length) : url.pathname;
    const received = { method, path, body: typeof content === 'string' ? content : '' };
    const reply = replyTo(received);
    const hasKey = JSON.stringify(headers).includes(API_KEY);
    const exchange: Exchange = { ...received, url, hasKey, sentAtMs: clock.now() - schedule.startMs, reply };
    exchanges.push(exchange);
    if (exchanges.length > MAX_REQUESTS) throw new Error('The step sends requests without end.');
    progress.isSent = reply.kind === 'response' || !reply.neverSent;
    if (progress.isSent && typeof content === 'object') await clock.hold(textOf(content));
    if (reply.kind === 'silent') return untilAborted(signal, SILENCE);
    await clock.sleep(reply.afterMs, signal);
    exchange.repliedAtMs = clock.now() - schedule.startMs;
    if (reply.kind === 'broken') throw new ConnectionError(request, { code: reply.code }, reply.neverSent);
    const { status, text, retryAfter: after, location } = reply;
    const retryAfter = typeof after === 'number' ? new Date(clock.now() + after).toUTCString() : after;
    return { status, text, headers: { 'retry-after': retryAfter, location } };
  };
}

/** No response ever comes. */
export const SILENCE = new Promise<never>(() => undefined);

const CREATED: Creation = { kind: 'created', status: 201, runId: undefined, listsResults: true, afterMs: 50 };
const PASSES: StateReply = { kind: 'state', status: 'passed', statuses: ['passed'], afterMs: 50 };

/** The reply to each request, by the schedule while it lasts. */
function repliesOf(schedule: Schedule): (request: Pick<Exchange, 'method' | 'path' | 'body'>) => Reply {
  const [uploads, puts] = [schedule.uploads.values(), schedule.puts.values()];
  const [targets, creations] = [schedule.targets.values(), schedule.creations.values()];
  const scripts = schedule.runs.values();
  const ofBase = baseChecks(schedule)
    .flat()
    .flatMap((check) => check.runs);
  const runs: (EarlierRun & { polls?: number })[] = [...pastRuns(schedule), ...ofBase];
  let ids = 0;
  const addRun = (runId: string, tests: readonly RequestedTest[]): void => {
    runs.push({ runId, tests, script: scripts.next().value ?? { before: [], last: PASSES } });
  };
  if (schedule.kind === 'existing') addRun(EXISTING_RUN, matrixOf(schedule, ''));

  const create = (body: string): Reply => {
    const reply = creations.next().value ?? CREATED;
    if (reply.kind !== 'created') return reply;
    const tests = testsIn(body);
    const runId = `${reply.runId ?? 'run_'}${++ids}`;
    addRun(runId, tests);
    return creationReply(reply, runId, tests);
  };
  const read = (path: string): Reply => {
    const runId = decodeURIComponent(path.replace(/^.*\/runs\//, ''));
    const run = runs.find((one) => one.runId === runId);
    if (run === undefined) return response(404, { error: 'There is no such run.' });
    const { before, last } = run.script;
    const serial = run.polls ?? 0;
    run.polls = serial + 1;
    const reply = before[serial] ?? last;
    if (reply.kind !== 'state') return reply;
    return response(200, renderState(reply, run, serial), reply);
  };
  return ({ method, path, body }) => {
    if (method === 'PUT') return puts.next().value ?? { kind: 'response', status: 200, text: '', afterMs: 30 };
    if (method === 'GET') return read(path);
    if (path === '/uploads') return uploads.next().value ?? uploadReply(++ids);
    if (path === '/targets') return targets.next().value ?? response(201, { target_id: `tgt_${++ids}` });
    return create(body);
  };
}

const Destination = z.record(z.string(), z.string());
const Entry = z
  .looseObject({ login: z.string().optional(), test_ids: z.array(z.string()) })
  .transform(({ login, test_ids: testIds, ...rest }) => ({ login, testIds, destination: Destination.parse(rest) }));
const RunRequest = z.object({ note: z.string().optional(), matrix: z.array(Entry) });

/** The body of a `POST /runs`. */
export function requestIn(body: string): z.infer<typeof RunRequest> {
  return RunRequest.parse(JSON.parse(body));
}

/** The tests of a `POST /runs`, in order. */
export function testsIn(body: string): RequestedTest[] {
  return requestIn(body).matrix.flatMap(({ testIds, destination }) =>
    testIds.map((testId) => ({ testId, destination })),
  );
}

function uploadReply(number: number): Reply {
  const upload_url = `https://store.doksi.test/${number}.zip?X-Amz-Expires=3600&X-Amz-Signature=${SIGNATURE}`;
  return response(201, { upload_id: `upl_${number}`, upload_url });
}

function creationReply(
  { status, listsResults, runId, ...manner }: Creation,
  id: string,
  tests: readonly RequestedTest[],
): Reply {
  const results = tests.map(({ testId }, index) => ({ result_id: `res_${index}`, test_id: testId }));
  const run_id = typeof runId === 'number' ? Number(id) : id;
  return response(status, { run_id, ...(listsResults && { results }) }, manner);
}

function response(status: number, body: unknown, { afterMs, retryAfter }: Manner = { afterMs: 50 }): Reply {
  return { kind: 'response', status, text: JSON.stringify(body), afterMs, retryAfter };
}

/** The body of `GET /runs/{id}`; `serial` distinguishes the responses. */
function renderState(state: StateReply, { runId, tests }: EarlierRun, serial: number): unknown {
  const { status, statuses, identity, place, omits = [], stranger, counters } = state;
  const all = tests.map(({ testId, destination }, index) => ({
    result_id: `res_${index}${identity === 'renumbered' ? `_${serial}` : ''}`,
    ...(identity !== 'no-id' && { test_id: testId }),
    ...(identity !== 'no-name' && { test_name: `Test ${testId} ${API_KEY}` }),
    status: statuses[index % statuses.length] ?? null,
    url: `https://app.doksi.test/results/${index}`,
    ...(place !== 'nowhere' && { destination: placeOf(destination, place) }),
  }));
  const listed: object[] = all.filter((_, index) => !omits.includes(index));
  if (state.isReversed) listed.reverse();
  if (stranger !== undefined) listed.push({ result_id: 'res_x', test_id: 'stranger', status: stranger });
  const count = (word: string): number => all.filter((result) => result.status === word).length;
  return {
    ...(state.runId !== null && { run_id: state.runId ?? runId }),
    status,
    tests_total: tests.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    tests_running: count('running'),
    duration_seconds: serial,
    results: state.hasNoList ? null : listed,
    ...counters,
  };
}

function placeOf(destination: RequestedTest['destination'], place: StateReply['place']): object {
  const { platform, web_url } = destination;
  if (place === 'platform') return { platform };
  return place === 'slash' && web_url !== undefined ? { ...destination, web_url: `${web_url}/` } : destination;
}
