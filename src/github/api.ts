/** The calls of GitHub's API that the reports need, in one repository. Answers are parsed; unknown words are values. */
export interface Github {
  /** The name under which the token writes; `github-actions[bot]` where GitHub doesn't tell. */
  login(call: Call): Promise<string>;

  createCheckRun(run: NewCheckRun, call: Call): Promise<CheckRun>;
  /** Annotations are added to those that the run has; the rest is replaced. */
  updateCheckRun(
    run: Pick<CheckRun, 'id' | 'annotationsCount'>,
    change: CheckRunChange,
    call: Call,
  ): Promise<CheckRun>;
  checkRun(id: number, call: Call): Promise<CheckRun>;
  /** Newest first. */
  checkRuns(ref: string, query: CheckRunQuery, call: Call): Promise<readonly CheckRun[]>;

  /** Of a pull request or an issue, oldest first. */
  comments(number: number, call: Call): Promise<readonly Comment[]>;
  /** Undefined where it is gone. */
  comment(id: number, call: Call): Promise<Comment | undefined>;
  createComment(number: number, body: string, call: Call): Promise<Comment>;
  /** Undefined where it is gone. */
  updateComment(id: number, body: string, call: Call): Promise<Comment | undefined>;
  /** A comment that is gone already is no error. */
  deleteComment(id: number, call: Call): Promise<void>;

  pullRequest(number: number, call: Call): Promise<PullRequest>;
  /** The open ones from a branch of a fork, or of the repository itself. */
  openPullRequestsFrom(owner: string, branch: string, call: Call): Promise<readonly PullRequest[]>;
  /** Those that hold the commit, in any state. */
  pullRequestsWith(sha: string, call: Call): Promise<readonly PullRequest[]>;
  /** SHAs of a branch's, tag's or commit's last commits, newest first; at most 100. */
  commits(ref: string, count: number, call: Call): Promise<readonly string[]>;
}

/** What bounds a call, its pages and retries included. */
export interface Call {
  readonly signal: AbortSignal;
  /** By the clock, in milliseconds. Nothing is waited for that would end later. */
  readonly endsAtMs: number;
  /** What this time is for, where other calls share it; to complete "the time for … was over". */
  readonly timeFor?: string;
}

export interface CheckRunQuery {
  readonly name?: string;
  /** `latest`: of each name and app the newest alone. */
  readonly filter: 'latest' | 'all';
  readonly appId?: number;
}

/** The conclusions that GitHub takes. */
export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out';

/** How much GitHub takes. Characters, if not said otherwise. */
export const LIMITS = {
  annotationsPerRequest: 50,
  checkTitle: 255,
  /** Of the summary, and of the text. */
  checkText: 65_535,
  annotationMessageBytes: 64 * 1024,
  annotationTitle: 255,
  comment: 65_536,
} as const;

export interface CheckAnnotation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string;
}

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  /** At most 50. */
  readonly annotations?: readonly CheckAnnotation[];
}

export interface NewCheckRun {
  readonly name: string;
  readonly headSha: string;
  readonly externalId?: string;
  readonly detailsUrl?: string;
  readonly conclusion: CheckConclusion;
  readonly output: CheckOutput;
}

export interface CheckRunChange {
  readonly conclusion?: CheckConclusion;
  readonly output: CheckOutput;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly externalId: string | undefined;
  readonly htmlUrl: string | undefined;
  readonly status: string;
  readonly conclusion: string | undefined;
  readonly startedAt: string | undefined;
  readonly completedAt: string | undefined;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly text: string | undefined;
  readonly annotationsCount: number;
  readonly app: { readonly id: number; readonly slug: string | undefined } | undefined;
}

export interface Comment {
  readonly id: number;
  readonly htmlUrl: string;
  readonly body: string;
  /** Login of who wrote it; undefined once that account is gone. */
  readonly author: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PullRequest {
  readonly number: number;
  readonly isOpen: boolean;
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name`; undefined once the fork is gone. */
  readonly headRepository: string | undefined;
  readonly baseBranch: string;
}
