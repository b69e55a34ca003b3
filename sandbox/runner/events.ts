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

/** Runs for the base branch, also for pull requests of forks. */
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

export const pullRequestReviewCommentEvent: WorkflowEvent = {
  name: 'pull_request_review_comment',
  payload: {
    action: 'created',
    comment: { id: 81, body: 'Why?', commit_id: HEAD_SHA, user: sender },
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

/** The same for a fork's pull request, which GitHub does not list. */
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

/** After another workflow, which ran for the merge queue. */
export const mergeGroupWorkflowRunEvent: WorkflowEvent = {
  name: 'workflow_run',
  payload: {
    action: 'completed',
    workflow_run: {
      ...workflowRun,
      event: 'merge_group',
      head_branch: queueRef.replace('refs/heads/', ''),
      head_sha: QUEUE_SHA,
      head_repository: repository,
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

/** A deployment succeeded. Vercel has one per project of a monorepo, in environments such as `Preview – shop`. */
export function deploymentStatusEventOf(environment: string): WorkflowEvent {
  return {
    name: 'deployment_status',
    payload: {
      action: 'created',
      deployment_status: {
        id: 43,
        state: 'success',
        environment,
        environment_url: `https://preview-${PULL_REQUEST_NUMBER}.example.com`,
        target_url: 'https://ci.example.com/deploys/43',
      },
      deployment: { ...deployment, environment },
      repository,
      sender,
    },
    environment: onDeployment,
  };
}

export const deploymentStatusEvent = deploymentStatusEventOf('preview');

/** A deployment by Vercel's newer integration: https://vercel.com/docs/git/vercel-for-github#repository-dispatch-events */
export function vercelEventOf(project: string, environment = 'preview'): WorkflowEvent {
  return {
    name: 'repository_dispatch',
    payload: {
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
      repository,
      sender,
    },
  };
}

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

/** A comment on an issue. */
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

/** Started manually on a pull request's branch. */
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

/** A pull request as a workflow run lists it. */
function minimal({ number, url, head, base }: typeof pullRequest) {
  const side = ({ ref, sha, repo }: typeof head) => ({
    ref,
    sha,
    repo: { id: repo.id, url: repo.url, name: repo.name },
  });
  return { id: 900_000 + number, number, url, head: side(head), base: side(base) };
}
