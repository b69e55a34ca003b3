import { describe, expect, it } from '@jest/globals';
import { run, tests, withDoksi } from './stage.ts';

const ESCAPE = '\u001b';

describe('the colours of the log', () => {
  it.concurrent('are only in its lines', () =>
    withDoksi(async (doksi) => {
      const inputs = tests('pass-0s-log-in', 'fail-0s-checkout', 'odd-0s-search');
      const step = await run(doksi, inputs, { env: { NO_COLOR: undefined } });
      expect(step.log).toContain(`  ${ESCAPE}[32m✓${ESCAPE}[39m Log in  `);
      expect(step.log).toContain(`  ${ESCAPE}[31m✗ Checkout${ESCAPE}[39m  `);
      expect(step.log).toContain(`  ${ESCAPE}[33m?${ESCAPE}[39m Search [quarantined]  `);
      const elsewhere = [step.summary, JSON.stringify(step.outputs), JSON.stringify(step.commands)].join('\n');
      expect(elsewhere).not.toMatch(/\[3[123]m/);
    }),
  );

  it.concurrent('are off with NO_COLOR', () =>
    withDoksi(async (doksi) => {
      const { log } = await run(doksi, tests('fail-0s-checkout'), { env: { NO_COLOR: '1' } });
      expect(log).toContain('  ✗ Checkout  ');
      expect(log).not.toContain(ESCAPE);
    }),
  );

  it.concurrent('do not come from the name of a test', () =>
    withDoksi(async (doksi) => {
      const test = { test_name: `${ESCAPE}[32m✓ passed${ESCAPE}[0m\u009b32m`, status: 'failed' };
      const body = JSON.stringify({ status: 'failed', tests_total: 1, tests_failed: 1, results: [test] });
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
      const { log } = await run(doksi, tests('a'), { env: { NO_COLOR: undefined } });
      expect(log).not.toContain(`${ESCAPE}[32m`);
      expect(log).not.toContain('\u009b');
    }),
  );
});
