import pLimit from 'p-limit';
import type { Package } from '../apps/package.ts';
import { packageName } from '../apps/package.ts';
import type { Upload } from '../plan/plan.ts';
import { store, type StoreEvents, type StoreTools } from './store.ts';

/** More at once would only share the same line. */
const MAX_SIDE_BY_SIDE = 3;

/** What can be told of uploads while they go on. */
export interface UploadEvents extends StoreEvents {
  /** `tookMs`: milliseconds, with all attempts. */
  readonly uploaded: (found: Package, tookMs: number) => void;
  readonly registered: (found: Package, targetId: string) => void;
}

export interface UploadTools extends StoreTools {
  readonly events: UploadEvents;
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
  const uploadId = await store(found, registrations[0]?.name ?? packageName(found), tools);
  events.uploaded(found, clock.now() - startedAt);

  for (const { key, name, version } of registrations) {
    const targetId = await doksi.createTarget({ uploadId, name, version }, signal);
    events.registered(found, targetId);
    onRegistered({ key, targetId });
  }
}
