import * as z from 'zod';
import type { Runtime } from '../base/runtime.ts';
import { Connection, type GithubOptions } from './connection.ts';
import { GithubError, type Purpose, unlessRejected } from './errors.ts';
import { CheckRun, type CheckOutput, Comment, type NewCheckRun, PullRequest } from './schemas.ts';

/** The author of what a job's own token writes. */
const ACTIONS_LOGIN = 'github-actions[bot]';
/** The statuses for what was deleted. */
const GONE = [404, 410];

const READ_CHECKS = { purpose: 'read the check runs', permission: 'checks: write' } as const;
const CREATE_CHECK = { purpose: 'publish the check run', permission: 'checks: write' } as const;
const UPDATE_CHECK = { ...CREATE_CHECK, purpose: 'add to the check run' } as const;
const COMMENTS = 'pull-requests: write';
const READ_COMMENTS = { purpose: 'read the comments of the pull request', permission: COMMENTS } as const;
const WRITE_COMMENT = { purpose: 'write the comment on the pull request', permission: COMMENTS } as const;
const DELETE_COMMENT = { purpose: 'delete a duplicate of the comment', permission: COMMENTS } as const;

/** Connects to GitHub's API for the context's repository. Nothing is sent before the first call of a method. */
export function connectGithub(options: GithubOptions, runtime: Runtime): Github {
  return new Github(options, runtime);
}

/**
 * GitHub's API for one repository. Methods throw a GithubError, or the reason of the runtime's signal. Creating is
 * repeated if the response was lost: of equal check runs GitHub shows one, and duplicates of the comment are merged.
 */
export class Github {
  readonly #home: { readonly owner: string; readonly repo: string };
  readonly #connection: Connection;
  readonly #findPull: Purpose;

  constructor(options: GithubOptions, runtime: Runtime) {
    const { context, writesComments } = options;
    if (context.repository === undefined) {
      const next = 'It is read from GITHUB_REPOSITORY, which is empty here.';
      throw new GithubError('Could not determine the repository.', next);
    }
    const [owner = '', repo = ''] = context.repository.split('/');
    this.#home = { owner, repo };
    this.#connection = new Connection(options, runtime);
    // A job that writes comments needs `write` anyway: errors name one permission for all.
    const permission = writesComments ? 'pull-requests: write' : 'pull-requests: read';
    this.#findPull = { purpose: 'find the pull request', permission };
  }

  /** The login of the token's user; `github-actions[bot]` for the token of an app, which has no user. */
  async login(): Promise<string> {
    const purpose = { purpose: "read the token's user" };
    const user = z.object({ login: z.string().min(1) });
    const request = this.#connection.call(purpose, user, ({ rest }) => rest.users.getAuthenticated());
    return (await unlessRejected([403, 404], request))?.login ?? ACTIONS_LOGIN;
  }

  createCheckRun(run: NewCheckRun): Promise<CheckRun> {
    return this.#connection.call(CREATE_CHECK, CheckRun, ({ rest }) =>
      rest.checks.create({ ...this.#home, status: 'completed', ...run }),
    );
  }

  /** Adds the output's annotations to those that the check run has, and replaces the rest of its output. */
  updateCheckRun(id: number, output: CheckOutput): Promise<CheckRun> {
    return this.#connection.call(UPDATE_CHECK, CheckRun, ({ rest }) =>
      rest.checks.update({ ...this.#home, check_run_id: id, output }),
    );
  }

  /** All check runs with this name on a commit, newest first. */
  async checkRuns(ref: string, name: string): Promise<CheckRun[]> {
    const query = { ...this.#home, ref, check_name: name, filter: 'all', per_page: 100 } as const;
    const runs = await this.#connection.list(READ_CHECKS, CheckRun, ({ rest, paginate }) =>
      paginate(rest.checks.listForRef, query),
    );
    return runs.sort((one, other) => other.id - one.id);
  }

  /**
   * The full name of this job, `caller / job (de)`, by the id of its check run; it distinguishes callers of a reusable
   * workflow. Undefined if GitHub does not provide the ids.
   */
  async jobName(checkRunId: string | undefined, workflowRunId: string | undefined): Promise<string | undefined> {
    if (checkRunId === undefined || workflowRunId === undefined) return undefined;
    const job = z.object({ name: z.string(), details_url: z.string().nullish() });
    const request = this.#connection.call(READ_CHECKS, job, ({ rest }) =>
      rest.checks.get({ ...this.#home, check_run_id: Number(checkRunId) }),
    );
    const check = await unlessRejected([404], request);
    return check?.details_url?.includes(`/actions/runs/${workflowRunId}/job`) ? check.name : undefined;
  }

  /** The comments of a pull request, oldest first. */
  async comments(number: number): Promise<Comment[]> {
    const query = { ...this.#home, issue_number: number, per_page: 100 };
    const comments = await this.#connection.list(READ_COMMENTS, Comment, ({ rest, paginate }) =>
      paginate(rest.issues.listComments, query),
    );
    return comments.sort((one, other) => one.id - other.id);
  }

  createComment(number: number, body: string): Promise<Comment> {
    return this.#connection.call(WRITE_COMMENT, Comment, ({ rest }) =>
      rest.issues.createComment({ ...this.#home, issue_number: number, body }),
    );
  }

  /** Undefined if the comment was deleted. */
  updateComment(id: number, body: string): Promise<Comment | undefined> {
    const request = this.#connection.call(WRITE_COMMENT, Comment, ({ rest }) =>
      rest.issues.updateComment({ ...this.#home, comment_id: id, body }),
    );
    return unlessRejected(GONE, request);
  }

  /** Succeeds also if the comment was deleted before. */
  async deleteComment(id: number): Promise<void> {
    const request = this.#connection.call(DELETE_COMMENT, z.unknown(), ({ rest }) =>
      rest.issues.deleteComment({ ...this.#home, comment_id: id }),
    );
    await unlessRejected(GONE, request);
  }

  pullRequest(number: number): Promise<PullRequest> {
    const purpose = { ...this.#findPull, purpose: `read pull request #${number}` };
    return this.#connection.call(purpose, PullRequest, ({ rest }) =>
      rest.pulls.get({ ...this.#home, pull_number: number }),
    );
  }

  /** The open pull requests from a branch of a fork or of the repository itself. */
  openPullRequestsFrom(owner: string, branch: string): Promise<PullRequest[]> {
    const query = { ...this.#home, head: `${owner}:${branch}`, state: 'open', per_page: 100 } as const;
    return this.#connection.list(this.#findPull, PullRequest, ({ rest, paginate }) => paginate(rest.pulls.list, query));
  }

  /** The pull requests that contain a commit, in any state; none if GitHub does not have the commit. */
  async pullRequestsWith(sha: string): Promise<PullRequest[]> {
    const query = { ...this.#home, commit_sha: sha, per_page: 100 };
    const request = this.#connection.list(this.#findPull, PullRequest, ({ rest, paginate }) =>
      paginate(rest.repos.listPullRequestsAssociatedWithCommit, query),
    );
    return (await unlessRejected([422], request)) ?? [];
  }

  /** The SHAs of the last commits of a branch, newest first. */
  async commits(branch: string, count: number): Promise<string[]> {
    const purpose = { purpose: `read the last commits of ${branch}`, permission: 'contents: read' } as const;
    const commits = await this.#connection.call(purpose, z.array(z.object({ sha: z.string() })), ({ rest }) =>
      rest.repos.listCommits({ ...this.#home, sha: branch, per_page: count }),
    );
    return commits.map(({ sha }) => sha);
  }
}
