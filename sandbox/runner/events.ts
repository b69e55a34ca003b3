import {
  BASE_SHA,
  BRANCH,
  fork,
  FORK_SHA,
  forkPullRequest,
  forkPullRequestEvent,
  HEAD_SHA,
  PULL_REQUEST_NUMBER,
  pullRequest,
  pullRequestEvent,
  pushEvent,
  QUEUE_SHA,
  repository,
  sender,
  type WorkflowEvent,
} from './event.ts';

/** Runs for the base branch, also where the pull request comes from a fork. */
export const pullRequestTargetEvent: WorkflowEvent = {
  name: 'pull_request_target',
  payload: {
    action: 'opened',
    number: forkPullRequest.number,
    pull_request: forkPullRequest,
    repository,
    sender,
  },
  environment: { GITHUB_HEAD_REF: 'mend-cart', GITHUB_BASE_REF: 'main', GITHUB_SHA: BASE_SHA },
};

export const pullRequestReviewEvent: WorkflowEvent = {
  name: 'pull_request_review',
  payload: {
    action: 'submitted',
    review: { id: 80, state: 'approved', commit_id: HEAD_SHA, user: sender },
    pull_request: pullRequest,
    repository,
    sender,
  },
  environment: { ...pullRequestEvent.environment, GITHUB_HEAD_REF: '', GITHUB_BASE_REF: '' },
};

const queueRef = `refs/heads/gh-readonly-queue/main/pr-${PULL_REQUEST_NUMBER}-${BASE_SHA}`;

export const mergeGroupEvent: WorkflowEvent = {
  name: 'merge_group',
  payload: {
    action: 'checks_requested',
    merge_group: {
      head_sha: QUEUE_SHA,
      head_ref: queueRef,
      base_sha: BASE_SHA,
      base_ref: 'refs/heads/main',
      head_commit: { id: QUEUE_SHA, message: 'Merge pull request #7' },
    },
    repository,
    sender,
  },
  environment: {
    GITHUB_REF: queueRef,
    GITHUB_REF_NAME: queueRef.replace('refs/heads/', ''),
    GITHUB_SHA: QUEUE_SHA,
  },
};

const workflowRun = {
  id: 998877,
  name: 'Build',
  event: 'pull_request',
  status: 'completed',
  conclusion: 'success',
  path: '.github/workflows/build.yml',
  run_attempt: 1,
  repository,
};

/** After another workflow, which ran for a pull request from the repository itself. */
export const workflowRunEvent: WorkflowEvent = {
  name: 'workflow_run',
  payload: {
    action: 'completed',
    workflow_run: {
      ...workflowRun,
      head_branch: BRANCH,
      head_sha: HEAD_SHA,
      head_repository: repository,
      pull_requests: [minimal(pullRequest)],
    },
    repository,
    sender,
  },
};

/** The same for a fork's pull request: GitHub doesn't list it. */
export const forkWorkflowRunEvent: WorkflowEvent = {
  name: 'workflow_run',
  payload: {
    action: 'completed',
    workflow_run: {
      ...workflowRun,
      head_branch: 'mend-cart',
      head_sha: FORK_SHA,
      head_repository: fork,
      pull_requests: [],
    },
    repository,
    sender,
  },
};

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

export const deploymentEvent: WorkflowEvent = {
  name: 'deployment',
  payload: { action: 'created', deployment, repository, sender },
  environment: onDeployment,
};

/** A preview is there. */
export const deploymentStatusEvent: WorkflowEvent = {
  name: 'deployment_status',
  payload: {
    action: 'created',
    deployment_status: {
      id: 43,
      state: 'success',
      environment: 'preview',
      environment_url: `https://preview-${PULL_REQUEST_NUMBER}.example.com`,
      target_url: 'https://ci.example.com/deploys/43',
    },
    deployment,
    repository,
    sender,
  },
  environment: onDeployment,
};

/** A comment on a pull request, such as `/test`. */
export const issueCommentEvent: WorkflowEvent = {
  name: 'issue_comment',
  payload: {
    action: 'created',
    issue: {
      number: PULL_REQUEST_NUMBER,
      title: pullRequest.title,
      state: 'open',
      user: sender,
      pull_request: { url: pullRequest.url, html_url: pullRequest.html_url },
    },
    comment: { id: 99, body: '/test', user: sender },
    repository,
    sender,
  },
};

/** A comment on an issue that is no pull request. */
export const plainIssueCommentEvent: WorkflowEvent = {
  name: 'issue_comment',
  payload: {
    action: 'created',
    issue: { number: 3, title: 'The cart is slow', state: 'open', user: sender },
    comment: { id: 98, body: '/test', user: sender },
    repository,
    sender,
  },
};

/** By hand, on a pull request's branch. */
export const workflowDispatchEvent: WorkflowEvent = {
  name: 'workflow_dispatch',
  payload: {
    inputs: {},
    ref: `refs/heads/${BRANCH}`,
    workflow: '.github/workflows/e2e.yml',
    repository,
    sender,
  },
  environment: { GITHUB_REF: `refs/heads/${BRANCH}`, GITHUB_REF_NAME: BRANCH, GITHUB_SHA: HEAD_SHA },
};

export const scheduleEvent: WorkflowEvent = {
  name: 'schedule',
  payload: { schedule: '0 3 * * *', workflow: '.github/workflows/e2e.yml', repository },
};

export { forkPullRequestEvent, pullRequestEvent, pushEvent };

/** As much of a pull request as a workflow run lists. */
function minimal({ number, url, head, base }: typeof pullRequest) {
  const side = ({ ref, sha, repo }: typeof head) => ({
    ref,
    sha,
    repo: { id: repo.id, url: repo.url, name: repo.name },
  });
  return { id: 900_000 + number, number, url, head: side(head), base: side(base) };
}
