import pLimit from 'p-limit';
import type { Clock } from '../clock.ts';
import type { Doksi } from '../doksi/client.ts';
import { NoAnswerError, UnreadableAnswerError } from '../http/errors.ts';
import { isTransient, type Patience, RETRY_BUDGET_MS, withRetries } from '../http/retry.ts';
import type { Entry } from '../inputs/entry.ts';
import { type UploadBody, uploadBody } from './body.ts';
import { type Package, packageName, type Upload } from '../apps/package.ts';

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

export interface UploadObserver {
  uploading(found: Package, sent: number, bytes: number): void;
  uploaded(found: Package, stored: Stored): void;
  registered(found: Package, targetId: string): void;
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
  readonly uploadObserver: UploadObserver;
  readonly onRetry: NonNullable<Patience['onRetry']>;
  /** Told of every presigned URL, before it is used. */
  readonly onSecret: (secret: string) => void;
}

export interface RegisteredTarget {
  readonly targetId: string;
  /** For the output `targets`. */
  readonly paths: readonly string[];
  readonly entries: readonly Entry[];
}

/** Uploads everything and registers the targets, telling each at once; the first failure ends the others. */
export async function uploadAll(
  uploads: readonly Upload[],
  tools: UploadTools,
  onRegistered: (target: RegisteredTarget) => void,
): Promise<RegisteredTarget[]> {
  const others = new AbortController();
  const signal = AbortSignal.any([tools.signal, others.signal]);
  const limit = pLimit(MAX_SIDE_BY_SIDE);
  const tasks = uploads.map((upload) => limit(() => uploadOne(upload, { ...tools, signal }, onRegistered)));
  try {
    return (await Promise.all(tasks)).flat();
  } catch (error) {
    others.abort(error);
    await Promise.allSettled(tasks);
    throw error;
  }
}

async function uploadOne(
  { package: found, targets }: Upload,
  tools: UploadTools,
  onRegistered: (target: RegisteredTarget) => void,
): Promise<RegisteredTarget[]> {
  const { doksi, clock, signal, uploadObserver } = tools;
  const startedAt = clock.now();
  const { uploadId, sha256 } = await store(found, targets[0]?.name ?? packageName(found), tools);
  uploadObserver.uploaded(found, { tookMs: clock.now() - startedAt, sha256 });

  const registered: RegisteredTarget[] = [];
  for (const { name, version, entries, paths } of targets) {
    const targetId = await doksi.createTarget({ uploadId, name, version }, signal);
    const target = { targetId, paths, entries };
    registered.push(target);
    uploadObserver.registered(found, targetId);
    onRegistered(target);
  }
  return registered;
}

/** Gets the body into the store: a fresh stream for each attempt, and a fresh address once the old one has aged. */
async function store(
  found: Package,
  label: string,
  tools: UploadTools,
): Promise<{ uploadId: string; sha256: string }> {
  const { doksi, clock, random, signal, onSecret, onRetry } = tools;
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
      onRetry,
    },
  );
}

/** One PUT. It ends when the file changes, when the store takes nothing for a minute, or when the signal aborts. */
async function putOnce(
  found: Package,
  body: UploadBody,
  url: string,
  attempt: number,
  { doksi, clock, signal, uploadObserver }: UploadTools,
): Promise<string> {
  const name = packageName(found);
  const ended = new AbortController();
  let sent = 0;
  let movedAt = clock.now();
  const { stream, digest } = body.open((bytes) => {
    sent = bytes;
    movedAt = clock.now();
    uploadObserver.uploading(found, sent, body.bytes);
  });
  // Without a listener an error of the source would end the whole process: http-client has none.
  stream.on('error', (error) => {
    ended.abort(error);
  });
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(PROGRESS_MS, ended.signal);
      uploadObserver.uploading(found, sent, body.bytes);
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
