import type { Reply } from './reply.ts';
import type { RunRecipe } from './run-recipe.ts';

/** A run is created. */
export interface Creation {
  readonly kind: 'created';
  readonly status: number;
  /** What it is called, where that is special. */
  readonly runId?: string | number;
  /** Whether the answer lists its results. */
  readonly lists: boolean;
  readonly how: Spoken;
}

/** How something is said. */
export type Spoken = Pick<Extract<Reply, { kind: 'answer' }>, 'afterMs' | 'encoding' | 'retryAfter'>;

/** What the server says of a run, question by question; the last goes on for ever. */
export interface RunStory {
  readonly before: readonly (Reply | Word)[];
  readonly last: Reply | Word;
}

export interface Word {
  readonly kind: 'word';
  readonly recipe: RunRecipe;
  readonly how: Spoken;
}
