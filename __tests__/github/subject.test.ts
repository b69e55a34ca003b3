import { describe, expect, it } from '@jest/globals';
import { readContext, withCommit } from '../../src/context/context.ts';
import type { Subject } from '../../src/context/event.ts';
import { findHeadSha, findPullRequest, noPullRequest } from '../../src/github/subject.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import {
  eventEnvironment,
  FORK_SHA,
  HEAD_SHA,
  MERGE_SHA,
  QUEUE_SHA,
  REPOSITORY,
  type WorkflowEvent,
} from '../../sandbox/runner/event.ts';
import {
  deploymentEvent,
  deploymentStatusEvent,
  forkPullRequestEvent,
  forkWorkflowRunEvent,
  issueCommentEvent,
  mergeGroupEvent,
  mergeGroupWorkflowRunEvent,
  plainIssueCommentEvent,
  pullRequestEvent,
  pullRequestReviewCommentEvent,
  pullRequestReviewEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  vercelEventOf,
  workflowDispatchEvent,
  workflowRunEvent,
} from '../../sandbox/runner/events.ts';
import { withGithub } from './stage.ts';

interface Found {
  readonly headSha: string | undefined;
  readonly number: number | undefined;
  readonly baseBranch: string | undefined;
  readonly requests: readonly string[];
}

const subjectOf = (event: WorkflowEvent, commitSha?: string): Subject =>
  withCommit(
    readContext({ ...eventEnvironment(event), GITHUB_REPOSITORY: REPOSITORY, GITHUB_EVENT_PATH: 'event.json' }, () =>
      JSON.stringify(event.payload),
    ),
    commitSha,
  ).subject;

async function find(subject: Subject, prepare: (sandbox: GithubSandbox) => void = () => undefined) {
  const found: Found[] = [];
  await withGithub(async ({ github, sandbox }) => {
    prepare(sandbox);
    const headSha = await findHeadSha(subject, github);
    const pull = await findPullRequest(subject, github);
    const requests = sandbox.requests.map(({ path }) => path.replace('/repos/octo/shop', ''));
    found.push({ headSha, number: pull?.number, baseBranch: pull?.base.ref, requests });
  });
  return found[0];
}

const pages = 'per_page=100';
const ofCommit = (sha: string): string => `/commits/${sha}/pulls?${pages}`;

describe('the commit, the pull request, and the requests for them:', () => {
  it.each([
    ['pull_request', pullRequestEvent, HEAD_SHA, 7, []],
    ['pull_request of a fork', forkPullRequestEvent, FORK_SHA, 12, []],
    ['pull_request_target', pullRequestTargetEvent, FORK_SHA, 12, []],
    ['pull_request_review', pullRequestReviewEvent, HEAD_SHA, 7, []],
    ['pull_request_review_comment', pullRequestReviewCommentEvent, HEAD_SHA, 7, []],
    ['merge_group', mergeGroupEvent, QUEUE_SHA, 7, []],
    ['workflow_run after a merge group', mergeGroupWorkflowRunEvent, QUEUE_SHA, 7, []],
    ['workflow_run', workflowRunEvent, HEAD_SHA, 7, []],
    [
      'workflow_run of a fork',
      forkWorkflowRunEvent,
      FORK_SHA,
      12,
      [`/pulls?head=mona%3Amend-cart&state=open&${pages}`],
    ],
    ['deployment', deploymentEvent, HEAD_SHA, 7, [ofCommit(HEAD_SHA)]],
    ['deployment_status', deploymentStatusEvent, HEAD_SHA, 7, [ofCommit(HEAD_SHA)]],
    ["repository_dispatch of Vercel's", vercelEventOf('shop'), HEAD_SHA, 7, [ofCommit(HEAD_SHA)]],
    ['issue_comment', issueCommentEvent, HEAD_SHA, 7, ['/pulls/7', '/pulls/7']],
    ['issue_comment on an issue', plainIssueCommentEvent, MERGE_SHA, undefined, [ofCommit(MERGE_SHA)]],
    ['workflow_dispatch', workflowDispatchEvent, HEAD_SHA, 7, [ofCommit(HEAD_SHA)]],
    ['push', pushEvent, MERGE_SHA, undefined, [ofCommit(MERGE_SHA)]],
    ['schedule', scheduleEvent, MERGE_SHA, undefined, [ofCommit(MERGE_SHA)]],
  ])('%s', async (_, event, headSha, number, requests) => {
    const baseBranch = number === undefined ? undefined : 'main';
    expect(await find(subjectOf(event))).toEqual({ headSha, number, baseBranch, requests });
  });
});

