import { describe, expect, it } from '@jest/globals';
import type { CheckAnnotation } from '../../src/github/api.ts';
import { personalToken } from '../../sandbox/github/identities.ts';
import { FORK_SHA, HEAD_SHA, MERGE_SHA, BASE_SHA } from '../../sandbox/runner/event.ts';
import { failureOf, withGithub } from './stage.ts';

const annotation: CheckAnnotation = {
  path: '.github/workflows/e2e.yml',
  line: 3,
  level: 'failure',
  message: 'Checkout flow failed',
  title: 'Checkout flow',
};
const output = { title: '1 of 2 failed', summary: 'One failed.' };
const checkRun = { name: 'Doksi', headSha: HEAD_SHA, conclusion: 'failure', output } as const;

describe('check runs', () => {
  it('are created completed, with annotations that later ones are added to', () =>
    withGithub(async ({ github, sandbox, call }) => {
      const created = await github.createCheckRun(
        { ...checkRun, externalId: 'k3n', output: { ...output, annotations: [annotation] } },
        call,
      );
      expect(created).toMatchObject({ headSha: HEAD_SHA, conclusion: 'failure', annotationsCount: 1 });
      const warning = { ...annotation, level: 'warning' } as const;
      await github.updateCheckRun(created, { output: { ...output, annotations: [warning] } }, call);
      expect(sandbox.repository.checkRuns).toMatchObject([
        {
          status: 'completed',
          external_id: 'k3n',
          annotations: [
            { start_line: 3, end_line: 3, annotation_level: 'failure', title: 'Checkout flow' },
            { annotation_level: 'warning' },
          ],
        },
      ]);
      expect(await github.checkRun(created.id, call)).toMatchObject({
        externalId: 'k3n',
        summary: 'One failed.',
        annotationsCount: 2,
        app: { slug: 'github-actions' },
      });
    }));

  it('are listed newest first, through all pages', () =>
    withGithub(async ({ github, sandbox, call }) => {
      for (let n = 1; n <= 120; n++) await github.createCheckRun(checkRun, call);
      const all = await github.checkRuns(HEAD_SHA, { filter: 'all', name: 'Doksi' }, call);
      expect(all).toHaveLength(120);
      expect(all[0]?.id).toBe(sandbox.repository.checkRuns.at(-1)?.id);
      expect(await github.checkRuns(HEAD_SHA, { filter: 'latest' }, call)).toHaveLength(1);
      expect(await github.checkRuns(HEAD_SHA, { filter: 'all', appId: 7 }, call)).toEqual([]);
    }));
});

describe('comments', () => {
  it('come whole and in order, through 250 of them', () =>
    withGithub(async ({ github, sandbox, call }) => {
      for (let n = 1; n <= 250; n++) sandbox.addComment({ number: 7, body: `${n}`, login: 'mona' });
      sandbox.addComment({ number: 7, body: 'by a ghost', login: null });
      const comments = await github.comments(7, call);
      expect(comments.map(({ body }) => body).slice(0, 250)).toEqual(
        Array.from({ length: 250 }, (_, index) => `${index + 1}`),
      );
      expect(comments.at(-1)).toMatchObject({ body: 'by a ghost', author: undefined });
      expect(sandbox.requests).toHaveLength(3);
    }));

  it('are asked for once where there are exactly as many as a page holds', () =>
    withGithub(async ({ github, sandbox, call }) => {
      for (let n = 1; n <= 200; n++) sandbox.addComment({ number: 7, body: `${n}`, login: 'mona' });
      expect(await github.comments(7, call)).toHaveLength(200);
      expect(sandbox.requests).toHaveLength(2);
    }));

  it('are asked for until a page is not full, where something on the way drops the links', () =>
    withGithub(async ({ connect, call }) => {
      const pages = [100, 100, 3];
      const comment = { html_url: '', user: null, created_at: '', updated_at: '' };
      const send = () => {
        const data = Array.from({ length: pages.shift() ?? 0 }, (_, id) => ({ ...comment, id }));
        return Promise.resolve({ status: 200, headers: {}, data });
      };
      expect(await connect({ send }).comments(7, call)).toHaveLength(203);
    }));

  it('are written, changed and deleted; one that is gone is no error', () =>
    withGithub(async ({ github, sandbox, call }) => {
      const created = await github.createComment(7, 'one', call);
      expect(created).toMatchObject({ body: 'one', author: 'github-actions[bot]' });
      expect(await github.updateComment(created.id, 'two', call)).toMatchObject({ body: 'two' });
      expect(await github.comment(created.id, call)).toMatchObject({ body: 'two' });
      await github.deleteComment(created.id, call);
      expect(sandbox.repository.comments).toEqual([]);
      expect(await github.comment(created.id, call)).toBeUndefined();
      expect(await github.updateComment(created.id, 'three', call)).toBeUndefined();
      await github.deleteComment(created.id, call);
    }));
});

