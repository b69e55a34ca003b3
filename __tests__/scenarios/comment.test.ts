import { describe, expect, it } from '@jest/globals';
import { actionsBotWith, personalToken } from '../../sandbox/github/identities.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { sandboxPulls } from '../../sandbox/github/seed.ts';
import { HEAD_SHA, MERGE_SHA, QUEUE_SHA, type WorkflowEvent } from '../../sandbox/runner/event.ts';
import {
  deploymentStatusEvent,
  forkPullRequestEvent,
  forkWorkflowRunEvent,
  issueCommentEvent,
  mergeGroupEvent,
  plainIssueCommentEvent,
  pullRequestEvent,
  pullRequestReviewEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  workflowDispatchEvent,
  workflowRunEvent,
} from '../../sandbox/runner/events.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { sectionsOf } from '../../src/report/comment.ts';
import { type Services, withServices } from './github-stage.ts';
import { tests, until, warnings } from './stage.ts';

const COMMENT = { 'pr-comment': 'true' };
const NEWER_SHA = '9e3e95a3c0ffee9e3e95a3c0ffee9e3e95a3c0ff';
const passing = { ...tests('pass-0s'), ...COMMENT };
const failing = { ...tests('fail-0s-pay'), ...COMMENT };
const titled = (title: string) => ({ ...passing, title });

/** The one comment of the bot's. */
function ours({ repository: { comments } }: GithubSandbox) {
  const found = comments.filter(({ login }) => login === 'github-actions[bot]');
  expect(found).toHaveLength(1);
  return found[0];
}
const sectionsIn = (github: GithubSandbox): string[] =>
  sectionsOf(ours(github)?.body ?? '').map(
    ({ about: { job, title, sha } }) => `${job} ${title} ${sha.slice(0, 4)}`,
  );
const asksFor = ({ requests }: GithubSandbox, method: string, path: RegExp) =>
  requests.filter((request) => request.method === method && path.test(request.path));

