import { describe, expect, it } from '@jest/globals';
import { countOf, errorOf, run, start, tests, until, WEB_URL, withDoksi } from './stage.ts';

const numbersUnknown = {
  status: '',
  'tests-total': '',
  'tests-passed': '',
  'tests-failed': '',
  'failed-tests': '[]',
};

describe('dry-run', () => {
  it.concurrent('shows the request, hides possible credentials, and sends nothing', () =>
    withDoksi(async (doksi) => {
      const matrix = `
- web_url: https://mona:hunter2@staging.example.com
  test_ids: [checkout]
  login: { user: mona, password: swordfish }`;
      const step = await run(doksi, { 'dry-run': 'true', matrix, 'extra-body': 'token: opensesame' });
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({ conclusion: 'dry-run', 'run-id': '', ...numbersUnknown });
      expect(step.log).toContain('POST /runs');
      expect(step.log).toMatch(/"platform": "web"/);
      expect(step.log).toMatch(/"login": "\(hidden\)"/);
      expect(step.summary).toMatch(/^## 📝 Doksi: dry run\n/);
      expect(step.summary).toContain('| staging.example.com | web | checkout |');
      for (const secret of ['hunter2', 'swordfish', 'opensesame']) {
        expect(step.log).not.toContain(secret);
        expect(step.summary).not.toContain(secret);
      }
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('needs no API key', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('checkout'), 'dry-run': 'true' }, { apiKey: '' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'dry-run' } });
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('rejects invalid inputs', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'web-url': WEB_URL, 'dry-run': 'true' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toContain('test-ids');
    }),
  );

  it.concurrent('of an existing run sends nothing', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'run-id': 'run_0042', 'dry-run': 'true' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'dry-run' } });
      expect(step.log).toContain('run_0042');
      expect(doksi.requests).toEqual([]);
    }),
  );
});

describe('a step that does not wait', () => {
  it.concurrent('ends when the run exists, with the links of its tests', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('stuck'), wait: 'false' });
      expect(step.exitCode).toBe(0);
      expect(step.outputs).toMatchObject({
        conclusion: 'started',
        'run-id': 'run_0001',
        ...numbersUnknown,
      });
      expect(step.summary).toMatch(/^## ▶️ Doksi: started, not waited for\n/);
      expect(step.summary).toContain('https://app.doksi.ai/verify/tests/stuck/runs/res_0001');
      expect(step.log).toContain('https://app.doksi.ai/verify/tests/stuck/runs/res_0001');
      expect(doksi.requests.map(({ method }) => method)).toEqual(['POST']);
    }),
  );

  it.concurrent('passes its run to a later step, which reports the verdict', () =>
    withDoksi(async (doksi) => {
      const first = await run(doksi, { ...tests('fail-0s-checkout'), wait: 'false' });
      const second = await run(doksi, { 'run-id': first.outputs['run-id'] ?? '' });
      expect(second).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'failed', 'run-id': 'run_0001', 'tests-failed': '1' },
      });
      expect(countOf(doksi, 'POST')).toBe(1);
    }),
  );

  it.concurrent('fails if no run could be created', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 400 });
      const step = await run(doksi, { ...tests('stuck'), wait: 'false' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
    }),
  );
});

describe('run-id', () => {
  it.concurrent('is written as soon as it is known', () =>
    withDoksi(async (doksi) => {
      const step = start(doksi, tests('stuck'));
      await until(() => step.log().includes('Run run_0001 started'));
      step.kill('SIGKILL');
      expect((await step.done).outputs).toEqual({ 'run-id': 'run_0001' });
    }),
  );

  it.concurrent('of an unknown run is an error at once', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'run-id': 'run_9999' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': 'run_9999' } });
      expect(errorOf(step)).toContain('There is no run run_9999 (HTTP 404)');
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  it.concurrent('with a slash is encoded in the URL', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'run-id': '../targets?x=1#y' });
      expect(step.outputs['conclusion']).toBe('error');
      expect(doksi.requests.map(({ path }) => path)).toEqual([
        expect.stringMatching(/\/runs\/\.\.%2Ftargets%3Fx%3D1%23y$/),
      ]);
    }),
  );
});

describe('the request that creates the run', () => {
  it.concurrent('is the documented one, with the key as a bearer token and our User-Agent', () =>
    withDoksi(async (doksi) => {
      await run(doksi, tests('pass-0s'));
      const [request] = doksi.requests;
      expect(JSON.parse(request?.body ?? '')).toEqual({
        matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['pass-0s'] }],
      });
      expect(request?.headers).toMatchObject({
        authorization: expect.stringMatching(/^Bearer dk_live_/),
        'content-type': 'application/json',
        'user-agent': expect.stringMatching(/^doksi-run-action\/\d+\.\d+\.\d+/),
      });
    }),
  );

  it.concurrent('has extra-body and unknown keys of an entry unchanged', () =>
    withDoksi(async (doksi) => {
      const entry = {
        web_url: WEB_URL,
        test_ids: ['pass-0s'],
        auth: { login: { user: 'mona', otp: [1, null, { seed: '0123' }] } },
      };
      const step = await run(doksi, {
        matrix: JSON.stringify({ matrix: [entry] }),
        'extra-body': 'pull_request: { number: 7, draft: false }',
      });
      expect(step.exitCode).toBe(0);
      expect(JSON.parse(doksi.requests[0]?.body ?? '')).toEqual({
        matrix: [{ platform: 'web', ...entry }],
        pull_request: { number: 7, draft: false },
      });
    }),
  );
});
