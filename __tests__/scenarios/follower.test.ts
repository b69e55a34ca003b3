import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { countOf, type Inputs, run, tests, warnings, withDoksi } from './stage.ts';

const WARNING = /The run run_0001 had failed before this attempt\..*re-run the job that created the run/;

/** Starts a run of these tests in another job. */
async function started(doksi: DoksiSandbox, ...ids: string[]): Promise<Inputs> {
  const step = await run(doksi, { ...tests(...ids), wait: 'false' });
  return { 'run-id': step.outputs['run-id'] ?? '' };
}
const on = (attempt: number): { env: Record<string, string> } => ({
  env: { GITHUB_RUN_ATTEMPT: String(attempt) },
});

describe('a re-run job that follows a run', () => {
  it.concurrent('reports the failed run as before, and says which job to re-run', () =>
    withDoksi(async (doksi) => {
      const inputs = await started(doksi, 'pass-0s', 'fail-0s');
      const first = await run(doksi, inputs, on(1));
      const second = await run(doksi, inputs, on(2));
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
      const step = await run(doksi, await started(doksi, 'pass-0s'), on(2));
      expect(step.outputs['conclusion']).toBe('passed');
      expect(step.log).not.toMatch(WARNING);
    }),
  );

  it.concurrent('does not warn if the run was still in progress', () =>
    withDoksi(async (doksi) => {
      const inputs = await started(doksi, 'pass-0s', 'fail-0s');
      // Whatever time the step needs to start, its first request finds the run in progress.
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: 'running' });
      const step = await run(doksi, inputs, on(2));
      expect(step.outputs['conclusion']).toBe('failed');
      expect(step.log).not.toMatch(WARNING);
    }),
  );
});
