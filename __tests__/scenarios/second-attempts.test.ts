import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { actionsBot, actionsBotWith } from '../../sandbox/github/identities.ts';
import type { StoredCheckRun } from '../../sandbox/github/repository.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { MERGE_SHA } from '../../sandbox/runner/event.ts';
import { type FinishedStep, SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { decodeRecord, encodeRecord, type HistoryRecord } from '../../src/history/record.ts';
import { apkOf, withWorkspace } from '../workspace.ts';
import { type Services, withServices } from './github-stage.ts';
import { type Circumstances, type Inputs, redness, tests, until, WEB_URL } from './stage.ts';

const RERUN = { 'check-run': 'true', 'on-rerun': 'failed' };
const OTHER_TOKEN = 'ghs_other0other0other0other0other0other0';

/** The circumstances of the n-th attempt of a workflow run. */
function attempt(number: number, { env, ...more }: Circumstances = {}): Circumstances {
  return { ...more, env: { GITHUB_RUN_ATTEMPT: String(number), ...env } };
}

const RunBody = z.looseObject({ matrix: z.array(z.looseObject({ test_ids: z.array(z.string()) })) });
type RunBody = z.infer<typeof RunBody>;

/** The bodies of all runs that were asked for. */
function bought({ requests }: DoksiSandbox): RunBody[] {
  return requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/runs'))
    .map(({ body }) => RunBody.parse(JSON.parse(body)));
}

const idsOf = ({ matrix }: RunBody): string[] => matrix.flatMap(({ test_ids }) => test_ids);
const boughtTests = (doksi: DoksiSandbox): string[][] => bought(doksi).map(idsOf);

/** Creates a run of these tests on the one web address, without a step. */
async function create({ url }: DoksiSandbox, ids: readonly string[]): Promise<void> {
  const { ok } = await fetch(`${url}/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SANDBOX_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ids }] }),
  });
  expect(ok).toBe(true);
}

/** Puts another record in place of the newest check run's. */
function forge({ repository: { checkRuns } }: GithubSandbox, change: Partial<HistoryRecord>): void {
  const check = checkRuns.at(-1);
  const record = decodeRecord(check?.summary);
  if (check === undefined || record === undefined) throw new Error('There is no record to forge.');
  check.summary = encodeRecord({ ...record, ...change });
}

function lastRecord({ repository: { checkRuns } }: GithubSandbox): HistoryRecord | undefined {
  return decodeRecord(checkRuns.at(-1)?.summary);
}

describe('a second attempt with on-rerun: failed', () => {
  it.concurrent('runs only what failed, in its entries as they are, and carries the rest over', () =>
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
      const second = await run(inputs, attempt(2));
      expect(bought(doksi).slice(1)).toEqual([
        {
          matrix: [
            { platform: 'web', web_url: WEB_URL, test_ids: ['flaky-0s-pay'], login: { user: 'ann' } },
            {
              platform: 'web',
              web_url: 'https://c.example.com',
              test_ids: ['flaky-0s-pay'],
              login: { user: 'cy' },
            },
          ],
          pull_request: 7,
        },
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
      expect(second.log).toContain('of attempt 1: 2 of 5 tests failed (run run_0001); only they run again');
      expect(second.log).toContain('All 5 tests passed: 3 in attempt 1, 2 now');
      expect(second.summary).toContain('3 passed in attempt 1');
      expect(second.summary).toMatch(/Cart.* · in attempt 1/);
      const check = github.repository.checkRuns.at(-1);
      expect(check).toMatchObject({ conclusion: 'success', external_id: 'run_0002', annotations: [] });
      expect(check?.summary).toContain('3 passed in attempt 1');
      expect(lastRecord(github)?.runs).toEqual([
        { id: 'run_0001', attempt: 1 },
        { id: 'run_0002', attempt: 2 },
      ]);
      const results = z.array(z.looseObject({})).parse(JSON.parse(second.outputs['results'] ?? ''));
      const carried = results.filter((result) => result['carried_over_from_attempt'] === 1);
      expect(carried.map((result) => result['run_id'])).toEqual(['run_0001', 'run_0001', 'run_0001']);
    }),
  );

  it.concurrent('runs what neither passed nor failed beside what failed, but no known failure', () =>
    withServices(async ({ doksi, run }) => {
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      const inputs = {
        ...RERUN,
        ...tests('pass-0s', 'flaky-0s', 'skip-0s', 'fail-0s'),
        'known-failures': `[{test_id: fail-0s, until: ${until}, reason: SHOP-812}]`,
      };
      await run(inputs, attempt(1));
      const second = await run(inputs, attempt(2));
      expect(boughtTests(doksi)[1]).toEqual(['flaky-0s', 'skip-0s']);
      expect(second.log).toContain('1 of 4 tests failed, 1 did not finish');
      // It is skipped again: nothing says that it is well.
      expect(second.outputs).toMatchObject({ conclusion: 'failed', 'tests-known-failed': '1' });
    }),
  );

  it.concurrent('leaves a known failure aside, and is green by what passed', () =>
    withServices(async ({ doksi, run }) => {
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      const inputs = {
        ...RERUN,
        ...tests('pass-0s', 'flaky-0s', 'fail-0s'),
        'known-failures': `[{test_id: fail-0s, until: ${until}, reason: SHOP-812}]`,
      };
      await run(inputs, attempt(1));
      const second = await run(inputs, attempt(2));
      expect(boughtTests(doksi)[1]).toEqual(['flaky-0s']);
      expect(second).toMatchObject({
        exitCode: 0,
        outputs: { conclusion: 'passed', 'tests-known-failed': '1', 'tests-passed': '2' },
      });
    }),
  );

  it.concurrent('stays red where the test fails again, and runs again what is left after the chain', () =>
    withServices(async ({ doksi, github, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'flaky-0s', 'shaky-0s') };
      await run(inputs, attempt(1));
      const second = await run(inputs, attempt(2));
      expect(second).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-failed': '1' } });
      expect(redness(second)).toMatch(/^1 of 3 Doksi tests failed/);
      const third = await run(inputs, attempt(3));
      expect(boughtTests(doksi)).toEqual([
        ['pass-0s', 'flaky-0s', 'shaky-0s'],
        ['flaky-0s', 'shaky-0s'],
        ['shaky-0s'],
      ]);
      expect(third.outputs).toMatchObject({
        conclusion: 'passed',
        'run-id': 'run_0003',
        'tests-total': '3',
        'tests-flaky': '0',
      });
      expect(third.log).toContain('All 3 tests passed: 1 in attempt 1, 1 in attempt 2, 1 now');
      expect(lastRecord(github)?.runs.map((one) => one.attempt)).toEqual([1, 2, 3]);
    }),
  );

  it.concurrent('retries what fails again, which is flaky then', () =>
    withServices(async ({ doksi, github, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'shaky-0s') };
      await run(inputs, attempt(1));
      const second = await run({ ...inputs, retries: '1' }, attempt(2));
      expect(boughtTests(doksi).slice(1)).toEqual([['shaky-0s'], ['shaky-0s']]);
      expect(second.outputs).toMatchObject({
        conclusion: 'passed',
        'run-id': 'run_0002',
        'tests-flaky': '1',
        'tests-total': '2',
      });
      expect(github.repository.checkRuns.at(-1)?.external_id).toBe('run_0002');
    }),
  );

  it.concurrent('follows the run that goes on, and buys none', () => {
    const doksiClock = { nowMs: 0 };
    return withServices(
      async ({ doksi, github, start }) => {
        const inputs = { ...RERUN, ...tests('pass-0s', 'pass-4s') };
        const first = start(inputs, attempt(1));
        await until(() => first.log().includes('Run run_0001 started'));
        first.kill('SIGINT');
        await first.done;
        const second = start(inputs, attempt(2));
        await until(() => second.log().includes('its run run_0001 still goes on; it is followed'));
        doksiClock.nowMs = 60_000;
        expect(await second.done).toMatchObject({
          exitCode: 0,
          outputs: { conclusion: 'passed', 'run-id': 'run_0001', 'tests-total': '2' },
        });
        expect(bought(doksi)).toHaveLength(1);
        expect(github.repository.checkRuns.at(-1)?.external_id).toBe('run_0001');
      },
      {},
      { now: () => doksiClock.nowMs },
    );
  });

  it.concurrent('takes up a run that was cancelled here and has failed since', () => {
    const doksiClock = { nowMs: 0 };
    return withServices(
      async ({ doksi, start, run }) => {
        const inputs = { ...RERUN, ...tests('pass-0s', 'flaky-1s') };
        const first = start(inputs, attempt(1));
        await until(() => first.log().includes('Run run_0001 started'));
        first.kill('SIGTERM');
        await first.done;
        doksiClock.nowMs = 60_000;
        const again = run(inputs, attempt(2));
        await until(() => bought(doksi).length === 2);
        doksiClock.nowMs = 120_000;
        expect(boughtTests(doksi)[1]).toEqual(['flaky-1s']);
        expect((await again).outputs).toMatchObject({ conclusion: 'passed', 'tests-flaky': '0' });
      },
      {},
      { now: () => doksiClock.nowMs },
    );
  });

  it.concurrent('does not begin anew where the second attempt came to nothing', () =>
    withServices(async ({ doksi, github, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'flaky-0s') };
      await run(inputs, attempt(1));
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 402 });
      const second = await run(inputs, attempt(2));
      expect(second.outputs).toMatchObject({ conclusion: 'error', 'run-id': '' });
      expect(second.summary).toContain('no run was started');
      expect(github.repository.checkRuns.at(-1)?.external_id).toBeUndefined();
      const third = await run(inputs, attempt(3));
      expect(boughtTests(doksi)).toEqual([['pass-0s', 'flaky-0s'], ['flaky-0s'], ['flaky-0s']]);
      expect(third.outputs).toMatchObject({ conclusion: 'passed', 'tests-total': '2' });
      expect(third.log).toContain(
        'of attempt 2: it created no run that is known; in the runs so far 1 of 2 tests failed (the last is run_0001, of attempt 1)',
      );
    }),
  );

  it.concurrent.each<{ what: string; inputs: Inputs; conclusion: string }>([
    { what: 'had a bad input', inputs: { 'timeout-minutes': 'soon' }, conclusion: 'error' },
    { what: 'had no key', inputs: { 'api-key': '', 'if-no-api-key': 'skip' }, conclusion: 'skipped' },
  ])('says that the attempt before created no run where it $what', ({ inputs: spoilt, conclusion }) =>
    withServices(async ({ doksi, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'flaky-0s') };
      await run(inputs, attempt(1));
      const second = await run({ ...inputs, ...spoilt }, attempt(2));
      expect(second.outputs['conclusion']).toBe(conclusion);
      const third = await run(inputs, attempt(3));
      expect(third.log).toContain('of attempt 2: it created no run, so everything is run');
      expect(boughtTests(doksi)[1]).toEqual(['pass-0s', 'flaky-0s']);
    }),
  );

  it.concurrent('runs everything where nothing had failed', () =>
    withServices(async ({ doksi, run }) => {
      const inputs = { ...RERUN, ...tests('pass-0s', 'skip-0s') };
      await run(inputs, attempt(1));
      const second = await run(inputs, attempt(2));
      expect(boughtTests(doksi)[1]).toEqual(['pass-0s', 'skip-0s']);
      expect(second).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(second.log).toContain('nothing failed in it that counts, so everything is run');
    }),
  );

  it.concurrent('asks nothing on attempt 1', () =>
    withServices(async ({ github, run }) => {
      await run({ ...RERUN, ...tests('pass-0s') }, attempt(1));
      expect(github.requests.map(({ method }) => method)).toEqual(['POST']);
    }),
  );

  it.concurrent('runs everything where nobody asked for less', () =>
    withServices(async ({ doksi, run }) => {
      const inputs = { 'check-run': 'true', ...tests('pass-0s', 'flaky-0s') };
      await run(inputs, attempt(1));
      await run(inputs, attempt(2));
      expect(boughtTests(doksi)[1]).toEqual(['pass-0s', 'flaky-0s']);
    }),
  );
});

describe('the targets of an earlier attempt', () => {
  const apps = { 'a.apk': apkOf('a'), 'b.apk': apkOf('b') };
  const inputs: Inputs = {
    ...RERUN,
    matrix: [
      '- { platform: android, apk: a.apk, test_ids: [pass-0s, flaky-0s, skip-0s] }',
      '- { platform: android, apk: b.apk, test_ids: [flaky-0s] }',
    ].join('\n'),
  };

  const targetIds = (body: ReturnType<typeof bought>[number] | undefined): unknown[] =>
    body?.matrix.map((entry) => entry['target_id']) ?? [];

  it.concurrent('are used again without an upload', () =>
    withWorkspace(apps, (workspace) =>
      withServices(async ({ doksi, github, run }) => {
        const first = await run(inputs, attempt(1, { workspace }));
        const second = await run(inputs, attempt(2, { workspace }));
        expect(doksi.uploads).toHaveLength(2);
        // Which of the two was registered first is a matter of luck.
        const [a, b] = targetIds(bought(doksi)[0]);
        expect(bought(doksi)[1]?.matrix).toMatchObject([
          { target_id: a, test_ids: ['flaky-0s', 'skip-0s'] },
          { target_id: b, test_ids: ['flaky-0s'] },
        ]);
        expect(second.outputs['targets']).toBe(first.outputs['targets']);
        expect(Object.values(lastRecord(github)?.targets ?? {})).toEqual([a, b]);
      }),
    ),
  );

  it.concurrent('are uploaded with everything else where the file has changed', () =>
    withWorkspace(apps, (workspace) =>
      withServices(async ({ doksi, run }) => {
        await run(inputs, attempt(1, { workspace }));
        writeFileSync(join(workspace, 'b.apk'), apkOf('other'));
        const second = await run(inputs, attempt(2, { workspace }));
        expect(doksi.uploads).toHaveLength(4);
        expect(boughtTests(doksi)[1]).toEqual(['pass-0s', 'flaky-0s', 'skip-0s', 'flaky-0s']);
        expect(second.log).toContain('or a file is another one now, so everything is run');
      }),
    ),
  );

  it.concurrent.each([400, 404, 422])(
    'are uploaded again, once, where Doksi refuses them with %d',
    (status) =>
      withWorkspace(apps, (workspace) =>
        withServices(async ({ doksi, github, run }) => {
          const plain = { ...inputs, matrix: inputs['matrix']?.replace(', skip-0s', '') ?? '' };
          await run(plain, attempt(1, { workspace }));
          doksi.fault({ on: 'POST /runs', kind: 'status', status, body: '{"error":"No such target."}' });
          const second = await run(plain, attempt(2, { workspace }));
          expect(bought(doksi)).toHaveLength(3);
          expect(doksi.uploads).toHaveLength(4);
          const [first, refused, renewed] = bought(doksi);
          expect(targetIds(refused)).toEqual(targetIds(first));
          expect(second.log).toMatch(
            new RegExp(
              `! Doksi refused the run \\(${status} [\\w ]+: No such target\\.\\); a\\.apk, b\\.apk are uploaded again, once, since their targets may be gone[^]*\nUploaded`,
            ),
          );
          const ids = targetIds(renewed);
          expect(ids.toSorted()).toEqual(['tgt_0003', 'tgt_0004']);
          expect(renewed?.matrix.flatMap(({ test_ids }) => test_ids)).toEqual(['flaky-0s', 'flaky-0s']);
          // Fresh targets: there the tests fail for the first time, each being one test all the same.
          expect(second.outputs).toMatchObject({
            'tests-total': '3',
            'tests-failed': '2',
            'tests-passed': '1',
          });
          expect(Object.values(lastRecord(github)?.targets ?? {}).toSorted()).toEqual([
            'tgt_0003',
            'tgt_0004',
          ]);
        }),
      ),
  );

  it.concurrent('that are refused again are told, and nothing is sent a third time', () =>
    withWorkspace(apps, (workspace) =>
      withServices(async ({ doksi, github, run }) => {
        await run(inputs, attempt(1, { workspace }));
        const body = '{"error":"No such target."}';
        doksi.fault({ on: 'POST /runs', kind: 'status', status: 422, body, times: 2 });
        const second = await run(inputs, attempt(2, { workspace }));
        expect(bought(doksi)).toHaveLength(3);
        expect(second.outputs).toMatchObject({ conclusion: 'error', 'run-id': '' });
        expect(redness(second)).toContain('No such target.');
        expect(second.log.split('uploaded again, once')).toHaveLength(2);
        // What is told is what was registered last, not what Doksi has refused before.
        const targets = z.record(z.string(), z.string()).parse(JSON.parse(second.outputs['targets'] ?? ''));
        expect(Object.values(targets).toSorted()).toEqual(['tgt_0003', 'tgt_0004']);
        expect(second.outputs['target-id']).toBe(targets['a.apk']);
        expect(Object.values(lastRecord(github)?.targets ?? {}).toSorted()).toEqual(['tgt_0003', 'tgt_0004']);
      }),
    ),
  );

  it.concurrent('are not uploaded again for want of allowance, nor is a run that may exist sent twice', () =>
    withWorkspace(apps, (workspace) =>
      withServices(async ({ doksi, run }) => {
        await run(inputs, attempt(1, { workspace }));
        const body = '{"error":"Used up.","requested":2,"remaining":0}';
        doksi.fault({ on: 'POST /runs', kind: 'status', status: 422, body });
        expect((await run(inputs, attempt(2, { workspace }))).outputs['conclusion']).toBe('error');
        doksi.fault({ on: 'POST /runs', kind: 'status', status: 500 });
        expect((await run(inputs, attempt(3, { workspace }))).outputs['conclusion']).toBe('error');
        expect(bought(doksi)).toHaveLength(3);
        expect(doksi.uploads).toHaveLength(2);
      }),
    ),
  );
});

interface Doubt {
  readonly what: string;
  readonly said: RegExp;
  /** What happens between the attempts. */
  readonly spoil?: (services: Services) => void;
  readonly inputs?: Inputs;
  readonly circumstances?: Circumstances;
  readonly number?: number;
}

/** What Doksi answers when it is asked for the run of the first attempt. */
const answers =
  (status: number, body: object) =>
  ({ doksi }: Services): void => {
    doksi.fault({ on: 'GET /runs', kind: 'status', status, body: JSON.stringify(body) });
  };
const listing = (...ids: string[]): object => ({
  status: 'failed',
  tests_total: 2,
  results: ids.map((id) => ({
    test_id: id,
    status: id.startsWith('fail') ? 'failed' : 'passed',
    destination: { platform: 'web', web_url: WEB_URL },
  })),
});
const manyRuns = Array.from({ length: 101 }, (_, index) => ({ id: `r${index}`, attempt: 1 }));

describe('in doubt everything is run, and the log says why:', () => {
  const ordinary: Inputs = { ...RERUN, ...tests('pass-0s-cart', 'fail-0s-pay') };
  const doubts: readonly Doubt[] = [
    { what: 'another matrix', inputs: tests('fail-0s-pay', 'pass-0s-cart'), said: /is another one now/ },
    { what: 'another extra-body', inputs: { 'extra-body': 'a: 1' }, said: /is another one now/ },
    { what: 'another key', circumstances: { apiKey: 'dk_live_another' }, said: /is another one now/ },
    { what: 'another workflow run', circumstances: { env: { GITHUB_RUN_ID: '99' } }, said: /no check run/ },
    { what: 'another job', circumstances: { env: { GITHUB_JOB: 'other' } }, said: /no check run/ },
    { what: 'another title', inputs: { title: 'Other' }, said: /no check run/ },
    { what: 'another commit', inputs: { 'commit-sha': MERGE_SHA }, said: /no check run/ },
    { what: 'an attempt that told nothing', number: 3, said: /it left no check run/ },
    { what: 'a run that is gone', spoil: answers(404, { error: 'No such run.' }), said: /No such run/ },
    {
      what: 'an incomplete list',
      spoil: answers(200, listing('fail-0s-pay')),
      said: /do not match the tests of the matrix/,
    },
    {
      what: 'other tests',
      spoil: answers(200, listing('fail-0s-pay', 'pass-x')),
      said: /do not match the tests of the matrix/,
    },
    {
      what: 'failures that are only counted',
      spoil: answers(200, { ...listing('fail-0s-pay', 'pass-0s-cart'), tests_failed: 2 }),
      said: /do not match the tests of the matrix/,
    },
    {
      what: 'a run that goes on with other tests',
      spoil: answers(200, { ...listing('pass-x'), status: 'running' }),
      said: /has other tests than the matrix/,
    },
    {
      what: "another app's check run",
      spoil: ({ github: { repository } }) => {
        repository.checkRuns.push(
          ...repository.checkRuns.map((check) => ({ ...check, id: check.id + 1, app: { id: 7, slug: 'x' } })),
        );
      },
      said: /another app's/,
    },
    {
      what: 'no permission to read checks',
      circumstances: { env: { 'INPUT_GITHUB-TOKEN': OTHER_TOKEN } },
      said: /Resource not accessible/,
    },
    {
      what: 'no token',
      circumstances: { env: { 'INPUT_GITHUB-TOKEN': '' } },
      said: /github-token is empty/,
    },
    { what: 'no repository', circumstances: { env: { GITHUB_REPOSITORY: '' } }, said: /which repository/ },
    {
      what: 'a GitHub that is down',
      spoil: ({ github }) =>
        github.fault({ on: 'GET /commits/{ref}/check-runs', kind: 'status', status: 502, times: 4 }),
      said: /502/,
    },
    {
      what: 'a GitHub that hangs',
      spoil: ({ github }) => github.fault({ on: 'GET /commits/{ref}/check-runs', kind: 'hang', times: 9 }),
      said: /no answer within/,
    },
    {
      what: 'garbage in place of the record',
      spoil: ({ github }) => {
        for (const check of github.repository.checkRuns)
          check.summary = `<!-- doksi-run-action:record {"v":1,"runs":[{"id":"x"}]} -->${'{'.repeat(60_000)}`;
      },
      said: /no check run/,
    },
    {
      what: 'foreign runs',
      spoil: ({ github }) => forge(github, { runs: [{ id: '../run_9?a=1', attempt: 1 }] }),
      said: /There is no run/,
    },
    { what: 'no run', spoil: ({ github }) => forge(github, { runs: [] }), said: /no run that is known/ },
    {
      what: 'no end of runs',
      spoil: ({ github }) => forge(github, { runs: manyRuns }),
      said: /no check run/,
    },
    {
      what: 'a record from the future',
      spoil: ({ github }) => forge(github, { runs: [{ id: 'run_0001', attempt: 9 }] }),
      said: /no check run/,
    },
    {
      what: 'a forged digest',
      spoil: ({ github }) => forge(github, { digest: 'f00' }),
      said: /another one now/,
    },
  ];
  const tokens = {
    [SANDBOX_GITHUB_TOKEN]: actionsBot,
    [OTHER_TOKEN]: actionsBotWith({ contents: 'read' }),
  };

  let left: Promise<StoredCheckRun[]> | undefined;
  /** The check runs of the first attempt. They are the same for all of these, so it is played once. */
  const leftBehind = (): Promise<StoredCheckRun[]> =>
    (left ??= (async () => {
      let checkRuns: StoredCheckRun[] = [];
      await withServices(async ({ github: { repository }, run }) => {
        await run(ordinary, attempt(1));
        checkRuns = repository.checkRuns;
      });
      return checkRuns;
    })());

  it.concurrent.each(doubts)('$what', ({ said, spoil, inputs = {}, circumstances, number = 2 }) =>
    withServices(
      async (services) => {
        const { doksi, github, run } = services;
        await create(doksi, ordinary['test-ids']?.split(', ') ?? []);
        github.repository.checkRuns.push(...structuredClone(await leftBehind()));
        spoil?.(services);
        const second: FinishedStep = await run({ ...ordinary, ...inputs }, attempt(number, circumstances));
        const line = second.log.split('\n').find((one) => one.includes('so everything is run')) ?? '';
        expect(line).toMatch(said);
        const all = { ...ordinary, ...inputs }['test-ids']?.split(', ');
        expect(boughtTests(doksi)[1]).toEqual(all);
        expect(second.exitCode).toBe(1);
        if (circumstances?.apiKey === undefined) expect(second.outputs['run-id']).toBe('run_0002');
      },
      { tokens },
    ),
  );
});
