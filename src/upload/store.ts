import { type Package, packageName } from '../apps/package.ts';
import type { Clock } from '../clock.ts';
import type { Doksi } from '../doksi/client.ts';
import { STORAGE } from '../doksi/peers.ts';
import { NoAnswerError, RefusedError, type RequestError, UnreadableAnswerError } from '../http/errors.ts';
import { RetryBudget } from '../http/retry-budget.ts';
import { isTransient, withRetries } from '../http/retry.ts';
import { type UploadBody, uploadBody } from './body.ts';
import { siblingOf } from './sibling.ts';

/** Doksi's presigned URLs live for an hour; one older than this (milliseconds) is not tried again. */
const MAX_URL_AGE_MS = 50 * 60 * 1000;
/** A store that takes nothing for this long (milliseconds) has stalled. */
const STALL_MS = 60 * 1000;
/** Slower than this (bytes per millisecond, so 250 kB/s) an upload is given up in the end. */
const SLOWEST_RATE = 250;
/** At least this often (milliseconds) an upload tells how far it is, even if it does not move. */
const PROGRESS_MS = 10 * 1000;
/** A store sends on once, to the region of its bucket; who goes on after this is lost. */
const MAX_REDIRECTS = 3;

export interface StoreEvents {
  readonly uploading: (found: Package, sent: number, bytes: number) => void;
  /** A request is sent again after this wait (milliseconds). */
  readonly backingOff: (failure: RequestError, waitMs: number) => void;
}

export interface StoreTools {
  readonly doksi: Doksi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly events: StoreEvents;
  /** Told of every presigned URL, before it is used. */
  readonly onSecret: (secret: string) => void;
}

interface Place {
  readonly uploadId: string;
  readonly url: string;
  readonly madeAt: number;
}

/** Gets the body into the store: a fresh stream for each attempt, and a fresh address once the old one has aged. Resolves to the upload's id. */
export async function store(found: Package, label: string, tools: StoreTools): Promise<string> {
  const { doksi, clock, random, signal, onSecret, events } = tools;
  const body = uploadBody(found);
  const budget = new RetryBudget();
  let place: Place | undefined;
  const hasAged = (): boolean => place !== undefined && clock.now() - place.madeAt > MAX_URL_AGE_MS;

  return withRetries(
    async (attempt) => {
      if (place === undefined || hasAged()) {
        const created = await doksi.createUpload(label, signal, budget);
        onSecret(created.upload_url);
        place = { uploadId: created.upload_id, url: created.upload_url, madeAt: clock.now() };
      }
      await putWhereItBelongs(found, body, place.url, attempt, tools);
      return place.uploadId;
    },
    // Another address may be taken where this one has expired.
    (failure) => isTransient(failure) || (isForbidden(failure) && hasAged()),
    {
      clock,
      random,
      signal,
      budget,
      // A large file may take longer than the budget: what counts is the time in which nothing moved.
      lostMs: (failure) => (failure instanceof NoAnswerError && failure.peer === STORAGE ? STALL_MS : 0),
      onRetry: events.backingOff,
    },
  );
}

function isForbidden(failure: RequestError): boolean {
  return failure instanceof RefusedError && failure.status === 403;
}

/** A PUT that S3 sends on to the region of its bucket is sent there, from its begin. */
async function putWhereItBelongs(
  found: Package,
  body: UploadBody,
  url: string,
  attempt: number,
  tools: StoreTools,
): Promise<void> {
  let target = url;
  for (let redirects = 0; ; redirects++) {
    try {
      return await putOnce(found, body, target, attempt, tools);
    } catch (error) {
      const next = error instanceof RefusedError ? siblingOf(target, error) : undefined;
      if (next === undefined || redirects === MAX_REDIRECTS) throw error;
      tools.onSecret(next);
      target = next;
    }
  }
}

/** One PUT. It ends when the file changes, when the store takes nothing for a minute, or when the signal aborts. */
async function putOnce(
  found: Package,
  body: UploadBody,
  url: string,
  attempt: number,
  { doksi, clock, signal, events }: StoreTools,
): Promise<void> {
  const name = packageName(found);
  const errand = { peer: STORAGE, purpose: `store ${name}` };
  const ended = new AbortController();
  let sent = 0;
  let movedAt = clock.now();
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of body.chunks()) {
        sent += chunk.length;
        movedAt = clock.now();
        events.uploading(found, sent, body.bytes);
        yield chunk;
      }
    } catch (error) {
      // What is wrong with the file says more than what becomes of the request.
      ended.abort(error);
      throw error;
    }
  }
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(PROGRESS_MS, ended.signal);
      events.uploading(found, sent, body.bytes);
      if (clock.now() - movedAt >= STALL_MS) ended.abort(new NoAnswerError(errand, STALL_MS));
    }
  };
  watch().catch(() => undefined);
  const taken = chunks();
  try {
    const deadlineMs = STALL_MS + body.bytes / SLOWEST_RATE;
    const put = { url, chunks: taken, bytes: body.bytes, name, attempt, deadlineMs };
    await doksi.putUpload(put, AbortSignal.any([signal, ended.signal]));
    if (sent < body.bytes) throw new UnreadableAnswerError(errand, 'it came before the whole was sent');
  } finally {
    ended.abort();
    // Closes the file, where whoever took its chunks has only stopped listening.
    taken.return(undefined).catch(() => undefined);
  }
}
