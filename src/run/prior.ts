import type { ResolvedEntry } from '../plan/entry.ts';
import type { SettledAttempt } from '../results/attempt.ts';
import type { RegisteredTarget } from '../upload/upload.ts';

/** What earlier attempts of the workflow run leave to this one. */
export type Prior =
  | { readonly kind: 'none' }
  /** Their last run still goes on: it is followed, not bought again. */
  | (Earlier & { readonly kind: 'going-on'; readonly runId: string })
  /** Something failed or did not finish: `again` has that, and nothing else. */
  | (Earlier & { readonly kind: 'unfinished'; readonly again: readonly ResolvedEntry[] });

interface Earlier {
  readonly attempts: readonly SettledAttempt[];
  /** All that the matrix asks for, with the targets that were registered then. */
  readonly entries: readonly ResolvedEntry[];
  readonly registered: readonly RegisteredTarget[];
}

export const NO_PRIOR: Prior = { kind: 'none' };
