import {
  BASE_SHA,
  BRANCH,
  eventOf,
  fork,
  FORK_SHA,
  forkPullRequest,
  forkPullRequestEvent,
  HEAD_SHA,
  PULL_REQUEST_NUMBER,
  pullRequest,
  pullRequestEvent,
  pushEvent,
  QUEUE_REF,
  QUEUE_SHA,
  repository,
  sender,
  type WorkflowEvent,
} from './event.ts';

export { forkPullRequestEvent, pullRequestEvent, pushEvent };

/** Runs for the base branch, also for pull requests of forks. */
export const pullRequestTargetEvent = eventOf(
  'pull_request_target',
  { action: 'opened', number: forkPullRequest.number, pull_request: forkPullRequest },
  { GITHUB_HEAD_REF: 'mend-cart', GITHUB_BASE_REF: 'main', GITHUB_SHA: BASE_SHA },
);

const onReview = { ...pullRequestEvent.environment, GITHUB_HEAD_REF: '', GITHUB_BASE_REF: '' };

export const pullRequestReviewEvent = eventOf(
  'pull_request_review',
  {
    action: 'submitted',
    review: { id: 80, state: 'approved', commit_id: HEAD_SHA, user: sender },
    pull_request: pullRequest,
  },
  onReview,
);

export const pullRequestReviewCommentEvent = eventOf(
  'pull_request_review_comment',
  {
    action: 'created',
    comment: { id: 81, body: 'Why?', commit_id: HEAD_SHA, user: sender },
    pull_request: pullRequest,
  },
  onReview,
);

export const mergeGroupEvent = eventOf(
  'merge_group',
  {
    action: 'checks_requested',
    merge_group: {
      head_sha: QUEUE_SHA,
      head_ref: `refs/heads/${QUEUE_REF}`,
      base_sha: BASE_SHA,
      base_ref: 'refs/heads/main',
      head_commit: { id: QUEUE_SHA, message: 'Merge pull request #7' },
    },
  },
  { GITHUB_REF: `refs/heads/${QUEUE_REF}`, GITHUB_REF_NAME: QUEUE_REF, GITHUB_SHA: QUEUE_SHA },
);

/** After another workflow, which ran for this event and commit. */
function workflowRunEventOf(event: string, ref: string, sha: string, more: object): WorkflowEvent {
  return eventOf('workflow_run', {
    action: 'completed',
    workflow_run: {
      ...{ id: 998877, name: 'Build', path: '.github/workflows/build.yml', run_attempt: 1 },
      ...{ event, status: 'completed', conclusion: 'success' },
      ...{ head_branch: ref, head_sha: sha, head_repository: repository, repository, pull_requests: [] },
      ...more,
    },
  });
}

/** After another workflow, which ran for a pull request from the repository itself. */
export const workflowRunEvent = workflowRunEventOf('pull_request', BRANCH, HEAD_SHA, {
  pull_requests: [listed(pullRequest)],
});

/** The same for a fork's pull request, which GitHub does not list. */
export const forkWorkflowRunEvent = workflowRunEventOf('pull_request', 'mend-cart', FORK_SHA, {
  head_repository: fork,
});

/** After another workflow, which ran for the merge queue. */
export const mergeGroupWorkflowRunEvent = workflowRunEventOf('merge_group', QUEUE_REF, QUEUE_SHA, {});

const deployment = {
  id: 42,
  sha: HEAD_SHA,
  ref: BRANCH,
  task: 'deploy',
  environment: 'preview',
  payload: {},
  creator: { login: 'deployer[bot]', type: 'Bot' },
};
const onDeployment = { GITHUB_REF: '', GITHUB_REF_NAME: '', GITHUB_REF_TYPE: '', GITHUB_SHA: HEAD_SHA };

export const deploymentEvent = eventOf('deployment', { action: 'created', deployment }, onDeployment);

/** A deployment succeeded. Vercel has one per project of a monorepo, in environments such as `Preview – shop`. */
export function deploymentStatusEventOf(environment: string): WorkflowEvent {
  const deployment_status = {
    id: 43,
    state: 'success',
    environment,
    environment_url: `https://preview-${PULL_REQUEST_NUMBER}.example.com`,
    target_url: 'https://ci.example.com/deploys/43',
  };
  const payload = { action: 'created', deployment_status, deployment: { ...deployment, environment } };
  return eventOf('deployment_status', payload, onDeployment);
}

export const deploymentStatusEvent = deploymentStatusEventOf('preview');

/** A deployment by Vercel's newer integration: https://vercel.com/docs/git/vercel-for-github#repository-dispatch-events */
export function vercelEventOf(project: string, environment = 'preview'): WorkflowEvent {
  return eventOf('repository_dispatch', {
    action: 'vercel.deployment.success',
    branch: 'main',
    client_payload: {
      id: 'dpl_8Rxyz',
      environment,
      project: { id: `prj_${project}`, name: project },
      git: { ref: BRANCH, sha: HEAD_SHA, shortSha: HEAD_SHA.slice(0, 7) },
      state: { type: 'success' },
      url: `https://${project}-preview.example.com`,
    },
  });
}

/** A comment on a pull request, such as `/test`. */
export const issueCommentEvent = eventOf('issue_comment', {
  action: 'created',
  issue: {
    number: PULL_REQUEST_NUMBER,
    title: pullRequest.title,
    state: 'open',
    user: sender,
    pull_request: { url: pullRequest.url, html_url: pullRequest.html_url },
  },
  comment: { id: 99, body: '/test', user: sender },
});

/** A comment on an issue. */
export const plainIssueCommentEvent = eventOf('issue_comment', {
  action: 'created',
  issue: { number: 3, title: 'The cart is slow', state: 'open', user: sender },
  comment: { id: 98, body: '/test', user: sender },
});

/** Started manually on a pull request's branch. */
export const workflowDispatchEvent = eventOf(
  'workflow_dispatch',
  { inputs: {}, ref: `refs/heads/${BRANCH}`, workflow: '.github/workflows/e2e.yml' },
  { GITHUB_REF: `refs/heads/${BRANCH}`, GITHUB_REF_NAME: BRANCH, GITHUB_SHA: HEAD_SHA },
);

export const scheduleEvent = eventOf('schedule', {
  schedule: '0 3 * * *',
  workflow: '.github/workflows/e2e.yml',
});

/** A pull request as a workflow run lists it. */
function listed({ number, url, head, base }: typeof pullRequest) {
  const side = ({ ref, sha, repo: { id, url: repoUrl, name } }: typeof head) => ({
    ref,
    sha,
    repo: { id, url: repoUrl, name },
  });
  return { id: 900_000 + number, number, url, head: side(head), base: side(base) };
}
