import {
  BASE_SHA,
  BRANCH,
  FORK,
  FORK_PULL_REQUEST_NUMBER,
  FORK_SHA,
  HEAD_SHA,
  MERGE_SHA,
  PULL_REQUEST_NUMBER,
  QUEUE_REF,
  QUEUE_SHA,
  REPOSITORY,
} from '../runner/event.ts';
import type { Identity } from './identities.ts';
import type { Annotation } from './shapes.ts';

/** The content of a repository. Tests may read and change it at any time. */
export interface Repository {
  readonly pulls: SandboxPull[];
  /** Branch → SHAs, newest first. */
  readonly branches: Map<string, readonly string[]>;
  /** In order of creation. */
  readonly checkRuns: StoredCheckRun[];
  readonly comments: StoredComment[];
  /** How many were ever created: ids are not reused. */
  commentsEver: number;
}

export interface SandboxPull {
  readonly number: number;
  state: 'open' | 'closed';
  readonly head: {
    readonly ref: string;
    sha: string;
    /** `owner/name`, or null if the fork was deleted. */
    readonly repository: string | null;
  };
  readonly base: { readonly ref: string };
  /** Its commits before the head. */
  readonly olderShas?: readonly string[];
}

export interface StoredCheckRun {
  readonly id: number;
  readonly head_sha: string;
  readonly app: NonNullable<Identity['app']>;
  name: string;
  details_url: string | undefined;
  external_id: string | undefined;
  status: string;
  conclusion: string | undefined;
  started_at: string | undefined;
  completed_at: string | undefined;
  title: string | undefined;
  summary: string | undefined;
  text: string | undefined;
  annotations: readonly Annotation[];
}

export interface StoredComment {
  readonly id: number;
  /** Of the pull request or issue. */
  readonly number: number;
  /** Null if the account was deleted. */
  readonly login: string | null;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

/** The repository of the runner's events, with their two pull requests. */
export function createRepository(branches: Readonly<Record<string, readonly string[]>> = {}): Repository {
  const base = { ref: 'main' };
  return {
    pulls: [
      {
        number: PULL_REQUEST_NUMBER,
        state: 'open',
        head: { ref: BRANCH, sha: HEAD_SHA, repository: REPOSITORY },
        base,
      },
      {
        number: FORK_PULL_REQUEST_NUMBER,
        state: 'open',
        head: { ref: 'mend-cart', sha: FORK_SHA, repository: FORK },
        base,
      },
    ],
    branches: new Map(Object.entries({ main: [MERGE_SHA, BASE_SHA], [QUEUE_REF]: [QUEUE_SHA], ...branches })),
    checkRuns: [],
    comments: [],
    commentsEver: 0,
  };
}

/** Whether the commit is in the repository or in a pull request of a fork. */
export function knowsCommit({ branches, pulls }: Repository, sha: string): boolean {
  return [...branches.values()].some((shas) => shas.includes(sha)) || pulls.some((pull) => holdsCommit(pull, sha));
}

export function holdsCommit(pull: SandboxPull, sha: string): boolean {
  return pull.head.sha === sha || (pull.olderShas ?? []).includes(sha);
}
