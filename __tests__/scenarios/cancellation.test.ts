import { describe, expect } from '@jest/globals';
import { countOf, errorOf, start, tests, until, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

describe('a step that is cancelled', () => {
  onPosix('signals').concurrent('by SIGINT while it follows reports everything that is known', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, tests('pass-0s-checkout', 'stuck-0s-wallet'));
      await until(() => step.log().includes('✓ Checkout'));
      step.kill('SIGINT');
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
      expect(errorOf(finished)).toContain('continues in the cloud');
      expect(errorOf(finished)).toContain('run-id: run_0001');
      const link = 'https://app.doksi.ai/verify/tests/stuck-0s-wallet/runs/res_0002';
      expect(finished.summary).toMatch(/^## 🛑 Doksi: cancelled\n/);
      expect(finished.summary).toContain(link);
      expect(finished.log).toContain(link);
    }),
  );

  onPosix('signals').concurrent('before the first status of the run reports the links of its tests', () =>
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

  onPosix('signals').concurrent('as it connects for its first request creates no run', () =>
    withDoksi(async (doksi) => {
      // The signal arrives together with the connection.
      const early = `import { Socket } from 'node:net';
        const { emit } = Socket.prototype;
        Socket.prototype.emit = function (name, ...rest) {
          if (name === 'connect') process.kill(process.pid, 'SIGINT');
          return emit.call(this, name, ...rest);
        };`;
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(early)}` };
      const finished = await start(doksi, tests('pass-0s'), { env }).done;
      expect(finished).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled', 'run-id': '' } });
      expect(errorOf(finished)).not.toContain('may exist');
      expect(doksi.requests).toEqual([]);
    }),
  );

  onPosix('signals').concurrent('does not wait for a response that stalls', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'stall', times: 9 });
      const step = start(doksi, tests('stuck'));
      await until(() => countOf(doksi, 'GET') === 1);
      step.kill('SIGTERM');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(countOf(doksi, 'GET')).toBe(1);
    }),
  );

  onPosix('signals').concurrent('by SIGTERM while the run is being created reports that it may exist', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'hang', processed: true });
      const step = start(doksi, tests('stuck'));
      await until(() => countOf(doksi, 'POST') === 1);
      step.kill('SIGTERM');
      const finished = await step.done;
      expect(finished).toMatchObject({
        exitCode: 1,
        signal: null,
        outputs: { conclusion: 'cancelled', 'run-id': '', status: '', results: '[]' },
      });
      expect(errorOf(finished)).toContain('may exist');
      expect(finished.summary).toMatch(/^## 🛑 Doksi: cancelled\n[^]*may exist/);
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  onPosix('signals').concurrent('while it waits to create the run again creates none', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 503, retryAfter: '20' });
      const step = start(doksi, tests('stuck'));
      await until(() => step.log().includes('trying again'));
      step.kill('SIGINT');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  onPosix('signals').concurrent('with three signals, as the runner does it, still writes everything', () =>
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

  onPosix('signals').concurrent('after its run has settled keeps the verdict', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, tests('fail-0s'));
      await until(() => step.log().includes('1 of 1 test failed'));
      step.kill('SIGTERM');
      expect(await step.done).toMatchObject({ exitCode: 1, signal: null, outputs: { conclusion: 'failed' } });
    }),
  );
});
