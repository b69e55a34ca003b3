import { describe, expect, it } from '@jest/globals';
import { type Context, readContext, withCommit } from '../src/context.ts';
import {
  BASE_SHA,
  eventEnvironment,
  forkPullRequest,
  forkPullRequestEvent,
  HEAD_SHA,
  MERGE_SHA,
  pullRequestEvent,
  QUEUE_SHA,
  REPOSITORY,
  repository,
  type WorkflowEvent,
} from '../sandbox/runner/event.ts';
import {
  forkWorkflowRunEvent,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  workflowRunEvent,
} from '../sandbox/runner/events.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function contextOf(
  event: WorkflowEvent,
  env: Environment = {},
  file = JSON.stringify(event.payload),
): Context {
  return readContext(
    {
      ...eventEnvironment(event),
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_EVENT_PATH: 'event.json',
      ...env,
    },
    (path) => (path === 'event.json' ? file : undefined),
  );
}

describe('where a step runs', () => {
  it('is read from the environment', () => {
    const context = contextOf(pushEvent, {
      GITHUB_SERVER_URL: 'https://github.octo.example',
      GITHUB_API_URL: 'https://github.octo.example/api/v3',
      GITHUB_WORKFLOW: 'E2E',
      GITHUB_RUN_ID: '1234',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_JOB: 'e2e',
      GITHUB_WORKSPACE: '/home/runner/work',
      GITHUB_STEP_SUMMARY: '/tmp/summary.md',
    });
    expect(context).toMatchObject({
      repository: 'octo/shop',
      serverUrl: 'https://github.octo.example',
      apiUrl: 'https://github.octo.example/api/v3',
      defaultBranch: 'main',
      eventName: 'push',
      workflow: 'E2E',
      workflowPath: '.github/workflows/e2e.yml',
      runId: '1234',
      runAttempt: 2,
      job: 'e2e',
      headSha: MERGE_SHA,
      ref: 'refs/heads/main',
      tag: undefined,
      workspace: '/home/runner/work',
      hasSummary: true,
      hasForkToken: false,
    });
  });

  it('may be unknown in every part', () => {
    const nothing = readContext({}, () => undefined);
    expect(nothing).toMatchObject({
      repository: undefined,
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      headSha: undefined,
      runAttempt: 1,
      hasSummary: false,
      subject: { headSha: undefined, pullRequest: { kind: 'at-head' } },
    });
    const empty = Object.fromEntries(Object.keys(eventEnvironment(pushEvent)).map((name) => [name, '']));
    expect(readContext({ ...empty, GITHUB_RUN_ATTEMPT: 'two' }, () => '')).toEqual(nothing);
  });

  it('knows a tag, and no workflow file of another repository', () => {
    expect(contextOf(pushEvent, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2' })).toMatchObject({
      tag: 'v1.2',
    });
    const foreign = { GITHUB_WORKFLOW_REF: 'octo/flows/.github/workflows/e2e.yml@main' };
    expect(contextOf(pushEvent, foreign).workflowPath).toBeUndefined();
  });
});

describe('an event that is no event', () => {
  it.each([
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"pull_request":"x"}',
    '{"pull_request":{"head":null,"number":-1}}',
    '{"pull_request":{"head":{"sha":7}}}',
  ])('leaves what the environment knows: %s', (file) => {
    const context = contextOf(pullRequestEvent, {}, file);
    // To be shown, the merge commit is better than nothing; for reports GitHub is asked.
    expect(context.headSha).toBe(MERGE_SHA);
    expect(context.subject).toEqual({
      headSha: undefined,
      pullRequest: { kind: 'numbered', number: 7, baseBranch: undefined },
    });
    for (const event of [mergeGroupEvent, workflowRunEvent, issueCommentEvent, pushEvent])
      expect(() => contextOf(event, {}, file)).not.toThrow();
  });

  it('of a merge queue is told by its ref', () => {
    expect(contextOf(mergeGroupEvent, {}, '{}').subject).toEqual({
      headSha: QUEUE_SHA,
      pullRequest: { kind: 'numbered', number: 7, baseBranch: 'main' },
    });
  });

  it('with a name of its own is one that we do not know', () => {
    expect(contextOf({ name: 'constructor', payload: pullRequestEvent.payload }).subject).toEqual({
      headSha: MERGE_SHA,
      pullRequest: { kind: 'at-head' },
    });
  });
});

