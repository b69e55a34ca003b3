import { describe, expect, it } from '@jest/globals';
import { actionsBotWith } from '../../sandbox/github/identities.ts';
import type { StoredComment } from '../../sandbox/github/repository.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { BRANCH, HEAD_SHA, MERGE_SHA, type WorkflowEvent } from '../../sandbox/runner/event.ts';
import {
  deploymentStatusEventOf,
  forkPullRequestEvent,
  issueCommentEvent,
  mergeGroupWorkflowRunEvent,
  pullRequestEvent,
  pullRequestTargetEvent,
  pushEvent,
  vercelEventOf,
} from '../../sandbox/runner/events.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { sectionsOf } from '../../src/report/comment.ts';
import { withServices } from './github-stage.ts';
import { tests, until, warnings } from './stage.ts';
import { onPosix } from '../posix.ts';

const NEWER_SHA = '9e3e95a3c0ffee9e3e95a3c0ffee9e3e95a3c0ff';
const passing = { ...tests('pass-0s'), 'pr-comment': 'true' };
const failing = { ...passing, ...tests('fail-0s-pay') };
/** A push to the pull request's branch, which starts a workflow beside `pull_request`. */
const branchPushEvent: WorkflowEvent = {
  ...pushEvent,
  environment: { GITHUB_REF: `refs/heads/${BRANCH}`, GITHUB_REF_NAME: BRANCH, GITHUB_SHA: HEAD_SHA },
};
const titled = (title: string) => ({ ...passing, title });

/** The bot's only comment. */
function comment({ repository: { comments } }: GithubSandbox): StoredComment {
  const [ours, ...more] = comments.filter(({ login }) => login === 'github-actions[bot]');
  expect(more).toEqual([]);
  if (!ours) throw new Error('There is no comment.');
  return ours;
}

const sectionsIn = (github: GithubSandbox): string[] =>
  sectionsOf(comment(github).body).map(({ job, title, sha }) => `${job} ${title} ${sha.slice(0, 4)}`);