describe('commit-sha', () => {
  it('replaces the commit of the event and its pull request', async () => {
    expect(await find(subjectOf(scheduleEvent, HEAD_SHA))).toMatchObject({ headSha: HEAD_SHA, number: 7 });
    expect(await find(subjectOf(pullRequestEvent, MERGE_SHA))).toMatchObject({
      headSha: MERGE_SHA,
      number: undefined,
    });
  });

  it('changes nothing if the event is about the same commit', async () => {
    expect(await find(subjectOf(pullRequestEvent, HEAD_SHA))).toMatchObject({
      headSha: HEAD_SHA,
      number: 7,
      requests: [],
    });
  });

  it('is the commit of an event that names only a pull request', async () => {
    expect(await find(subjectOf(issueCommentEvent, MERGE_SHA))).toMatchObject({
      headSha: MERGE_SHA,
      number: 7,
    });
  });

  it('that GitHub does not know has no pull request', async () => {
    const sha = 'b'.repeat(40);
    expect(await find(subjectOf(scheduleEvent, sha))).toMatchObject({ headSha: sha, number: undefined });
    expect(noPullRequest(subjectOf(scheduleEvent, sha))).toBe('No open pull request has commit bbbbbbb as its head.');
  });
});

describe('the open pull request with a head', () => {
  const more = { state: 'open', base: { ref: 'release' } } as const;

  it('is not closed, has the commit as its head, and is the oldest of several', async () => {
    const prepare = ({ repository: { pulls } }: GithubSandbox): void => {
      const head = { ref: 'x', sha: HEAD_SHA, repository: REPOSITORY };
      pulls.push({ ...more, number: 2, state: 'closed', head });
      pulls.push({ ...more, number: 3, head: { ...head, sha: MERGE_SHA }, olderShas: [HEAD_SHA] });
      pulls.push({ ...more, number: 5, head });
    };
    expect(await find(subjectOf(deploymentStatusEvent), prepare)).toMatchObject({
      number: 5,
      baseBranch: 'release',
    });
  });

  it('of a fork is found if its branch has newer commits, but not in another fork of the owner', async () => {
    const event = subjectOf(forkWorkflowRunEvent);
    const addCommit = ({ repository: { pulls } }: GithubSandbox): void => {
      for (const pull of pulls) if (pull.number === 12) pull.head.sha = MERGE_SHA;
    };
    expect(await find(event, addCommit)).toMatchObject({ headSha: FORK_SHA, number: 12 });
    const another = ({ repository: { pulls } }: GithubSandbox): void => {
      const head = { ref: 'mend-cart', sha: FORK_SHA, repository: 'mona/shop-2' };
      pulls.splice(0, pulls.length, { ...more, number: 4, head });
    };
    expect(await find(event, another)).toMatchObject({ number: undefined });
    expect(noPullRequest(event)).toBe('No open pull request comes from mona:mend-cart.');
  });
});

it('without a commit nothing is requested', async () => {
  const subject: Subject = { headSha: undefined, pullRequest: { kind: 'at-head' } };
  expect(await find(subject)).toMatchObject({ headSha: undefined, number: undefined, requests: [] });
  expect(noPullRequest(subject)).toContain('The event names no commit');
});
