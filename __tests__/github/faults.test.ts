import { describe, expect, it } from '@jest/globals';
import { GithubError, GithubUnavailableError, MissingPermissionError } from '../../src/github/errors.ts';
import { actionsBotWith, personalToken } from '../../sandbox/github/identities.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { failureOf, type Stage, withGithub } from './stage.ts';

const output = { title: '1 of 2 failed', summary: 'One failed.', annotations: [] };
const checkRun = { name: 'Doksi', head_sha: HEAD_SHA, conclusion: 'failure', output } as const;

describe('a missing permission is named with the YAML to add:', () => {
  const calls: { name: string; yaml: string; make: (stage: Stage) => Promise<unknown> }[] = [
    {
      name: 'writing a check run',
      yaml: 'checks: write',
      make: ({ github }) => github.createCheckRun(checkRun),
    },
    {
      name: 'reading check runs',
      yaml: 'checks: write',
      make: ({ github }) => github.checkRuns(HEAD_SHA, 'x'),
    },
    { name: 'reading comments', yaml: 'pull-requests: write', make: ({ github }) => github.comments(7) },
    {
      name: 'writing a comment',
      yaml: 'pull-requests: write',
      make: ({ github }) => github.createComment(7, 'x'),
    },
    {
      name: 'finding the pull request for a comment',
      yaml: 'pull-requests: write',
      make: ({ github }) => github.pullRequest(7),
    },
    {
      name: 'finding the pull request for a check run',
      yaml: 'pull-requests: read',
      make: ({ connect }) => connect({ writesComments: false }).pullRequestsWith(HEAD_SHA),
    },
    { name: 'reading commits', yaml: 'contents: read', make: ({ github }) => github.commits('main', 5) },
  ];

  it.each(calls)('$name, also if GitHub hides the repository', async ({ yaml, make }) => {
    for (const [identity, reason] of [
      [actionsBotWith({}), 'Resource not accessible by integration (HTTP 403)'],
      [{ ...actionsBotWith({}), seesRepository: false }, 'HTTP 404'],
    ] as const)
      await withGithub(
        async (stage) => {
          const failure = await failureOf(make(stage));
          expect(failure).toBeInstanceOf(MissingPermissionError);
          expect(failure.message).toContain(reason);
          expect(failure.message).toMatch(new RegExp(`\\npermissions:\\n  ${yaml}$`));
          expect(stage.sandbox.requests).toHaveLength(1);
        },
        { tokens: { [SANDBOX_GITHUB_TOKEN]: identity } },
      );
  });

  it('for a fork, with the workflow that can have it', () =>
    withGithub(
      async ({ connect }) => {
        const failure = await failureOf(connect({ hasForkToken: true }).createCheckRun(checkRun));
        expect(failure.message).toContain('comes from a fork');
        expect(failure.message).toContain('workflow_run');
        expect(failure.message).toContain('permissions:\n  checks: write');
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ checks: 'read' }) } },
    ));

  it("for a person's token, which can never write checks", () =>
    withGithub(
      async ({ github }) => {
        const failure = await failureOf(github.createCheckRun(checkRun));
        expect(failure).toBeInstanceOf(MissingPermissionError);
        expect(failure.message).toContain('Omit github-token');
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: personalToken('mona') } },
    ));
});

describe('a rejection that no permission changes', () => {
  it.each([
    'Although you appear to have the correct authorization credentials, the `octo` organization has an IP allow list enabled, and 10.0.0.7 is not permitted to access this resource.',
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    'Interactions on this repository have been restricted to prior contributors only.',
    'Repository was archived so is read-only.',
    "The 'octo' enterprise forbids access via a personal access token (classic). Use one with fine-grained permissions.",
    'The telescope organization has an IP allow list enabled.',
    'Something new.',
  ])("shows GitHub's reason: %s", (message) =>
    withGithub(async ({ github, sandbox }) => {
      sandbox.fault({ on: 'any', kind: 'status', status: 403, message });
      const failure = await failureOf(github.createCheckRun(checkRun));
      expect(failure).toBeInstanceOf(GithubError);
      expect(failure.message).toContain(message.replace(/\.$/, ''));
      expect(failure.message).not.toContain('permissions:');
      expect(sandbox.requests).toHaveLength(1);
    }),
  );

  it.each([401, 403, 404])('is the page of a proxy with status %d', (status) =>
    withGithub(async ({ github, sandbox }) => {
      sandbox.fault({ on: 'any', kind: 'gateway', status });
      const failure = await failureOf(github.createCheckRun(checkRun));
      expect(failure.message).toContain(`(HTTP ${status})`);
      expect(failure.message).toContain('proxy or gateway');
      expect(failure.message).not.toMatch(/permissions:|Check github-token/);
    }),
  );

  it("has GitHub's message and details", () =>
    withGithub(async ({ github, sandbox }) => {
      const failure = await failureOf(github.createComment(7, 'x'.repeat(65_537)));
      expect(failure.message).toContain('Validation Failed; Body is too long (maximum is 65536 characters) (HTTP 422)');
      expect(sandbox.requests).toHaveLength(1);
    }));

  it('names a wrong token', () =>
    withGithub(async ({ connect }) => {
      const failure = await failureOf(connect({ token: 'wrong' }).pullRequest(7));
      expect(failure.message).toContain('Bad credentials (HTTP 401)');
      expect(failure.message).toContain('Check github-token');
    }));
});

