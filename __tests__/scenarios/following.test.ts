import { describe, expect, it } from '@jest/globals';
import type { FaultSpec } from '../../sandbox/doksi/faults.ts';
import { countOf, redness, run, tests, withDoksi } from './stage.ts';

type Fault = Omit<Extract<FaultSpec, { kind: 'status' }>, 'on'>;

describe('following a run survives', () => {
  const faults: { name: string; fault: FaultSpec }[] = [
    { name: 'a dropped connection', fault: { on: 'GET /runs', kind: 'drop' } },
    { name: 'an answer that is cut off', fault: { on: 'GET /runs', kind: 'cut' } },
    { name: 'a web page with status 200', fault: { on: 'GET /runs', kind: 'garbage' } },
    { name: 'an empty answer', fault: { on: 'GET /runs', kind: 'status', status: 200, body: '' } },
    { name: '500', fault: { on: 'GET /runs', kind: 'status', status: 500 } },
    { name: '503', fault: { on: 'GET /runs', kind: 'status', status: 503 } },
    { name: '408', fault: { on: 'GET /runs', kind: 'status', status: 408 } },
    { name: '429', fault: { on: 'GET /runs', kind: 'status', status: 429, retryAfter: '1' } },
    {
      name: 'an answer of the wrong types',
      fault: { on: 'GET /runs', kind: 'status', status: 200, body: '{"status":"passed","tests_total":"1"}' },
    },
    {
      name: 'an answer about another run',
      fault: {
        on: 'GET /runs',
        kind: 'status',
        status: 200,
        body: '{"run_id":"run_0666","status":"passed","tests_total":1,"tests_passed":1}',
      },
    },
  ];

  it.concurrent.each(faults)('$name', ({ fault }) =>
    withDoksi(async (doksi) => {
      doksi.fault({ ...fault, times: 2 });
      const step = await run(doksi, tests('fail-0s'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed', 'tests-failed': '1' } });
      const isBusy = fault.kind === 'status' && fault.status !== 200;
      const isSilence = isBusy || fault.kind === 'drop' || fault.kind === 'cut';
      const said = isSilence ? 'did not answer' : 'gave no usable answer';
      expect(step.log).toMatch(new RegExp(`^ {2}! Doksi ${said}.*; still following$`, 'm'));
      expect(step.log).toContain('Doksi answers again');
      expect(countOf(doksi, 'GET')).toBe(3);
    }),
  );

  it.concurrent('an answer that stalls half way, for as long as one request may take', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'stall' });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.2' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log).toMatch(/no answer within \d+ s/);
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );

  it.concurrent('a run that is not found right after its creation', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 404 });
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );

  it.concurrent('status words that nobody has heard of, which it tells once', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: 'healing', times: 2 });
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', status: 'passed' } });
      expect(step.log.match(/"healing"/g)).toHaveLength(1);
    }),
  );
});

describe('a run is never green', () => {
  it.concurrent.each(['PASSED', 'success', 'passed ', 'completed'])('by the word %j', (word) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word, times: 99 });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'timed-out', 'tests-passed': '1' } });
      expect(step.outputs['status']?.trim()).toBe(word.trim());
    }),
  );

  it.concurrent.each<{ name: string; fault: Fault }>([
    { name: 'that only fails to answer', fault: { kind: 'status', status: 500, times: 99 } },
    {
      name: 'that answers for another one',
      fault: {
        kind: 'status',
        status: 200,
        body: '{"run_id":"x","status":"passed","tests_total":1,"tests_passed":1}',
        times: 99,
      },
    },
  ])('by a server $name, nor is it called failed', ({ fault }) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', ...fault });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'error', status: '', 'tests-total': '', 'run-id': 'run_0001' },
      });
      expect(redness(step)).toContain('Doksi told nothing of the run');
    }),
  );
});

describe('a refusal while following ends the step at once', () => {
  it.concurrent.each([
    { status: 400, remedy: "Read Doksi's words above" },
    { status: 401, remedy: 'Check the api-key input' },
    { status: 403, remedy: 'Check what this API key may do' },
  ])('and says that the run goes on: $status', ({ status, remedy }) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'status', status, after: 1, times: 99 });
      const step = await run(doksi, tests('stuck'));
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'error', status: 'running', 'run-id': 'run_0001', 'tests-total': '1' },
      });
      expect(redness(step)).toContain(`status ${status}. (HTTP ${status})`);
      expect(redness(step)).toContain(remedy);
      expect(redness(step)).toMatch(/The run goes on in the cloud; follow it with run-id: run_0001\.$/);
      expect(redness(step)).not.toContain('matrix');
      expect(step.summary).toMatch(/^## ⚠️ Doksi: the run could not be followed\n/);
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );
});

describe('a run that Doksi does not know', () => {
  it.concurrent.each([404, 410])('any more, is not blamed on api-url: %i', (status) =>
    withDoksi(async (doksi) => {
      await run(doksi, { ...tests('stuck'), wait: 'false' });
      doksi.fault({ on: 'GET /runs', kind: 'status', status, after: 1, times: 99 });
      const step = await run(doksi, { 'run-id': 'run_0001' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', status: 'running' } });
      expect(redness(step)).toContain('Doksi knew this run before');
      expect(redness(step)).toContain('follow it with run-id: run_0001');
      expect(redness(step)).not.toContain('Check api-url');
    }),
  );

  it.concurrent('and never did, may be one of another workspace', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'run-id': 'run_0007' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', status: '' } });
      expect(redness(step)).toContain('Check api-url, and that the id belongs to the workspace');
      expect(redness(step)).not.toContain('in the cloud');
    }),
  );
});

describe('Retry-After', () => {
  it.concurrent('goes before the interval', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 429, retryAfter: '100' });
      const step = await run(doksi, { ...tests('stuck'), 'timeout-minutes': '0.08' });
      expect(step.outputs['conclusion']).toBe('timed-out');
      // The interval alone would have left time for four questions. The last one comes when the time is over.
      expect(countOf(doksi, 'GET')).toBeLessThanOrEqual(2);
    }),
  );
});