describe('the comment on the pull request', () => {
  it.concurrent(
    'is one for the workflow, with a section for each job and title, which is updated in place',
    () =>
      withServices(async ({ github, run }) => {
        const first = await run({ ...failing, title: 'Web' });
        expect(first.outputs['comment-url']).toBe(
          `https://github.com/octo/shop/pull/7#issuecomment-${ours(github)?.id}`,
        );
        await run(titled('Phone'));
        await run(titled('Phone'), { env: { GITHUB_JOB: 'nightly' } });
        const last = await run(titled('Web'), { env: { GITHUB_RUN_ATTEMPT: '2' } });
        expect(last.outputs['comment-url']).toBe(first.outputs['comment-url']);
        expect(sectionsIn(github).sort()).toEqual(['e2e Phone 4ead', 'e2e Web 4ead', 'nightly Phone 4ead']);
        expect(ours(github)?.body).toContain('### ✅ Doksi: all 3 tests passed on [4ead5a3]');
      }),
  );

  it.concurrent(
    'that two steps of a job share under one title is warned about, with the run that gives way',
    () =>
      withServices(async ({ github, run }) => {
        const first = await run(failing);
        expect(warnings(first)).toBe('');
        const second = await run(passing);
        expect(warnings(second)).toContain(`another step of job e2e tells of run ${first.outputs['run-id']}`);
        expect(warnings(second)).toContain('its own title');
        expect(sectionsIn(github)).toEqual(['e2e Doksi 4ead']);
        // Another attempt replaces what was there, as it should.
        expect(warnings(await run(passing, { env: { GITHUB_RUN_ATTEMPT: '2' } }))).toBe('');
      }),
  );

  it.concurrent('takes no warning to be told first that a run has started, then how it ended', () =>
    withServices(async ({ github, run }) => {
      const started = await run({ ...passing, wait: 'false' });
      const inputs = { ...COMMENT, 'run-id': started.outputs['run-id'] ?? '' };
      const followed = await run(inputs);
      expect(followed.outputs['conclusion']).toBe('passed');
      expect(warnings(followed)).toBe('');
      expect(sectionsIn(github)).toEqual(['e2e Doksi 4ead']);
    }),
  );

  it.concurrent('is another one for another workflow', () =>
    withServices(async ({ github, run }) => {
      await run(passing);
      const other = 'octo/shop/.github/workflows/nightly.yml@refs/heads/main';
      await run(passing, { env: { GITHUB_WORKFLOW_REF: other } });
      expect(github.repository.comments).toHaveLength(2);
    }),
  );

  it.concurrent('is found among 250 others', () =>
    withServices(async ({ github, run }) => {
      const chat = (): void => {
        for (let n = 0; n < 125; n++) github.addComment({ number: 7, body: `+${n}`, login: 'mona' });
      };
      chat();
      await run(titled('Web'));
      chat();
      await run(titled('Phone'));
      expect(github.repository.comments).toHaveLength(251);
      expect(sectionsIn(github)).toHaveLength(2);
    }),
  );

  it.concurrent('leaves a comment of somebody else alone that copies it', () =>
    withServices(async ({ github, run }) => {
      await run(titled('Web'));
      const copied = ours(github)?.body ?? '';
      github.repository.comments.length = 0;
      const copy = github.addComment({ number: 7, body: copied, login: 'mallory' });
      const quote = github.addComment({ number: 7, body: `> ${copied}`, login: 'github-actions[bot]' });
      await run(titled('Phone'));
      expect(copy.body).toBe(copied);
      expect(quote.body).toBe(`> ${copied}`);
      expect(github.repository.comments).toHaveLength(3);
    }),
  );

  it.concurrent("is looked for among a person's own where the token is theirs", () =>
    withServices(
      async ({ github, run }) => {
        await run(titled('Web'));
        await run(titled('Phone'));
        expect(github.repository.comments).toMatchObject([{ login: 'mona' }]);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: personalToken('mona') } },
    ),
  );

  it.concurrent('works below the path of an Enterprise Server', () =>
    withServices(
      async ({ github, run }) => {
        await run(passing, { env: { GITHUB_SERVER_URL: 'https://git.example.com' } });
        expect(ours(github)?.body).toContain(`https://git.example.com/octo/shop/commit/${HEAD_SHA}`);
      },
      { prefix: '/api/v3' },
    ),
  );

  it.concurrent('is not written on a dry run, nor is anything asked', () =>
    withServices(async ({ github, run }) => {
      await run({ ...passing, 'dry-run': 'true' });
      expect(github.requests).toHaveLength(0);
    }),
  );

  it.concurrent('is written where an input is in error, too', () =>
    withServices(async ({ github, run }) => {
      await run({ ...passing, retries: 'many', title: 'Web' });
      expect(ours(github)?.body).toMatch(/### ⚠️ Doksi: no run was started[^]*\*\*⚠️ Web\*\*: [^]*retries/);
    }),
  );

  it.concurrent('escapes what comes from outside, and mentions nobody', () =>
    withServices(async ({ doksi, github, run }) => {
      const name = '@mona --> <img src=x onerror=alert(1)> ](javascript:alert(1)) | a | `b` #7';
      const result = { test_id: 'a', test_name: name, status: 'failed', url: 'javascript:alert(1)' };
      const body = JSON.stringify({ status: 'failed', tests_total: 1, results: [result] });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      await run({ ...failing, 'check-run': 'true' });
      for (const text of [ours(github)?.body, github.repository.checkRuns[0]?.summary]) {
        expect(text).toMatch(/^\| ❌ \| @\u2060mona --&gt; &lt;img .* \|$/m);
        expect(text).not.toMatch(/@mona|<img|(?<!\\)\]\(javascript/);
      }
      expect(sectionsIn(github)).toHaveLength(1);
    }),
  );

  it.concurrent('never holds the key, even where another input has it, and where it is cut short', () =>
    withServices(async ({ github, run }) => {
      const key = 'a_secret*key#of@mine_';
      await run({ ...failing, 'check-run': 'true', retries: key, title: `Web ${key}` }, { apiKey: key });
      const [check] = github.repository.checkRuns;
      expect(check?.summary).toContain('retries');
      expect(JSON.stringify([ours(github), check])).not.toMatch(/secret/);
    }),
  );
});

describe('which pull request gets the comment', () => {
  it.concurrent.each<[string, WorkflowEvent, number]>([
    ['pull_request', pullRequestEvent, 7],
    ['pull_request_target', pullRequestTargetEvent, 12],
    ['pull_request_review', pullRequestReviewEvent, 7],
    ['merge_group', mergeGroupEvent, 7],
    ['workflow_run', workflowRunEvent, 7],
    ["a fork's workflow_run", forkWorkflowRunEvent, 12],
    ['deployment_status', deploymentStatusEvent, 7],
    ['issue_comment', issueCommentEvent, 7],
    ['workflow_dispatch', workflowDispatchEvent, 7],
  ])('on %s', (_name, event, number) =>
    withServices(async ({ github, run }) => {
      const step = await run(passing, { event });
      expect(warnings(step)).toBe('');
      expect(ours(github)?.number).toBe(number);
    }),
  );

  it.concurrent('on a push, is the one whose head commit-sha names', () =>
    withServices(async ({ github, run }) => {
      await run({ ...passing, 'commit-sha': HEAD_SHA }, { event: pushEvent });
      expect(ours(github)?.number).toBe(7);
    }),
  );

  it.concurrent.each<[string, WorkflowEvent]>([
    ['push', pushEvent],
    ['schedule', scheduleEvent],
    ['a comment on an issue', plainIssueCommentEvent],
  ])('on %s is none: one line says so, and nothing is red', (_name, event) =>
    withServices(async ({ github, run }) => {
      const step = await run(passing, { event });
      expect(step).toMatchObject({ exitCode: 0, outputs: { 'comment-url': '' } });
      expect(warnings(step)).toBe('');
      const lines = step.log.split('\n').filter((line) => line.startsWith('No comment was written.'));
      expect(lines).toEqual([
        `No comment was written. No open pull request has commit ${MERGE_SHA.slice(0, 7)} as its head.`,
      ]);
      expect(github.repository.comments).toHaveLength(0);
    }),
  );
});

