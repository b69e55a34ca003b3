import { describe, expect, it } from '@jest/globals';
import { countOf, redness, start, tests, until, withDoksi } from './stage.ts';

const signals = [{ signal: 'SIGINT' }, { signal: 'SIGTERM' }] as const;

describe('a step that is cancelled', () => {
  it.concurrent.each(signals)('by $signal while it follows tells everything it knows', ({ signal }) =>
    withDoksi(async (doksi) => {
      const step = start(doksi, tests('pass-0s-checkout', 'stuck-0s-wallet'));
      await until(() => step.log().includes('✓ Checkout'));
      step.kill(signal);
      const finished = await step.done;
      expect(finished).toMatchObject({ exitCode: 1, signal: null });
      expect(finished.outputs).toMatchObject({
        conclusion: 'cancelled',
        status: 'running',
        'run-id': 'run_0001',
        'tests-total': '2',
        'tests-passed': '1',
        'tests-failed': '0',
      });
      expect(JSON.parse(finished.outputs['results'] ?? '')).toHaveLength(2);
      expect(redness(finished)).toContain('goes on in the cloud');
      expect(redness(finished)).toContain('run-id: run_0001');
      const link = 'https://app.doksi.ai/verify/tests/stuck-0s-wallet/runs/res_0002';
      expect(finished.summary).toMatch(/^## 🛑 Doksi: cancelled\n/);
      expect(finished.summary).toContain(link);
      expect(finished.log).toContain(link);
    }),
  );

  it.concurrent('before the first word of the run gives the links that it has', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'hang', times: 9 });
      const step = start(doksi, tests('stuck'));
      await until(() => countOf(doksi, 'GET') === 1);
      step.kill('SIGINT');
      const finished = await step.done;
      expect(finished).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'cancelled', 'run-id': 'run_0001', 'tests-total': '' },
      });
      const link = 'https://app.doksi.ai/verify/tests/stuck/runs/res_0001';
      expect(finished.summary).toContain(link);
      expect(finished.log).toContain(link);
    }),
  );

  it.concurrent('at the last moment before its first request buys no run', () =>
    withDoksi(async (doksi) => {
      // The signal comes with the connection, so that Node has heard neither yet.
      const early = `import { Socket } from 'node:net';
        const { emit } = Socket.prototype;
        Socket.prototype.emit = function (name, ...rest) {
          if (name === 'connect') process.kill(process.pid, 'SIGINT');
          return emit.call(this, name, ...rest);
        };`;
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(early)}` };
      const finished = await start(doksi, tests('pass-0s'), { env }).done;
      expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled', 'run-id': '' } });
      expect(redness(finished)).not.toContain('may exist');
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('while an answer is stuck half way does not wait for it', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'stall', times: 9 });
      const step = start(doksi, tests('stuck'));
      await until(() => countOf(doksi, 'GET') === 1);
      step.kill('SIGTERM');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(countOf(doksi, 'GET')).toBe(1);
    }),
  );

  it.concurrent.each(signals)('by $signal while the run is being created says it may exist', ({ signal }) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'hang', processed: true });
      const step = start(doksi, tests('stuck'));
      await until(() => countOf(doksi, 'POST') === 1);
      step.kill(signal);
      const finished = await step.done;
      expect(finished).toMatchObject({
        exitCode: 1,
        signal: null,
        outputs: { conclusion: 'cancelled', 'run-id': '', status: '', results: '[]' },
      });
      expect(redness(finished)).toContain('may exist');
      expect(finished.summary).toMatch(/^## 🛑 Doksi: cancelled\n[^]*may exist/);
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  it.concurrent('while it waits to try the creation again creates nothing more', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 503, retryAfter: '20' });
      const step = start(doksi, tests('stuck'));
      await until(() => step.log().includes('trying again'));
      step.kill('SIGINT');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  it.concurrent('twice, as the runner does it, still writes everything', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, tests('stuck'));
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGINT');
      step.kill('SIGINT');
      step.kill('SIGTERM');
      const finished = await step.done;
      expect(finished).toMatchObject({ exitCode: 1, signal: null, outputs: { conclusion: 'cancelled' } });
      expect(finished.summary).toMatch(/^## 🛑 Doksi: cancelled\n/);
    }),
  );

  it.concurrent('after its run has settled keeps nothing from being told', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, tests('fail-0s'));
      await until(() => step.log().includes('1 of 1 test failed'));
      step.kill('SIGTERM');
      expect(await step.done).toMatchObject({ exitCode: 1, signal: null, outputs: { conclusion: 'failed' } });
    }),
  );
});
