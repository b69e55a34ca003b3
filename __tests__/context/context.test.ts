import { describe, expect, it } from '@jest/globals';
import { type Context, jobUrl, readContext, withCommit } from '../../src/context/context.ts';
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
} from '../../sandbox/runner/event.ts';
import {
  forkWorkflowRunEvent,
  issueCommentEvent,
  mergeGroupEvent,
  mergeGroupWorkflowRunEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  vercelEventOf,
  workflowRunEvent,
} from '../../sandbox/runner/events.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function contextOf(event: WorkflowEvent, env: Environment = {}, file = JSON.stringify(event.payload)): Context {
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
      workflow: 'E2E',
      workflowPath: '.github/workflows/e2e.yml',
      workflowRunId: '1234',
      workflowAttempt: 2,
      job: 'e2e',
      headSha: MERGE_SHA,
      tag: undefined,
      workspace: '/home/runner/work',
      hasSummary: true,
      hasForkToken: false,
      isMergeGroup: false,
      deployment: [],
    });
    expect(jobUrl(context, '31')).toBe('https://github.octo.example/octo/shop/actions/runs/1234/job/31');
    for (const id of ['', '0', 'null', '-1', '3 1']) expect(jobUrl(context, id)).toBeUndefined();
  });

  it('may be unknown', () => {
    const nothing = readContext({}, () => undefined);
    expect(nothing).toMatchObject({
      repository: undefined,
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      headSha: undefined,
      workflowAttempt: 1,
      hasSummary: false,
      subject: { headSha: undefined, pullRequest: { kind: 'at-head' } },
    });
    const empty = Object.fromEntries(Object.keys(eventEnvironment(pushEvent)).map((name) => [name, '']));
    expect(readContext({ ...empty, GITHUB_RUN_ATTEMPT: 'two' }, () => '')).toEqual(nothing);
  });

  it('includes a tag, and no workflow file of another repository', () => {
    expect(contextOf(pushEvent, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2' })).toMatchObject({
      tag: 'v1.2',
    });
    // A deployment of a commit has no ref.
    expect(contextOf(pushEvent, { GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/e2e.yml@` })).toMatchObject({
      workflowPath: '.github/workflows/e2e.yml',
    });
    const foreign = { GITHUB_WORKFLOW_REF: 'octo/flows/.github/workflows/e2e.yml@main' };
    expect(contextOf(pushEvent, foreign).workflowPath).toBeUndefined();
  });
});

describe('an invalid event', () => {
  it.each([
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"pull_request":"x"}',
    '{"pull_request":{"head":null,"number":-1}}',
    '{"pull_request":{"head":{"sha":7}}}',
  ])('leaves what the environment provides: %s', (file) => {
    const context = contextOf(pullRequestEvent, {}, file);
    // Good enough to be shown; for reports, the head is requested from GitHub.
    expect(context.headSha).toBe(MERGE_SHA);
    expect(context.subject).toEqual({
      headSha: undefined,
      pullRequest: { kind: 'numbered', number: 7, baseBranch: undefined },
    });
    for (const event of [mergeGroupEvent, workflowRunEvent, issueCommentEvent, pushEvent])
      expect(() => contextOf(event, {}, file)).not.toThrow();
  });

  it('of a merge queue is read from its ref', () => {
    expect(contextOf(mergeGroupEvent, {}, '{}').subject).toEqual({
      headSha: QUEUE_SHA,
      pullRequest: { kind: 'numbered', number: 7, baseBranch: 'main' },
    });
  });

  it('with an unknown name is about GITHUB_SHA', () => {
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
  ])('has the pull request in its branch name: %s', (head_ref, number, baseBranch) => {
    const event = { name: 'merge_group', payload: { merge_group: { head_ref, head_sha: QUEUE_SHA } } };
    expect(contextOf(event).subject).toEqual({
      headSha: QUEUE_SHA,
      pullRequest: { kind: 'numbered', number, baseBranch },
    });
  });
});

describe('a workflow run after a merge group', () => {
  it('is about the group and its pull request', () => {
    const context = contextOf(mergeGroupWorkflowRunEvent);
    expect(context).toMatchObject({ headSha: QUEUE_SHA, eventSha: QUEUE_SHA, isMergeGroup: true });
    expect(contextOf(mergeGroupEvent).isMergeGroup).toBe(true);
  });

  it('is not one of a fork, whose branches can have any name', () => {
    const { payload } = forkWorkflowRunEvent;
    const named = JSON.stringify(payload).replace(
      '"head_branch":"mend-cart"',
      `"head_branch":"gh-readonly-queue/main/pr-7-${BASE_SHA}"`,
    );
    const context = contextOf(forkWorkflowRunEvent, {}, named);
    expect(context.isMergeGroup).toBe(false);
    expect(context.subject.pullRequest).toMatchObject({ kind: 'from-branch', repository: 'mona/shop' });
  });
});

describe('repository_dispatch', () => {
  const dispatch = (client_payload: unknown): Context =>
    contextOf({ name: 'repository_dispatch', payload: { client_payload, repository } });

  it("of Vercel's names the commit and what was deployed", () => {
    expect(contextOf(vercelEventOf('shop'))).toMatchObject({
      headSha: HEAD_SHA,
      eventSha: HEAD_SHA,
      subject: { headSha: HEAD_SHA, pullRequest: { kind: 'at-head' } },
      deployment: ['shop', 'preview'],
    });
  });

  it.each([undefined, null, 7, { git: 'x' }, { git: { sha: 'main' } }, { git: { sha: `${HEAD_SHA}\n` } }])(
    'of others is about no known commit: %j',
    (payload) => {
      const context = dispatch(payload);
      expect(context).toMatchObject({ headSha: MERGE_SHA, eventSha: undefined, deployment: [] });
      // The user knows which commit it is.
      expect(withCommit(context, MERGE_SHA).eventSha).toBe(MERGE_SHA);
    },
  );
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

  it('may contain pull requests of other repositories and at other commits', () => {
    const elsewhere = pull(1, HEAD_SHA, 'https://api.github.com/repos/upstream/shop');
    const subject = (list: readonly unknown[]) => contextOf(withList(list)).subject.pullRequest;
    expect(subject([elsewhere, pull(3, BASE_SHA, repository.url), pull(4, HEAD_SHA, repository.url)])).toMatchObject({
      number: 4,
    });
    expect(subject([elsewhere, pull(9, BASE_SHA, repository.url)])).toMatchObject({ number: 9 });
    expect(subject([elsewhere, null, 7])).toEqual({ kind: 'at-head' });
  });
});

describe('the token of a fork', () => {
  it("is read-only, except if the workflow is the base branch's", () => {
    expect(contextOf(forkPullRequestEvent).hasForkToken).toBe(true);
    expect(contextOf(pullRequestEvent).hasForkToken).toBe(false);
    expect(contextOf(pullRequestTargetEvent).hasForkToken).toBe(false);
    expect(contextOf(forkWorkflowRunEvent).hasForkToken).toBe(false);
  });

  it('is read-only also if the fork was deleted', () => {
    const pull_request = { ...forkPullRequest, head: { ...forkPullRequest.head, repo: null } };
    expect(contextOf({ name: 'pull_request', payload: { pull_request } }).hasForkToken).toBe(true);
  });
});

describe('commit-sha', () => {
  it('replaces the commit everywhere', () => {
    const context = withCommit(contextOf(scheduleEvent), HEAD_SHA);
    expect(context).toMatchObject({ headSha: HEAD_SHA, subject: { headSha: HEAD_SHA } });
    // The event was about another commit.
    expect(context.eventSha).toBe(MERGE_SHA);
    expect(withCommit(contextOf(pushEvent), undefined).headSha).toBe(MERGE_SHA);
  });
});
