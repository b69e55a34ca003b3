import { asFailure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Doksi } from '../doksi/client.ts';
import { CreationAbandonedError } from '../doksi/creation.ts';
import type { RunState } from '../doksi/schemas.ts';
import type { Send } from '../http/transport.ts';
import { testCount } from '../inputs/matrix.ts';
import type { RunLog } from '../log/progress.ts';
import { type Plan, type RegisteredTargetId, requestBody, type ResolvedEntry, type Upload } from '../plan/plan.ts';
import * as endings from '../results/endings.ts';
import type { Outcome } from '../results/outcome.ts';
import { lastTargetIds, ownRuns, type Run } from '../results/tests.ts';

/** What earlier attempts of the workflow run left for this one to continue. */
export type Prior =
  | (Earlier & { readonly kind: 'none' })
  /** Their last run is still in progress: it is followed instead of creating another. */
  | (Earlier & { readonly kind: 'in-progress'; readonly runId: string })
  /** Some tests failed or did not finish: only those run `again`. */
  | (Earlier & { readonly kind: 'unfinished'; readonly again: readonly ResolvedEntry[] });

interface Earlier {
  /** Those that have settled. */
  readonly runs: readonly Run[];
  readonly registered: readonly RegisteredTargetId[];
}

export const NO_PRIOR: Prior = { kind: 'none', runs: [], registered: [] };

/** The servers, the log, and a callback for the first run's id. */
export interface Services {
  readonly doksi: Doksi;
  readonly send: Send;
  readonly log: RunLog;
  /** Called as soon as the id of this step's first run is known. */
  readonly onFirstRun: (runId: string) => void;
}

/** A plan that is being carried out: what has happened so far, and the steps that a first run and its retries share. */
export class Execution {
  readonly plan: Plan;
  readonly services: Services;
  readonly runtime: Runtime;
  readonly prior: Prior;
  readonly #registered: RegisteredTargetId[];
  #runs: readonly Run[];
  /** How many states of runs were received. */
  responses = 0;
  /** When the last run was created or following began; milliseconds of the clock. */
  startedAtMs = 0;
  /** When the timeout expires, which covers all runs together; infinite before the first run. */
  endsAtMs = Infinity;

  constructor(plan: Plan, prior: Prior, services: Services, runtime: Runtime) {
    this.plan = plan;
    this.services = services;
    this.runtime = runtime;
    this.prior = prior;
    this.#registered = [...prior.registered];
    this.#runs = prior.runs;
  }

  /** May list a target twice if it was registered again: its last id is the valid one. */
  get registered(): readonly RegisteredTargetId[] {
    return this.#registered;
  }

  /** The targets are in the order of the plan. */
  get snapshot(): endings.Snapshot {
    const { uploads, knownFailures, run } = this.plan;
    const byKey = Map.groupBy(this.#registered, ({ key }) => key);
    const registrations = uploads.flatMap((upload) => upload.registrations);
    const targets = registrations.flatMap(({ key: registration, paths }) => {
      const ids = (byKey.get(registration) ?? []).map(({ targetId }) => targetId);
      const [targetId, formerIds] = [ids.at(-1), ids.slice(0, -1)];
      return targetId === undefined ? [] : paths.map((path) => ({ path, registration, targetId, formerIds }));
    });
    const requested = run.kind === 'new' ? testCount(run.entries) : undefined;
    return { targets, runs: this.#runs, knownFailures, requested };
  }

  /** Milliseconds until the timeout expires. */
  get leftMs(): number {
    return this.endsAtMs - this.runtime.clock.now();
  }

  get lastRun(): Run {
    const run = this.#runs.at(-1);
    if (run === undefined) throw new Error('there is no run');
    return run;
  }

  /** Uploads files and registers their targets. The code for uploading is loaded only if there are files. */
  async upload(uploads: readonly Upload[]): Promise<void> {
    if (uploads.length === 0) return;
    const { uploadAll } = await import('../upload/upload.ts');
    await uploadAll(uploads, this.services.doksi, this.runtime, (target) => this.#registered.push(target));
  }

  /** Creates a run, with retries only until the timeout expires. Throws what `Doksi.createRun` throws. */
  async createRun(entries: readonly ResolvedEntry[]): Promise<void> {
    const { run } = this.plan;
    const body = requestBody(entries, run.kind === 'new' ? run.extraBody : {});
    const created = await this.services.doksi.createRun(body, this.runtime, this.leftMs);
    this.#add({ id: created.run_id, created });
    this.services.log.created(created.run_id);
  }

  /** Takes an existing run in place of a new one. */
  takeRun(id: string): void {
    this.services.log.following(id);
    this.#add({ id });
  }

  #add(run: Run): void {
    this.#runs = [...this.#runs, { ...run, targetIds: lastTargetIds(this.#registered) }];
    this.startedAtMs = this.runtime.clock.now();
    if (this.endsAtMs === Infinity) this.endsAtMs = this.startedAtMs + this.plan.timeoutMs;
    if (ownRuns(this.#runs).length === 1) this.services.onFirstRun(run.id);
  }

  /** Records the state of the last run. */
  updateRun(state: RunState): void {
    this.#runs = this.#runs.with(-1, { ...this.lastRun, state });
    this.responses++;
  }

  /** The outcome of an error that was thrown before a run, or a retry, was created. */
  endingOf(error: unknown): Outcome {
    const { snapshot } = this;
    if (error instanceof CreationAbandonedError) return endings.cancelledDuringCreation(snapshot, error);
    if (this.runtime.signal.aborted) return endings.cancelledBeforeRun(snapshot);
    return endings.errored(snapshot, asFailure(error));
  }
}
