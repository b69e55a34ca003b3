import { parsePayload, type Payload, type PullRequest } from './payload.ts';

/** What the reports are about, as far as the event tells it. */
export interface Subject {
  /** The commit that people look at: of a pull request its head. Undefined where GitHub has to be asked. */
  readonly headSha: string | undefined;
  readonly pullRequest: PullRequestHint;
}

/** How to get at the pull request. */
export type PullRequestHint =
  | { readonly kind: 'numbered'; readonly number: number; readonly baseBranch: string | undefined }
  /** The open one from this branch of a fork. */
  | {
      readonly kind: 'from-branch';
      readonly owner: string;
      readonly branch: string;
      /** The fork as `owner/name`. */
      readonly repository: string | undefined;
    }
  /** The open one whose head is the commit. */
  | { readonly kind: 'at-head' };

export interface EventSource {
  readonly name: string | undefined;
  /** The parsed event file, which may be anything. */
  readonly payload: unknown;
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly ref: string | undefined;
  /** The runner's `GITHUB_SHA`. */
  readonly sha: string | undefined;
}

/** Which commit and which pull request an event is about. */
export function subjectOf(event: EventSource): Subject {
  const read = READERS.get(event.name ?? '') ?? ofCommit;
  return read(parsePayload(event.payload), event);
}

/** Whether the job's own token can't write, whatever the workflow asks for: the pull request comes from a fork. */
export function hasForkToken({ name, payload }: EventSource): boolean {
  if (!FORK_TOKEN_EVENTS.has(name ?? '')) return false;
  const { pull_request: pull, repository } = parsePayload(payload);
  if (pull?.head === undefined) return false;
  // A fork that was deleted meanwhile is null.
  if (pull.head.repo === null) return true;
  const [from, to] = [pull.head.repo?.full_name, pull.base?.repo?.full_name ?? repository?.full_name];
  return from !== undefined && to !== undefined && from !== to;
}

/** On `pull_request_target` and `workflow_run` a fork's pull request has a token that may write. */
const FORK_TOKEN_EVENTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);

type Reader = (payload: Payload, event: EventSource) => Subject;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['pull_request', ofPullRequest],
  ['pull_request_target', ofPullRequest],
  ['pull_request_review', ofPullRequest],
  ['pull_request_review_comment', ofPullRequest],
  ['merge_group', ofMergeGroup],
  ['workflow_run', ofWorkflowRun],
  ['deployment', ofDeployment],
  ['deployment_status', ofDeployment],
  ['issue_comment', ofIssueComment],
]);

function ofCommit(_: Payload, { sha }: EventSource): Subject {
  return { headSha: sha, pullRequest: { kind: 'at-head' } };
}

function ofPullRequest(payload: Payload, event: EventSource): Subject {
  const pull = payload.pull_request;
  const told = pull?.number ?? payload.number ?? numberInRef(event.ref);
  if (told === undefined) return ofCommit(payload, { ...event, sha: pull?.head?.sha ?? event.sha });
  // GITHUB_SHA is the merge commit here, or the base branch's: never the head.
  return {
    headSha: pull?.head?.sha,
    pullRequest: { kind: 'numbered', number: told, baseBranch: pull?.base?.ref },
  };
}

/** From `refs/pull/12/merge`. */
function numberInRef(ref: string | undefined): number | undefined {
  const digits = /^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function ofMergeGroup(payload: Payload, event: EventSource): Subject {
  const group = payload.merge_group;
  const headSha = group?.head_sha ?? event.sha;
  const queued = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/.exec(
    group?.head_ref ?? event.ref ?? '',
  );
  if (!queued) return { headSha, pullRequest: { kind: 'at-head' } };
  const baseBranch = group?.base_ref?.replace(/^refs\/heads\//, '') ?? queued[1];
  return { headSha, pullRequest: { kind: 'numbered', number: Number(queued[2]), baseBranch } };
}

function ofDeployment(payload: Payload, event: EventSource): Subject {
  return ofCommit(payload, { ...event, sha: payload.deployment?.sha ?? event.sha });
}

function ofIssueComment(payload: Payload, event: EventSource): Subject {
  const issue = payload.issue;
  if (issue?.isPullRequest !== true || issue.number === undefined) return ofCommit(payload, event);
  // GITHUB_SHA is the default branch's last commit here.
  return {
    headSha: undefined,
    pullRequest: { kind: 'numbered', number: issue.number, baseBranch: undefined },
  };
}

function ofWorkflowRun(payload: Payload, event: EventSource): Subject {
  const run = payload.workflow_run;
  const headSha = run?.head_sha ?? event.sha;
  const listed = firstListed(run?.pull_requests ?? [], headSha, payload.repository?.url, event.repository);
  if (listed?.number !== undefined)
    return {
      headSha,
      pullRequest: { kind: 'numbered', number: listed.number, baseBranch: listed.base?.ref },
    };
  // GitHub leaves the list empty for forks.
  const fork = run?.head_repository;
  const owner = fork?.owner?.login ?? fork?.full_name?.split('/')[0];
  const isFork = fork?.full_name !== undefined && fork.full_name !== event.repository;
  if (isFork && owner !== undefined && run?.head_branch !== undefined) {
    const pullRequest = {
      kind: 'from-branch',
      owner,
      branch: run.head_branch,
      repository: fork.full_name,
    } as const;
    return { headSha, pullRequest };
  }
  return { headSha, pullRequest: { kind: 'at-head' } };
}

/** A run's list also holds pull requests that its branch has in other repositories; those at its commit go first. */
function firstListed(
  listed: readonly PullRequest[],
  headSha: string | undefined,
  url: string | undefined,
  repository: string | undefined,
): PullRequest | undefined {
  const isOurs = (base: string | undefined): boolean =>
    base === undefined || base === url || (repository !== undefined && base.endsWith(`/repos/${repository}`));
  const ours = listed
    .filter((pull) => pull.number !== undefined && isOurs(pull.base?.repo?.url))
    .sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
  return ours.find((pull) => pull.head?.sha === headSha) ?? ours[0];
}
