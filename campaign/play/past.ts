import type { RunStory } from './story.ts';

/** What earlier attempts of the workflow run have left. */
export interface Past {
  /** This attempt of the workflow run; at least 2. */
  readonly attempt: number;
  /** Their Doksi runs, in order. */
  readonly runs: readonly PastRun[];
  /** The check runs that the head commit has, oldest first. */
  readonly checks: readonly Check[];
}

export interface PastRun {
  /** Those of the matrix; those that the run before left over; or other tests altogether. */
  readonly tests: 'all' | 'left' | 'strange';
  readonly story: RunStory;
}

/** A check run: as the attempt before has written it, but for its flaws. */
export interface Check {
  readonly flaws: readonly Flaw[];
  readonly names: 'all' | 'first' | 'last' | 'reversed' | 'twice' | 'none' | 'nobody' | 'too-many';
  /** Which ids it has for the targets that were registered. */
  readonly targets: 'ours' | 'others' | 'none';
  /** Whether it claims by itself that everything has passed. */
  readonly boasts: boolean;
}

/** What makes a check run another one's, or no one's. */
export const FLAWS = [
  'app',
  'no-app',
  'workflow-run',
  'attempt-before',
  'attempt-now',
  'job',
  'title',
  'commit',
  'digest',
  'no-digest',
  'no-record',
  'other-version',
] as const;
export type Flaw = (typeof FLAWS)[number];

/** What the base branch's last commits have, newest first. */
export interface Base {
  readonly commits: readonly (readonly BaseCheck[])[];
}

export interface BaseCheck {
  readonly isOfActions: boolean;
  readonly hasRecord: boolean;
  /** Of all tests of the matrix, on an address of the base branch's own. */
  readonly runs: readonly RunStory[];
}
