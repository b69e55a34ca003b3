import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { closingLines } from '../../src/log/closing.ts';
import { fitted, shortened } from '../../src/log/columns.ts';
import { painted } from '../../src/log/paint.ts';
import { planLines } from '../../src/log/plan-lines.ts';
import { ProgressLog } from '../../src/log/progress.ts';
import { UploadLog } from '../../src/log/upload-log.ts';
import type { PlannedEntry } from '../../src/plan/entry.ts';
import {
  ConnectionError,
  NoAnswerError,
  RefusedError,
  type RequestError,
  UnreadableAnswerError,
} from '../../src/http/errors.ts';
import { wantsColours } from '../../src/context.ts';
import { cancelled, dryRun, skipped, started, timedOut, NOTHING_KNOWN } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { Secrets } from '../../src/secrets.ts';
import { PEER } from '../http/wire.ts';
import { ended, knowing, result, run, RUN_ID, runOf } from '../report/outcomes.ts';

/** What the log prints of these answers. */
function told(...answers: readonly ReturnType<typeof runOf>[]): string[] {
  const lines: string[] = [];
  const log = new ProgressLog(
    (line) => lines.push(line),
    () => 0,
    (text) => text.replaceAll('s3cr3t', '***'),
  );
  for (const answer of answers) log.answered(answer);
  return lines;
}

describe('the lines of tests', () => {
  it('have the same columns, however long the names are', () => {
    const names = ['Log in', 'n'.repeat(10_000), '日本語'.repeat(40), 'x'.repeat(45), '👩‍👩‍👧 family'];
    const lines = told(
      runOf(
        'running',
        names.map((test_name, index) => result(index, 'passed', { test_name })),
      ),
    );
    const starts = lines.map((line) => width(line.slice(0, line.indexOf('web ·'))));
    expect(new Set(starts).size).toBe(1);
    expect(starts[0]).toBeLessThanOrEqual(56);
    expect(lines[1]).toContain('nnn…  web');
    for (const [index, line] of lines.entries())
      expect(line).toContain(`https://app.doksi.ai/verify/tests/test${index}/`);
  });

  it('say a status that nobody knows, however long the name is', () => {
    const [line] = told(runOf('running', [result(0, 'quarantined', { test_name: 'n'.repeat(99) })]));
    expect(line).toMatch(/^ {2}\? n+… \[quarantined\] {2}web/);
  });

  it('come once for each change', () => {
    const lines = told(
      run('running', ['running', 'queued']),
      run('running', ['passed', 'running']),
      run('passed', ['passed', 'passed']),
    );
    expect(lines.map((line) => line.slice(0, 19))).toEqual(['  ✓ Test number 0  ', '  ✓ Test number 1  ']);
  });
});

