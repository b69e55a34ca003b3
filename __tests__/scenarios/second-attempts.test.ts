import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { actionsBot, actionsBotWith } from '../../sandbox/github/identities.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { decodeRecord, type HistoryRecord } from '../../src/history/record.ts';
import { apkOf, withWorkspace } from '../workspace.ts';
import { leaveCheckRun, type Services, withServices } from './github-stage.ts';
import { type Circumstances, type Inputs, tests, until, WEB_URL } from './stage.ts';
import { onPosix } from '../posix.ts';

const RERUN = { 'check-run': 'true', 'on-rerun': 'failed' };
const READ_ONLY_TOKEN = 'ghs_read.only-token';

/** The circumstances of the n-th attempt of a workflow run. */
function attempt(number: number, { env, ...more }: Circumstances = {}): Circumstances {
  return { ...more, env: { GITHUB_RUN_ATTEMPT: String(number), ...env } };
}

const RunBody = z.looseObject({ matrix: z.array(z.looseObject({ test_ids: z.array(z.string()) })) });
type RunBody = z.infer<typeof RunBody>;

/** The bodies of all requests to create a run. */
function created({ requests }: DoksiSandbox): RunBody[] {
  return requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/runs'))
    .map(({ body }) => RunBody.parse(JSON.parse(body)));
}

/** The tests of all requests to create a run. */
function createdTests(doksi: DoksiSandbox): string[][] {
  return created(doksi).map(({ matrix }) => matrix.flatMap(({ test_ids }) => test_ids));
}

function lastRecord({ repository: { checkRuns } }: GithubSandbox): HistoryRecord | undefined {
  return decodeRecord({ output: checkRuns.at(-1) });
}

