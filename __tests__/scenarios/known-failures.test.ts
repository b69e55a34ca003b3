import { describe, expect, it } from '@jest/globals';
import { countOf, errorOf, run, tests, warnings, withDoksi } from './stage.ts';

/** The date this many days from today, in UTC. */
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const known = (...ids: string[]): Record<string, string> => ({
  'known-failures': ids.map((id) => `- { test_id: ${id}, until: ${day(30)}, reason: SHOP-812 | *slow* }`).join('\n'),
});

describe('known failures', () => {
  it.concurrent('do not count, are shown apart, and do not run again', () =>
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
      expect(warnings(step)).toContain('1 failed test did not count');
      expect(step.commands).toContainEqual(
        expect.objectContaining({ command: 'notice', message: expect.stringMatching(/^Wallet .*SHOP-812/) }),
      );
      expect(step.summary).toContain(`known failure until ${day(30)}: SHOP-812`);
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
      expect(errorOf(step)).toMatch(/^1 of 3 Doksi tests failed: Cart/);
      expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toHaveLength(1);
    }),
  );

  it.concurrent('count again after their date', () =>
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

  it.concurrent('that pass, or match no test of the run, get a notice', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), ...known('pass-0s', 'chekout') });
      const notices = step.commands.filter(({ command }) => command === 'notice').map(({ message }) => message);
      expect(notices).toEqual([
        expect.stringContaining('Remove pass-0s from known-failures'),
        expect.stringContaining('chekout'),
      ]);
    }),
  );

  it.concurrent('are shown in a dry run', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('a'), ...known('a'), 'dry-run': 'true' });
      expect(step.log).toContain(`a is a known failure until ${day(30)}: SHOP-812`);
    }),
  );
});
