import { asFailure } from '../base/failure.ts';
import type { Mapping } from '../base/json.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Doksi } from '../doksi/client.ts';
import { CreationAbandonedError, RunMayExistError } from '../doksi/creation.ts';
import { RequestError } from '../http/errors.ts';
import type { Send } from '../http/transport.ts';
import type { RunLog } from '../log/progress.ts';
import { type Plan, requestBody, type ResolvedEntry, type Upload } from '../plan/plan.ts';
import * as endings from '../results/endings.ts';
import type { Outcome } from '../results/outcome.ts';
import { followRun, isOutage } from './follow.ts';
import { type Prior, Progress } from './progress.ts';

/** The servers, the log, and a callback for the first run's id. */
export interface Services {
  readonly doksi: Doksi;
  readonly send: Send;
  readonly log: RunLog;
  readonly onFirstRun: (runId: string) => void;
}

/** The content of `POST /runs`. */
export interface RunRequest {
  readonly entries: readonly ResolvedEntry[];
  readonly extraBody: Mapping;
}

/** A plan that is being carried out, with the steps that a first run and its retries share. */
export class Execution {
  readonly plan: Plan;
  readonly services: Services;
  readonly runtime: Runtime;
  readonly progress: Progress;
  /** When the last run was created or following began, and when the timeout expires; milliseconds of the clock. */
  #startedAtMs = 0;
  #deadlineMs: number | undefined;

  constructor(plan: Plan, prior: Prior, services: Services, runtime: Runtime) {
    this.plan = plan;
    this.services = services;
    this.runtime = runtime;
    this.progress = new Progress(plan, prior, services.onFirstRun);
  }

  /** Milliseconds until the timeout expires. */
  get leftMs(): number {
    return (this.#deadlineMs ?? Infinity) - this.runtime.clock.now();
  }

  /** Creates a run, with retries only until the timeout expires. Throws what `Doksi.createRun` throws. */
  async createRun({ entries, extraBody }: RunRequest, renewed?: ReadonlyMap<string, string>): Promise<void> {
    const { doksi, log } = this.services;
    const budgetMs = this.#deadlineMs === undefined ? undefined : this.leftMs;
    const created = await doksi.createRun(requestBody(entries, extraBody), this.runtime.signal, budgetMs);
    this.progress.addRun(created.run_id, created, renewed);
    this.#start();
    log.created(created.run_id);
  }

  /** Takes an existing run in place of a new one. */
  takeRun(runId: string): void {
    this.services.log.following(runId);
    this.progress.addRun(runId);
    this.#start();
  }

  /** The timeout covers all runs together. */
  #start(): void {
    this.#startedAtMs = this.runtime.clock.now();
    this.#deadlineMs ??= this.#startedAtMs + this.plan.timeoutMs;
  }

  /** Follows the last run until it settles. Resolves to the outcome if it does not settle. */
  async follow(): Promise<Outcome | undefined> {
    const { plan, progress, services, runtime } = this;
    const run = progress.snapshot.runs.at(-1);
    if (run === undefined || this.#deadlineMs === undefined) throw new Error('there is no run to follow');
    const rules = {
      startedAtMs: this.#startedAtMs,
      deadlineMs: this.#deadlineMs,
      intervalMs: plan.pollIntervalMs,
      isNew: run.created !== undefined,
    };
    const followed = await followRun(run.id, rules, services, runtime);
    if (followed.state) progress.updateRun(followed.state, followed.end === 'settled' && followed.wasSettledBefore);
    const { snapshot } = progress;
    switch (followed.end) {
      case 'settled':
        return undefined;
      case 'timed-out':
        return endings.timedOut(snapshot, plan.timeoutMs, followed.failure);
      case 'timed-out-without-status':
        return endings.timedOutWithoutStatus(snapshot, plan.timeoutMs, followed.failure);
      case 'cancelled':
        // Doksi documents no call that cancels a run.
        return endings.cancelled(snapshot);
      case 'lost': {
        const { failure, outageMs } = followed;
        const isLost = failure instanceof RequestError && isOutage(failure);
        return isLost ? endings.outage(snapshot, failure, outageMs) : endings.rejectedStatus(snapshot, failure);
      }
    }
  }

  /** Uploads files and registers their targets. The code for uploading is loaded only if there are files. */
  async upload(uploads: readonly Upload[]): Promise<void> {
    if (uploads.length === 0) return;
    const { uploadAll } = await import('../upload/upload.ts');
    await uploadAll(uploads, this.services.doksi, this.runtime, this.progress.register);
  }

  /** The outcome of an error that was thrown before a run was created. */
  endingOf(error: unknown): Outcome {
    const { snapshot } = this.progress;
    if (error instanceof CreationAbandonedError) return endings.cancelledDuringCreation(snapshot, error);
    if (this.runtime.signal.aborted) return endings.cancelledBeforeRun(snapshot);
    return endings.failed(snapshot, asFailure(error), error instanceof RunMayExistError);
  }
}
