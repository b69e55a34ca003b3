import { describe, expect, it } from '@jest/globals';
import { run, start, tests, until, warnings, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

const allOff = { 'fail-on-failure': 'false', 'fail-on-timeout': 'false', 'fail-on-no-tests': 'false' };

describe('a gate that is off lets the step pass, and is mentioned in a warning', () => {
  it.concurrent.each([
    { gate: 'fail-on-failure', test: 'fail-0s', conclusion: 'failed' },
    { gate: 'fail-on-no-tests', test: 'none-0s', conclusion: 'no-tests' },
    { gate: 'fail-on-timeout', test: 'stuck', conclusion: 'timed-out' },
  ])('$gate', ({ gate, test, conclusion }) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests(test), [gate]: 'false', 'timeout-minutes': '0.03' });
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({ conclusion, 'run-id': 'run_0001' });
      expect(warnings(step)).toContain(`${gate} is off`);
      expect(warnings(step)).toContain(conclusion);
    }),
  );
});

describe('a gate', () => {
  it.concurrent('still fails the step if the others are off', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('fail-0s'), ...allOff, 'fail-on-failure': 'true' });
      expect(step.exitCode).toBe(1);
      expect(step.log).not.toContain('is off');
    }),
  );

  it.concurrent('that lets nothing pass is not mentioned', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), ...allOff });
      expect(step.exitCode).toBe(0);
      expect(step.log).not.toContain('is off');
    }),
  );

  it.concurrent('does not let an error pass', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), ...allOff }, { apiKey: `dk_live_${'0'.repeat(40)}` });
      expect(step.exitCode).toBe(1);
      expect(step.outputs['conclusion']).toBe('error');
    }),
  );

  onPosix('signals').concurrent('does not let a cancelled step pass', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, { ...tests('stuck'), ...allOff });
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGINT');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
    }),
  );
});
