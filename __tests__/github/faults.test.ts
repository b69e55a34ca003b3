import { describe, expect, it } from '@jest/globals';
import {
  GithubRefusedError,
  GithubUnavailableError,
  MissingPermissionError,
  RateLimitError,
} from '../../src/github/errors.ts';
import { actionsBotWith, personalToken } from '../../sandbox/github/identities.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { failureOf, type Stage, withGithub } from './stage.ts';

const output = { title: '1 of 2 failed', summary: 'One failed.' };
const checkRun = { name: 'Doksi', headSha: HEAD_SHA, conclusion: 'failure', output } as const;
const annotation = { path: 'e2e.yml', line: 1, level: 'failure', message: 'x', title: 'x' } as const;

describe('a permission that is missing is named with the YAML to add:', () => {
  const calls: { name: string; yaml: string; make: (stage: Stage) => Promise<unknown> }[] = [
    {
      name: 'writing a check run',
      yaml: 'checks: write',
      make: ({ github, call }) => github.createCheckRun(checkRun, call),
    },
    {
      name: 'reading check runs',
      yaml: 'checks: write',
      make: ({ github, call }) => github.checkRuns(HEAD_SHA, { filter: 'all' }, call),
    },
    {
      name: 'reading comments',
      yaml: 'pull-requests: write',
      make: ({ github, call }) => github.comments(7, call),
    },
    {
      name: 'writing a comment',
      yaml: 'pull-requests: write',
      make: ({ github, call }) => github.createComment(7, 'x', call),
    },
    {
      name: 'finding the pull request for a comment',
      yaml: 'pull-requests: write',
      make: ({ github, call }) => github.pullRequest(7, call),
    },
    {
      name: 'finding the pull request for a check run',
      yaml: 'pull-requests: read',
      make: ({ connect, call }) => connect({ writesComments: false }).pullRequestsWith(HEAD_SHA, call),
    },
    {
      name: 'reading commits',
      yaml: 'contents: read',
      make: ({ github, call }) => github.commits('main', 5, call),
    },
  ];

  it.each(calls)('$name', ({ yaml, make }) =>
    withGithub(
      async (stage) => {
        const failure = await failureOf(make(stage));
        expect(failure).toBeInstanceOf(MissingPermissionError);
        expect(failure.message).toContain('Resource not accessible by integration (HTTP 403)');
        expect(failure.message).toMatch(new RegExp(`\\npermissions:\\n  ${yaml}$`));
        expect(stage.sandbox.requests).toHaveLength(1);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({}) } },
    ),
  );

  it.each(calls)('$name, where GitHub hides the repository', ({ yaml, make }) =>
    withGithub(
      async (stage) => {
        const failure = await failureOf(make(stage));
        expect(failure).toBeInstanceOf(MissingPermissionError);
        expect(failure.message).toContain('HTTP 404');
        expect(failure.message).toContain(`permissions:\n  ${yaml}`);
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: { ...actionsBotWith({}), seesRepository: false } } },
    ),
  );

  it("a fork's token can't have it, and a second workflow can", () =>
    withGithub(
      async ({ connect, call }) => {
        const failure = await failureOf(connect({ hasForkToken: true }).createCheckRun(checkRun, call));
        expect(failure.message).toContain('comes from a fork');
        expect(failure.message).toContain('workflow_run');
        expect(failure.message).toContain('permissions:\n  checks: write');
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ checks: 'read' }) } },
    ));

  it("a person's token never writes checks", () =>
    withGithub(
      async ({ github, call }) => {
        const failure = await failureOf(github.createCheckRun(checkRun, call));
        expect(failure).toBeInstanceOf(MissingPermissionError);
        expect(failure.message).toContain('leave github-token out');
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: personalToken('mona') } },
    ));
});

