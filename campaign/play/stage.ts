import { text as textOf } from 'node:stream/consumers';
import { createDoksi } from '../../src/doksi/client.ts';
import { ConnectionError } from '../../src/http/errors.ts';
import type { HttpRequest, Send } from '../../src/http/transport.ts';
import { ProgressLog } from '../../src/log/progress.ts';
import { UploadLog } from '../../src/log/upload-log.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { broadcast, type Listener } from '../../src/run/events.ts';
import type { RunTools } from '../../src/run/execute.ts';
import { Secrets } from '../../src/secrets.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { chance } from '../chance.ts';
import { arrive } from './arrive.ts';
import { type Course, GITHUB_TOKEN, type GithubScript, remembering } from './remember.ts';
import type { Reply } from './reply.ts';

// A server that answers from a script, on a clock that nobody has to wait for, and the real step that asks it.

export const API_KEY = 'dk_live_c4a05c4a05c4a05c4a05c4a05c4a05c4a05c4a05';
export const API_URL = 'https://doksi.test/api';
/** More requests than any step may need: this one would go on without end. */
const TOO_MANY = 4000;

/** A request as the server sees it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  /** The path below the API's; of uploads the path in the store. */
  readonly path: string;
  /** Empty where it is a stream. */
  readonly body: string;
  readonly hasKey: boolean;
  /** Whether it holds GitHub's token, anywhere. */
  readonly hasToken: boolean;
  /** Times are milliseconds from the begin. */
  readonly sentAtMs: number;
}

export interface Exchange extends Asked {
  readonly reply: Reply;
  /** When the reply came; undefined as long as it has not, or where nobody listened any more. */
  repliedAtMs?: number;
}

export interface Circumstances {
  /** Of the clock, since the epoch. */
  readonly beginMs?: number | undefined;
  /** Of the chances; the same one makes the same step. */
  readonly seed?: number | undefined;
  /** Chances of one's own instead, from 0 to 1. */
  readonly random?: (() => number) | undefined;
  /** When the step is cancelled, milliseconds from the begin. */
  readonly cancelAtMs?: number | undefined;
  /** Hears everything before all others. */
  readonly listener?: Listener | undefined;
  /** The GitHub of a step that has a check run. */
  readonly github?: GithubScript | undefined;
}

/** Everything that can be seen from outside. */
export interface Ending extends Course {
  readonly endedAtMs: number;
  readonly exchanges: readonly Exchange[];
  /** The run ids that were told, each with the time. */
  readonly told: readonly { readonly runId: string; readonly atMs: number }[];
  readonly lines: readonly { readonly text: string; readonly atMs: number }[];
  readonly debug: readonly string[];
  /** As the step hides what is secret when it writes. */
  readonly redact: (text: string) => string;
}

/** Carries a whole plan out against a server that replies so. */
export async function perform(
  plan: Plan,
  replyTo: (asked: Asked) => Reply,
  { beginMs, seed = 1, random = chance(seed), cancelAtMs, listener = {}, github }: Circumstances = {},
): Promise<Ending> {
  const clock = new VirtualClock(beginMs);
  const startMs = clock.now();
  const ageMs = (): number => clock.now() - startMs;
  const exchanges: Exchange[] = [];
  const send: Send = async (request, signal) => {
    const asked = askedOf(request, ageMs());
    const exchange: Exchange = { ...asked, reply: replyTo(asked) };
    exchanges.push(exchange);
    if (exchanges.length > TOO_MANY) throw new Error('A server that is asked so often goes down.');
    const { reply } = exchange;
    request.onPhase?.('connecting');
    const hasNoWay =
      reply.kind === 'silence' ? reply.isConnecting : reply.kind === 'broken' && reply.neverArrived;
    if (!hasNoWay) {
      request.onPhase?.('sent');
      await clock.hold(take(request, reply.takes ?? 1));
    }
    if (reply.kind === 'silence') return silence(signal, reply.isDeaf);
    await clock.sleep(reply.afterMs, signal);
    exchange.repliedAtMs = ageMs();
    if (reply.kind === 'broken') throw new ConnectionError(request, reply.error, reply.neverArrived);
    return clock.hold(arrive(reply, request, clock.now()));
  };

  const controller = new AbortController();
  if (cancelAtMs !== undefined) {
    void clock.sleep(cancelAtMs).then(() => controller.abort(new Error('cancelled')));
  }
  const secrets = new Secrets();
  secrets.add(API_KEY);
  secrets.add(GITHUB_TOKEN);
  const told: { runId: string; atMs: number }[] = [];
  const lines: { text: string; atMs: number }[] = [];
  const debug: string[] = [];
  const print = (text: string): void => {
    lines.push({ text, atMs: ageMs() });
  };
  const tell = (runId: string): void => {
    told.push({ runId, atMs: ageMs() });
  };
  const events = broadcast(
    [
      listener,
      { created: tell, following: tell },
      new ProgressLog(print, clock.now, secrets.redact),
      new UploadLog(print, clock.now),
    ],
    (error) => {
      if (error !== LISTENER_FAULT) throw error;
    },
  );
  const wire = { send, clock, redact: secrets.redact, trace: (line: string) => debug.push(line) };
  const doksi = createDoksi({
    ...wire,
    apiUrl: API_URL,
    apiKey: API_KEY,
    random,
    onRetry: events.backingOff,
  });
  const onSecret = (url: string): void => {
    secrets.addPresigned(url);
  };
  const look = (): ReturnType<RunTools['look']> => Promise.resolve({ isThere: true, words: 'answers 200' });
  const { signal } = controller;
  const tools = { doksi, look, clock, random, signal, events, onSecret };
  const step = { print, trace: wire.trace, ageMs, asked: () => exchanges.length };
  const course = await clock.run(remembering(plan, tools, step, API_KEY, github));
  return { ...course, endedAtMs: ageMs(), exchanges, told, lines, debug, redact: secrets.redact };
}

/** What a listener of the campaign's own throws. */
export const LISTENER_FAULT = new Error('a listener that fails');

function askedOf({ method, url, headers, body }: HttpRequest, sentAtMs: number): Asked {
  return {
    method,
    url,
    path: url.href.startsWith(API_URL) ? url.href.slice(API_URL.length) : url.pathname,
    body: typeof body === 'string' ? body : '',
    hasKey: headers.authorization !== undefined,
    hasToken: JSON.stringify([url, headers, typeof body === 'string' ? body : '']).includes(GITHUB_TOKEN),
    sentAtMs,
  };
}

/** Takes this share of a streamed body. */
async function take({ body, headers }: HttpRequest, share: number): Promise<void> {
  if (body === undefined || typeof body === 'string') return;
  if (share >= 1) {
    await textOf(body);
    return;
  }
  const enough = Number(headers['content-length']) * share;
  let bytes = 0;
  if (enough === 0) return;
  // Whoever stops listening does not close the file of whom he has listened to.
  const chunks = body[Symbol.asyncIterator]();
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    bytes += next.value.length;
    if (bytes >= enough) return;
  }
}

function silence(signal: AbortSignal, isDeaf: boolean): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (!isDeaf) signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
