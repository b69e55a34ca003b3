import { describe, expect, it } from '@jest/globals';
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import * as z from 'zod';
import { Failure } from '../../src/base/failure.ts';
import { mapStrings } from '../../src/base/json.ts';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { renderJunit } from '../../src/report/junit.ts';
import {
  cancelled,
  cancelledBeforeRun,
  dryRun,
  errored,
  skipped,
  started,
  timedOut,
} from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { SettledRun } from '../../src/results/tests.ts';
import { knownFailure, outcome, result, results, run, runState, RUN_ID } from '../builders.ts';
import { known, model, nothingKnown } from './models.ts';

class TestFailure extends Failure {}

const Findings = z.array(z.looseObject({ message: z.string() })).default([]);
const Suites = z.object({
  testsuites: z.looseObject({
    name: z.string(),
    tests: z.string(),
    failures: z.string(),
    errors: z.string(),
    testsuite: z.array(
      z.looseObject({
        name: z.string(),
        tests: z.string(),
        failures: z.string(),
        errors: z.string(),
        skipped: z.string(),
        time: z.string(),
        testcase: z.array(
          z.looseObject({
            name: z.string(),
            classname: z.string(),
            time: z.string(),
            properties: z
              .array(z.object({ property: z.array(z.object({ name: z.string(), value: z.string() })) }))
              .default([]),
            failure: Findings,
            error: Findings,
            skipped: Findings,
            flakyFailure: Findings,
          }),
        ),
      }),
    ),
  }),
});

/** Attributes by name, child elements as a list by theirs, and the text. Throws where it is not well-formed. */
function parse(xml: string): unknown {
  const parser = new DOMParser({ onError: onErrorStopParsing });
  const root = parser.parseFromString(xml, 'text/xml').documentElement;
  return root && { [root.tagName]: plain(root) };
}

function plain(element: Element): Readonly<Record<string, unknown>> {
  const attributes = [...element.attributes].map(({ name, value }) => [name, value] as const);
  const children = Map.groupBy(element.children, ({ tagName }) => tagName);
  return {
    ...Object.fromEntries(attributes),
    ...Object.fromEntries([...children].map(([name, all]) => [name, all.map(plain)])),
    ...(element.children.length === 0 && { '#text': element.textContent }),
  };
}

function read(of: Outcome): z.infer<typeof Suites>['testsuites'] & { readonly xml: string } {
  const xml = renderJunit(model(of));
  return { ...Suites.parse(parse(xml)).testsuites, xml };
}

function firstCase(of: Outcome) {
  const [first] = read(of).testsuite.flatMap(({ testcase }) => testcase);
  if (first === undefined) throw new Error('There is no test case.');
  return first;
}

const after = (...runs: SettledRun[]): Outcome => outcome({ runs });
const named = (test_name: string, more = {}) => result({ test_name, status: 'failed', ...more });