describe('a sign of life', () => {
  const busy = new RefusedError({ peer: PEER, purpose: 'ask' }, { status: 503 });
  const lost = new UnreadableAnswerError({ peer: PEER, purpose: 'ask' }, 'HTTP 200, an HTML page');
  const SECOND_MS = 1000;

  /** What the log prints, and when, of what happens at these seconds. */
  function printed(...happenings: readonly (readonly [number, (log: ProgressLog) => void])[]): string[] {
    const lines: string[] = [];
    let atMs = 0;
    const log = new ProgressLog(
      (line) => lines.push(`${atMs / SECOND_MS}: ${line.trim()}`),
      () => atMs,
      (text) => text,
    );
    for (const [seconds, happen] of happenings) {
      atMs = seconds * SECOND_MS;
      happen(log);
    }
    return lines;
  }
  const silent =
    (failure: RequestError, forSeconds = 0) =>
    (log: ProgressLog): void =>
      log.silent(failure, forSeconds * SECOND_MS);
  const waiting = (log: ProgressLog): void => log.waiting();
  const answered = (log: ProgressLog): void => log.answered(run('running', ['running']));

  it('tells how many tests go on while Doksi answers', () => {
    expect(printed([5, answered], [60, waiting], [119, waiting], [120, waiting])).toEqual([
      '60: … 1 of 1 test still running after 1m 00s',
      '120: … 1 of 1 test still running after 2m 00s',
    ]);
  });

  it('tells instead for how long Doksi has given no usable answer', () => {
    expect(
      printed([5, answered], [10, silent(busy)], [60, silent(busy, 50)], [72, waiting], [140, waiting]),
    ).toEqual([
      '10: ! Doksi did not answer (503 Service Unavailable); still following',
      '72: ! Doksi has given no usable answer for 1m 02s (503 Service Unavailable); still following',
      '140: ! Doksi has given no usable answer for 2m 10s (503 Service Unavailable); still following',
    ]);
  });

  it('tells so, too, where there never was one, and names the last fault', () => {
    const lines = printed([10, silent(busy)], [30, silent(lost, 20)], [90, waiting]);
    expect(lines.at(-1)).toBe(
      '90: ! Doksi has given no usable answer for 1m 20s (HTTP 200, an HTML page); still following',
    );
  });

  it('goes back to the tests once Doksi answers again', () => {
    expect(printed([10, silent(busy)], [20, answered], [80, waiting]).slice(1)).toEqual([
      '20: ! Doksi answers again',
      '80: … 1 of 1 test still running after 1m 20s',
    ]);
  });
});

describe('a request that is sent again', () => {
  const store = { peer: { ...PEER, name: 'The store' }, purpose: 'store it' };
  const unknown = Object.assign(new Error(), { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 's3.x' });
  const reset = Object.assign(new Error(), { code: 'ECONNRESET' });
  it.each<[RequestError, string]>([
    [
      new RefusedError(store, { status: 403, said: 'SignatureDoesNotMatch' }),
      'The store did not take the request (403 Forbidden: SignatureDoesNotMatch)',
    ],
    [
      new ConnectionError(store, unknown, true),
      'The store was not reached (the host name s3.x could not be resolved (ENOTFOUND))',
    ],
    [new NoAnswerError(store, 30_000, true), 'The store was not reached (no connection within 30 s)'],
    [new NoAnswerError(store, 30_000), 'The store gave no whole answer (no answer within 30 s)'],
    [
      new ConnectionError(store, reset, false),
      'The store gave no whole answer (the connection broke (ECONNRESET))',
    ],
  ])('is told with whom it asked, and whether that was reached: %#', (failure, told) => {
    const lines: string[] = [];
    const log = new UploadLog(
      (line) => lines.push(line),
      () => 0,
    );
    log.backingOff(failure, 4000);
    expect(lines).toEqual([`  ! ${told}; trying again in 4 s`]);
  });
});

