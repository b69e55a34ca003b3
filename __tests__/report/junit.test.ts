import { describe, expect, it } from '@jest/globals';
import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import * as z from 'zod';
import { CreatedRun } from '../../src/doksi/schemas.ts';
import { Failure } from '../../src/failure.ts';
import { junitReport } from '../../src/report/junit.ts';
import { redacted } from '../../src/results/redacted.ts';
import { junitXml } from '../../src/report/junit-xml.ts';
import {
  cancelled,
  cancelledBeforeRun,
  dryRun,
  lost,
  NOTHING_KNOWN,
  skipped,
  started,
  timedOut,
} from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { ended, knowing, repeat, result, run, RUN_ID, runOf } from './outcomes.ts';

class Trouble extends Failure {}

const Findings = z.array(z.looseObject({ message: z.string() })).default([]);
const Suites = z.object({
  testsuites: z.looseObject({
    name: z.string(),
    tests: z.string(),
    failures: z.string(),
    errors: z.string(),
    skipped: z.string(),
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
            flakyError: Findings,
            rerunFailure: Findings,
            rerunError: Findings,
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

async function read(
  outcome: Outcome,
  redact = (text: string): string => text,
): Promise<z.infer<typeof Suites>['testsuites'] & { readonly xml: string }> {
  const xml = await junitXml(junitReport(redacted(outcome, redact), 'Doksi'));
  return { ...Suites.parse(parse(xml)).testsuites, xml };
}

async function firstCase(outcome: Outcome) {
  const [first] = (await read(outcome)).testsuite.flatMap(({ testcase }) => testcase);
  if (first === undefined) throw new Error('There is no test case.');
  return first;
}

describe('the JUnit file', () => {
  it('has a suite for each destination, with its counts and times', async () => {
    const android = { platform: 'android', name: 'Storefront', version: '1.2.3', target_id: 'tgt_1' };
    const results = [
      result(0, 'passed'),
      result(1, 'failed', { destination: android }),
      result(2, 'skipped'),
      result(3, 'passed', { destination: android, duration_seconds: null }),
    ];
    const { testsuite, ...all } = await read(ended(runOf('failed', results)));
    expect(all).toMatchObject({ name: 'Doksi', tests: '4', failures: '1', errors: '0', skipped: '1' });
    expect(testsuite).toMatchObject([
      { name: 'web · staging.example.com', tests: '2', failures: '0', skipped: '1', time: '42.000' },
      { name: 'android · Storefront 1.2.3', tests: '2', failures: '1', skipped: '0', time: '21.000' },
    ]);
    expect(testsuite[1]?.testcase[1]).toMatchObject({ name: 'Test number 3', time: '0.000' });
  });

  it('tells of a failed test what readers show, with the link in the text and as a property', async () => {
    const { name, failure, properties } = await firstCase(ended(run('failed', ['failed'])));
    const url = 'https://app.doksi.ai/verify/tests/test0/runs/res_0';
    expect(name).toBe('Test number 0');
    expect(failure).toMatchObject([{ message: `failed. See what it did: ${url}`, type: 'failed' }]);
    expect(failure[0]?.['#text']).toContain(url);
    expect(properties[0]?.property).toContainEqual({ name: 'url', value: url });
    expect(properties[0]?.property).toContainEqual({ name: 'test_id', value: 'test0' });
  });

  it('holds no mark that turns the direction of a text', async () => {
    const test_name = 'Log in \u202egnp\u2066';
    const { xml } = await read(ended(runOf('failed', [result(0, 'failed', { test_name })])));
    expect(xml).toContain('name="Log in gnp"');
    expect(xml).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it("tells of a flaky test in Surefire's element: it passed", async () => {
    const outcome = ended(run('failed', ['failed']), run('failed', ['failed']), run('passed', ['passed']));
    const { flakyFailure, failure, error, skipped } = await firstCase(outcome);
    expect(flakyFailure).toHaveLength(2);
    expect(flakyFailure[0]).toMatchObject({
      type: 'failed',
      stackTrace: [{ '#text': expect.stringContaining('https://') }],
    });
    expect([failure, error, skipped]).toEqual([[], [], []]);
  });

  it('tells of a test that failed again of each time', async () => {
    const outcome = ended(run('failed', ['failed']), run('failed', ['failed']), run('failed', ['stuck']));
    const { failure, rerunFailure, rerunError } = await firstCase(outcome);
    expect(failure).toMatchObject([{ message: expect.stringMatching(/^failed twice, then "stuck"\./) }]);
    expect(rerunFailure).toHaveLength(1);
    expect(rerunError).toHaveLength(1);
  });

  it('skips what neither passed nor failed in a run that is over, with its status', async () => {
    const { skipped } = await firstCase(ended(run('passed', ['quarantined', 'passed'])));
    expect(skipped[0]?.message).toContain('quarantined');
  });

  it.each([
    ['timed-out', timedOut(knowing(run('running', ['running', 'passed'])), 60_000)],
    ['cancelled', cancelled(knowing(run('running', ['queued', 'passed'])))],
  ])('has an error for a test that was not finished: %s', async (_, outcome) => {
    const { testsuite, errors, skipped } = await read(outcome);
    expect({ errors, skipped, suites: testsuite.length }).toEqual({ errors: '1', skipped: '0', suites: 1 });
    expect(testsuite[0]?.testcase[0]?.error[0]?.message).toMatch(/^not finished: (running|queued)\./);
  });

  it.each([
    ['an input error', lost(NOTHING_KNOWN, new Trouble('2 problems with the inputs:\n  matrix', 'Mend it.'))],
    ['no tests', ended(run('passed', []))],
    ['a cancellation before the run', cancelledBeforeRun(NOTHING_KNOWN)],
    [
      'a run of which all that is known passed',
      cancelled(knowing(run('running', ['passed'], { tests_total: 3 }))),
    ],
    ['a failed run without a failed test', ended(run('failed', ['passed', 'passed']))],
    [
      'a retry that leaves tests undecided',
      ended(run('failed', ['failed', 'stuck']), run('passed', ['passed'])),
    ],
  ])('does not look like a success after %s', async (_, outcome) => {
    const { errors, testsuite } = await read(outcome);
    expect(errors).toBe('1');
    const { error } = testsuite.flatMap(({ testcase }) => testcase).find((one) => one.error.length > 0) ?? {};
    expect(error?.[0]?.['#text']).toContain(outcome.what);
  });

  it('has a failure for those that Doksi counts but does not list', async () => {
    const { failures, xml } = await read(
      ended(run('failed', ['passed'], { tests_total: 5, tests_failed: 3 })),
    );
    expect(failures).toBe('1');
    expect(xml).toContain('3 failed tests, which Doksi counts but does not list');
  });

  const created = CreatedRun.parse({ run_id: RUN_ID, results: [{ result_id: 'r', test_id: 'abc' }] });
  it.each([
    ['skipped', skipped()],
    ['started', started({ ...NOTHING_KNOWN, attempts: [{ runId: RUN_ID, created }] })],
    ['dry-run', dryRun()],
  ])('says that nothing was tested: %s', async (_, outcome) => {
    expect(await read(outcome)).toMatchObject({ tests: '1', skipped: '1', failures: '0', errors: '0' });
  });

  it('has a case where a passed run lists no test', async () => {
    const listless = ended(run('passed', [], { tests_total: 3, tests_passed: 3 }));
    expect(await read(listless)).toMatchObject({ tests: '1', failures: '0', errors: '0', skipped: '0' });
  });

  it('tells tests of the same name apart', async () => {
    const named = (index: number, test_id: string) =>
      result(index, 'passed', { test_name: 'Log in', test_id });
    const { testsuite } = await read(ended(runOf('passed', [named(0, 'a'), named(1, 'b'), named(2, 'b')])));
    expect(testsuite[0]?.testcase.map(({ name }) => name)).toEqual([
      'Log in (a)',
      'Log in (b)',
      'Log in (b) #2',
    ]);
  });

  it.each([
    ['markup', `<&>"'/> ]]> <!-- &amp; <![CDATA[x]]>`, `<&>"'/> ]]> <!-- &amp; <![CDATA[x]]>`],
    ['characters that XML forbids', 'a\u0000b\u001bc\ud800d\uffffe\ufffef\u009bg', 'a�b�c�d�e�f�g'],
    ['line breaks', 'a\nb\r\n\tc', 'a b c'],
    ['emoji', 'a💥é', 'a💥é'],
    ['words that are values elsewhere', 'true', 'true'],
  ])('is well-formed, whatever a name holds: %s', async (_, test_name, expected) => {
    const outcome = ended(
      runOf('failed', [result(0, 'failed', { test_name, destination: { name: test_name } })]),
    );
    const { name, classname } = await firstCase(outcome);
    expect([name, classname]).toEqual([expected, expected]);
  });

  it('holds no secret, even one that XML escapes', async () => {
    const outcome = ended(runOf('failed', [result(0, 'failed', { test_name: 'a <s&cret> b' })]));
    const { xml } = await read(outcome, (text) => text.replaceAll('<s&cret>', '***'));
    expect(xml).toContain('name="a *** b"');
    expect(xml).not.toContain('cret');
  });

  it('of 10,000 tests is written whole', async () => {
    const { tests, failures } = await read(ended(run('failed', repeat('failed', 10_000))));
    expect({ tests, failures }).toEqual({ tests: '10000', failures: '10000' });
  });
});
