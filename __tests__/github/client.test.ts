import { describe, expect, it } from '@jest/globals';
import type { CheckAnnotation } from '../../src/github/schemas.ts';
import { actionsBotWith, personalToken } from '../../sandbox/github/identities.ts';
import { BASE_SHA, FORK_SHA, HEAD_SHA, MERGE_SHA } from '../../sandbox/runner/event.ts';
import { failureOf, withGithub } from './stage.ts';

const annotation: CheckAnnotation = {
  path: '.github/workflows/e2e.yml',
  start_line: 3,
  end_line: 3,
  annotation_level: 'failure',
  message: 'Checkout flow failed',
  title: 'Checkout flow',
};
const output = { title: '1 of 2 failed', summary: 'One failed.', annotations: [] };
const checkRun = { name: 'Doksi', head_sha: HEAD_SHA, conclusion: 'failure', output } as const;

describe('check runs', () => {
  it('are created completed, and updates add annotations', () =>
    withGithub(async ({ github, sandbox }) => {
      const created = await github.createCheckRun({
        ...checkRun,
        external_id: 'k3n',
        output: { ...output, annotations: [annotation] },
      });
      expect(created).toMatchObject({ app: { slug: 'github-actions' } });
      const warning = { ...annotation, annotation_level: 'warning' } as const;
      await github.updateCheckRun(created.id, { ...output, annotations: [warning] });
      expect(sandbox.repository.checkRuns).toMatchObject([
        {
          head_sha: HEAD_SHA,
          status: 'completed',
          external_id: 'k3n',
          annotations: [
            { start_line: 3, end_line: 3, annotation_level: 'failure', title: 'Checkout flow' },
            { annotation_level: 'warning' },
          ],
        },
      ]);
    }));

  it('are listed newest first, through all pages', () =>
    withGithub(async ({ github, sandbox }) => {
      for (let n = 1; n <= 120; n++) await github.createCheckRun(checkRun);
      const all = await github.checkRuns(HEAD_SHA, 'Doksi');
      expect(all).toHaveLength(120);
      expect(all[0]).toMatchObject({ id: sandbox.repository.checkRuns.at(-1)?.id, output: { summary: 'One failed.' } });
      expect(await github.checkRuns(HEAD_SHA, 'Other')).toEqual([]);
    }));
});

describe('comments', () => {
  it('are listed completely and in order, through 250 of them', () =>
    withGithub(async ({ github, sandbox }) => {
      for (let n = 1; n <= 250; n++) sandbox.addComment({ number: 7, body: `${n}`, login: 'mona' });
      sandbox.addComment({ number: 7, body: 'by a deleted user', login: null });
      const comments = await github.comments(7);
      expect(comments.map(({ body }) => body).slice(0, 250)).toEqual(
        Array.from({ length: 250 }, (_, index) => `${index + 1}`),
      );
      expect(comments.at(-1)).toMatchObject({ body: 'by a deleted user', user: null });
      expect(sandbox.requests).toHaveLength(3);
    }));

  it('are created, updated and deleted; a deleted one is no error', () =>
    withGithub(async ({ github, sandbox }) => {
      const created = await github.createComment(7, 'one');
      expect(created).toMatchObject({ body: 'one', user: { login: 'github-actions[bot]' } });
      expect(await github.updateComment(created.id, 'two')).toMatchObject({ body: 'two' });
      await github.deleteComment(created.id);
      expect(sandbox.repository.comments).toEqual([]);
      expect(await github.updateComment(created.id, 'three')).toBeUndefined();
      await github.deleteComment(created.id);
    }));
});

it('pull requests are found by number, by branch and by commit; commits by branch', () =>
  withGithub(async ({ github }) => {
    expect(await github.pullRequest(12)).toEqual({
      number: 12,
      state: 'open',
      head: { sha: FORK_SHA, repo: { full_name: 'mona/shop' } },
      base: { ref: 'main' },
    });
    expect(await github.openPullRequestsFrom('mona', 'mend-cart')).toMatchObject([{ number: 12 }]);
    expect(await github.openPullRequestsFrom('mona', 'a b&c/ü')).toEqual([]);
    expect(await github.pullRequestsWith(HEAD_SHA)).toMatchObject([{ number: 7 }]);
    expect(await github.commits('main', 5)).toEqual([MERGE_SHA, BASE_SHA]);
    expect(await github.commits('main', 1)).toEqual([MERGE_SHA]);
  }));

describe('the token', () => {
  it("has its user's login, or that of the job's own token", () =>
    withGithub(
      async ({ connect }) => {
        expect(await connect({ token: 'mona' }).login()).toBe('mona');
        expect(await connect({ token: 'bot' }).login()).toBe('github-actions[bot]');
      },
      {
        tokens: {
          mona: personalToken('mona'),
          bot: actionsBotWith({}),
        },
      },
    ));

  it.each([
    ['', 'github-token is empty'],
    ['ghs_one\nghs_two', 'a character that no token has'],
    ['ghs_ö', 'a character that no token has'],
  ])('%j is refused before anything is sent', (token, message) =>
    withGithub(async ({ connect, sandbox, clock }) => {
      const failure = await failureOf(connect({ token }).createComment(7, 'x'));
      expect(failure.message).toContain(message);
      expect(failure.message).not.toContain('ghs_');
      expect([sandbox.requests, clock.waitsMs]).toEqual([[], []]);
    }),
  );

  it('is sent with every request, with our User-Agent, and is never logged', () =>
    withGithub(async ({ github, sandbox, debug }) => {
      await github.pullRequest(7);
      expect(sandbox.requests[0]?.headers.authorization).toMatch(/^(token|bearer) ghs_/);
      expect(sandbox.requests[0]?.headers['user-agent']).toMatch(/^doksi-run-action\/\d/);
      expect(debug).toEqual([
        expect.stringMatching(/^GET \/repos\/octo\/shop\/pulls\/7 → 200 OK in \d+ ms \(try 1\)$/),
      ]);
    }));

  it('is not sent to another host', () =>
    withGithub(async ({ github, sandbox }) =>
      withGithub(async ({ sandbox: elsewhere }) => {
        sandbox.fault({ on: 'any', kind: 'redirect', location: `${elsewhere.url}/repos/octo/shop/pulls/7` });
        await failureOf(github.pullRequest(7));
        expect(elsewhere.requests).toHaveLength(1);
        expect(elsewhere.requests[0]?.headers.authorization).toBeUndefined();
      }),
    ));
});

it('works below the path of an Enterprise Server', () =>
  withGithub(
    async ({ connect, sandbox }) => {
      const github = connect({ apiUrl: `${sandbox.url}/` });
      for (let n = 1; n <= 101; n++) sandbox.addComment({ number: 7, body: `${n}`, login: 'mona' });
      expect(await github.comments(7)).toHaveLength(101);
      expect(sandbox.requests.every(({ path }) => path.startsWith('/api/v3/repos/octo/shop/'))).toBe(true);
    },
    { prefix: '/api/v3' },
  ));
