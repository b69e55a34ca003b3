import * as z from 'zod';

/** The commit and the pull request that the reports are about, as far as the event names them. */
export interface Subject {
  /** For a pull request its head. Undefined if it has to be requested from GitHub. */
  readonly headSha: string | undefined;
  readonly pullRequest: PullRequestHint;
}

/** How to find the pull request. */
export type PullRequestHint =
  | { readonly kind: 'numbered'; readonly number: number; readonly baseBranch: string | undefined }
  /** The open one from this branch of a fork; `repository` is the fork's `owner/name`. */
  | { readonly kind: 'from-branch'; readonly repository: string; readonly branch: string }
  /** The open one whose head is the commit. */
  | { readonly kind: 'at-head' };

/** What is known from the event that started the workflow. */
export interface EventFacts {
  readonly subject: Subject;
  /** The commit to show; for a pull request its head, although `GITHUB_SHA` is the merge commit. */
  readonly headSha: string | undefined;
  /** The commit that the event is about; undefined if the event names none. */
  readonly eventSha: string | undefined;
  /** Whether the commit belongs to a merge queue. */
  readonly isMergeGroup: boolean;
  /** What was deployed, if a deployment started the workflow: `['Preview – shop']`, for Vercel `['shop', 'preview']`. */
  readonly deployment: readonly string[];
  /** Whether the job's token is read-only because the pull request comes from a fork. */
  readonly hasForkToken: boolean;
}

const AT_HEAD: PullRequestHint = { kind: 'at-head' };

function numbered(number: number, baseBranch: string | undefined): PullRequestHint {
  return { kind: 'numbered', number, baseBranch };
}

interface Event {
  readonly name: string;
  readonly payload: Payload;
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly ref: string | undefined;
  /** The runner's `GITHUB_SHA`. */
  readonly sha: string | undefined;
}

/** A part of the payload that is undefined where it is missing or has another type. */
function part<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

const text = part(z.string().min(1));
const number = part(z.int().positive());
const Repository = z.object({ full_name: text, url: text });
const PullRequest = z.object({
  number,
  // The repository of a deleted fork is null.
  head: part(z.object({ sha: text, repo: part(Repository.nullable()) })),
  base: part(z.object({ ref: text, repo: part(Repository) })),
});

/** The parts of a webhook's payload that this action reads; never fails. https://docs.github.com/webhooks */
export const Payload = z
  .object({
    repository: part(Repository),
    pull_request: part(PullRequest),
    issue: part(z.object({ number, pull_request: part(z.object({})) })),
    merge_group: part(z.object({ head_sha: text, head_ref: text })),
    deployment: part(z.object({ sha: text, environment: text })),
    deployment_status: part(z.object({ environment: text })),
    workflow_run: part(
      z.object({
        head_sha: text,
        head_branch: text,
        head_repository: part(Repository),
        pull_requests: z.array(part(PullRequest)).catch([]),
      }),
    ),
    // Vercel's: https://github.com/vercel/repository-dispatch
    client_payload: part(
      z.object({
        git: part(z.object({ sha: part(z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/i)) })),
        project: part(z.object({ name: text })),
        environment: text,
      }),
    ),
  })
  .catch({});
type Payload = z.infer<typeof Payload>;

/** Reads what an event is about. Never throws. */
export function readEvent(event: Event): EventFacts {
  const { name, payload, repository, sha } = event;
  const { deployment, deployment_status: status, client_payload: vercel } = payload;
  const subject = subjectOf(event);
  const namesNoCommit = name === 'repository_dispatch' && !vercel?.git?.sha;
  const deployed = [status?.environment ?? deployment?.environment, vercel?.project?.name, vercel?.environment];
  return {
    subject,
    // For a comment, GITHUB_SHA is the default branch's commit, which has nothing to do with the pull request.
    headSha: subject.headSha ?? (name === 'issue_comment' ? undefined : sha),
    eventSha: namesNoCommit ? undefined : subject.headSha,
    isMergeGroup: name === 'merge_group' || (name === 'workflow_run' && queuedBy(payload, repository) !== undefined),
    deployment: deployed.filter((text) => text !== undefined),
    hasForkToken: hasForkToken(event),
  };
}

