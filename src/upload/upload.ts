import pLimit from 'p-limit';
import type { Clock } from '../clock.ts';
import type { Doksi } from '../doksi/client.ts';
import { NoAnswerError, type RequestError, UnreadableAnswerError } from '../http/errors.ts';
import { isTransient, RETRY_BUDGET_MS, withRetries } from '../http/retry.ts';
import { type UploadBody, uploadBody } from './body.ts';
import { type Package, packageName } from '../apps/package.ts';
import type { Upload } from '../plan/plan.ts';

/** More at once would only share the same line. */
const MAX_SIDE_BY_SIDE = 3;
/** Doksi's presigned URLs live for an hour; one older than this (milliseconds) is not tried again. */
const MAX_URL_AGE_MS = 50 * 60 * 1000;
/** A store that takes nothing for this long (milliseconds) has stalled. */
const STALL_MS = 60 * 1000;
/** Slower than this (bytes per millisecond, so 250 kB/s) an upload is given up in the end. */
const SLOWEST_RATE = 250;

/** At least this often (milliseconds) an upload tells how far it is, even if it does not move. */
const PROGRESS_MS = 10 * 1000;

/** What can be told of uploads while they go on. */
export interface UploadEvents {
  readonly uploading: (found: Package, sent: number, bytes: number) => void;
  readonly uploaded: (found: Package, stored: Stored) => void;
  readonly registered: (found: Package, targetId: string) => void;
  /** A request is sent again after this wait (milliseconds). */
  readonly backingOff: (failure: RequestError, waitMs: number) => void;
}

export interface Stored {
  readonly tookMs: number;
  /** Of the body as it was sent, hexadecimal. */
  readonly sha256: string;
}

export interface UploadTools {
  readonly doksi: Doksi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly events: UploadEvents;
  /** Told of every presigned URL, before it is used. */
  readonly onSecret: (secret: string) => void;
}

/** A registration of the plan that has become a target. */
export interface RegisteredTarget {
  /** The registration's. */
  readonly key: string;
  readonly targetId: string;
}

/** Uploads everything and registers the targets, telling each at once; the first failure ends the others. */
export async function uploadAll(
  uploads: readonly Upload[],
  tools: UploadTools,
  onRegistered: (target: RegisteredTarget) => void,
): Promise<void> {
  const others = new AbortController();
  const signal = AbortSignal.any([tools.signal, others.signal]);
  const limit = pLimit(MAX_SIDE_BY_SIDE);
  const tasks = uploads.map((upload) => limit(() => uploadOne(upload, { ...tools, signal }, onRegistered)));
  try {
    await Promise.all(tasks);
  } catch (error) {
    others.abort(error);
    await Promise.allSettled(tasks);
    throw error;
  }
}

async function uploadOne(
  { package: found, registrations }: Upload,
  tools: UploadTools,
  onRegistered: (target: RegisteredTarget) => void,
): Promise<void> {
  const { doksi, clock, signal, events } = tools;
  const startedAt = clock.now();
  const { uploadId, sha256 } = await store(found, registrations[0]?.name ?? packageName(found), tools);
  events.uploaded(found, { tookMs: clock.now() - startedAt, sha256 });

  for (const { key, name, version } of registrations) {
    const targetId = await doksi.createTarget({ uploadId, name, version }, signal);
    events.registered(found, targetId);
    onRegistered({ key, targetId });
  }
}

/** Gets the body into the store: a fresh stream for each attempt, and a fresh address once the old one has aged. */
async function store(
  found: Package,
  label: string,
  tools: UploadTools,
): Promise<{ uploadId: string; sha256: string }> {
  const { doksi, clock, random, signal, onSecret, events } = tools;
  const body = uploadBody(found);
  let place: { readonly id: string; readonly url: string; readonly madeAt: number } | undefined;

  return withRetries(
    async (attempt) => {
      if (place === undefined || clock.now() - place.madeAt > MAX_URL_AGE_MS) {
        const created = await doksi.createUpload(label, signal);
        onSecret(created.upload_url);
        place = { id: created.upload_id, url: created.upload_url, madeAt: clock.now() };
      }
      const sha256 = await putOnce(found, body, place.url, attempt, tools);
      return { uploadId: place.id, sha256 };
    },
    isTransient,
    {
      clock,
      random,
      signal,
      budgetMs: RETRY_BUDGET_MS,
      // A large file may take longer than the budget: what counts is the time in which nothing moved.
      lostMs: (failure) => (failure instanceof NoAnswerError ? STALL_MS : 0),
      onRetry: events.backingOff,
    },
  );
}

/** One PUT. It ends when the file changes, when the store takes nothing for a minute, or when the signal aborts. */
async function putOnce(
  found: Package,
  body: UploadBody,
  url: string,
  attempt: number,
  { doksi, clock, signal, events }: UploadTools,
): Promise<string> {
  const name = packageName(found);
  const ended = new AbortController();
  let sent = 0;
  let movedAt = clock.now();
  const { stream, digest } = body.open((bytes) => {
    sent = bytes;
    movedAt = clock.now();
    events.uploading(found, sent, body.bytes);
  });
  // Without a listener an error of the source would end the whole process: http-client has none.
  stream.on('error', (error) => {
    ended.abort(error);
  });
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(PROGRESS_MS, ended.signal);
      events.uploading(found, sent, body.bytes);
      if (clock.now() - movedAt >= STALL_MS) ended.abort(new NoAnswerError(`store ${name}`, STALL_MS));
    }
  };
  watch().catch(() => undefined);
  try {
    const deadlineMs = STALL_MS + body.bytes / SLOWEST_RATE;
    const put = { url, stream, bytes: body.bytes, name, attempt, deadlineMs };
    await doksi.putUpload(put, AbortSignal.any([signal, ended.signal]));
    if (sent < body.bytes)
      throw new UnreadableAnswerError(`store ${name}`, 'it came before the whole was sent');
    return digest();
  } finally {
    ended.abort();
    stream.destroy();
  }
}
