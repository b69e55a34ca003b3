import { isMapping, type Mapping } from './mapping.ts';

// Read by hand, without a schema library: every step reads its event, and loading the library would be a quarter of the
// time in which a step starts (`npm run bench -- load`).

/** The parts of a webhook's payload that tell a commit or a pull request: https://docs.github.com/webhooks */
export interface Payload {
  readonly number: Maybe<number>;
  readonly repository: Maybe<Repository>;
  readonly pull_request: Maybe<PullRequest>;
  readonly issue: Maybe<{ readonly number: Maybe<number>; readonly isPullRequest: boolean }>;
  readonly merge_group: Maybe<{
    readonly head_sha: Maybe<string>;
    readonly head_ref: Maybe<string>;
    readonly base_ref: Maybe<string>;
  }>;
  readonly deployment: Maybe<{ readonly sha: Maybe<string> }>;
  readonly workflow_run: Maybe<{
    readonly head_sha: Maybe<string>;
    readonly head_branch: Maybe<string>;
    readonly head_repository: Maybe<Repository>;
    readonly pull_requests: readonly PullRequest[];
  }>;
}

export interface Repository {
  readonly full_name: Maybe<string>;
  readonly url: Maybe<string>;
  readonly default_branch: Maybe<string>;
  readonly owner: Maybe<{ readonly login: Maybe<string> }>;
}

export interface PullRequest {
  readonly number: Maybe<number>;
  /** `repo` is null where the fork was deleted meanwhile. */
  readonly head: Maybe<{ readonly sha: Maybe<string>; readonly repo: Maybe<Repository> | null }>;
  readonly base: Maybe<{ readonly ref: Maybe<string>; readonly repo: Maybe<Repository> }>;
}

/** Undefined where it is missing or of the wrong type. */
type Maybe<T> = T | undefined;

/** Parses an event's file, which may be anything. */
export function parsePayload(payload: unknown): Payload {
  const told = isMapping(payload) ? payload : {};
  return {
    number: positive(told['number']),
    repository: repository(told['repository']),
    pull_request: pullRequest(told['pull_request']),
    issue: within(told['issue'], (issue) => ({
      number: positive(issue['number']),
      isPullRequest: isMapping(issue['pull_request']),
    })),
    merge_group: within(told['merge_group'], (group) => ({
      head_sha: text(group['head_sha']),
      head_ref: text(group['head_ref']),
      base_ref: text(group['base_ref']),
    })),
    deployment: within(told['deployment'], (deployment) => ({ sha: text(deployment['sha']) })),
    workflow_run: within(told['workflow_run'], (run) => ({
      head_sha: text(run['head_sha']),
      head_branch: text(run['head_branch']),
      head_repository: repository(run['head_repository']),
      pull_requests: list(run['pull_requests']).flatMap((pull) => pullRequest(pull) ?? []),
    })),
  };
}

function pullRequest(value: unknown): Maybe<PullRequest> {
  return within(value, (pull) => ({
    number: positive(pull['number']),
    head: within(pull['head'], ({ sha, repo }) => ({
      sha: text(sha),
      repo: repo === null ? null : repository(repo),
    })),
    base: within(pull['base'], ({ ref, repo }) => ({ ref: text(ref), repo: repository(repo) })),
  }));
}

function repository(value: unknown): Maybe<Repository> {
  return within(value, (told) => ({
    full_name: text(told['full_name']),
    url: text(told['url']),
    default_branch: text(told['default_branch']),
    owner: within(told['owner'], ({ login }) => ({ login: text(login) })),
  }));
}

function within<T>(value: unknown, read: (told: Mapping) => T): Maybe<T> {
  return isMapping(value) ? read(value) : undefined;
}

function text(value: unknown): Maybe<string> {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function positive(value: unknown): Maybe<number> {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
