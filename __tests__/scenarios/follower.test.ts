import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { countOf, type Inputs, run, tests, warnings, withDoksi } from './stage.ts';

const IN_VAIN = /The run run_0001 had failed before this attempt began.*run the job again that started it/;

/** Starts a run of these tests, as another job does. */
async function started(doksi: DoksiSandbox, ...ids: string[]): Promise<Inputs> {
  const step = await run(doksi, { ...tests(...ids), wait: 'false' });
  return { 'run-id': step.outputs['run-id'] ?? '' };
}
const on = (attempt: number): { env: Record<string, string> } => ({
  env: { GITHUB_RUN_ATTEMPT: String(attempt) },
});

describe('a job that follows a run, and is run again', () => {
  it.concurrent('reports the failed run as before, and says which job to run again', () =>
    withDoksi(async (doksi) => {
      const inputs = await started(doksi, 'pass-0s', 'fail-0s');
      const first = await run(doksi, inputs, on(1));
      const second = await run(doksi, inputs, on(2));
      expect(warnings(first)).not.toMatch(IN_VAIN);
      expect(warnings(second)).toMatch(IN_VAIN);
      expect(second.summary).toContain('run the job again that started it');
      expect(second.exitCode).toBe(1);
      expect(second.outputs).toEqual(first.outputs);
      expect(countOf(doksi, 'POST')).toBe(1);
    }),
  );

  it.concurrent.each([
    ['passed', ['pass-0s']],
    ['was still going on', ['pass-0s', 'fail-2.5s']],
  ])('says nothing of it where the run %s', (_what, ids) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, await started(doksi, ...ids), on(2));
      expect(['passed', 'failed']).toContain(step.outputs['conclusion']);
      expect(step.log).not.toMatch(IN_VAIN);
    }),
  );
});
