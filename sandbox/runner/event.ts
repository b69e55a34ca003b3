/** The event that started a workflow. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: unknown;
  /** Its environment variables, where they differ from those of the default branch. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The repository, commits and pull requests of sandboxed steps. */
export const REPOSITORY = 'octo/shop';
export const FORK = 'mona/shop';
export const PULL_REQUEST_NUMBER = 7;
export const FORK_PULL_REQUEST_NUMBER = 12;
export const BRANCH = 'faster-checkout';
export const HEAD_SHA = '4ead5a3c0ffee4ead5a3c0ffee4ead5a3c0ffee4';
export const FORK_SHA = 'f04c5a3c0ffeef04c5a3c0ffeef04c5a3c0ffee0';
/** Of the default branch, and of the test merge of `pull_request`. */
export const MERGE_SHA = '3e49e5a3c0ffee3e49e5a3c0ffee3e49e5a3c0ff';
export const BASE_SHA = '8a5e5a3c0ffee8a5e5a3c0ffee8a5e5a3c0ffee8';
export const QUEUE_SHA = '90e0e5a3c0ffee90e0e5a3c0ffee90e0e5a3c0ff';
/** The branch of a merge group. */
export const QUEUE_REF = `gh-readonly-queue/main/pr-${PULL_REQUEST_NUMBER}-${BASE_SHA}`;

const API = `https://api.github.com/repos/${REPOSITORY}`;

export const repository = {
  id: 1296269,
  name: 'shop',
  full_name: REPOSITORY,
  private: false,
  fork: false,
  default_branch: 'main',
  url: API,
  html_url: `https://github.com/${REPOSITORY}`,
  owner: { login: 'octo', type: 'Organization' },
};
export const fork = {
  id: 1296270,
  name: 'shop',
  full_name: FORK,
  private: false,
  fork: true,
  default_branch: 'main',
  url: `https://api.github.com/repos/${FORK}`,
  html_url: `https://github.com/${FORK}`,
  owner: { login: 'mona', type: 'User' },
};
export const sender = { login: 'mona', type: 'User' };

const base = { label: 'octo:main', ref: 'main', sha: BASE_SHA, repo: repository };
const links = (number: number) => ({
  url: `${API}/pulls/${number}`,
  html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
});

export const pullRequest = {
  ...links(PULL_REQUEST_NUMBER),
  number: PULL_REQUEST_NUMBER,
  state: 'open',
  title: 'Faster checkout',
  user: sender,
  head: { label: `octo:${BRANCH}`, ref: BRANCH, sha: HEAD_SHA, repo: repository },
  base,
};
export const forkPullRequest = {
  ...links(FORK_PULL_REQUEST_NUMBER),
  number: FORK_PULL_REQUEST_NUMBER,
  state: 'open',
  title: 'Mend the cart',
  user: sender,
  head: { label: 'mona:mend-cart', ref: 'mend-cart', sha: FORK_SHA, repo: fork },
  base,
};

/** `pull_request` and reviews run on the merge commit. */
const onMerge = (number: number, branch: string): Record<string, string> => ({
  GITHUB_REF: `refs/pull/${number}/merge`,
  GITHUB_REF_NAME: `${number}/merge`,
  GITHUB_HEAD_REF: branch,
  GITHUB_BASE_REF: 'main',
});

/** A push to the branch of a pull request of the repository itself. */
export const pullRequestEvent: WorkflowEvent = {
  name: 'pull_request',
  payload: {
    action: 'synchronize',
    number: PULL_REQUEST_NUMBER,
    pull_request: pullRequest,
    repository,
    sender,
  },
  environment: onMerge(PULL_REQUEST_NUMBER, BRANCH),
};

/** The same from a fork, whose jobs have a token that can only read. */
export const forkPullRequestEvent: WorkflowEvent = {
  name: 'pull_request',
  payload: {
    action: 'synchronize',
    number: FORK_PULL_REQUEST_NUMBER,
    pull_request: forkPullRequest,
    repository,
    sender,
  },
  environment: onMerge(FORK_PULL_REQUEST_NUMBER, 'mend-cart'),
};

/** A push to the default branch. */
export const pushEvent: WorkflowEvent = {
  name: 'push',
  payload: {
    ref: 'refs/heads/main',
    before: BASE_SHA,
    after: MERGE_SHA,
    head_commit: { id: MERGE_SHA },
    repository,
    sender,
  },
};

/** The environment variables of an event. */
export function eventEnvironment(event: WorkflowEvent): Record<string, string> {
  const isPullRequest = event.name === 'pull_request';
  const environment = {
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_HEAD_REF: '',
    GITHUB_BASE_REF: '',
    GITHUB_SHA: MERGE_SHA,
    GITHUB_WORKFLOW_SHA: MERGE_SHA,
    ...(isPullRequest && pullRequestEvent.environment),
    ...event.environment,
  };
  return {
    ...environment,
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/e2e.yml@${environment.GITHUB_REF}`,
  };
}
