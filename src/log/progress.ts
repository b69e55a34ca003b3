import { type Package, packageName } from '../apps/package.ts';
import { mapStrings } from '../base/json.ts';
import type { Runtime } from '../base/runtime.ts';
import { counted, listed, megabytes } from '../base/text.ts';
import type { Result, RunState } from '../doksi/schemas.ts';
import type { RequestError } from '../http/errors.ts';
import { resultsOf } from '../results/results.ts';
import { destination, isDocumentedStatus, isInProgress } from '../results/words.ts';
import { columnsFor, resultLine, timeOf } from './columns.ts';

/** A line at least this often, in milliseconds. */
export const HEARTBEAT_MS = 60 * 1000;
/** A line names this many files. */
const MAX_NAMES = 5;

interface Retry {
  /** More than `failed` if the results do not show in which entries of the matrix the tests failed. */
  readonly tests: number;
  readonly failed: number;
  /** The number of this retry, from 1. */
  readonly retry: number;
  readonly retries: number;
}

/** Logs how a run progresses: a line for each change, and a heartbeat. */
export class RunLog {
  readonly #runtime: Runtime;
  readonly #statuses = new Map<string, string>();
  #startedAtMs: number;
  #lastLineAtMs: number;
  #state: RunState | undefined;
  /** Undefined if the last poll succeeded. */
  #outage: { readonly failure: RequestError; readonly sinceMs: number } | undefined;
  #unknownStatus: string | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#startedAtMs = this.#lastLineAtMs = runtime.clock.now();
  }

  following(runId: string): void {
    this.#begin(`Following run ${runId}`);
  }

  created(runId: string): void {
    this.#begin(`Run ${runId} started`);
  }

  #begin(line: string): void {
    this.#startedAtMs = this.#runtime.clock.now();
    this.#statuses.clear();
    this.#state = this.#outage = this.#unknownStatus = undefined;
    this.#info(line);
  }

  retrying({ tests, failed, retry, retries }: Retry): void {
    const run = failed === 1 ? 'runs' : 'run';
    const where = tests > failed ? ` in all entries of the matrix (${counted(tests, 'test')})` : '';
    const which = counted(failed, 'failed test');
    this.#info(`Retry ${retry} of ${retries}: ${which} ${run} again${where}, which spends allowance`);
  }

  reuploading(rejection: RequestError, packages: readonly Package[]): void {
    const names = listed(packages.map(packageName), MAX_NAMES);
    this.#info(`  ! Doksi rejected the run (${rejection.summary}), perhaps because targets no longer exist`);
    this.#info(`  Uploading again: ${names}`);
  }

  received(state: RunState): void {
    this.#state = state;
    if (this.#outage) this.#info('  ! Doksi responds again');
    this.#outage = undefined;
    const news = state.results.filter((result, index) => this.#isNews(result, index));
    const columns = columnsFor(news.length > 0 ? state.results : []);
    const { redact } = this.#runtime.secrets;
    // Before texts are cut: a part of a secret would not be recognised.
    for (const result of news) this.#info(resultLine(mapStrings(result, redact), columns));
    if (!isDocumentedStatus(state.status) && state.status !== this.#unknownStatus) {
      this.#info(`  ? The run has the unknown status "${state.status}"; still following`);
      this.#unknownStatus = state.status;
    }
    this.waiting();
  }

  pollFailed(failure: RequestError, outageMs: number): void {
    const isNews = this.#outage?.failure.summary !== failure.summary;
    this.#outage = { failure, sinceMs: this.#runtime.clock.now() - outageMs };
    if (isNews) this.#info(this.#situation());
    else this.waiting();
  }

  waiting(): void {
    if (this.#runtime.clock.now() - this.#lastLineAtMs >= HEARTBEAT_MS) this.#info(this.#situation());
  }

  #situation(): string {
    const nowMs = this.#runtime.clock.now();
    if (!this.#outage) return `  … ${this.#remaining()} after ${timeOf(nowMs - this.#startedAtMs)}`;
    const { failure, sinceMs } = this.#outage;
    const time = nowMs - sinceMs >= 1000 ? ` for ${timeOf(nowMs - sinceMs)}` : '';
    return `  ! Doksi ${failure.predicate}${time} (${failure.summary}); still following`;
  }

  /** `2 of 4 tests still running` */
  #remaining(): string {
    if (this.#state === undefined) return 'no status of the run yet';
    const { total, unfinished, others } = resultsOf([{ id: '', state: this.#state }]).counts;
    const tests = total === undefined ? counted(unfinished, 'test') : `${unfinished} of ${counted(total, 'test')}`;
    const rest = others > unfinished ? `, ${others - unfinished} neither passed nor failed` : '';
    return `${tests} still running${rest}`;
  }

  /** Stores the status. Returns whether the change is logged. */
  #isNews(result: Result, index: number): boolean {
    const key = result.result_id ?? `${result.test_id ?? ''} ${destination(result)} ${index}`;
    const status = result.status ?? '';
    const before = this.#statuses.get(key);
    if (status === before) return false;
    this.#statuses.set(key, status);
    const wasFinished = before !== undefined && !isInProgress(before);
    return wasFinished || !isInProgress(status);
  }

  #info(line: string): void {
    this.#runtime.log.info(line);
    this.#lastLineAtMs = this.#runtime.clock.now();
  }
}

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

  /** An upload was registered as its first target. */
  uploaded(found: Package, tookMs: number, targetId: string): void {
    const { log } = this.#runtime;
    log.info(`Uploaded ${packageName(found)} in ${timeOf(tookMs)}, target ${targetId}`);
    for (const { name, sha256 } of found.files) log.info(`  sha256 ${sha256}  ${name}`);
  }

  /** The same upload was registered as another target. */
  registered(found: Package, targetId: string): void {
    this.#runtime.log.info(`Registered ${packageName(found)} as target ${targetId}`);
  }
}