describe('the JUnit file', () => {
  it('has a suite for each destination, with its counts and times', () => {
    const destination = { platform: 'android', name: 'Storefront', version: '1.2.3', target_id: 'tgt_1' };
    const listed = [
      result({ test_id: 'a' }),
      result({ test_id: 'b', status: 'failed', destination }),
      result({ test_id: 'c', status: 'skipped' }),
      result({ test_id: 'd', destination, duration_seconds: null }),
    ];
    const { testsuite, xml, ...all } = read(after(run({ results: listed })));
    expect(all).toMatchObject({ name: 'Doksi', tests: '4', failures: '1', errors: '0' });
    expect(testsuite).toMatchObject([
      { name: 'web · staging.example.com', tests: '2', failures: '0', skipped: '1', time: '40.000' },
      { name: 'android · Storefront 1.2.3', tests: '2', failures: '1', skipped: '0', time: '20.000' },
    ]);
    expect(testsuite[1]?.testcase[1]).toMatchObject({ name: 'Test d', time: '0.000' });
    // Schemas do not allow these.
    expect(xml).not.toMatch(/<testsuites [^>]*skipped=|<skipped [^>]*type=/);
  });

  it('has classnames that readers do not cut at dots', () => {
    const { classname } = firstCase(after(run({ results: [result()] })));
    expect(classname).toBe('web · staging-example-com');
  });

  it('shows a failed test with its link in the text and as a property', () => {
    const { name, failure, properties } = firstCase(after(run({ results: results({ login: 'failed' }) })));
    const url = 'https://app.doksi.ai/verify/tests/login/runs/res_login';
    expect(name).toBe('Test login');
    expect(failure).toMatchObject([{ message: `failed. Details: ${url}`, type: 'failed' }]);
    expect(failure[0]?.['#text']).toContain(url);
    expect(properties[0]?.property).toContainEqual({ name: 'url', value: url });
    expect(properties[0]?.property).toContainEqual({ name: 'test_id', value: 'login' });
  });

  it("shows a flaky test in Surefire's element, as passed", () => {
    const failing = run({ results: results({ login: 'failed' }) });
    const of = after(failing, { ...failing, id: 'b' }, run({ id: 'c', results: results({ login: 'passed' }) }));
    const { flakyFailure, failure, error, skipped: skips } = firstCase(of);
    expect(flakyFailure).toHaveLength(2);
    expect(flakyFailure[0]).toMatchObject({
      type: 'failed',
      stackTrace: [{ '#text': expect.stringContaining('https://') }],
    });
    expect([failure, error, skips]).toEqual([[], [], []]);
  });

  it('says how often a test failed, and what it ended as', () => {
    const failing = run({ results: results({ login: 'failed' }) });
    const stuck = run({ id: 'c', results: results({ login: 'stuck' }) });
    const { failure } = firstCase(
      after(failing, { ...failing, id: 'b' }, { ...stuck, state: { ...stuck.state, status: 'failed' } }),
    );
    expect(failure).toMatchObject([
      { message: expect.stringMatching(/^failed twice, then "stuck"\. Details: https:/) },
    ]);
  });

  it('skips known failures, with the reason', () => {
    const { skipped: skips } = firstCase(
      outcome({
        runs: [run({ results: results({ login: 'failed', pay: 'passed' }) })],
        knownFailures: knownFailure('login'),
      }),
    );
    expect(skips[0]?.message).toContain('known failure until 2026-12-15: SHOP-812');
  });

  it('skips what neither passed nor failed in a settled run, with its status', () => {
    const { skipped: skips } = firstCase(after(run({ results: results({ a: 'quarantined', b: 'passed' }) })));
    expect(skips[0]?.message).toContain('quarantined');
  });

  const running = known(runState(results({ a: 'running', b: 'passed' }), { status: 'running' }));
  it.each([
    ['timed-out', timedOut(running, 60_000)],
    ['cancelled', cancelled(running)],
  ])('has an error for a test that was not finished: %s', (_, of) => {
    const { testsuite, errors } = read(of);
    expect({ errors, suites: testsuite.length }).toEqual({ errors: '1', suites: 1 });
    expect(testsuite[0]?.testcase[0]?.error[0]?.message).toMatch(/^not finished: running\./);
  });

  it.each([
    ['an error', errored(nothingKnown, new TestFailure('2 problems:\n  matrix', 'Correct it.'))],
    ['no tests', after(run({ results: [] }))],
    ['a cancellation before the run', cancelledBeforeRun()],
    [
      'a run whose only listed test passed',
      cancelled(known(runState([result()], { status: 'running', tests_total: 3 }))),
    ],
    ['a failed run without a failed test', after({ id: RUN_ID, state: runState([result()], { status: 'failed' }) })],
  ])('does not look like a success after %s', (_, of) => {
    const { errors, testsuite } = read(of);
    expect(errors).toBe('1');
    const { error } = testsuite.flatMap(({ testcase }) => testcase).find((one) => one.error.length > 0) ?? {};
    expect(error?.[0]?.['#text']).toContain(of.what);
  });

  it('has a failure for tests that Doksi counts but does not list', () => {
    const state = runState([result()], { status: 'failed', tests_total: 5, tests_failed: 3 });
    const { failures, xml } = read(after({ id: RUN_ID, state }));
    expect(failures).toBe('1');
    expect(xml).toContain('3 failed tests, which Doksi counts but does not list');
  });

  const created = CreatedRun.parse({ run_id: RUN_ID, results: [{ result_id: 'r', test_id: 'abc' }] });
  it.each([
    ['skipped', skipped()],
    ['started', started(known(undefined, { created }))],
    ['dry-run', dryRun()],
  ])('shows that nothing was tested: %s', (_, of) => {
    const { tests, failures, errors, testsuite } = read(of);
    expect({ tests, failures, errors }).toEqual({ tests: '1', failures: '0', errors: '0' });
    expect(testsuite[0]?.skipped).toBe('1');
  });

  it('has a case if a passed run lists no test', () => {
    const of = after({ id: RUN_ID, state: runState([], { tests_total: 3, tests_passed: 3 }) });
    expect(read(of)).toMatchObject({ tests: '1', failures: '0', errors: '0' });
  });

  it('has distinct names of cases and suites, however they were cleaned', () => {
    const destinations = ['tgt_1', 'tgt_2'].map((target_id) => ({
      platform: 'android',
      name: 'Shop',
      target_id,
    }));
    const listed = [
      ...['A  B', 'A B', 'A\nB', 'A B #2'].map((name) => named(name, { test_id: null })),
      ...['b', 'c', 'c'].map((test_id) => named('Log in', { test_id })),
      ...destinations.map((destination) => named('x', { destination })),
    ];
    const { testsuite } = read(after(run({ results: listed })));
    const names = testsuite.map(({ testcase }) => testcase.map(({ name }) => name));
    expect(names[0]).toEqual(['A B', 'A B #2', 'A B #3', 'A B #2 #2', 'Log in (b)', 'Log in (c)', 'Log in (c) #2']);
    expect(testsuite.map(({ name }) => name).slice(1)).toEqual(['android · Shop', 'android · Shop #2']);
  });

  it.each([
    ['markup', `<&>"'/> ]]> <!-- &amp; <![CDATA[x]]>`, `<&>"'/> ]]> <!-- &amp; <![CDATA[x]]>`],
    ['characters that XML forbids', 'a\u0000b\u001bc\ud800d\uffffe\ufffef\u009bg', 'a�b�c�d�e�f�g'],
    ['line breaks', 'a\nb\r\n\tc', 'a b c'],
    ['emoji', 'a💥é', 'a💥é'],
    ['words that are values elsewhere', 'true', 'true'],
    ['marks of direction', 'Log in \u202egnp\u2066', 'Log in gnp'],
  ])('is well-formed, whatever a name contains: %s', (_, test_name, expected) => {
    const of = after(run({ results: [named(test_name, { destination: { name: test_name } })] }));
    const { name, classname } = firstCase(of);
    expect([name, classname]).toEqual([expected, expected]);
  });

  it('contains no secret, even one that XML escapes', () => {
    const of = after(run({ results: [named('a <s&cret> b')] }));
    const { xml } = read(mapStrings(of, (text) => text.replaceAll('<s&cret>', '***')));
    expect(xml).toContain('name="a *** b"');
    expect(xml).not.toContain('cret');
  });

  it('of 10,000 tests is complete', () => {
    const listed = Array<ReturnType<typeof named>>(10_000).fill(named('Same name'));
    const xml = renderJunit(model(after(run({ results: listed }))));
    expect(xml).toContain('tests="10000" failures="10000"');
    expect(xml.match(/<testcase /g)).toHaveLength(10_000);
    expect(xml.match(/<failure /g)).toHaveLength(10_000);
  });
});
