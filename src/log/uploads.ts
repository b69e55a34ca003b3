import { type Package, packageName } from '../apps/package.ts';
import type { Runtime } from '../base/runtime.ts';
import { megabytes } from '../base/text.ts';
import { timeOf } from './columns.ts';

/** A line for this share (per cent) of an upload, or after this time (milliseconds), whichever comes first. */
const STEP_PERCENT = 10;
const STEP_MS = 10 * 1000;

/** Logs how uploads progress; several may run at once. */
export class UploadLog {
  readonly #runtime: Runtime;
  readonly #lastLines = new Map<Package, { readonly step: number; readonly atMs: number }>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Firewalls have to allow the storage's host. */
  started(found: Package, host: string): void {
    this.#runtime.log.info(`Uploading ${packageName(found)} to ${host}`);
  }

  uploading(found: Package, sent: number, bytes: number): void {
    const atMs = this.#runtime.clock.now();
    const percent = Math.floor((sent / bytes) * 100);
    const step = Math.floor(percent / STEP_PERCENT);
    const last = this.#lastLines.get(found) ?? { step: 0, atMs };
    // Another try begins at zero again.
    const isDue = step !== last.step || atMs - last.atMs >= STEP_MS;
    this.#lastLines.set(found, isDue ? { step, atMs } : last);
    if (!isDue) return;
    const of = `${(sent / 1_000_000).toFixed(1)} of ${megabytes(bytes)}`;
    this.#runtime.log.info(`Uploading ${packageName(found)}  ${percent} %  (${of})`);
  }

  /** An upload was registered as its first target. The digests are those of the files. */
  uploaded(found: Package, tookMs: number, targetId: string): void {
    const { log } = this.#runtime;
    const [first, ...others] = found.files;
    const digest =
      first && others.length === 0 ? ` (sha256 ${first.sha256.slice(0, 4)}…${first.sha256.slice(-2)})` : '';
    log.info(`Uploaded ${packageName(found)} in ${timeOf(tookMs)}${digest}, target ${targetId}`);
    for (const { name, sha256 } of found.files) log.info(`  sha256 ${sha256}  ${name}`);
  }

  /** The same upload was registered as another target. */
  registered(found: Package, targetId: string): void {
    this.#runtime.log.info(`Registered ${packageName(found)} as target ${targetId}`);
  }
}
