import type { Identity } from './identities.ts';
import type { Annotation } from './shapes.ts';

/** The content of a repository. Tests may read and change it at any time. */
export interface Repository {
  /** `owner/name` */
  readonly name: string;
  readonly isPublic: boolean;
  readonly pulls: SandboxPull[];
  /** Branch → SHAs, newest first. */
  readonly branches: Map<string, readonly string[]>;
  /** Commits on no branch, such as those of merge groups. */
  readonly looseCommits: Set<string>;
  /** In order of creation. */
  readonly checkRuns: StoredCheckRun[];
  readonly comments: StoredComment[];
  /** How many were ever created: ids are not reused. */
  commentsEver: number;
}

export interface SandboxPull {
  readonly number: number;
  readonly title?: string;
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

/** Whether the commit is in the repository or in a pull request of a fork. */
export function knowsCommit({ branches, looseCommits, pulls }: Repository, sha: string): boolean {
  return (
    looseCommits.has(sha) ||
    [...branches.values()].some((shas) => shas.includes(sha)) ||
    pulls.some((pull) => holdsCommit(pull, sha))
  );
}

export function holdsCommit(pull: SandboxPull, sha: string): boolean {
  return pull.head.sha === sha || (pull.olderShas ?? []).includes(sha);
}

/** The commit of a branch's name or a SHA. */
export function resolveRef(repository: Repository, ref: string): string | undefined {
  const branch = repository.branches.get(ref.replace(/^(refs\/)?heads\//, ''));
  if (branch) return branch[0];
  const pull = repository.pulls.find(({ head }) => head.ref === ref && head.repository === repository.name);
  if (pull) return pull.head.sha;
  return knowsCommit(repository, ref) ? ref : undefined;
}
