import { type Package, packageName } from '../apps/package.ts';
import { RefusedError, type RequestError } from '../http/errors.ts';
import type { UploadEvents } from '../upload/upload.ts';
import { duration, megabytes } from '../text.ts';

/** A line for this share (per cent) of a file, or after this time (milliseconds), whichever comes first. */
const STEP_PERCENT = 10;
const STEP_MS = 10 * 1000;

/** Turns the progress of uploads into lines of the log; several may go on side by side. */
export class UploadLog implements UploadEvents {
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  readonly #told = new Map<Package, { readonly percent: number; readonly atMs: number }>();

  constructor(print: (line: string) => void, now: () => number) {
    this.#print = print;
    this.#now = now;
  }

  uploading(found: Package, sent: number, bytes: number): void {
    const percent = Math.floor((sent / bytes) * 100);
    const last = this.#told.get(found) ?? { percent: 0, atMs: this.#now() };
    const isNews =
      percent - last.percent >= STEP_PERCENT || this.#now() - last.atMs >= STEP_MS || percent < last.percent;
    if (!isNews) {
      this.#told.set(found, last);
      return;
    }
    this.#told.set(found, { percent: percent - (percent % STEP_PERCENT), atMs: this.#now() });
    const of = `${(sent / 1_000_000).toFixed(1)} of ${megabytes(bytes)}`;
    this.#print(`Uploading ${packageName(found)}  ${percent} %  (${of})`);
  }

  /** The digests are those of the files: what was sent has their content, byte by byte, or it would have failed. */
  uploaded(found: Package, tookMs: number): void {
    this.#print(`Uploaded ${packageName(found)} in ${duration(tookMs / 1000)}`);
    for (const { name, sha256 } of found.files) {
      this.#print(found.files.length > 1 ? `  sha256 ${sha256}  ${name}` : `  sha256 ${sha256}`);
    }
  }

  registered(found: Package, targetId: string): void {
    this.#print(`Registered ${packageName(found)} as target ${targetId}`);
  }

  backingOff(failure: RequestError, waitMs: number): void {
    const again = `trying again in ${Math.round(waitMs / 1000)} s`;
    this.#print(`  ! ${whatFailed(failure)} (${failure.brief}); ${again}`);
  }
}

function whatFailed(failure: RequestError): string {
  const { name } = failure.peer;
  if (failure.neverArrived) return `${name} was not reached`;
  return failure instanceof RefusedError
    ? `${name} did not take the request`
    : `${name} gave no whole answer`;
}
