import { describe, expect, it } from '@jest/globals';
import { actionsBotWith } from '../../sandbox/github/identities.ts';
import { BASE_SHA, MERGE_SHA } from '../../sandbox/runner/event.ts';
import { pullRequestEvent, pushEvent } from '../../sandbox/runner/events.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { leaveCheckRun, type Services, withServices } from './github-stage.ts';
import { tests, warnings } from './stage.ts';

const CHECK = { 'check-run': 'true', 'pr-comment': 'true' };
/** Not the pull request's: a preview has an address of its own. */
const PRODUCTION = { 'web-url': 'https://www.example.com' };
const NEW = '**new here**, passes on `main`';
const ALSO_FAILS =
  /\[also fails on `main`\]\(https:\/\/app\.doksi\.ai\/verify\/tests\/fail-0s-pay\/runs\/\w+\), 3 h ago/;

const THREE_HOURS_MS = 3 * 3_600_000;

/** A run on the base branch, three hours ago: one test passes, one fails. */
async function onMain({ github, run }: Services): Promise<void> {
  const inputs = { ...tests('flaky-0s-cart', 'fail-0s-pay'), ...PRODUCTION, 'check-run': 'true', retries: '1' };
  await run(inputs, { event: pushEvent });
  for (const check of github.repository.checkRuns)
    check.completed_at = new Date(Date.now() - THREE_HOURS_MS).toISOString();
}

/** What `onMain` leaves, without a process. */
async function leftOnMain(services: Services): Promise<void> {
  await leaveCheckRun(services, [['flaky-0s-cart', 'fail-0s-pay'], ['flaky-0s-cart']], {
    sha: MERGE_SHA,
    url: PRODUCTION['web-url'],
    completedAt: new Date(Date.now() - THREE_HOURS_MS).toISOString(),
  });
}

const onPull = tests('flaky-0s-cart', 'fail-0s-pay', 'fail-0s-wishes');

/** The row of a test in each of the three reports. */
function rowsOf(name: string, ...reports: (string | undefined)[]): string[] {
  return reports.map((report) => report?.split('\n').find((line) => line.includes(`[${name}]`)) ?? '');
}

/** The requests to GitHub about the base branch, from the request of this number on. */
function baseRequests({ github }: Services, since: number): string[] {
  return github.requests
    .slice(since)
    .filter(({ method, path }) => method === 'GET' && path.includes('/commits'))
    .map(({ path }) => path);
}