describe('a refusal', () => {
  it('is told in the words of GitHub, and is not asked again', () =>
    withGithub(async ({ github, sandbox, call }) => {
      const failure = await failureOf(github.createComment(7, 'x'.repeat(65_537), call));
      expect(failure).toBeInstanceOf(GithubRefusedError);
      expect(failure.message).toContain(
        'Validation Failed; Body is too long (maximum is 65536 characters) (HTTP 422)',
      );
      expect(sandbox.requests).toHaveLength(1);
    }));

  it('of a wrong token says so', () =>
    withGithub(async ({ connect, call }) => {
      const failure = await failureOf(connect({ token: 'wrong' }).pullRequest(7, call));
      expect(failure.message).toContain('Bad credentials (HTTP 401)');
      expect(failure.message).toContain('Check github-token');
    }));

  it('of what is locked or archived is no missing permission', () =>
    withGithub(async ({ github, sandbox, call }) => {
      sandbox.fault({
        on: 'any',
        kind: 'status',
        status: 403,
        message: 'Repository was archived so is read-only.',
      });
      expect(await failureOf(github.createComment(7, 'x', call))).toBeInstanceOf(GithubRefusedError);
    }));

  it('is cut where GitHub says a lot', () =>
    withGithub(async ({ github, sandbox, call }) => {
      sandbox.fault({ on: 'any', kind: 'status', status: 422, message: 'x'.repeat(1_000_000) });
      expect((await failureOf(github.createComment(7, 'x', call))).message.length).toBeLessThan(2500);
    }));
});

describe('passing faults are asked again:', () => {
  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502, processed: true },
    { kind: 'status', status: 503 },
    { kind: 'drop' },
    { kind: 'cut' },
    { kind: 'garbage' },
  ] as const)('%j', (fault) =>
    withGithub(async ({ github, sandbox, clock, call }) => {
      sandbox.fault({ on: 'any', times: 2, ...fault });
      const created = await github.createComment(7, 'x', call);
      expect(sandbox.repository.comments.at(-1)).toMatchObject({ id: created.id, body: 'x' });
      expect(sandbox.requests).toHaveLength(3);
      expect(clock.waitsMs).toEqual([500, 1000]);
    }),
  );

  it('up to four times, or as often as one is told', () =>
    withGithub(async ({ github, connect, sandbox, call }) => {
      sandbox.fault({ on: 'any', kind: 'status', status: 503, times: 5, message: 'No server is available' });
      const failure = await failureOf(github.pullRequest(7, call));
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(failure.message).toContain('503 Service Unavailable: No server is available');
      expect(sandbox.requests).toHaveLength(4);
      await failureOf(connect({ maxAttempts: 1 }).pullRequest(7, call));
      expect(sandbox.requests).toHaveLength(5);
    }));

  it('unless the wait would last longer than the call', () =>
    withGithub(async ({ github, sandbox, clock, call }) => {
      sandbox.fault({ on: 'any', kind: 'status', status: 503, times: 9 });
      const failure = await failureOf(github.pullRequest(7, { ...call, endsAtMs: clock.now() + 400 }));
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(sandbox.requests).toHaveLength(1);
      expect(clock.waitsMs).toEqual([]);
      const none = await failureOf(github.pullRequest(7, { ...call, endsAtMs: clock.now() }));
      expect(none.message).toContain('the time for it was over');
      expect(sandbox.requests).toHaveLength(1);
    }));

  it('annotations that arrived are not sent again, those that did not are', () =>
    withGithub(async ({ github, sandbox, call }) => {
      const created = await github.createCheckRun(checkRun, call);
      for (const processed of [true, false]) {
        sandbox.fault({ on: 'PATCH /check-runs/{id}', kind: 'drop', processed });
        const before = await github.checkRun(created.id, call);
        const after = await github.updateCheckRun(
          before,
          { output: { ...output, annotations: [annotation, annotation] } },
          call,
        );
        expect(after.annotationsCount).toBe(before.annotationsCount + 2);
      }
      expect(sandbox.repository.checkRuns[0]?.annotations).toHaveLength(4);
    }));

  it('nobody listens', () =>
    withGithub(async ({ github, sandbox, call }) => {
      await sandbox.close();
      const failure = await failureOf(github.pullRequest(7, call));
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(failure.message).toMatch(/the connection failed \(.*ECONNREFUSED/);
    }));
});

