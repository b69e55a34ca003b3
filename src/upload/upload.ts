import pLimit from 'p-limit';
import { packageName } from '../apps/package.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Doksi } from '../doksi/client.ts';
import { UploadLog } from '../log/progress.ts';
import type { RegisteredTargetId, Upload } from '../plan/plan.ts';
import { store } from './store.ts';

const MAX_UPLOADS_AT_ONCE = 3;

/** Uploads all files and registers their targets. `onRegistered` is called for each at once; the first failure ends the others. */
export async function uploadAll(
  uploads: readonly Upload[],
  doksi: Doksi,
  runtime: Runtime,
  onRegistered: (target: RegisteredTargetId) => void,
): Promise<void> {
  const others = new AbortController();
  const signal = AbortSignal.any([runtime.signal, others.signal]);
  const log = new UploadLog(runtime);
  const limit = pLimit(MAX_UPLOADS_AT_ONCE);
  const tasks = uploads.map((upload) =>
    limit(() => uploadOne(upload, doksi, log, { ...runtime, signal }, onRegistered)),
  );
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
  doksi: Doksi,
  log: UploadLog,
  runtime: Runtime,
  onRegistered: (target: RegisteredTargetId) => void,
): Promise<void> {
  const { clock, signal } = runtime;
  const startedAtMs = clock.now();
  signal.throwIfAborted();
  const uploadId = await store({ found, doksi, log }, registrations[0]?.name ?? packageName(found), runtime);
  const tookMs = clock.now() - startedAtMs;
  for (const [index, { key, name, version }] of registrations.entries()) {
    const targetId = await doksi.createTarget({ uploadId, name, version }, signal);
    if (index === 0) log.uploaded(found, tookMs, targetId);
    else log.registered(found, targetId);
    onRegistered({ key, targetId });
  }
}