describe('pull requests and commits', () => {
  it('are found by number, by the branch of a fork, and by a commit', () =>
    withGithub(async ({ github, call }) => {
      expect(await github.pullRequest(12, call)).toEqual({
        number: 12,
        isOpen: true,
        headSha: FORK_SHA,
        headBranch: 'mend-cart',
        headRepository: 'mona/shop',
        baseBranch: 'main',
      });
      expect(await github.openPullRequestsFrom('mona', 'mend-cart', call)).toMatchObject([{ number: 12 }]);
      expect(await github.openPullRequestsFrom('mona', 'a b&c/ü', call)).toEqual([]);
      expect(await github.pullRequestsWith(HEAD_SHA, call)).toMatchObject([{ number: 7 }]);
      expect(await github.commits('main', 5, call)).toEqual([MERGE_SHA, BASE_SHA]);
      expect(await github.commits('main', 1, call)).toEqual([MERGE_SHA]);
    }));
});

describe('the token', () => {
  it("has its user's name, or the job's own", () =>
    withGithub(
      async ({ connect, call }) => {
        expect(await connect({ token: 'mona' }).login(call)).toBe('mona');
        expect(await connect({ token: 'bot' }).login(call)).toBe('github-actions[bot]');
      },
      {
        tokens: {
          mona: personalToken('mona'),
          bot: { login: 'github-actions[bot]', kind: 'app', permissions: {} },
        },
      },
    ));

  it('is missed before anything is asked', () =>
    withGithub(async ({ connect, sandbox, call }) => {
      const failure = await failureOf(connect({ token: '' }).pullRequest(7, call));
      expect(failure.message).toContain('github-token is empty');
      expect(sandbox.requests).toEqual([]);
    }));

  it('goes with every request, with our name, and shows in no trace', () =>
    withGithub(async ({ connect, sandbox, call }) => {
      const traces: string[] = [];
      await connect({ trace: (line) => traces.push(line) }).pullRequest(7, call);
      expect(sandbox.requests[0]?.headers.authorization).toMatch(/^token ghs_/);
      expect(sandbox.requests[0]?.headers['user-agent']).toMatch(/^doksi-run-action\/test /);
      expect(traces).toEqual([
        expect.stringMatching(/^GET \/repos\/octo\/shop\/pulls\/7 → 200 OK in \d+ ms \(attempt 1\)$/),
      ]);
    }));
});

it('keeps the token to itself where it is led to another host', () =>
  withGithub(async ({ github, sandbox, call }) =>
    withGithub(async ({ sandbox: elsewhere }) => {
      sandbox.fault({ on: 'any', kind: 'redirect', location: `${elsewhere.url}/repos/octo/shop/pulls/7` });
      await failureOf(github.pullRequest(7, call));
      expect(elsewhere.requests).toHaveLength(1);
      expect(elsewhere.requests[0]?.headers.authorization).toBeUndefined();
    }),
  ));

it('works below the prefix of an Enterprise Server', () =>
  withGithub(
    async ({ connect, sandbox, call }) => {
      const github = connect({ apiUrl: `${sandbox.url}/` });
      for (let n = 1; n <= 101; n++) sandbox.addComment({ number: 7, body: `${n}`, login: 'mona' });
      expect(await github.comments(7, call)).toHaveLength(101);
      expect(sandbox.requests.every(({ path }) => path.startsWith('/api/v3/repos/octo/shop/'))).toBe(true);
    },
    { prefix: '/api/v3' },
  ));
