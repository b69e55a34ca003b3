import pLimit from 'p-limit';
import { type Package, packageName } from '../apps/package.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Doksi } from '../doksi/client.ts';
import { isExpiredUrl, STORAGE } from '../doksi/servers.ts';
import { InvalidResponseError, RequestError, ResponseTimeoutError } from '../http/errors.ts';
import { isTransient, RetryBudget, withRetries } from '../http/retry.ts';
import { UploadLog } from '../log/progress.ts';
import type { RegisteredTargetId, Upload } from '../plan/plan.ts';
import { uploadBody } from './zip.ts';

const MAX_UPLOADS_AT_ONCE = 3;
/** Doksi's presigned URLs are valid for an hour; an older one (milliseconds) is not used for another try. */
const MAX_URL_AGE_MS = 50 * 60 * 1000;
/** A try ends if no byte was sent for this long (milliseconds). */
const STALL_MS = 60 * 1000;
/** A try ends if it is slower than this on average: 250 kB/s. */
const MIN_BYTES_PER_MS = 250;
/** How often (milliseconds) the log may write a progress line, even if no byte is sent. */
const PROGRESS_MS = 10 * 1000;

/** What all uploads share. */
interface Services {
  readonly doksi: Doksi;
  readonly log: UploadLog;
  readonly runtime: Runtime;
}

/**
 * Uploads all files and registers their targets; `onRegistered` receives each target as soon as it is registered. If
 * one upload fails, the others are cancelled, and its error is thrown.
 */
export async function uploadAll(
  uploads: readonly Upload[],
  doksi: Doksi,
  runtime: Runtime,
  onRegistered: (target: RegisteredTargetId) => void,
): Promise<void> {
  const others = new AbortController();
  const signal = AbortSignal.any([runtime.signal, others.signal]);
  const services = { doksi, log: new UploadLog(runtime), runtime: { ...runtime, signal } };
  const limit = pLimit(MAX_UPLOADS_AT_ONCE);
  const tasks = uploads.map((upload) => limit(() => uploadOne(upload, services, onRegistered)));
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
  services: Services,
  onRegistered: (target: RegisteredTargetId) => void,
): Promise<void> {
  const { doksi, log, runtime } = services;
  const { clock, signal } = runtime;
  const startedAtMs = clock.now();
  signal.throwIfAborted();
  const uploadId = await store(found, registrations[0]?.name ?? packageName(found), services);
  const tookMs = clock.now() - startedAtMs;
  for (const [index, { key, name, version }] of registrations.entries()) {
    const targetId = await doksi.createTarget({ uploadId, name, version }, runtime);
    if (index === 0) log.uploaded(found, tookMs, targetId);
    else log.registered(found, targetId);
    onRegistered({ key, targetId });
  }
}

/** Sends a package to Doksi's storage; resolves to the id of the upload. An expired URL is replaced once. */
async function store(found: Package, label: string, services: Services): Promise<string> {
  const { doksi, log, runtime } = services;
  const { clock, secrets } = runtime;
  const budget = new RetryBudget();
  // A large file may take longer than the budget, so only the time without progress counts.
  const spentMs = (failure: RequestError): number =>
    failure instanceof ResponseTimeoutError && failure.server === STORAGE ? STALL_MS : 0;
  for (let isRenewed = false; ; isRenewed = true) {
    const { upload_id, upload_url } = await doksi.createUpload(label, runtime, budget);
    secrets.addPresigned(upload_url);
    log.started(found, new URL(upload_url).host);
    const createdAtMs = clock.now();
    const mayRenewAfter = (failure: RequestError): boolean =>
      !isRenewed && (isExpiredUrl(failure) || clock.now() - createdAtMs > MAX_URL_AGE_MS);
    try {
      await withRetries(
        (tries) => put(found, upload_url, tries, services),
        (failure) => isTransient(failure) && !mayRenewAfter(failure),
        runtime,
        { budget, spentMs },
      );
      return upload_id;
    } catch (error) {
      if (!(error instanceof RequestError) || !mayRenewAfter(error)) throw error;
      runtime.log.info(`  ! The upload's address has expired (${error.summary}); requesting another one`);
    }
  }
}

/** Sends the package once. Ends if a file changes, if no byte was sent for a minute, or if the signal aborts. */
async function put(found: Package, url: string, tries: number, { doksi, log, runtime }: Services): Promise<void> {
  const { clock, signal } = runtime;
  const { bytes, chunks } = uploadBody(found);
  const name = packageName(found);
  const purpose = { server: STORAGE, purpose: `upload ${name}` };
  const ended = new AbortController();
  const progress = { sent: 0, movedAtMs: clock.now() };

  async function* content(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of chunks()) {
        progress.sent += chunk.length;
        progress.movedAtMs = clock.now();
        log.uploading(found, progress.sent, bytes);
        yield chunk;
      }
    } catch (error) {
      // The error of the file is more precise than the error of the request.
      ended.abort(error);
      throw error;
    }
  }
  const watch = async (): Promise<void> => {
    while (clock.now() - progress.movedAtMs < STALL_MS) {
      await clock.sleep(PROGRESS_MS, ended.signal);
      log.uploading(found, progress.sent, bytes);
    }
    ended.abort(new ResponseTimeoutError(purpose, STALL_MS));
  };

  watch().catch(() => undefined);
  const body = content();
  try {
    const upload = { url, chunks: body, bytes, name, tries, deadlineMs: STALL_MS + bytes / MIN_BYTES_PER_MS };
    await doksi.putUpload(upload, { ...runtime, signal: AbortSignal.any([signal, ended.signal]) });
    if (progress.sent < bytes) {
      throw new InvalidResponseError(purpose, 'before the whole file was sent', { status: 200 });
    }
  } finally {
    ended.abort();
    // Closes the file if not all chunks were taken.
    body.return(undefined).catch(() => undefined);
  }
}