describe('a second attempt with on-rerun: failed', () => {
  it.concurrent('runs only what failed, in unchanged entries, and carries the rest over', () =>
    withServices(async ({ doksi, github, run }) => {
      const entry = (url: string, ids: string, user: string): string =>
        `- { platform: web, web_url: ${url}, test_ids: [${ids}], login: { user: ${user} } }`;
      const inputs = {
        ...RERUN,
        matrix: [
          entry(WEB_URL, 'pass-0s-cart, flaky-0s-pay, pass-0s-search', 'ann'),
          entry('https://b.example.com', 'pass-0s-b', 'bob'),
          entry('https://c.example.com', 'flaky-0s-pay', 'cy'),
        ].join('\n'),
        'extra-body': 'pull_request: 7',
      };
      const first = await run(inputs, attempt(1));
      expect(first.outputs).toMatchObject({ conclusion: 'failed', 'tests-failed': '2' });
      // Attempt 1 has nothing to read.
      expect(github.requests.filter(({ path }) => path.includes(HEAD_SHA))).toEqual([]);

      const second = await run(inputs, attempt(2));
      const again = (web_url: string, user: string): object => ({
        platform: 'web',
        web_url,
        test_ids: ['flaky-0s-pay'],
        login: { user },
      });
      expect(created(doksi).slice(1)).toEqual([
        { matrix: [again(WEB_URL, 'ann'), again('https://c.example.com', 'cy')], pull_request: 7 },
      ]);
      expect(second).toMatchObject({
        exitCode: 0,
        outputs: {
          conclusion: 'passed',
          status: 'passed',
          'run-id': 'run_0002',
          'tests-total': '5',
          'tests-passed': '5',
          'tests-failed': '0',
          'tests-flaky': '0',
        },
      });
      expect(second.log).toContain('2 of 5 tests failed in attempt 1 (run run_0001); only they run again');
      expect(second.summary).toContain('3 of them in attempt 1');
      const check = github.repository.checkRuns.at(-1);
      expect(check).toMatchObject({ conclusion: 'success', external_id: 'run_0002', annotations: [] });
      expect(lastRecord(github)?.runs).toEqual([
        { id: 'run_0001', attempt: 1 },
        { id: 'run_0002', attempt: 2 },
      ]);
      const results = z.array(z.looseObject({})).parse(JSON.parse(second.outputs['results'] ?? ''));
      const carried = results.filter((result) => result['carried_over_from_attempt'] === 1);
      expect(carried.map((result) => result['run_id'])).toEqual(['run_0001', 'run_0001', 'run_0001']);
    }),
  );

  it.concurrent('runs what did not finish, but no known failure, and passes by what passed', () =>
    withServices(async (services) => {
      const { doksi, run } = services;
      const ids = ['pass-0s', 'flaky-0s', 'fail-0s'];
      await leaveCheckRun(services, [ids]);
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      const known = `[{test_id: fail-0s, until: ${until}, reason: SHOP-812}]`;
      const second = await run({ ...RERUN, ...tests(...ids), 'known-failures': known }, attempt(2));
      expect(createdTests(doksi)[1]).toEqual(['flaky-0s']);
      expect(second).toMatchObject({
        exitCode: 0,
        outputs: { conclusion: 'passed', 'tests-known-failed': '1', 'tests-passed': '2' },
      });
    }),
  );

  it.concurrent('fails if a test fails again; the third attempt runs only that', () =>
    withServices(async (services) => {
      const { doksi, github, run } = services;
      const ids = ['pass-0s', 'flaky-0s', 'shaky-0s'];
      const inputs = { ...RERUN, ...tests(...ids) };
      await leaveCheckRun(services, [ids]);
      const second = await run(inputs, attempt(2));
      expect(second).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-failed': '1' } });
      const third = await run(inputs, attempt(3));
      expect(createdTests(doksi)).toEqual([ids, ['flaky-0s', 'shaky-0s'], ['shaky-0s']]);
      expect(third.outputs).toMatchObject({
        conclusion: 'passed',
        'run-id': 'run_0003',
        'tests-total': '3',
        'tests-flaky': '0',
      });
      expect(lastRecord(github)?.runs.map((one) => one.attempt)).toEqual([1, 2, 3]);
    }),
  );

  it.concurrent('retries what fails again; a test that then passes is flaky', () =>
    withServices(async (services) => {
      const { doksi, github, run } = services;
      const ids = ['pass-0s', 'shaky-0s'];
      await leaveCheckRun(services, [ids]);
      const second = await run({ ...RERUN, ...tests(...ids), retries: '1' }, attempt(2));
      expect(createdTests(doksi).slice(1)).toEqual([['shaky-0s'], ['shaky-0s']]);
      expect(second.outputs).toMatchObject({
        conclusion: 'passed',
        'run-id': 'run_0002',
        'tests-flaky': '1',
        'tests-total': '2',
      });
      expect(github.repository.checkRuns.at(-1)?.external_id).toBe('run_0002');
    }),
  );

  it.concurrent('follows a run in progress instead of creating one', () => {
    const time = { nowMs: 0 };
    return withServices(
      async (services) => {
        const { doksi, github, start } = services;
        const ids = ['pass-0s', 'pass-4s'];
        await leaveCheckRun(services, [ids]);
        const second = start({ ...RERUN, ...tests(...ids) }, attempt(2));
        await until(() => second.log().includes('run_0001 of attempt 1 is still in progress; it is followed'));
        time.nowMs = 60_000;
        expect(await second.done).toMatchObject({
          exitCode: 0,
          outputs: { conclusion: 'passed', 'run-id': 'run_0001', 'tests-total': '2' },
        });
        expect(created(doksi)).toHaveLength(1);
        expect(github.repository.checkRuns.at(-1)?.external_id).toBe('run_0001');
      },
      {},
      { now: () => time.nowMs },
    );
  });

  onPosix('signals').concurrent(
    'continues after an attempt that was cancelled, and after one that created no run',
    () => {
      const time = { nowMs: 0 };
      return withServices(
        async ({ doksi, start, run }) => {
          const inputs = { ...RERUN, ...tests('pass-0s', 'flaky-1s') };
          const first = start(inputs, attempt(1));
          await until(() => first.log().includes('Run run_0001 started'));
          first.kill('SIGTERM');
          expect((await first.done).outputs).toMatchObject({ conclusion: 'cancelled' });
          time.nowMs = 60_000;
          doksi.fault({ on: 'POST /runs', kind: 'status', status: 402 });
          const second = await run(inputs, attempt(2));
          expect(second.outputs).toMatchObject({ conclusion: 'error', 'run-id': '' });
          const third = start(inputs, attempt(3));
          await until(() => created(doksi).length === 3);
          time.nowMs = 120_000;
          expect((await third.done).outputs).toMatchObject({ conclusion: 'passed', 'tests-flaky': '0' });
          expect(createdTests(doksi).slice(1)).toEqual([['flaky-1s'], ['flaky-1s']]);
        },
        {},
        { now: () => time.nowMs },
      );
    },
  );

  it.concurrent('uses the targets of the attempt before, and uploads only those that Doksi rejects', () =>
    withWorkspace({ 'a.apk': apkOf('a'), 'b.apk': apkOf('b') }, (workspace) =>
      withServices(async ({ doksi, github, run }) => {
        const inputs: Inputs = {
          ...RERUN,
          matrix: [
            '- { platform: android, apk: a.apk, test_ids: [pass-0s, fail-0s] }',
            '- { platform: android, apk: b.apk, test_ids: [flaky-0s] }',
          ].join('\n'),
        };
        const first = await run(inputs, attempt(1, { workspace }));
        const second = await run(inputs, attempt(2, { workspace }));
        const targetsIn = (number: number): unknown[] =>
          created(doksi)[number]?.matrix.map((entry) => entry['target_id']) ?? [];
        // The order of registration is not determined.
        const [a, b] = targetsIn(0);
        expect(targetsIn(1)).toEqual([a, b]);
        expect(doksi.uploads).toHaveLength(2);
        expect(second.outputs['targets']).toBe(first.outputs['targets']);
        expect(Object.values(lastRecord(github)?.targets ?? {})).toEqual([a, b]);

        doksi.fault({ on: 'POST /runs', kind: 'status', status: 422, body: '{"error":"No such target."}' });
        const third = await run(inputs, attempt(3, { workspace }));
        expect(createdTests(doksi).slice(2)).toEqual([['fail-0s'], ['fail-0s']]);
        expect(targetsIn(2)).toEqual([a]);
        expect(targetsIn(3)).toEqual(['tgt_0003']);
        expect(doksi.uploads).toHaveLength(3);
        expect(third.log).toContain('No such target.');
        expect(third.outputs).toMatchObject({ 'tests-total': '3', 'tests-failed': '1', 'tests-passed': '2' });
        // A result that is carried over keeps the target that it ran on.
        expect(JSON.parse(third.outputs['results'] ?? '')).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ test_id: 'pass-0s', destination: expect.objectContaining({ target_id: a }) }),
          ]),
        );

        // Results with the old and the new target belong to one matrix.
        await run(inputs, attempt(4, { workspace }));
        expect(createdTests(doksi).slice(4)).toEqual([['fail-0s']]);
        expect(targetsIn(4)).toEqual(['tgt_0003']);
        expect(doksi.uploads).toHaveLength(3);
      }),
    ),
  );

  it.concurrent('continues each leg of a job matrix from its own record', () =>
    withServices(async ({ doksi, github, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'flaky-0s') };
      const leg = (lang: string, number: number): Circumstances => attempt(number, { matrix: { lang } });
      await run(inputs, leg('de', 1));
      await run({ ...inputs, ...tests('flaky-0s-a', 'pass-0s-b') }, leg('fr', 1));
      const second = await run(inputs, leg('de', 2));
      expect(second.outputs).toMatchObject({ conclusion: 'passed', 'tests-total': '2' });
      expect(createdTests(doksi)[2]).toEqual(['flaky-0s']);
      expect(github.repository.checkRuns.map(({ name }) => name)).toEqual(['Doksi (de)', 'Doksi (fr)', 'Doksi (de)']);
    }),
  );

  it.concurrent('finds its record if the title contains the key, which GitHub never receives', () =>
    withServices(async ({ doksi, github, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'fail-0s'), title: `Web ${SANDBOX_API_KEY}` };
      await run(inputs, attempt(1));
      await run(inputs, attempt(2));
      expect(createdTests(doksi)[1]).toEqual(['fail-0s']);
      expect(JSON.stringify(github.requests)).not.toContain(SANDBOX_API_KEY);
    }),
  );

  describe('of two legs with the same job, title and tests, each with another failure', () => {
    const [a3, b2] = ['pass-0s-a3', 'fail-0s-b2'];
    const inputs = { ...RERUN, ...tests(a3, b2), title: 'Shared' };
    /** Attempt 1: leg A fails b2 by its fate; leg B fails a3 instead. */
    async function failBoth({ doksi, run }: Services, [legA, legB]: readonly Circumstances[]): Promise<void> {
      await run(inputs, attempt(1, legA));
      const failed = (test_id: string, status: string): object => ({
        ...{ test_id, status },
        destination: { platform: 'web', web_url: WEB_URL },
      });
      const results = [failed(a3, 'failed'), failed(b2, 'passed')];
      const body = JSON.stringify({ status: 'failed', tests_total: 2, tests_passed: 1, tests_failed: 1, results });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      await run(inputs, attempt(1, legB));
    }

    it.concurrent('runs everything without a job matrix, also in attempt 3', () =>
      withServices(async (services) => {
        await failBoth(services, [{}, {}]);
        for (const number of [2, 3]) {
          const again = await services.run(inputs, attempt(number));
          expect(again.log).toContain('all tests run again, because attempt 1 has check runs of several jobs');
          expect(again.outputs).toMatchObject({ conclusion: 'failed', 'tests-failed': '1', 'tests-total': '2' });
        }
        expect(createdTests(services.doksi)).toEqual([
          [a3, b2],
          [a3, b2],
          [a3, b2],
          [a3, b2],
        ]);
      }),
    );

    it.concurrent('runs what failed in its own leg of a job matrix', () =>
      withServices(async (services) => {
        const legs = [{ matrix: { lang: 'de' } }, { matrix: { lang: 'fr' } }];
        await failBoth(services, legs);
        const second = await services.run(inputs, attempt(2, legs[0]));
        expect(second.outputs).toMatchObject({ conclusion: 'failed', 'tests-failed': '1', 'tests-total': '2' });
        expect(createdTests(services.doksi)).toEqual([[a3, b2], [a3, b2], [b2]]);
      }),
    );
  });
});

