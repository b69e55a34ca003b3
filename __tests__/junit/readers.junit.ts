import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { startStep } from '../../sandbox/runner/step.ts';
import { ROOT } from '../docs/documents.ts';

// The JUnit file, read by programs that others wrote: junitparser, junit2html, and the schemas of Jenkins' xUnit plugin
// and of Maven Surefire. scripts/install-tool.sh installs them.

const Counts = z.object({ tests: z.number(), failures: z.number(), skipped: z.number() });
const Reading = z.object({
  declared: Counts.extend({ errors: z.number() }),
  junitparser: Counts.extend({ errors: z.number() }),
  junit2html: Counts,
  names: z.array(z.string()),
  jenkins: z.array(z.string()),
  surefire: z.array(z.string()),
});

interface Ended {
  readonly test_id: string;
  readonly test_name: string;
  readonly status: string;
}

const HOSTILE = [
  '<script>alert(1)</script>',
  ']]> & "quotes" \'too\'',
  '\u0000\u0007\u001b[31m\uffff\ud800',
  'a.b.c.d',
  'Größe – 日本語 🎉',
  '\u202eright to left',
  'x'.repeat(3000),
  'line\nbreak\ttab',
];

describe('the JUnit file in other readers', () => {
  it('has equal counts and is valid with hostile names, flaky and known tests', async () => {
    const first = HOSTILE.map((name, at): Ended => ({
      test_id: `t${at}`,
      test_name: name,
      status: at < 3 ? 'failed' : at === 3 ? 'skipped' : 'passed',
    }));
    // t1 passes when it runs again; t2 is a known failure.
    const second: Ended[] = [
      { test_id: 't0', test_name: HOSTILE[0] ?? '', status: 'failed' },
      { test_id: 't1', test_name: HOSTILE[1] ?? '', status: 'passed' },
    ];
    const { reading, outputs } = await readBack([first, second], {
      'test-ids': first.map(({ test_id }) => test_id).join(),
      retries: '1',
      'known-failures': JSON.stringify([{ test_id: 't2', until: inTenDays(), reason: '<&> "]]>' }]),
    });
    expect(outputs).toMatchObject({ 'tests-total': '8', 'tests-failed': '1', 'tests-flaky': '1' });
    expect(reading.declared).toEqual({ tests: 8, failures: 1, errors: 0, skipped: 2 });
    expectAgreement(reading);
    expect(new Set(reading.names).size).toBe(8);
  });

  it('has equal counts and is valid with 10,000 results', async () => {
    const run = Array.from({ length: 10_000 }, (_, at): Ended => ({
      test_id: `t${at}`,
      test_name: `Test ${at}`,
      status: at % 10 === 0 ? 'failed' : 'passed',
    }));
    const { reading } = await readBack([run], { 'test-ids': run.map(({ test_id }) => test_id).join() });
    expect(reading.declared).toEqual({ tests: 10_000, failures: 1000, errors: 0, skipped: 0 });
    expectAgreement(reading);
  });
});

// Jenkins' JUnit plugin, pytest and others read the properties of a test, such as its link. No schema has them.
const ACCEPTED = "Element 'properties': This element is not expected";

function expectAgreement({ declared, junitparser, junit2html, ...faults }: z.output<typeof Reading>): void {
  expect(junitparser).toEqual(declared);
  const { tests, failures, skipped } = declared;
  expect(junit2html).toEqual({ tests, failures, skipped });
  expect(faults.jenkins.filter((fault) => !fault.startsWith(ACCEPTED))).toEqual([]);
  expect(faults.surefire.filter((fault) => !fault.startsWith(ACCEPTED))).toEqual([]);
}

/** Runs the built action against a Doksi whose runs end with these results, and reads the file that it writes. */
async function readBack(runs: readonly (readonly Ended[])[], inputs: Readonly<Record<string, string>>) {
  let created = 0;
  const doksi = createServer((request, response) => {
    const isCreation = request.method === 'POST';
    if (isCreation) created += 1;
    request.resume();
    const body = isCreation ? { run_id: `run_${created}` } : runOf(created, runs[created - 1] ?? []);
    response.writeHead(isCreation ? 201 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  doksi.listen(0, '127.0.0.1');
  await once(doksi, 'listening');
  const address = doksi.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const workspace = mkdtempSync(join(tmpdir(), 'doksi-junit-'));
  try {
    const { outputs, log } = await startStep({
      workspace,
      inputs: {
        'api-key': SANDBOX_API_KEY,
        'api-url': `http://127.0.0.1:${port}`,
        'web-url': 'https://staging.example.com',
        'junit-path': 'junit.xml',
        ...inputs,
      },
    }).done;
    const file = join(workspace, 'junit.xml');
    const { stdout, stderr } = spawnSync(readers(), [join(import.meta.dirname, 'read.py'), file], {
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(`${stderr}\n${log.slice(-5000)}`);
    return { reading: Reading.parse(JSON.parse(stdout)), outputs };
  } finally {
    doksi.close();
    rmSync(workspace, { recursive: true });
  }
}

function runOf(id: number, results: readonly Ended[]) {
  const of = (status: string): number => results.filter((result) => result.status === status).length;
  return {
    run_id: `run_${id}`,
    status: of('failed') > 0 ? 'failed' : 'passed',
    tests_total: results.length,
    tests_passed: of('passed'),
    tests_failed: of('failed'),
    duration_seconds: 61,
    results: results.map((result) => ({
      ...result,
      result_id: `res_${id}_${result.test_id}`,
      duration_seconds: 1.5,
      url: `https://app.doksi.ai/verify/tests/${result.test_id}`,
      destination: { platform: 'web', web_url: 'https://staging.example.com' },
    })),
  };
}

function inTenDays(): string {
  return new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
}

function readers(): string {
  const { stdout, stderr, status } = spawnSync(join(ROOT, 'scripts/install-tool.sh'), ['junit-readers'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