describe('colours', () => {
  it.each([
    ['  ✓ Log in  web', '  \u001b[32m✓\u001b[39m Log in  web'],
    ['  ✗ Log in  web', '  \u001b[31m✗ Log in\u001b[39m  web'],
    ['  ? Log in [x]  web', '  \u001b[33m?\u001b[39m Log in [x]  web'],
    ['  ! Doksi did not answer', '  \u001b[33m!\u001b[39m Doksi did not answer'],
    ['Run k3n started', 'Run k3n started'],
    ['✗ x', '✗ x'],
  ])('go by the mark: %s', (line, expected) => {
    expect(painted(line)).toBe(expected);
    expect(stripVTControlCharacters(painted(line))).toBe(line);
  });

  it('are off with NO_COLOR, unless it is empty', () => {
    expect([wantsColours({}), wantsColours({ NO_COLOR: '' }), wantsColours({ NO_COLOR: '1' })]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the closing line', () => {
  const again = (status: string): ReturnType<typeof run> =>
    runOf(status, [result(0, status, { result_id: 'again' })]);
  it.each([
    ['All 2 tests passed in 3m 42s', ended(run('passed', ['passed', 'passed']))],
    [
      'All 2 tests passed, 1 of them flaky (7m 24s in 2 runs)',
      ended(run('failed', ['failed', 'passed']), again('passed')),
    ],
    ['1 of 4 tests failed in 3m 42s', ended(run('failed', ['failed', 'passed', 'passed', 'passed']))],
    ['1 of 2 tests failed (7m 24s in 2 runs)', ended(run('failed', ['failed', 'passed']), again('failed'))],
    [
      '1 of 3 tests failed, 1 flaky (7m 24s in 2 runs)',
      ended(
        run('failed', ['failed', 'failed', 'passed']),
        runOf('failed', [result(0, 'failed'), result(1, 'passed')]),
      ),
    ],
    [
      '1 of 2 tests passed, 1 neither passed nor failed (3m 42s)',
      ended(run('passed', ['passed', 'skipped'])),
    ],
    ['No test was run', ended(run('passed', []))],
    [
      'Still running when the time was over: 1 of 2 tests not finished',
      timedOut(knowing(run('running', ['running', 'passed'])), 60_000),
    ],
    ['Cancelled: 2 of 2 tests not finished', cancelled(knowing(run('running', ['running', 'queued'])))],
    ['Cancelled', cancelled({ ...NOTHING_KNOWN, attempts: [{ runId: RUN_ID }] })],
    ['Started, not waited for', started({ ...NOTHING_KNOWN, attempts: [{ runId: RUN_ID }] })],
    ['Skipped, no API key', skipped()],
    ['Dry run, nothing was sent', dryRun()],
  ])('%s', (line, outcome: Outcome) => {
    expect(closingLines(outcome).at(-1)).toBe(line);
  });
});

describe('the plan', () => {
  const entry = (value: string, testIds: readonly string[]): PlannedEntry => ({
    platform: 'web',
    target: { key: 'web_url', value },
    testIds,
    extras: {},
  });
  const settings = {
    wait: true,
    timeoutMs: 0,
    pollIntervalMs: undefined,
    retries: 0,
    knownFailures: NO_KNOWN_FAILURES,
    isRerun: false,
  };
  const lines = (...entries: readonly PlannedEntry[]): string[] =>
    planLines({ ...settings, uploads: [], run: { kind: 'new', entries, extraBody: {} } }, (text) =>
      text.replaceAll('s3cr3t', '***'),
    );

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

  it('hides the key inside of test ids as everywhere', () => {
    const secrets = new Secrets();
    secrets.add('s3cr3t');
    const entries = [entry('https://staging.example.com', ['x-s3cr3t-1', 'y-s3cr3t-2'])];
    const plan = { ...settings, uploads: [], run: { kind: 'new', entries, extraBody: {} } } as const;
    expect(planLines(plan, secrets.redact)[1]).toMatch(/x-\*\*\*-1, y-\*\*\*-2$/);
  });

  it('of hundreds of targets names the first', () => {
    const many = lines(...Array.from({ length: 300 }, () => entry('https://staging.example.com', ['a'])));
    expect(many.length).toBeLessThan(40);
    expect(many.at(-1)).toBe('  … and 270 more targets');
  });
});

describe('a column', () => {
  it('is as wide as it should be', () => {
    expect(fitted('abc', 5)).toBe('abc  ');
    expect(fitted('abcdef', 5)).toBe('abcd…');
    expect(fitted('日本語', 5)).toBe('日本…');
    expect(shortened('日本語', 6)).toBe('日本語');
    expect(width(fitted('👩‍👩‍👧'.repeat(9), 6))).toBe(6);
  });
});

/** As a terminal shows it: characters of East Asia and emoji take two columns. */
function width(text: string): number {
  return [...new Intl.Segmenter().segment(text)].reduce(
    (sum, { segment }) =>
      sum + (/[\u3000-\u9fff\uff01-\uff60]|\p{Extended_Pictographic}/u.test(segment) ? 2 : 1),
    0,
  );
}