describe('in doubt everything runs, and the log has the reason:', () => {
  const ids = ['pass-0s-cart', 'fail-0s-pay'];
  const doubts: readonly {
    what: string;
    reason: RegExp;
    prepare?: (services: Services) => Promise<void> | void;
    inputs?: Inputs;
    env?: Readonly<Record<string, string>>;
  }[] = [
    { what: 'another matrix', inputs: tests(...ids.toReversed()), reason: /no earlier attempt had the same/ },
    { what: 'another workflow run', env: { GITHUB_RUN_ID: '99' }, reason: /no check run/ },
    {
      what: 'an incomplete list',
      prepare: ({ doksi }) => {
        const results = [{ test_id: 'fail-0s-pay', status: 'failed' }];
        const body = JSON.stringify({ status: 'failed', tests_total: 2, results });
        doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      },
      reason: /not exactly the tests of the matrix/,
    },
    {
      what: 'no permission to read checks',
      env: { 'INPUT_GITHUB-TOKEN': READ_ONLY_TOKEN },
      reason: /Resource not accessible/,
    },
  ];
  const tokens = {
    [SANDBOX_GITHUB_TOKEN]: actionsBot,
    [READ_ONLY_TOKEN]: actionsBotWith({ contents: 'read' }),
  };

  it.concurrent.each(doubts)('$what', ({ reason, prepare, inputs = {}, env = {} }) =>
    withServices(
      async (services) => {
        await leaveCheckRun(services, [ids]);
        await prepare?.(services);
        const all: Inputs = { ...RERUN, ...tests(...ids), ...inputs };
        const second = await services.run(all, attempt(2, { env }));
        const line = second.log.split('\n').find((one) => one.includes('all tests run again, because')) ?? '';
        expect(line).toMatch(reason);
        expect(createdTests(services.doksi).at(-1)).toEqual(all['test-ids']?.split(', '));
      },
      { tokens },
    ),
  );
});