describe('a failed test on a pull request', () => {
  it.concurrent('is compared with the base branch in all reports', () =>
    withServices(async (services) => {
      const { github, run } = services;
      await onMain(services);
      const before = github.requests.length;
      const step = await run({ ...onPull, ...CHECK });
      const check = github.repository.checkRuns.at(-1)?.summary;
      const comment = github.repository.comments.at(-1)?.body;
      for (const row of rowsOf('Cart', step.summary, check, comment)) expect(row).toContain(NEW);
      for (const row of rowsOf('Pay', step.summary, check, comment)) expect(row).toMatch(ALSO_FAILS);
      for (const row of rowsOf('Wishes', step.summary, check, comment)) {
        expect(row).not.toBe('');
        expect(row).not.toContain('main');
      }
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-failed': '3' } });
      expect(baseRequests(services, before).length).toBeLessThanOrEqual(8);
    }),
  );

  it.concurrent('is compared with the newest of the last five commits that has a run', () =>
    withServices(
      async (services) => {
        const { github, run } = services;
        await leftOnMain(services);
        const before = github.requests.length;
        const step = await run({ ...onPull, ...CHECK });
        expect(step.summary).toContain(NEW);
        expect(baseRequests(services, before).length).toBeLessThanOrEqual(8);
      },
      { branches: { main: ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40), 'd'.repeat(40), MERGE_SHA] } },
    ),
  );

  it.concurrent('is unmarked if the run is older than that', () =>
    withServices(
      async (services) => {
        await leftOnMain(services);
        const step = await services.run({ ...onPull, ...CHECK });
        expect(step.outputs['conclusion']).toBe('failed');
        expect(step.summary).not.toContain('main');
      },
      {
        branches: {
          main: ['a', 'b', 'c', 'd', 'e'].map((sign) => sign.repeat(40)).concat(MERGE_SHA, BASE_SHA),
        },
      },
    ),
  );

  it.concurrent('is compared if the run timed out, too', () =>
    withServices(async (services) => {
      await leftOnMain(services);
      const inputs = { ...tests('fail-0s-pay', 'stuck'), ...CHECK, 'timeout-minutes': '0.03' };
      const step = await services.run(inputs);
      expect(step.outputs['conclusion']).toBe('timed-out');
      expect(rowsOf('Pay', step.summary)[0]).toMatch(ALSO_FAILS);
    }),
  );

  it.concurrent.each<[string, string, (services: Services) => void]>([
    [
      'another app wrote the check run',
      '',
      ({ github: { repository } }) => {
        const [check] = repository.checkRuns;
        if (check) repository.checkRuns[0] = { ...check, app: { id: 7, slug: 'other' } };
      },
    ],
    [
      'the check run has no record',
      '',
      ({ github: { repository } }) => {
        for (const check of repository.checkRuns) check.summary = 'All is well.';
      },
    ],
    [
      'Doksi does not find the run',
      'HTTP 404',
      ({ doksi }) => doksi.fault({ on: 'GET /runs', kind: 'status', status: 404, after: 1, times: 9 }),
    ],
    [
      'GitHub is down',
      '502',
      ({ github }) => github.fault({ on: 'GET /commits', kind: 'status', status: 502, times: 9 }),
    ],
    [
      'GitHub returns no JSON',
      'GitHub',
      ({ github }) => github.fault({ on: 'GET /commits', kind: 'garbage', times: 9 }),
    ],
    ['GitHub hangs', ' within ', ({ github }) => github.fault({ on: 'GET /commits', kind: 'hang' })],
  ])('is unmarked, without a warning, if %s', (_what, why, spoil) =>
    withServices(async (services) => {
      const { run } = services;
      await leftOnMain(services);
      spoil(services);
      const step = await run({ ...tests('fail-0s-pay'), 'check-run': 'true' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed' } });
      expect(step.summary).not.toContain('main');
      expect(step.commands.filter(({ command }) => command === 'warning')).toEqual([]);
      const line = step.log.split('\n').find((one) => one.includes('whether the failures are new')) ?? '';
      expect(line !== '').toBe(why !== '');
      expect(line).toContain(why);
    }),
  );

  it.concurrent('is unmarked without the permission to read commits, which a warning names', () =>
    withServices(
      async (services) => {
        await leftOnMain(services);
        const step = await services.run({ ...tests('fail-0s-pay'), 'check-run': 'true' });
        expect(step.summary).not.toContain('main');
        expect(warnings(step)).toContain('permissions:\n  contents: read');
      },
      { tokens: { [SANDBOX_GITHUB_TOKEN]: actionsBotWith({ checks: 'write' }) } },
    ),
  );

  it.concurrent.each<[string, object, Record<string, string>]>([
    ['all passed', tests('pass-0s'), { 'check-run': 'true' }],
    ['there is no check run', tests('fail-0s'), {}],
  ])('causes no request about the base branch if %s', (_what, inputs, check) =>
    withServices(async (services) => {
      await services.run({ ...inputs, ...check });
      expect(baseRequests(services, 0)).toEqual([]);
    }),
  );

  it.concurrent('costs at most eight requests, however many check runs there are', () =>
    withServices(async (services) => {
      const { github, run } = services;
      await leftOnMain(services);
      const [check] = github.repository.checkRuns;
      if (!check) throw new Error('There is no check run.');
      for (let id = 1; id <= 1500; id++)
        github.repository.checkRuns.push({ ...check, id: check.id + id, app: { id, slug: `app-${id}` } });
      const before = github.requests.length;
      const step = await run({ ...tests('fail-0s-pay'), 'check-run': 'true' }, { event: pullRequestEvent });
      expect(step.outputs['conclusion']).toBe('failed');
      expect(baseRequests(services, before)).toHaveLength(8);
    }),
  );
});
