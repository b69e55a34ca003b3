import type { CreatedRun, Run } from '../doksi/schemas.ts';

/** One Doksi run: the first, or one that runs failed tests again. */
export interface Attempt {
  readonly runId: string;
  /** What Doksi answered when the run was created; undefined where it was not created by this step. */
  readonly created?: CreatedRun;
  /** Doksi's last readable word on the run. */
  readonly run?: Run;
  /** Whether it had settled before this step asked for it the first time. */
  readonly wasSettled?: boolean;
  /** Set where it is an earlier attempt of the workflow run that it belongs to: the number of that one. */
  readonly earlier?: number;
  /** Targets that were registered again for it: by their ids those that earlier attempts had for the same. */
  readonly renewed?: ReadonlyMap<string, string>;
}

/** An attempt that Doksi has ended. */
export type SettledAttempt = Attempt & { readonly run: Run };

/** Whether the rolled-up status is final: "Any other value means the run is still in progress" (Doksi's reference). */
export function isSettled(run: Run | undefined): run is Run {
  return run?.status === 'passed' || run?.status === 'failed';
}

export function isSettledAttempt(attempt: Attempt): attempt is SettledAttempt {
  return isSettled(attempt.run);
}

/** The runs that this step created or followed itself. */
export function ownAttempts(attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ earlier }) => earlier === undefined);
}

/** How long the runs took together (seconds); undefined where Doksi tells it of none. */
export function secondsOf(attempts: readonly Attempt[]): number | undefined {
  const known = attempts.map(({ run }) => run?.duration_seconds).filter((value) => value != null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined;
}