describe('a merge group', () => {
  it.each([
    ['refs/heads/gh-readonly-queue/release/v1/pr-1234-abc123', 1234, 'release/v1'],
    ['refs/heads/gh-readonly-queue/main/pr-5-in-name/pr-6-abc123', 6, 'main/pr-5-in-name'],
  ])('names its pull request in its branch: %s', (head_ref, number, baseBranch) => {
    const event = { name: 'merge_group', payload: { merge_group: { head_ref, head_sha: QUEUE_SHA } } };
    expect(contextOf(event).subject).toEqual({
      headSha: QUEUE_SHA,
      pullRequest: { kind: 'numbered', number, baseBranch },
    });
  });
});

describe("a workflow run's list", () => {
  const pull = (number: number, sha: string, url: string) => ({
    number,
    head: { ref: 'x', sha },
    base: { ref: 'main', sha: BASE_SHA, repo: { id: 1, url, name: 'shop' } },
  });
  const withList = (pull_requests: readonly unknown[]): WorkflowEvent => ({
    name: 'workflow_run',
    payload: { workflow_run: { head_sha: HEAD_SHA, pull_requests }, repository },
  });

  it('may hold pull requests of other repositories, and at other commits', () => {
    const elsewhere = pull(1, HEAD_SHA, 'https://api.github.com/repos/upstream/shop');
    const subject = (list: readonly unknown[]) => contextOf(withList(list)).subject.pullRequest;
    expect(
      subject([elsewhere, pull(3, BASE_SHA, repository.url), pull(4, HEAD_SHA, repository.url)]),
    ).toMatchObject({ number: 4 });
    expect(subject([elsewhere, pull(9, BASE_SHA, repository.url)])).toMatchObject({ number: 9 });
    expect(subject([elsewhere, null, 7])).toEqual({ kind: 'at-head' });
  });

  it('of a fork is empty, and its branch is known', () => {
    expect(contextOf(forkWorkflowRunEvent).subject.pullRequest).toEqual({
      kind: 'from-branch',
      owner: 'mona',
      branch: 'mend-cart',
      repository: 'mona/shop',
    });
  });
});

describe("a fork's token", () => {
  it('can only read, except where the workflow is the base branch’s', () => {
    expect(contextOf(forkPullRequestEvent).hasForkToken).toBe(true);
    expect(contextOf(pullRequestEvent).hasForkToken).toBe(false);
    expect(contextOf(pullRequestTargetEvent).hasForkToken).toBe(false);
    expect(contextOf(forkWorkflowRunEvent).hasForkToken).toBe(false);
  });

  it('is one also where the fork is gone', () => {
    const pull_request = { ...forkPullRequest, head: { ...forkPullRequest.head, repo: null } };
    expect(contextOf({ name: 'pull_request', payload: { pull_request } }).hasForkToken).toBe(true);
  });
});

describe('commit-sha', () => {
  it('is the commit everywhere', () => {
    const context = withCommit(contextOf(scheduleEvent), HEAD_SHA);
    expect(context).toMatchObject({ headSha: HEAD_SHA, subject: { headSha: HEAD_SHA } });
    expect(withCommit(contextOf(pushEvent), undefined).headSha).toBe(MERGE_SHA);
  });

  it("of a comment's pull request stands beside its number", () => {
    const context = contextOf(issueCommentEvent);
    expect(context.headSha).toBeUndefined();
    expect(withCommit(context, HEAD_SHA)).toMatchObject({
      headSha: HEAD_SHA,
      subject: { pullRequest: { kind: 'numbered', number: 7 } },
    });
  });
});
