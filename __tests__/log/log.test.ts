import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import width from 'fast-string-width';
import { Secrets } from '../../src/base/secrets.ts';
import { closingLines } from '../../src/log/closing.ts';
import { fitted, paint, shortened } from '../../src/log/columns.ts';
import { planLines } from '../../src/log/plan.ts';
import { NO_KNOWN_FAILURES } from '../../src/inputs/known-failures.ts';
import type { Plan, PlannedEntry } from '../../src/plan/plan.ts';
import * as endings from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { Run } from '../../src/results/tests.ts';
import { knownFailure, outcome, result, results, run, RUN_ID, runState } from '../builders.ts';
import type { Package } from '../../src/apps/package.ts';
import type { RunState } from '../../src/doksi/schemas.ts';
import { InvalidResponseError, RejectedError, type RequestError } from '../../src/http/errors.ts';
import { RunLog, UploadLog } from '../../src/log/progress.ts';
import { ReadyLog } from '../../src/ready/wait.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { PURPOSE, testRuntime } from '../http/wire.ts';

describe('colours', () => {
  it.each([
    ['  ✓ Log in  web', '  \u001b[32m✓\u001b[39m Log in  web'],
    ['  ✗ Log in  web', '  \u001b[31m✗ Log in\u001b[39m  web'],
    ['  ? Log in [x]  web', '  \u001b[33m?\u001b[39m Log in [x]  web'],
    ['  ! Doksi did not respond', '  \u001b[33m!\u001b[39m Doksi did not respond'],
    ['Run k3n started', 'Run k3n started'],
    ['✗ x', '✗ x'],
  ])('follow the mark: %s', (line, expected) => {
    expect(paint(line)).toBe(expected);
    expect(stripVTControlCharacters(paint(line))).toBe(line);
  });
});

