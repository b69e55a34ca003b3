import { describe, expect, it } from '@jest/globals';
import type { FaultSpec } from '../../sandbox/doksi/faults.ts';
import { countOf, errorOf, type Inputs, run, tests, warnings, withDoksi } from './stage.ts';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';

const on = 'GET /runs';
const OTHER_RUN = '{"run_id":"run_0666","status":"passed","tests_total":1,"tests_passed":1}';
const WRONG_TYPES = '{"status":"passed","tests_total":"1"}';

describe('following a run tolerates', () => {
  const faults: { name: string; polls: { fault: FaultSpec; shown: string }[] }[] = [
    {
      name: 'broken connections and incomplete responses',
      polls: [
        { fault: { on, kind: 'drop' }, shown: 'connection reset' },
        { fault: { on, kind: 'status', status: 200, body: '' }, shown: 'empty body' },
        { fault: { on, kind: 'cut' }, shown: 'connection' },
      ],
    },
    {
      name: 'responses of others',
      polls: [
        { fault: { on, kind: 'garbage' }, shown: 'Please sign in' },
        // Only an error in Doksi's own form ends the step.
        { fault: { on, kind: 'gateway' }, shown: 'a Cloudflare challenge' },
        { fault: { on, kind: 'gateway', status: 401, challenge: false }, shown: 'proxy' },
      ],
    },
    {
      name: 'wrong types and the status of another run',
      polls: [
        { fault: { on, kind: 'status', status: 200, body: WRONG_TYPES }, shown: '"tests_total"' },
        { fault: { on, kind: 'status', status: 200, body: OTHER_RUN }, shown: 'run_0666' },
      ],
    },
    {
      name: 'errors of the server',
      polls: [
        ...[408, 500, 503].map((status) => ({ fault: { on, kind: 'status', status } as const, shown: `${status} ` })),
        { fault: { on, kind: 'status', status: 429, retryAfter: '1' }, shown: '429 ' },
      ],
    },
  ];

  it.concurrent.each(faults)('$name', ({ polls }) =>
    withDoksi(async (doksi) => {
      for (const { fault } of polls) doksi.fault(fault);
      const step = await run(doksi, { ...tests('fail-0s'), 'timeout-minutes': '2' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-failed': '1' } });
      const lines = step.log.split('\n').filter((each) => each.endsWith('; still following'));
      expect(lines).toEqual(
        polls.map(() => expect.stringMatching(/^ {2}! Doksi (did not respond|returned no valid response)/)),
      );
      expect(lines).toEqual(polls.map(({ shown }) => expect.stringContaining(shown)));
      expect(step.log).toContain('Doksi responds again');
      expect(countOf(doksi, 'GET')).toBe(polls.length + 1);
    }),
  );

  it.concurrent("a response that stalls, until the request's deadline", () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on, kind: 'stall' });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.2' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log).toMatch(/no response within \d+ s/);
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );

  it.concurrent('a run that is not found right after its creation', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on, kind: 'status', status: 404 });
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );

  it.concurrent('unknown statuses, which are logged once', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on, kind: 'statusWord', word: 'healing', times: 2 });
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', status: 'passed' } });
      expect(step.log.match(/"healing"/g)).toHaveLength(1);
    }),
  );
});

describe('a run does not pass', () => {
  it.concurrent.each(['PASSED', 'success', 'passed ', 'completed'])('with the status %j', (word) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on, kind: 'statusWord', word, times: 99 });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'timed-out', 'tests-passed': '1' } });
      expect(step.outputs['status']?.trim()).toBe(word.trim());
    }),
  );

  it.concurrent.each([
    { name: 'errors', status: 500, body: undefined },
    { name: 'the status of another run', status: 200, body: OTHER_RUN },
  ])('if the server only returns $name', ({ status, body }) =>
    withDoksi(async (doksi) => {
      const fault = { on, kind: 'status', status, times: 99 } as const;
      doksi.fault(body === undefined ? fault : { ...fault, body });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'error', status: '', 'tests-total': '', 'run-id': 'run_0001' },
      });
      expect(errorOf(step)).toContain('No status from Doksi for 2s (last error: ');
    }),
  );
});