describe('a GitHub that hangs', () => {
  it.each(['hang', 'stall'] as const)('has ten seconds for each request: %s', (kind) =>
    withGithub(async ({ github, sandbox, clock, call }) => {
      const startedAt = clock.now();
      sandbox.fault({ on: 'any', kind, times: 9 });
      const asked = failureOf(github.pullRequest(7, call));
      for (let request = 1; request <= 4; request++) {
        await until(() => sandbox.requests.length === request);
        clock.expire();
      }
      const failure = await asked;
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(failure.message).toContain('no answer within 10 s');
      expect(clock.now() - startedAt).toBe(40_000 + 500 + 1000 + 2000);
    }),
  );

  it.each([
    ['the time of all, where that is over before', 1, 'the time for all reports was over 3 s after'],
    ['the ten seconds of a request, where those were over once', 2, 'no answer within 10 s'],
  ])('is told by %s', (_what, requests, said) =>
    withGithub(async ({ github, sandbox, clock, call }) => {
      sandbox.fault({ on: 'any', kind: 'hang', times: 9 });
      const endsAtMs = clock.now() + (requests === 1 ? 3000 : 13_000);
      const asked = failureOf(github.pullRequest(7, { ...call, endsAtMs, timeFor: 'all reports' }));
      for (let request = 1; request <= requests; request++) {
        await until(() => sandbox.requests.length === request);
        clock.expire();
      }
      expect((await asked).message).toContain(said);
    }),
  );

  it('does not keep a step that is cancelled', () =>
    withGithub(async ({ github, sandbox, call, abort }) => {
      sandbox.fault({ on: 'any', kind: 'hang' });
      const asked = failureOf(github.pullRequest(7, call));
      await until(() => sandbox.requests.length === 1);
      abort(new Error('cancelled by SIGTERM'));
      expect(await asked).toMatchObject({ message: 'cancelled by SIGTERM' });
    }));
});

describe('a rate limit', () => {
  it.each([403, 429] as const)('is waited for where it is lifted in time (%d)', (status) =>
    withGithub(async ({ github, sandbox, clock, call }) => {
      sandbox.fault({ on: 'any', kind: 'secondaryRateLimit', retryAfterSeconds: 7, status });
      sandbox.fault({ on: 'any', kind: 'rateLimit', resetsInSeconds: 20, status });
      await github.createComment(7, 'x', call);
      expect(sandbox.repository.comments).toHaveLength(1);
      expect(clock.waitsMs[0]).toBe(7000);
      expect(clock.waitsMs[1]).toBeLessThanOrEqual(21_000);
    }),
  );

  it.each([403, 429] as const)('is told as one where it is not (%d)', (status) =>
    withGithub(async ({ github, sandbox, clock, call }) => {
      sandbox.fault({ on: 'any', kind: 'rateLimit', resetsInSeconds: 1800, status });
      const primary = await failureOf(github.createComment(7, 'x', call));
      expect(primary).toBeInstanceOf(RateLimitError);
      expect(primary.message).toMatch(/^GitHub's rate limit stopped the attempt to write the comment/);
      expect(primary.message).toMatch(/lifted at \d\d:\d\d UTC, in (29|30|31) min/);
      expect(primary.message).not.toContain('permissions:');

      sandbox.fault({ on: 'any', kind: 'secondaryRateLimit', status });
      const secondary = await failureOf(github.createComment(7, 'x', call));
      expect(secondary.message).toMatch(/secondary rate limit .*\n.*in 60 s/);
      expect(clock.waitsMs).toEqual([]);
      expect(sandbox.requests).toHaveLength(2);
    }),
  );

  it('is what 429 means, whoever says it, and without a word', () =>
    withGithub(async ({ connect, call }) => {
      const send = () => Promise.resolve({ status: 429, headers: {}, data: '' });
      const failure = await failureOf(connect({ send, maxAttempts: 1 }).comments(7, call));
      expect(failure).toBeInstanceOf(RateLimitError);
      expect(failure.message).toContain('Too Many Requests (HTTP 429)');
    }));

  it('is not what a token lacks whose last request this was', () =>
    withGithub(
      async ({ github, call }) => {
        const failure = await failureOf(github.createComment(7, 'x', call));
        expect(failure).toBeInstanceOf(MissingPermissionError);
      },
      {
        rateLimit: { limit: 1, resetsInSeconds: 3600 },
        tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({}) },
      },
    ));
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