describe('the closing line', () => {
  const again = (status: string): ReturnType<typeof run> => run({ id: 'w71cQ', results: results({ a: status }) });
  const known = (...runs: readonly Run[]): endings.Snapshot => ({
    targets: [],
    runs,
    knownFailures: NO_KNOWN_FAILURES,
  });
  const running = (statuses: Readonly<Record<string, string>>): Run => ({
    id: RUN_ID,
    state: runState(results(statuses), { status: 'running' }),
  });
  const of = (statuses: Readonly<Record<string, string>>): ReturnType<typeof run> =>
    run({ results: results(statuses) });

  it.each<[string, Outcome]>([
    ['All 2 tests passed in 3m 42s', outcome({ runs: [of({ a: 'passed', b: 'passed' })] })],
    [
      'All 2 tests passed, 1 of them flaky (7m 24s in 2 runs)',
      outcome({ runs: [of({ a: 'failed', b: 'passed' }), again('passed')] }),
    ],
    ['1 of 4 tests failed in 3m 42s', outcome({ runs: [of({ a: 'failed', b: 'passed', c: 'passed', d: 'passed' })] })],
    ['1 of 2 tests failed (7m 24s in 2 runs)', outcome({ runs: [of({ a: 'failed', b: 'passed' }), again('failed')] })],
    [
      '1 of 3 tests failed, 1 flaky (7m 24s in 2 runs)',
      outcome({
        runs: [of({ a: 'failed', b: 'failed', c: 'passed' }), of({ a: 'failed', b: 'passed' })],
      }),
    ],
    [
      '1 of 2 tests passed, 1 neither passed nor failed (3m 42s)',
      outcome({ runs: [of({ a: 'passed', b: 'skipped' })] }),
    ],
    [
      'All 2 tests passed: 1 in attempt 1, 1 now (3m 42s)',
      outcome({ runs: [{ ...of({ a: 'failed', b: 'passed' }), workflowAttempt: 1 }, again('passed')] }),
    ],
    [
      '1 of 2 tests failed in 3m 42s',
      outcome({ runs: [{ ...of({ a: 'failed', b: 'passed' }), workflowAttempt: 1 }, again('failed')] }),
    ],
    ['No test was run', outcome({ runs: [run({ results: [] })] })],
    [
      'Still running after 1 minute: 2 of 3 tests not finished, 1 of them not started',
      endings.timedOut(known(running({ a: 'running', b: 'queued', c: 'passed' })), 60_000),
    ],
    ['Cancelled: 2 of 2 tests not finished', endings.cancelled(known(running({ a: 'running', b: 'running' })))],
    ['Cancelled', endings.cancelled(known({ id: RUN_ID }))],
    ['Started, not waited for', endings.started(known({ id: RUN_ID }))],
    ['Skipped, no API key', endings.skipped()],
    ['Dry run', endings.dryRun()],
  ])('%s', (line, ended) => {
    expect(closingLines(ended).at(-1)).toBe(line);
  });

  it('follows the tests of a run that is not waited for, with their links', () => {
    const [line] = closingLines(endings.started(known(running({ a: 'running', b: 'passed' }))));
    expect(line).toMatch(/^ {2}… Test a .*: https:\/\/app\.doksi\.ai\/verify\/tests\/a\//);
  });
});

describe('the plan', () => {
  const entry = (value: string, testIds: readonly string[]): PlannedEntry => ({
    platform: 'web',
    target: { key: 'web_url', value },
    testIds,
    extras: {},
  });
  const plan = (entries: readonly PlannedEntry[], fields: Partial<Plan> = {}): Plan => ({
    uploads: [],
    run: { kind: 'new', entries, extraBody: {} },
    wait: true,
    timeoutMs: 0,
    pollIntervalMs: undefined,
    retries: 0,
    knownFailures: NO_KNOWN_FAILURES,
    onRerun: 'all',
    isRerun: false,
    jobMatrix: '',
    readiness: undefined,
    ...fields,
  });
  const lines = (...entries: readonly PlannedEntry[]): string[] => planLines(plan(entries), (text) => text);

  it('names targets and tests', () => {
    expect(lines(entry('https://staging.example.com', ['abc123', 'def456']))).toEqual([
      'Doksi run for 1 target, 2 tests',
      '  web  staging.example.com  abc123, def456',
    ]);
  });

  it('names the first of many tests and counts the others', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `checkout-${index}`);
    const [, line = ''] = lines(entry('https://staging.example.com', ids));
    expect(line).toMatch(/checkout-0, checkout-1, .* and 2\d more$/);
    expect(line.length).toBeLessThan(130);
  });

  it('has even columns and bounded lines, however long ids and addresses are', () => {
    const rows = lines(
      entry(`https://staging.example.com/${'p'.repeat(5000)}`, ['i'.repeat(5000), 'abc']),
      entry('https://例え.example', ['def']),
    ).slice(1);
    expect(rows[0]).toContain('…');
    expect(rows.map((row) => width(row.slice(0, row.search(/iii|def/))))).toEqual([57, 57]);
  });

  it('hides secrets inside of test ids', () => {
    const secrets = new Secrets();
    secrets.add('s3cr3t');
    const entries = [entry('https://staging.example.com', ['x-s3cr3t-1', 'y-s3cr3t-2'])];
    expect(planLines(plan(entries), secrets.redact)[1]).toMatch(/x-\*\*\*-1, y-\*\*\*-2$/);
  });

  it('names the first of hundreds of targets', () => {
    const many = lines(...Array.from({ length: 300 }, () => entry('https://staging.example.com', ['a'])));
    expect(many.length).toBeLessThan(40);
    expect(many.at(-1)).toBe('  … and 270 more targets');
  });

  it('names what may spend allowance, known failures and what is waited for', () => {
    const readiness = {
      withinMs: 300_000,
      text: 'b1946ac',
      targets: [{ key: 'web_url', url: new URL('https://shop.example.com'), label: 'shop.example.com' } as const],
    };
    const knownFailures = knownFailure('a');
    const all = planLines(
      plan([entry('https://shop.example.com', ['a', 'b'])], { retries: 2, readiness, knownFailures }),
      (text) => text,
    );
    expect(all.slice(2)).toEqual([
      '  Failed tests run again up to 2 times: at most 6 tests spend allowance',
      '  a is a known failure until 2026-12-15: SHOP-812',
      '  Waiting up to 5 minutes for these targets before anything is sent to Doksi:',
      '    shop.example.com, with the text "b1946ac"',
      "  They are requested from this runner; Doksi's cloud may get other responses",
    ]);
  });
});

describe('a column', () => {
  it('has its exact width', () => {
    expect(fitted('abc', 5)).toBe('abc  ');
    expect(fitted('abcdef', 5)).toBe('abcd…');
    expect(fitted('日本語', 5)).toBe('日本…');
    expect(shortened('日本語', 6)).toBe('日本語');
    expect(width(fitted('👩‍👩‍👧'.repeat(9), 6))).toBe(6);
  });

  it('is measured in bounded time', () => {
    expect(shortened(result({ test_name: '\u0301'.repeat(1_000_000) }).test_name ?? '', 20)).toMatch(/…$/);
  });
});