describe('a rejection while following ends the step at once', () => {
  it.concurrent.each([
    { status: 400, remedy: "as described in Doksi's error" },
    { status: 401, remedy: 'Check the api-key input' },
    { status: 403, remedy: 'Check the permissions of this API key' },
  ])('and the message states that the run continues: $status', ({ status, remedy }) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on, kind: 'status', status, after: 1, times: 99 });
      const step = await run(doksi, tests('stuck'));
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'error', status: 'running', 'run-id': 'run_0001', 'tests-total': '1' },
      });
      expect(errorOf(step)).toContain(`A fault of the sandbox: status ${status} (HTTP ${status})`);
      expect(errorOf(step)).toContain(remedy);
      expect(errorOf(step)).toContain('The run continues in the cloud. Follow it with run-id: run_0001.');
      expect(errorOf(step)).not.toContain('matrix');
      expect(step.summary).toMatch(/^## ❗ Doksi: the run could not be followed\n/);
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );
});

describe('a run that is not found', () => {
  it.concurrent.each([404, 410])('any more is not blamed on api-url: %i', (status) =>
    withDoksi(async (doksi) => {
      await run(doksi, { ...tests('stuck'), wait: 'false' });
      doksi.fault({ on, kind: 'status', status, after: 1, times: 99 });
      const step = await run(doksi, { 'run-id': 'run_0001' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', status: 'running' } });
      expect(errorOf(step)).toContain('Doksi returned this run before');
      expect(errorOf(step)).toContain('Follow it with run-id: run_0001');
      expect(errorOf(step)).not.toContain('Check api-url');
    }),
  );

  it.concurrent('at all may belong to another workspace', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'run-id': 'run_0007' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', status: '' } });
      expect(errorOf(step)).toContain('Check api-url, and that the id belongs to the workspace');
      expect(errorOf(step)).not.toContain('in the cloud');
    }),
  );
});

it.concurrent('Retry-After goes before the polling interval', () =>
  withDoksi(async (doksi) => {
    doksi.fault({ on, kind: 'status', status: 429, retryAfter: '100' });
    const step = await run(doksi, { ...tests('stuck'), 'timeout-minutes': '0.08' });
    expect(step.outputs['conclusion']).toBe('timed-out');
    // The interval alone would allow four requests. The last one is sent when the timeout expires.
    expect(countOf(doksi, 'GET')).toBeLessThanOrEqual(2);
  }),
);

const WARNING = /The run run_0001 had failed before this attempt\..*re-run the job that created the run/;

/** Starts a run of these tests in another job. */
async function started(doksi: DoksiSandbox, ...ids: string[]): Promise<Inputs> {
  const step = await run(doksi, { ...tests(...ids), wait: 'false' });
  return { 'run-id': step.outputs['run-id'] ?? '' };
}
const inAttempt = (attempt: number): { env: Record<string, string> } => ({
  env: { GITHUB_RUN_ATTEMPT: String(attempt) },
});

describe('a re-run job that follows a run', () => {
  it.concurrent('reports the failed run as before, and says which job to re-run', () =>
    withDoksi(async (doksi) => {
      const inputs = await started(doksi, 'pass-0s', 'fail-0s');
      const first = await run(doksi, inputs, inAttempt(1));
      const second = await run(doksi, inputs, inAttempt(2));
      expect(warnings(first)).not.toMatch(WARNING);
      expect(warnings(second)).toMatch(WARNING);
      expect(second.summary).toContain('re-run the job that created the run');
      expect(second.exitCode).toBe(1);
      expect(second.outputs).toEqual(first.outputs);
      expect(countOf(doksi, 'POST')).toBe(1);
    }),
  );

  it.concurrent('does not warn if the run passed', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, await started(doksi, 'pass-0s'), inAttempt(2));
      expect(step.outputs['conclusion']).toBe('passed');
      expect(step.log).not.toMatch(WARNING);
    }),
  );

  it.concurrent('does not warn if the run was still in progress', () =>
    withDoksi(async (doksi) => {
      const inputs = await started(doksi, 'pass-0s', 'fail-0s');
      // Whatever time the step needs to start, its first request finds the run in progress.
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: 'running' });
      const step = await run(doksi, inputs, inAttempt(2));
      expect(step.outputs['conclusion']).toBe('failed');
      expect(step.log).not.toMatch(WARNING);
    }),
  );
});