describe('the comment on the pull request', () => {
  it.concurrent('is one for the workflow, with a section for each job and title', () =>
    withServices(async ({ github, run }) => {
      const first = await run({ ...failing, title: 'Web' });
      const url = `https://github.com/octo/shop/pull/7#issuecomment-${comment(github).id}`;
      expect(first.outputs['comment-url']).toBe(url);
      const [last] = await Promise.all([
        run(titled('Web'), { env: { GITHUB_RUN_ATTEMPT: '2' } }),
        run(titled('Phone'), { checkRunId: '4711' }),
        run(titled('Phone'), { env: { GITHUB_JOB: 'nightly' } }),
      ]);
      expect(last.outputs['comment-url']).toBe(url);
      expect(sectionsIn(github).sort()).toEqual(['e2e Phone 4ead', 'e2e Web 4ead', 'nightly Phone 4ead']);
      expect(comment(github).body).toContain('all 3 tests passed');
      expect(comment(github).body).toContain(
        '[Phone (e2e)](https://github.com/octo/shop/actions/runs/1234567890/job/4711)',
      );
    }),
  );

  it.concurrent('keeps the result of every project that was deployed', () =>
    withServices(async ({ github, run }) => {
      await Promise.all([
        run(failing, { event: deploymentStatusEventOf('Preview – shop') }),
        run(passing, { event: deploymentStatusEventOf('Preview – docs') }),
      ]);
      expect(sectionsIn(github).sort()).toEqual(['e2e Doksi (Preview – docs) 4ead', 'e2e Doksi (Preview – shop) 4ead']);
      expect(comment(github).body).toContain('1 of 2 tests failed');
      const again = { ...passing, 'web-url': 'https://redeployed.example.com' };
      const env = { GITHUB_RUN_ID: '1234567891' };
      const last = await run(again, { event: deploymentStatusEventOf('Preview – shop'), env });
      expect(warnings(last)).toBe('');
      expect(sectionsIn(github)).toHaveLength(2);
      expect(comment(github).body).toContain('all 2 tests passed');
    }),
  );

  it.concurrent('has one address for jobs that create it at the same time', () =>
    withServices(async ({ github, run }) => {
      github.fault({ on: 'GET /issues/{number}/comments', kind: 'status', status: 200, body: '[]', times: 2 });
      const steps = await Promise.all([run(titled('Web')), run(titled('Phone'))]);
      const url = `https://github.com/octo/shop/pull/7#issuecomment-${comment(github).id}`;
      expect(steps.map(({ outputs }) => outputs['comment-url'])).toEqual([url, url]);
      expect(github.repository.commentsEver).toBe(2);
      expect(sectionsIn(github).sort()).toEqual(['e2e Phone 4ead', 'e2e Web 4ead']);
    }),
  );

  it.concurrent.each([
    ['workflow run', { GITHUB_RUN_ID: '200' }, { GITHUB_RUN_ID: '199' }],
    ['attempt', { GITHUB_RUN_ATTEMPT: '2' }, { GITHUB_RUN_ATTEMPT: '1' }],
  ])('keeps the section of the newer %s if an older one finishes last', (_what, newer, older) =>
    withServices(async ({ github, run }) => {
      await run(failing, { env: newer });
      const { body } = comment(github);
      const late = await run(passing, { env: older });
      expect(comment(github).body).toBe(body);
      expect(late.log).toMatch(/comment on #7 has a section of workflow run .*, which is newer\. It was not changed\./);
    }),
  );

  it.concurrent.each([
    ['first', [100, 101]],
    ['last', [101, 100]],
  ])(
    'causes a warning that names a push and a pull request with other tests, if the failing one finishes %s',
    (_when, ids) =>
      withServices(async ({ run }) => {
        const logged: string[] = [];
        for (const id of ids) {
          const [inputs, event] = id === 100 ? [failing, branchPushEvent] : [passing, pullRequestEvent];
          logged.push(warnings(await run(inputs, { event, env: { GITHUB_RUN_ID: String(id) } })));
        }
        expect(logged[0]).toBe('');
        expect(logged[1]).toMatch(/shows workflow run 101 instead of workflow run 100, which failed/);
      }),
  );

  it.concurrent('has a hint to re-run that matches on-rerun', () =>
    withServices(async ({ github, run }) => {
      await run({ ...failing, 'check-run': 'true', 'on-rerun': 'failed' });
      expect(comment(github).body).toContain('*Re-run failed jobs* runs only the failed tests again');
    }),
  );

  it.concurrent('has only sections of the newest commit', () =>
    withServices(async ({ github, run }) => {
      await run(titled('Phone'));
      const [pull] = github.repository.pulls;
      if (pull) pull.head.sha = NEWER_SHA;
      await run({ ...titled('Web'), 'commit-sha': NEWER_SHA }, { event: pushEvent });
      expect(sectionsIn(github)).toEqual(['e2e Web 9e3e']);
      const { body } = comment(github);
      const late = await run({ ...failing, title: 'Web' });
      expect(comment(github).body).toBe(body);
      expect(late.log).toContain('is about 9e3e95a, which is newer than 4ead5a3. It was not changed.');
      expect(late.outputs['comment-url']).toContain('#issuecomment-');
    }),
  );

  it.concurrent('is not confused with a copy by another user, or a quotation', () =>
    withServices(async ({ github, run }) => {
      await run(titled('Web'));
      const { body } = comment(github);
      github.repository.comments.length = 0;
      const copy = github.addComment({ number: 7, body, login: 'mallory' });
      const quotation = github.addComment({ number: 7, body: `> ${body}`, login: 'github-actions[bot]' });
      await run(titled('Phone'));
      expect([copy.body, quotation.body]).toEqual([body, `> ${body}`]);
      expect(github.repository.comments).toHaveLength(3);
    }),
  );

  it.concurrent('works on an Enterprise Server', () =>
    withServices(
      async ({ github, run }) => {
        await run(passing, { env: { GITHUB_SERVER_URL: 'https://git.example.com' } });
        expect(comment(github).body).toContain(`https://git.example.com/octo/shop/commit/${HEAD_SHA}`);
      },
      { prefix: '/api/v3' },
    ),
  );

  it.concurrent('is not written on a dry run', () =>
    withServices(async ({ github, run }) => {
      await run({ ...passing, 'dry-run': 'true' });
      expect(github.requests).toHaveLength(0);
    }),
  );

  it.concurrent('is written if an input is invalid, without the key in it', () =>
    withServices(async ({ github, run }) => {
      const key = 'a_secret*key#of@mine_';
      const inputs = { ...failing, 'check-run': 'true', retries: key, title: `Web ${key}` };
      await run(inputs, { apiKey: key });
      const [check] = github.repository.checkRuns;
      expect(comment(github).body).toContain('retries');
      expect(check?.summary).toContain('retries');
      expect(JSON.stringify([comment(github), check])).not.toMatch(/secret/);
    }),
  );

  it.concurrent('escapes foreign text and mentions nobody', () =>
    withServices(async ({ doksi, github, run }) => {
      const name = '@mona --> <img src=x onerror=alert(1)> ](javascript:alert(1)) | a | `b` #7';
      const result = { test_id: 'a', test_name: name, status: 'failed', url: 'javascript:alert(1)' };
      const body = JSON.stringify({ status: 'failed', tests_total: 1, results: [result] });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      await run({ ...failing, 'check-run': 'true' });
      for (const text of [comment(github).body, github.repository.checkRuns[0]?.summary]) {
        expect(text).toMatch(/^\| ❌ \| @\u2060mona --&gt; &lt;img .* \|$/m);
        expect(text).not.toMatch(/@mona|<img|(?<!\\)\]\(javascript/);
      }
      expect(sectionsIn(github)).toHaveLength(1);
    }),
  );

  onPosix('signals').concurrent('is written once if the step is cancelled', () =>
    withServices(async ({ github, start }) => {
      const step = start({ ...passing, ...tests('stuck') });
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGINT');
      const finished = await step.done;
      expect(comment(github).body).toContain('🛑');
      expect(finished.outputs['comment-url']).toContain('#issuecomment-');
      const reads = github.requests.filter(({ method, path }) => method === 'GET' && path.includes('/7/comments'));
      expect(reads).toHaveLength(1);
    }),
  );

  it.concurrent.each<[string, WorkflowEvent, number]>([
    ["a fork's pull_request_target", pullRequestTargetEvent, 12],
    ['workflow_run after a merge group', mergeGroupWorkflowRunEvent, 7],
    ['repository_dispatch by Vercel', vercelEventOf('shop'), 7],
    ['issue_comment', issueCommentEvent, 7],
  ])('finds the pull request on %s', (_name, event, number) =>
    withServices(async ({ github, run }) => {
      const step = await run(passing, { event });
      expect(warnings(step)).toBe('');
      expect(comment(github).number).toBe(number);
    }),
  );

  it.concurrent('is not written on a push, which the log states', () =>
    withServices(async ({ github, run }) => {
      const step = await run(passing, { event: pushEvent });
      expect(step).toMatchObject({ exitCode: 0, outputs: { 'comment-url': '' } });
      expect(warnings(step)).toBe('');
      expect(step.log).toContain(
        `No comment was written. No open pull request has commit ${MERGE_SHA.slice(0, 7)} as its head.`,
      );
      expect(github.repository.comments).toHaveLength(0);
    }),
  );

  it.concurrent('causes one warning if a permission is missing, and the verdict stands', () =>
    withServices(
      async ({ run }) => {
        const step = await run({ ...passing, 'check-run': 'true' });
        expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'comment-url': '' } });
        expect(step.outputs['check-run-url']).not.toBe('');
        expect(step.commands.filter(({ command }) => command === 'warning')).toHaveLength(1);
        expect(warnings(step)).toContain('permissions:\n  pull-requests: write');
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ checks: 'write', contents: 'read' }) } },
    ),
  );

  it.concurrent("causes a warning if a fork's token cannot write", () =>
    withServices(
      async ({ github, run }) => {
        const step = await run(passing, { event: forkPullRequestEvent });
        expect(step.exitCode).toBe(0);
        expect(warnings(step)).toMatch(/fork/);
        expect(github.repository.comments).toHaveLength(0);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ 'pull-requests': 'read' }) } },
    ),
  );
});