describe('after temporary errors a request is sent again:', () => {
  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502, processed: true },
    { kind: 'status', status: 503 },
    { kind: 'drop' },
    { kind: 'cut' },
    { kind: 'garbage' },
  ] as const)('%j', (fault) =>
    withGithub(async ({ github, sandbox, clock }) => {
      sandbox.fault({ on: 'any', times: 2, ...fault });
      const created = await github.createComment(7, 'x');
      expect(sandbox.repository.comments.at(-1)).toMatchObject({ id: created.id, body: 'x' });
      expect(sandbox.requests).toHaveLength(3);
      expect(clock.waitsMs).toEqual([500, 1000]);
    }),
  );

  it('up to four times, or as often as the limit of all requests allows', () =>
    withGithub(async ({ github, connect, sandbox }) => {
      sandbox.fault({ on: 'any', kind: 'status', status: 503, times: 9, message: 'No server is available' });
      const failure = await failureOf(github.pullRequest(7));
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(failure.message).toContain('GitHub returned No server is available (HTTP 503)');
      expect(sandbox.requests).toHaveLength(4);
      const limited = await failureOf(connect({ maxRequests: 2 }).pullRequest(7));
      expect(limited.message).toContain('HTTP 503');
      expect(sandbox.requests).toHaveLength(6);
    }));

  it('unless the wait would end too late', () =>
    withGithub(async ({ connect, sandbox, clock }) => {
      sandbox.fault({ on: 'any', kind: 'status', status: 503, times: 9 });
      const failure = await failureOf(connect({ endsAtMs: clock.now() + 400 }).pullRequest(7));
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(sandbox.requests).toHaveLength(1);
      expect(clock.waitsMs).toEqual([]);
      const none = await failureOf(connect({ endsAtMs: clock.now() }).pullRequest(7));
      expect(none.message).toContain('the time for requests to GitHub has expired');
      expect(sandbox.requests).toHaveLength(1);
    }));

  it('and the reason is named if there is no server', () =>
    withGithub(async ({ github, sandbox }) => {
      await sandbox.close();
      const failure = await failureOf(github.pullRequest(7));
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(failure.message).toContain('Could not read pull request #7: connection refused.');
    }));
});

describe('a GitHub that does not respond', () => {
  it.each(['hang', 'stall'] as const)('has ten seconds for each request: %s', (kind) =>
    withGithub(async ({ github, sandbox, clock }) => {
      const startedAtMs = clock.now();
      sandbox.fault({ on: 'any', kind, times: 9 });
      const failing = failureOf(github.pullRequest(7));
      for (let request = 1; request <= 4; request++) {
        await until(() => sandbox.requests.length === request);
        clock.expire();
      }
      const failure = await failing;
      expect(failure).toBeInstanceOf(GithubUnavailableError);
      expect(failure.message).toContain('no response within 10 s');
      expect(clock.now() - startedAtMs).toBe(40_000 + 500 + 1000 + 2000);
    }),
  );

  it('is described by the time of the connection, if that expires first', () =>
    withGithub(async ({ connect, sandbox, clock }) => {
      sandbox.fault({ on: 'any', kind: 'hang', times: 9 });
      const failing = failureOf(connect({ endsAtMs: clock.now() + 3000 }).pullRequest(7));
      await until(() => sandbox.requests.length === 1);
      clock.expire();
      expect((await failing).message).toContain('no response within 3 s.');
    }));

  it('does not delay a cancelled step', () =>
    withGithub(async ({ github, sandbox, abort }) => {
      sandbox.fault({ on: 'any', kind: 'hang' });
      const failing = failureOf(github.pullRequest(7));
      await until(() => sandbox.requests.length === 1);
      abort(new Error('cancelled by SIGTERM'));
      expect(await failing).toMatchObject({ message: 'cancelled by SIGTERM' });
    }));
});

describe('a rate limit', () => {
  it.each([403, 429] as const)('is waited for if it ends in time (%d)', (status) =>
    withGithub(async ({ github, sandbox, clock }) => {
      sandbox.fault({ on: 'any', kind: 'secondaryRateLimit', retryAfterSeconds: 7, status });
      sandbox.fault({ on: 'any', kind: 'rateLimit', resetsInSeconds: 20, status });
      await github.createComment(7, 'x');
      expect(sandbox.repository.comments).toHaveLength(1);
      expect(clock.waitsMs[0]).toBe(7000);
      expect(clock.waitsMs[1]).toBeLessThanOrEqual(21_000);
    }),
  );

  it.each([403, 429] as const)('is an error at once if it does not (%d)', (status) =>
    withGithub(async ({ github, sandbox, clock }) => {
      sandbox.fault({ on: 'any', kind: 'rateLimit', resetsInSeconds: 1800, status });
      const primary = await failureOf(github.createComment(7, 'x'));
      expect(primary.message).toContain("Could not write the comment on the pull request: GitHub's rate limit");
      expect(primary.message).toMatch(/in (29|30|31) min, at \d\d:\d\d UTC/);
      expect(primary.message).not.toContain('permissions:');

      sandbox.fault({ on: 'any', kind: 'secondaryRateLimit', status });
      const secondary = await failureOf(github.createComment(7, 'x'));
      expect(secondary.message).toMatch(/secondary rate limit[^]*\n.*in 60 s/);
      expect(clock.waitsMs).toEqual([]);
      expect(sandbox.requests).toHaveLength(2);
    }),
  );

  it('is what 429 means, also without a body', () =>
    withGithub(async ({ connect, clock }) => {
      const fetch = () => Promise.resolve(new Response('', { status: 429 }));
      const failure = await failureOf(connect({ fetch, endsAtMs: clock.now() + 1000 }).comments(7));
      expect(failure.message).toContain("GitHub's rate limit is exceeded: Too Many Requests (HTTP 429)");
    }));

  it('is not reported if the last request of the hour lacks a permission', () =>
    withGithub(
      async ({ github }) => {
        const failure = await failureOf(github.createComment(7, 'x'));
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
