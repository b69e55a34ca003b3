import type { CreatedRun, RunState } from '../doksi/schemas.ts';
import type { Plan, RegisteredTargetId, ResolvedEntry } from '../plan/plan.ts';
import type { Snapshot } from '../results/endings.ts';
import type { RegisteredTarget } from '../results/outcome.ts';
import { ownRuns, type Run } from '../results/run.ts';

/** What earlier attempts of the workflow run left for this one to continue. */
export type Prior =
  | { readonly kind: 'none' }
  /** Their last run is still in progress: it is followed instead of creating another. */
  | (Earlier & { readonly kind: 'in-progress'; readonly runId: string })
  /** Some tests failed or did not finish: only those run `again`. */
  | (Earlier & { readonly kind: 'unfinished'; readonly again: readonly ResolvedEntry[] });

interface Earlier {
  readonly runs: readonly Run[];
  /** All entries of the matrix, with the targets that were registered then. */
  readonly entries: readonly ResolvedEntry[];
  readonly registered: readonly RegisteredTargetId[];
}

export const NO_PRIOR: Prior = { kind: 'none' };

/** Owns what has happened so far: the targets that were registered and the runs. */
export class Progress {
  readonly #plan: Plan;
  readonly #onFirstRun: (runId: string) => void;
  readonly #registered: RegisteredTargetId[];
  #runs: Run[];

  /** `onFirstRun` is called with the id of the first run of this step as soon as it is known. */
  constructor(plan: Plan, prior: Prior, onFirstRun: (runId: string) => void) {
    this.#plan = plan;
    this.#onFirstRun = onFirstRun;
    this.#registered = prior.kind === 'none' ? [] : [...prior.registered];
    this.#runs = prior.kind === 'none' ? [] : [...prior.runs];
  }

  readonly register = (target: RegisteredTargetId): void => {
    this.#registered.push(target);
  };

  get registered(): readonly RegisteredTargetId[] {
    return this.#registered;
  }

  /** A run exists: this step has created it, or begins to follow it. */
  addRun(id: string, created?: CreatedRun, renewed?: ReadonlyMap<string, string>): void {
    const run = { id, ...(created && { created }), ...(renewed && renewed.size > 0 && { renewed }) };
    this.#runs = [...this.#runs, run];
    if (ownRuns(this.#runs).length === 1) this.#onFirstRun(id);
  }

  /** Records the state that Doksi reports of the last run. */
  updateRun(state: RunState, wasSettledBefore: boolean): void {
    this.#runs = this.#runs.map((run, index) =>
      index === this.#runs.length - 1 ? { ...run, state, wasSettledBefore } : run,
    );
  }

  get snapshot(): Snapshot {
    return { targets: this.#targets(), runs: this.#runs, knownFailures: this.#plan.knownFailures };
  }

  /** In the order of the plan; of a target that was registered again, the last. */
  #targets(): RegisteredTarget[] {
    const ids = new Map(this.#registered.map(({ key, targetId }) => [key, targetId]));
    return this.#plan.uploads.flatMap(({ registrations }) =>
      registrations.flatMap(({ key, paths }) => {
        const targetId = ids.get(key);
        return targetId === undefined ? [] : paths.map((path) => ({ path, registration: key, targetId }));
      }),
    );
  }
}