const SECOND_MS = 1000;
const busy = new RejectedError(PURPOSE, { text: '' }, { status: 503 });
const page = new InvalidResponseError(PURPOSE, 'an HTML page', { status: 200 });

/** What the log prints for these states of a run. */
function printed(...states: readonly RunState[]): string[] {
  const secrets = new Secrets();
  secrets.add('s3cr3t-token');
  const runtime = testRuntime({ secrets });
  const log = new RunLog(runtime);
  for (const state of states) log.received(state);
  return runtime.lines;
}

describe('the lines of tests', () => {
  it('have the same columns, however long the names are', () => {
    const names = ['Log in', 'n'.repeat(10_000), '日本語'.repeat(40), 'x'.repeat(45), '👩‍👩‍👧 family'];
    const listed = names.map((test_name, index) => result({ test_id: `test${index}`, test_name }));
    const lines = printed(runState(listed, { status: 'running' }));
    const starts = lines.map((line) => width(line.slice(0, line.indexOf('web ·'))));
    expect(new Set(starts).size).toBe(1);
    expect(starts[0]).toBeLessThanOrEqual(56);
    expect(lines[1]).toContain('nnn…  web');
    for (const [index, line] of lines.entries()) {
      expect(line).toContain(`https://app.doksi.ai/verify/tests/test${index}/`);
    }
  });

  it('show an unknown status, however long the name is', () => {
    const [line] = printed(runState([result({ status: 'quarantined', test_name: 'n'.repeat(99) })]));
    expect(line).toMatch(/^ {2}\? n+… \[quarantined\] {2}web/);
  });

  it('are printed once for each change', () => {
    const lines = printed(
      runState(results({ login: 'running', pay: 'queued' }), { status: 'running' }),
      runState(results({ login: 'passed', pay: 'running' }), { status: 'running' }),
      runState(results({ login: 'passed', pay: 'passed' })),
    );
    expect(lines.map((line) => line.slice(0, 16))).toEqual(['  ✓ Test login  ', '  ✓ Test pay    ']);
  });

  it('contain no secret, not even the part that is not cut off', () => {
    const test_name = `${'n'.repeat(40)} s3cr3t-token`;
    const [line] = printed(runState([result({ test_name })]));
    expect(line).toContain(`${'n'.repeat(40)} ***`);
    expect(line).not.toContain('s3c');
  });

  it('name a status of the run that is unknown, once', () => {
    const state = runState(results({ login: 'queued' }), { status: 'paused' });
    expect(printed(state, state)).toEqual(['  ? The run has the unknown status "paused"; still following']);
  });
});

