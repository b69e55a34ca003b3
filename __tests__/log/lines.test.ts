import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import width from 'fast-string-width';
import { Secrets } from '../../src/base/secrets.ts';
import { closingLines } from '../../src/log/closing.ts';
import { fitted, paint, shortened } from '../../src/log/columns.ts';
import { planLines } from '../../src/log/plan.ts';
import { NO_KNOWN_FAILURES, type Plan, type PlannedEntry } from '../../src/plan/plan.ts';
import * as endings from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { Run } from '../../src/results/run.ts';
import { outcome, result, results, run, RUN_ID, runState } from '../builders.ts';

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
      '1 of 2 tests failed (3m 42s; 1 carried over from attempt 1)',
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

  it('follows the tests that continue in the cloud, with their links', () => {
    const [line] = closingLines(endings.cancelled(known(running({ a: 'running', b: 'passed' }))));
    expect(line).toMatch(/^ {2}… Test a .* https:\/\/app\.doksi\.ai\/verify\/tests\/a\//);
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
    const failure = { testId: 'a', until: '2026-12-15', reason: 'SHOP-812' };
    const knownFailures = { inForce: new Map([['a', failure]]), expired: new Map() };
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
