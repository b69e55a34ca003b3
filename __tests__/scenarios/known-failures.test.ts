import { describe, expect, it } from '@jest/globals';
import { countOf, redness, run, tests, warnings, withDoksi } from './stage.ts';

/** A day so many days from today, in UTC. */
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const known = (...ids: string[]): Record<string, string> => ({
  'known-failures': ids
    .map((id) => `- { test_id: ${id}, until: ${day(30)}, reason: SHOP-812 | *slow* }`)
    .join('\n'),
});

describe('known failures', () => {
  it.concurrent('do not count, are told apart, and are not run again', () =>
    withDoksi(async (doksi) => {
      const inputs = { ...tests('pass-0s', 'fail-0s-wallet'), ...known('fail-0s-wallet'), retries: '2' };
      const step = await run(doksi, inputs);
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({
        conclusion: 'passed',
        status: 'failed',
        'tests-total': '2',
        'tests-passed': '1',
        'tests-failed': '0',
        'tests-known-failed': '1',
        'failed-tests': '[]',
      });
      expect(countOf(doksi, 'POST')).toBe(1);
      expect(warnings(step)).toContain('1 test failed and did not count');
      expect(step.commands).toContainEqual(
        expect.objectContaining({ command: 'notice', message: expect.stringMatching(/^Wallet .*SHOP-812/) }),
      );
      expect(step.summary).toContain(`known until ${day(30)}: SHOP-812`);
      expect(step.summary).not.toMatch(/❌/);
    }),
  );

  it.concurrent('do not hide another failure', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, {
        ...tests('fail-0s-cart', 'fail-0s-wallet', 'pass-0s'),
        ...known('fail-0s-wallet'),
      });
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'failed', 'tests-failed': '1', 'tests-known-failed': '1' },
      });
      expect(redness(step)).toMatch(/^1 of 3 Doksi tests failed: Cart/);
      expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toHaveLength(1);
    }),
  );

  it.concurrent('count again once their day is over', () =>
    withDoksi(async (doksi) => {
      const list = `[{test_id: fail-0s, until: ${day(-1)}, reason: SHOP-812}]`;
      const step = await run(doksi, { ...tests('fail-0s', 'pass-0s'), 'known-failures': list });
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'failed', 'tests-known-failed': '0' },
      });
      expect(warnings(step)).toContain(`was a known failure until ${day(-1)}`);
    }),
  );

  it.concurrent('are shown in a dry run', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('a'), ...known('a'), 'dry-run': 'true' });
      expect(step.log).toContain(`a is known to fail until ${day(30)}: SHOP-812`);
    }),
  );
});
