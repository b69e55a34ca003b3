import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { actionsBot, actionsBotWith, personalToken } from '../../sandbox/github/identities.ts';
import type { GithubOptions, GithubSandbox } from '../../sandbox/github/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { FORK_SHA, HEAD_SHA, MERGE_SHA } from '../../sandbox/runner/event.ts';

const HOME = '/repos/octo/shop';
const open: GithubSandbox[] = [];

afterEach(async () => {
  for (const github of open.splice(0)) await github.close();
});

async function start(options: GithubOptions = {}): Promise<GithubSandbox> {
  const tokens = {
    bot: actionsBot,
    reader: actionsBotWith({ contents: 'read' }),
    mona: personalToken('mona'),
    stranger: { ...personalToken('stranger'), seesRepository: false },
    other: { ...actionsBot, login: 'other[bot]', app: { id: 7, slug: 'other' } },
  };
  const github = await startGithub({ tokens, ...options });
  open.push(github);
  return github;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function ask(
  github: GithubSandbox,
  [method = '', path = '']: readonly string[],
  { body, token = 'bot' }: { body?: unknown; token?: string } = {},
): Promise<Reply> {
  const response = await fetch(`${github.url}${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

const annotation = {
  path: '.github/workflows/e2e.yml',
  start_line: 3,
  end_line: 3,
  annotation_level: 'failure',
  message: 'Checkout flow failed',
};
const output = { title: '1 of 2 failed', summary: 'One failed.' };
const checkRun = { name: 'Doksi', head_sha: HEAD_SHA, conclusion: 'failure', output };

const messageOf = ({ body }: Reply): string => z.object({ message: z.string() }).parse(body).message;
const idOf = ({ body }: Reply): number => z.object({ id: z.number() }).parse(body).id;

describe('a check run', () => {
  it('is created completed, updated, read and listed; annotations add up', async () => {
    const github = await start();
    const created = await ask(github, ['POST', `${HOME}/check-runs`], {
      body: { ...checkRun, external_id: 'k3n', output: { ...output, annotations: [annotation] } },
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        status: 'completed',
        conclusion: 'failure',
        external_id: 'k3n',
        head_sha: HEAD_SHA,
        app: { id: 15368, slug: 'github-actions' },
        output: { annotations_count: 1 },
      },
    });
    const path = `${HOME}/check-runs/${idOf(created)}`;
    await ask(github, ['PATCH', path], {
      body: { output: { summary: 'Two failed.', annotations: [annotation, annotation] } },
    });
    expect((await ask(github, ['GET', path])).body).toMatchObject({
      output: { title: '1 of 2 failed', summary: 'Two failed.', annotations_count: 3 },
    });
    const listed = await ask(github, ['GET', `${HOME}/commits/${HEAD_SHA}/check-runs`]);
    expect(listed.body).toMatchObject({ total_count: 1, check_runs: [{ name: 'Doksi' }] });
  });

  it.each([
    [{ ...checkRun, colour: 'red' }, '"colour" is not a permitted key.'],
    [{ head_sha: HEAD_SHA, conclusion: 'success' }, '"name" wasn\'t supplied.'],
    [{ ...checkRun, conclusion: 'green' }, '"green" is not a member of'],
    [{ ...checkRun, conclusion: undefined, status: 'completed' }, '"conclusion" wasn\'t supplied.'],
    [{ ...checkRun, output: { title: 'x' } }, '"summary" wasn\'t supplied.'],
    [{ ...checkRun, output: { ...output, title: 'x'.repeat(256) } }, 'Only 255 characters are allowed; 256'],
    [{ ...checkRun, output: { ...output, text: 'x'.repeat(65_536) } }, 'Only 65535 characters are allowed'],
    [
      { ...checkRun, output: { ...output, annotations: Array.from({ length: 51 }, () => annotation) } },
      'No more than 50 items are allowed; 51 were supplied.',
    ],
    [
      { ...checkRun, output: { ...output, annotations: [{ ...annotation, annotation_level: 'error' }] } },
      '"error" is not a member of',
    ],
    [{ ...checkRun, output: { ...output, annotations: [{ ...annotation, start_line: 0 }] } }, 'start_line'],
    [{ ...checkRun, output: { ...output, annotations: [{ ...annotation, message: 'é'.repeat(40_000) }] } }, '64 KB'],
    [{ ...checkRun, head_sha: 'b'.repeat(40) }, 'No commit found for SHA'],
  ])('is rejected if it does not fit', async (body, message) => {
    const github = await start();
    const refused = await ask(github, ['POST', `${HOME}/check-runs`], { body });
    expect(refused).toMatchObject({ status: 422, body: { status: '422' } });
    expect(messageOf(refused)).toContain(message);
    expect(github.repository.checkRuns).toEqual([]);
  });

  it('is listed newest first, by name and filter', async () => {
    const github = await start();
    for (const name of ['Doksi', 'Doksi', 'Other'])
      await ask(github, ['POST', `${HOME}/check-runs`], { body: { ...checkRun, name } });
    const names = async (query: string): Promise<unknown> => {
      const { body } = await ask(github, ['GET', `${HOME}/commits/${HEAD_SHA}/check-runs?${query}`]);
      const { check_runs } = z
        .object({ check_runs: z.array(z.object({ id: z.number(), name: z.string() })) })
        .parse(body);
      return check_runs.map(({ id, name }) => `${name} ${id % 10}`);
    };
    expect(await names('')).toEqual(['Other 3', 'Doksi 2']);
    expect(await names('filter=all')).toEqual(['Other 3', 'Doksi 2', 'Doksi 1']);
    expect(await names('filter=all&check_name=Doksi')).toEqual(['Doksi 2', 'Doksi 1']);
  });

  it('can only be created by an app, and changed by the same app', async () => {
    const github = await start();
    const byUser = await ask(github, ['POST', `${HOME}/check-runs`], { body: checkRun, token: 'mona' });
    expect(byUser.status).toBe(403);
    expect(messageOf(byUser)).toBe('You must authenticate via a GitHub App.');
    const created = await ask(github, ['POST', `${HOME}/check-runs`], { body: checkRun });
    const byOther = await ask(github, ['PATCH', `${HOME}/check-runs/${idOf(created)}`], {
      body: { conclusion: 'success' },
      token: 'other',
    });
    expect(messageOf(byOther)).toContain('can only be modified by the GitHub App that created it');
  });
});

describe('comments', () => {
  it('are listed oldest first, in pages with links to the next', async () => {
    const github = await start();
    for (let n = 1; n <= 65; n++) github.addComment({ number: 7, body: `${n}`, login: 'mona' });
    const page = async (query: string): Promise<Reply> => ask(github, ['GET', `${HOME}/issues/7/comments${query}`]);
    const first = await page('');
    expect(first.body).toHaveLength(30);
    expect(first.body).toMatchObject({ 0: { body: '1', user: { login: 'mona' } } });
    expect(first.headers.get('link')).toBe(`<${github.url}${HOME}/issues/7/comments?page=2>; rel="next"`);
    const last = await page('?per_page=30&page=3');
    expect(last.body).toHaveLength(5);
    expect(last.headers.get('link')).toBeNull();
    expect((await page('?per_page=500')).headers.get('link')).toBeNull();
  });

  it('are created, changed by the last writer, and deleted', async () => {
    const github = await start();
    const created = await ask(github, ['POST', `${HOME}/issues/7/comments`], { body: { body: 'one' } });
    expect(created).toMatchObject({ status: 201, body: { user: { login: 'github-actions[bot]' } } });
    const path = `${HOME}/issues/comments/${idOf(created)}`;
    await ask(github, ['PATCH', path], { body: { body: 'two' } });
    await ask(github, ['PATCH', path], { body: { body: 'three' }, token: 'mona' });
    expect((await ask(github, ['GET', path])).body).toMatchObject({ body: 'three' });
    expect((await ask(github, ['DELETE', path])).status).toBe(204);
    expect((await ask(github, ['PATCH', path], { body: { body: 'four' } })).status).toBe(404);
    const next = await ask(github, ['POST', `${HOME}/issues/7/comments`], { body: { body: 'five' } });
    expect(idOf(next)).not.toBe(idOf(created));
  });

  it('have at most 65,536 characters', async () => {
    const github = await start();
    const post = async (length: number): Promise<Reply> =>
      ask(github, ['POST', `${HOME}/issues/7/comments`], { body: { body: 'x'.repeat(length) } });
    expect((await post(65_536)).status).toBe(201);
    expect(await post(65_537)).toMatchObject({
      status: 422,
      body: { message: 'Validation Failed', errors: [{ resource: 'IssueComment', code: 'unprocessable' }] },
    });
  });
});

describe('pull requests and commits', () => {
  it('are found by number, by head, and by a commit that is not in a fork', async () => {
    const github = await start();
    github.repository.pulls.push({
      number: 9,
      state: 'closed',
      head: { ref: 'old', sha: MERGE_SHA, repository: 'octo/shop' },
      base: { ref: 'main' },
      olderShas: [HEAD_SHA],
    });
    const numbers = async (path: string): Promise<unknown> => {
      const { body } = await ask(github, ['GET', `${HOME}${path}`]);
      return z
        .array(z.object({ number: z.number() }))
        .parse(body)
        .map(({ number }) => number);
    };
    expect((await ask(github, ['GET', `${HOME}/pulls/12`])).body).toMatchObject({
      head: { sha: FORK_SHA, repo: { full_name: 'mona/shop' } },
      base: { ref: 'main' },
    });
    expect(await numbers('/pulls?state=open&head=mona:mend-cart')).toEqual([12]);
    expect(await numbers('/pulls?state=all')).toEqual([12, 9, 7]);
    expect(await numbers(`/commits/${HEAD_SHA}/pulls`)).toEqual([9, 7]);
    expect(await numbers(`/commits/${FORK_SHA}/pulls`)).toEqual([]);
    const commits = await ask(github, ['GET', `${HOME}/commits?sha=main&per_page=1`]);
    expect(commits.body).toMatchObject([{ sha: MERGE_SHA }]);
  });
});

describe('a token', () => {
  it.each([
    ['POST', `${HOME}/check-runs`, 'checks=write'],
    ['GET', `${HOME}/commits/${HEAD_SHA}/check-runs`, 'checks=read'],
    ['POST', `${HOME}/issues/7/comments`, 'issues=write; pull_requests=write'],
    ['GET', `${HOME}/pulls/7`, 'pull_requests=read'],
  ])('without the permission is refused: %s %s', async (method, path, accepted) => {
    const github = await start();
    const refused = await ask(github, [method, path], { token: 'reader' });
    expect(refused.status).toBe(403);
    expect(messageOf(refused)).toBe('Resource not accessible by integration');
    expect(refused.headers.get('x-accepted-github-permissions')).toBe(accepted);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('999');
  });

  it('without access sees nothing, and an unknown one is rejected', async () => {
    const github = await start();
    expect((await ask(github, ['GET', `${HOME}/pulls/7`], { token: 'stranger' })).status).toBe(404);
    const unknown = await ask(github, ['GET', `${HOME}/pulls/7`], { token: 'unknown' });
    expect(unknown).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
  });

  it("has a user's name, but an app is not a user", async () => {
    const github = await start({ prefix: '/api/v3' });
    expect(github.url).toMatch(/\/api\/v3$/);
    expect((await ask(github, ['GET', '/user'], { token: 'mona' })).body).toMatchObject({ login: 'mona' });
    expect((await ask(github, ['GET', '/user'])).status).toBe(403);
  });

  it('has a number of requests an hour', async () => {
    const time = { ms: Date.UTC(2026, 5, 2) };
    const github = await start({ rateLimit: { limit: 1, resetsInSeconds: 60 }, now: () => time.ms });
    const get = (): Promise<Reply> => ask(github, ['GET', `${HOME}/pulls/7`]);
    expect((await get()).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await get();
    expect(refused.status).toBe(403);
    expect(messageOf(refused)).toContain('API rate limit exceeded');
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String((time.ms + 60_000) / 1000));
    time.ms += 60_000;
    expect((await get()).status).toBe(200);
  });
});

describe('faults', () => {
  it('can be the page of a gateway', async () => {
    const github = await start();
    github.fault({ on: 'any', kind: 'gateway', challenge: false });
    const response = await fetch(`${github.url}${HOME}/pulls/7`);
    expect([response.status, response.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
  });

  it('happen as often as requested, to their endpoint, whether the call was carried out or not', async () => {
    const github = await start();
    github.fault({ on: 'POST /issues/{number}/comments', kind: 'status', status: 502, processed: true });
    github.fault({ on: 'GET /pulls/{number}', kind: 'secondaryRateLimit', retryAfterSeconds: 60 });
    expect((await ask(github, ['POST', `${HOME}/issues/7/comments`], { body: { body: 'x' } })).status).toBe(502);
    expect(github.repository.comments).toHaveLength(1);
    const limited = await ask(github, ['GET', `${HOME}/pulls/7`]);
    expect(limited).toMatchObject({ status: 403 });
    expect(limited.headers.get('retry-after')).toBe('60');
    expect(messageOf(limited)).toContain('secondary rate limit');
    expect((await ask(github, ['GET', `${HOME}/pulls/7`])).status).toBe(200);
    expect(github.requests.map(({ method, status }) => `${method} ${String(status)}`)).toEqual([
      'POST 502',
      'GET 403',
      'GET 200',
    ]);
  });

  it.each(['drop', 'cut'] as const)('can end the connection: %s', async (kind) => {
    const github = await start();
    github.fault({ on: 'any', kind });
    await expect(ask(github, ['GET', `${HOME}/pulls/7`])).rejects.toThrow();
  });
});