function subjectOf(event: Event): Subject {
  const { name, payload, repository, ref, sha } = event;
  const atSha = { headSha: sha, pullRequest: AT_HEAD };
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return ofPullRequest(event);
    case 'issue_comment': {
      const { number, pull_request: pull } = payload.issue ?? {};
      return pull && number ? { headSha: undefined, pullRequest: numbered(number, undefined) } : atSha;
    }
    case 'merge_group': {
      const group = payload.merge_group;
      return { headSha: group?.head_sha ?? sha, pullRequest: inQueue(group?.head_ref ?? ref) ?? AT_HEAD };
    }
    case 'workflow_run': {
      const headSha = payload.workflow_run?.head_sha ?? sha;
      const pullRequest = firstListed(payload, headSha) ?? queuedBy(payload, repository) ?? fromFork(event) ?? AT_HEAD;
      return { headSha, pullRequest };
    }
    case 'deployment':
    case 'deployment_status':
      return { headSha: payload.deployment?.sha ?? sha, pullRequest: AT_HEAD };
    case 'repository_dispatch':
      return { headSha: payload.client_payload?.git?.sha?.toLowerCase() ?? sha, pullRequest: AT_HEAD };
    default:
      return atSha;
  }
}

/** Events whose token is read-only for a fork's pull request; for `pull_request_target` and others it can write. */
const FORK_TOKEN_EVENTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);

function hasForkToken({ name, payload: { pull_request: pull, repository } }: Event): boolean {
  if (!FORK_TOKEN_EVENTS.has(name) || pull?.head === undefined) return false;
  if (pull.head.repo === null) return true;
  const [from, to] = [pull.head.repo?.full_name, pull.base?.repo?.full_name ?? repository?.full_name];
  return from !== undefined && to !== undefined && from !== to;
}

function ofPullRequest({ payload, ref, sha }: Event): Subject {
  const { pull_request: pull } = payload;
  const number = pull?.number ?? Number(/^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1] ?? 0);
  if (number === 0) return { headSha: pull?.head?.sha ?? sha, pullRequest: AT_HEAD };
  // GITHUB_SHA is the merge commit or the base branch's commit here, never the head.
  return { headSha: pull?.head?.sha, pullRequest: numbered(number, pull?.base?.ref) };
}

/** The pull request that a merge queue's branch names. */
function inQueue(ref: string | undefined): PullRequestHint | undefined {
  const match = /^(?:refs\/heads\/)?gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/.exec(ref ?? '');
  return match ? numbered(Number(match[2]), match[1]) : undefined;
}

/** The queued pull request of a workflow run. Branches of forks can have any name. */
function queuedBy({ workflow_run: run }: Payload, repository: string | undefined) {
  const home = run?.head_repository?.full_name;
  return home === undefined || home === repository ? inQueue(run?.head_branch) : undefined;
}

/** A run's list also has pull requests of other repositories; one at the run's commit is preferred. */
function firstListed({ repository, workflow_run: run }: Payload, headSha: string | undefined) {
  const ours = (run?.pull_requests ?? []).filter((pull) => {
    const url = pull?.base?.repo?.url;
    return pull?.number !== undefined && (url === undefined || url === repository?.url);
  });
  const found = ours.find((pull) => pull?.head?.sha === headSha) ?? ours[0];
  return found?.number === undefined ? undefined : numbered(found.number, found.base?.ref);
}

/** For forks, GitHub leaves the list empty. */
function fromFork({ payload: { workflow_run: run }, repository }: Event): PullRequestHint | undefined {
  const fork = run?.head_repository?.full_name;
  const branch = run?.head_branch;
  if (fork === undefined || fork === repository || branch === undefined) return undefined;
  return { kind: 'from-branch', repository: fork, branch };
}
