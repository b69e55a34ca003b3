/** What started a workflow. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: unknown;
}

/** The repository, commits and pull request of every sandboxed step that isn't told otherwise. */
export const REPOSITORY = 'octo/shop';
export const PULL_REQUEST_NUMBER = 7;
export const HEAD_SHA = '4ead5a3c0ffee4ead5a3c0ffee4ead5a3c0ffee4';
export const MERGE_SHA = '3e49e5a3c0ffee3e49e5a3c0ffee3e49e5a3c0ff';

const repository = {
  name: 'shop',
  full_name: REPOSITORY,
  private: false,
  default_branch: 'main',
  html_url: `https://github.com/${REPOSITORY}`,
  owner: { login: 'octo' },
};

/** A push to the branch of a pull request, from the repository itself. */
export const pullRequestEvent: WorkflowEvent = {
  name: 'pull_request',
  payload: {
    action: 'synchronize',
    number: PULL_REQUEST_NUMBER,
    pull_request: {
      number: PULL_REQUEST_NUMBER,
      title: 'Faster checkout',
      html_url: `https://github.com/${REPOSITORY}/pull/${PULL_REQUEST_NUMBER}`,
      head: { ref: 'faster-checkout', sha: HEAD_SHA, repo: { full_name: REPOSITORY, fork: false } },
      base: { ref: 'main', sha: '8a5e5a3c0ffee8a5e5a3c0ffee8a5e5a3c0ffee8', repo: { full_name: REPOSITORY } },
    },
    repository,
    sender: { login: 'mona' },
  },
};

/** A push to the default branch. */
export const pushEvent: WorkflowEvent = {
  name: 'push',
  payload: {
    ref: 'refs/heads/main',
    after: MERGE_SHA,
    head_commit: { id: MERGE_SHA },
    repository,
    sender: { login: 'mona' },
  },
};

/** The environment that tells a step about its event; `pull_request` runs on the merge commit. */
export function eventEnvironment(eventName: string): Record<string, string> {
  const isPullRequest = eventName === 'pull_request';
  const ref = isPullRequest ? `refs/pull/${PULL_REQUEST_NUMBER}/merge` : 'refs/heads/main';
  return {
    GITHUB_EVENT_NAME: eventName,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|pull)\//, ''),
    GITHUB_REF_TYPE: 'branch',
    GITHUB_HEAD_REF: isPullRequest ? 'faster-checkout' : '',
    GITHUB_BASE_REF: isPullRequest ? 'main' : '',
    GITHUB_SHA: MERGE_SHA,
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/e2e.yml@${ref}`,
    GITHUB_WORKFLOW_SHA: MERGE_SHA,
  };
}