describe('a run of another commit', () => {
  const push = ({ github }: Services): void => {
    const [pull] = github.repository.pulls;
    if (pull) pull.head.sha = NEWER_SHA;
  };
  const onNewer = { ...passing, 'commit-sha': NEWER_SHA };

  it.concurrent('that is older adds nothing to newer sections, and changes none', () =>
    withServices(async (services) => {
      const { github, run } = services;
      push(services);
      await run({ ...onNewer, title: 'Web' }, { event: pushEvent });
      const before = ours(github)?.body;
      const late = await run({ ...failing, title: 'Web' });
      await run(titled('Phone'));
      expect(ours(github)?.body).toBe(before);
      expect(late.log).toContain('is about 9e3e95a, which is newer than 4ead5a3: it stays.');
      expect(late.outputs['comment-url']).toContain('#issuecomment-');
    }),
  );

  it.concurrent("that is newer takes the older one's sections away", () =>
    withServices(async (services) => {
      const { github, run } = services;
      await run(titled('Web'));
      await run(titled('Phone'));
      push(services);
      await run({ ...onNewer, title: 'Web' }, { event: pushEvent });
      expect(sectionsIn(github)).toEqual(['e2e Web 9e3e']);
    }),
  );

  it.concurrent("that is a merge group's writes, although it is no pull request's head", () =>
    withServices(async ({ github, run }) => {
      await run(titled('Web'));
      await run(titled('Web'), { event: mergeGroupEvent });
      expect(sectionsIn(github)).toEqual([`e2e Web ${QUEUE_SHA.slice(0, 4)}`]);
    }),
  );
});

describe('the comment among others who write', () => {
  it.concurrent('looks again after it wrote, and puts back what is gone', () => {
    const sandbox: { github?: GithubSandbox } = {};
    let empty = '';
    return withServices(
      async ({ github, run }) => {
        await run(titled('Phone'));
        empty = ours(github)?.body ?? '';
        sandbox.github = github;
        await run(titled('Web'));
        expect(sectionsIn(github).sort()).toEqual(['e2e Phone 4ead', 'e2e Web 4ead']);
        expect(asksFor(github, 'PATCH', /comments/)).toHaveLength(2);
      },
      {
        onRequest: ({ method }) => {
          const comment = sandbox.github?.repository.comments[0];
          if (method !== 'PATCH' || !comment) return;
          // Another job that had read before now writes what it has.
          comment.body = empty;
          delete sandbox.github;
        },
      },
    );
  });

  it.concurrent('makes one of two that were created, with the sections of both', () =>
    withServices(async ({ github, run }) => {
      await run(titled('Web'));
      const [web] = github.repository.comments.splice(0);
      await run(titled('Phone'));
      github.addComment({ number: 7, body: web?.body ?? '', login: 'github-actions[bot]' });
      const oldest = github.repository.comments[0]?.id;
      await run(titled('TV'));
      expect(ours(github)?.id).toBe(oldest);
      expect(sectionsIn(github)).toHaveLength(3);
    }),
  );

  it.concurrent('does not look again where the step was cancelled', () =>
    withServices(async ({ github, start }) => {
      const step = start({ ...tests('stuck'), ...COMMENT });
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGINT');
      const finished = await step.done;
      expect(ours(github)?.body).toContain('🛑 Doksi: cancelled');
      expect(finished.outputs['comment-url']).toContain('#issuecomment-');
      expect(asksFor(github, 'GET', /issues\/7\/comments/)).toHaveLength(1);
    }),
  );

  it.concurrent('stops looking as soon as the step is cancelled after its run had settled', () =>
    withServices(async ({ github, start }) => {
      const step = start(passing);
      await until(() => asksFor(github, 'POST', /comments/).length === 1);
      step.kill('SIGINT');
      expect(await step.done).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(ours(github)?.body).toContain('✅');
    }),
  );
});

describe('where the comment fails', () => {
  it.concurrent('for want of a permission, one warning has the YAML, and the verdict stands', () =>
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

  it.concurrent("since a fork's token can't write, the warning says so", () =>
    withServices(
      async ({ github, run }) => {
        const step = await run(passing, { event: forkPullRequestEvent });
        expect(step.exitCode).toBe(0);
        expect(warnings(step)).toMatch(/comes from a fork[^]*pull-requests: write/);
        expect(github.repository.comments).toHaveLength(0);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ 'pull-requests': 'read' }) } },
    ),
  );

  it.concurrent('at a secondary rate limit that is short, it waits and writes', () =>
    withServices(
      async ({ github, run }) => {
        github.fault({
          on: 'POST /issues/{number}/comments',
          kind: 'secondaryRateLimit',
          retryAfterSeconds: 2,
        });
        expect(warnings(await run(passing, { event: workflowRunEvent }))).toBe('');
        expect(sectionsIn(github)).toHaveLength(1);
      },
      { pulls: sandboxPulls },
    ),
  );
});