describe('a heartbeat', () => {
  /** What the log prints, and when, if this happens at these seconds. */
  async function printedAt(...happenings: readonly (readonly [number, (log: RunLog) => void])[]): Promise<string[]> {
    const clock = new VirtualClock(0);
    const lines: string[] = [];
    const runtime = testRuntime({ clock });
    const info = (line: string): void => void lines.push(`${clock.now() / SECOND_MS}: ${line.trim()}`);
    const log = new RunLog({ ...runtime, log: { ...runtime.log, info } });
    for (const [seconds, happen] of happenings) {
      await clock.advance(seconds * SECOND_MS - clock.now());
      happen(log);
    }
    return lines;
  }
  const failed =
    (failure: RequestError, forSeconds = 0) =>
    (log: RunLog): void =>
      log.pollFailed(failure, forSeconds * SECOND_MS);
  const waiting = (log: RunLog): void => log.waiting();
  const received =
    (statuses: Readonly<Record<string, string>>) =>
    (log: RunLog): void =>
      log.received(runState(results(statuses), { status: 'running' }));

  it('says how many tests are still running', async () => {
    expect(await printedAt([5, received({ login: 'running' })], [60, waiting], [119, waiting], [120, waiting])).toEqual(
      ['60: … 1 of 1 test still running after 1m 00s', '120: … 1 of 1 test still running after 2m 00s'],
    );
  });

  it('counts tests that neither passed nor failed apart', async () => {
    const lines = await printedAt([5, received({ login: 'running', pay: 'skipped' })], [65, waiting]);
    expect(lines.at(-1)).toBe('65: … 1 of 2 tests still running, 1 neither passed nor failed after 1m 05s');
  });

  it('says for how long Doksi has not responded', async () => {
    expect(
      await printedAt(
        [5, received({ login: 'running' })],
        [10, failed(busy)],
        [60, failed(busy, 50)],
        [72, waiting],
        [140, waiting],
      ),
    ).toEqual([
      '10: ! Doksi did not respond (503 Service Unavailable); still following',
      '72: ! Doksi did not respond for 1m 02s (503 Service Unavailable); still following',
      '140: ! Doksi did not respond for 2m 10s (503 Service Unavailable); still following',
    ]);
  });

  it('names another fault at once', async () => {
    expect((await printedAt([10, failed(busy)], [30, failed(page, 20)])).at(-1)).toBe(
      '30: ! Doksi returned no valid response for 20 s (HTTP 200, an HTML page); still following',
    );
  });

  it('returns to the tests once Doksi responds again', async () => {
    expect((await printedAt([10, failed(busy)], [20, received({ login: 'running' })], [80, waiting])).slice(1)).toEqual(
      ['20: ! Doksi responds again', '80: … 1 of 1 test still running after 1m 20s'],
    );
  });

  it('begins anew with a retry', async () => {
    const lines = await printedAt(
      [5, received({ login: 'failed' })],
      [60, (log) => log.retrying({ tests: 1, failed: 1, retry: 1, retries: 2 })],
      [61, (log) => log.created('w71cQ')],
      [70, received({ login: 'passed' })],
      [140, waiting],
    );
    expect(lines.slice(1)).toEqual([
      '60: Retry 1 of 2: 1 failed test runs again, which spends allowance',
      '61: Run w71cQ started',
      expect.stringContaining('70: ✓ Test login'),
      '140: … 0 of 1 test still running after 1m 19s',
    ]);
  });
});

const APP: Package = {
  kind: 'apk',
  path: 'out/app-release.apk',
  files: [
    {
      path: '/ws/out/app-release.apk',
      name: 'app-release.apk',
      bytes: 1,
      sha256: `5f3a${'0'.repeat(58)}c1`,
      crc32: 1,
    },
  ],
};

it('the log of an upload has a line every 10 % or 10 s, and the digest', async () => {
  const clock = new VirtualClock(0);
  const runtime = testRuntime({ clock });
  const log = new UploadLog(runtime);
  for (const sent of [1, 6_900_000, 7_000_000]) log.uploading(APP, sent, 17_100_000);
  await clock.advance(10 * SECOND_MS);
  log.uploading(APP, 7_000_000, 17_100_000);
  log.uploaded(APP, 3200, 'tgt_81');
  log.registered(APP, 'tgt_82');
  expect(runtime.lines).toEqual([
    'Uploading app-release.apk  40 %  (6.9 of 17.1 MB)',
    'Uploading app-release.apk  40 %  (7.0 of 17.1 MB)',
    'Uploaded app-release.apk in 3 s, target tgt_81',
    `  sha256 5f3a${'0'.repeat(58)}c1  app-release.apk`,
    'Registered app-release.apk as target tgt_82',
  ]);
});

it('the log of an upload that is repeated says why', () => {
  const runtime = testRuntime();
  new RunLog(runtime).reuploading(new RejectedError(PURPOSE, { text: 'Unknown target' }, { status: 404 }), [APP]);
  expect(runtime.lines).toEqual([
    '  ! Doksi rejected the run (404 Not Found: Unknown target), perhaps because targets no longer exist',
    '  Uploading again: app-release.apk',
  ]);
});

it('the log of waiting for targets has a line for each change, and a heartbeat', async () => {
  const clock = new VirtualClock(0);
  const runtime = testRuntime({ clock });
  const target = { key: 'web_url', url: new URL('https://shop.example.com'), label: 'shop.example.com' } as const;
  const log = new ReadyLog([target], runtime);
  log.probed(target, 'responds 404');
  log.probed(target, 'responds 404');
  await clock.advance(64_000);
  log.probed(target, 'responds 404');
  await clock.advance(6000);
  log.ready(target);
  expect(runtime.lines).toEqual([
    '  shop.example.com responds 404',
    '  … still waiting after 1m 04s: shop.example.com responds 404',
    '  shop.example.com is ready after 1m 10s',
  ]);
});
