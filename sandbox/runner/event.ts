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

/** A repository in a payload. */
function repositoryOf(id: number, fullName: string, ownerType: string) {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id,
    name,
    full_name: fullName,
    private: false,
    fork: fullName === FORK,
    default_branch: 'main',
    url: `https://api.github.com/repos/${fullName}`,
    html_url: `https://github.com/${fullName}`,
    owner: { login: owner, type: ownerType },
  };
}

export const repository = repositoryOf(1296269, REPOSITORY, 'Organization');
export const fork = repositoryOf(1296270, FORK, 'User');
export const sender = { login: 'mona', type: 'User' };

/** A pull request in a payload. */
function pullRequestOf(number: number, title: string, ref: string, sha: string, repo: typeof repository) {
  return {
    url: `${repository.url}/pulls/${number}`,
    html_url: `${repository.html_url}/pull/${number}`,
    number,
    state: 'open',
    title,
    user: sender,
    head: { label: `${repo.owner.login}:${ref}`, ref, sha, repo },
    base: { label: 'octo:main', ref: 'main', sha: BASE_SHA, repo: repository },
  };
}

export const pullRequest = pullRequestOf(PULL_REQUEST_NUMBER, 'Faster checkout', BRANCH, HEAD_SHA, repository);
export const forkPullRequest = pullRequestOf(FORK_PULL_REQUEST_NUMBER, 'Mend the cart', 'mend-cart', FORK_SHA, fork);

/** `pull_request` and reviews run on the merge commit. */
const onMerge = (number: number, branch: string): Record<string, string> => ({
  GITHUB_REF: `refs/pull/${number}/merge`,
  GITHUB_REF_NAME: `${number}/merge`,
  GITHUB_HEAD_REF: branch,
  GITHUB_BASE_REF: 'main',
});

/** An event with the repository and a sender. */
export function eventOf(name: string, payload: object, environment?: WorkflowEvent['environment']): WorkflowEvent {
  return { name, payload: { ...payload, repository, sender }, ...(environment && { environment }) };
}

/** A push to the branch of a pull request of the repository itself. */
export const pullRequestEvent = eventOf(
  'pull_request',
  { action: 'synchronize', number: PULL_REQUEST_NUMBER, pull_request: pullRequest },
  onMerge(PULL_REQUEST_NUMBER, BRANCH),
);

/** The same from a fork, whose jobs have a token that can only read. */
export const forkPullRequestEvent = eventOf(
  'pull_request',
  { action: 'synchronize', number: FORK_PULL_REQUEST_NUMBER, pull_request: forkPullRequest },
  onMerge(FORK_PULL_REQUEST_NUMBER, 'mend-cart'),
);

/** A push to the default branch. */
export const pushEvent = eventOf('push', {
  ref: 'refs/heads/main',
  before: BASE_SHA,
  after: MERGE_SHA,
  head_commit: { id: MERGE_SHA },
});

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
