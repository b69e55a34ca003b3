import { describe, expect, it } from '@jest/globals';
import { redness, run, tests, warnings, WEB_URL, withDoksi } from './stage.ts';

const numbersUnknown = {
  status: '',
  'tests-total': '',
  'tests-passed': '',
  'tests-failed': '',
  'failed-tests': '[]',
};

describe('a step without an API key', () => {
  it.concurrent('is red, and tells which secret to set', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s'), { apiKey: '' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', ...numbersUnknown } });
      expect(redness(step)).toMatch(/api-key.*is empty/);
      expect(redness(step)).toContain('DOKSI_API_KEY');
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('is green and loud where if-no-api-key is skip', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), 'if-no-api-key': 'skip' }, { apiKey: '' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'skipped', 'run-id': '' } });
      expect(warnings(step)).toContain('No Doksi test was run');
      expect(step.summary).toMatch(/^## ⏭️ Doksi: skipped, no API key\n/);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('is skipped whatever the job before it left empty or the other inputs are', () =>
    withDoksi(async (doksi) => {
      const skip = { 'if-no-api-key': 'skip' };
      for (const inputs of [
        { 'target-id': '', 'test-ids': 'a' },
        { 'run-id': '' },
        { matrix: '}', wait: 'yes' },
        { ...tests('pass-0s'), 'dry-run': 'true' },
      ]) {
        const step = await run(doksi, { ...skip, ...inputs }, { apiKey: '' });
        expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'skipped' } });
      }
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('skips nothing where there is a key', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('fail-0s'), 'if-no-api-key': 'skip' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed' } });
    }),
  );
});

describe('wrong inputs', () => {
  it.concurrent('are told all at once, each by its name, before any request', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, {
        matrix: '- { web_url: "ftp://x", test_ids: [0123] }\n- { target_id: t1 }',
        wait: 'yes',
        'timeout-minutes': '-1',
        'poll-interval-seconds': '0.5',
        'if-no-api-key': 'ignore',
        'api-url': 'http://doksi.example.com',
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', ...numbersUnknown } });
      const message = redness(step);
      for (const name of [
        'matrix[0].web_url',
        'matrix[0].test_ids',
        'matrix[1].test_ids',
        'wait',
        'timeout-minutes',
        'poll-interval-seconds',
        'if-no-api-key',
        'api-url',
      ]) {
        expect(message).toContain(name);
      }
      expect(step.summary).toMatch(/^## ⚠️ Doksi: no run was started\n/);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('leave title and summary as they are', () =>
    withDoksi(async (doksi) => {
      const bad = { ...tests('pass-0s'), wait: 'yes' };
      const titled = await run(doksi, { ...bad, title: 'Checkout' });
      expect(titled.summary).toMatch(/^## ⚠️ Checkout: no run was started\n/);
      const silent = await run(doksi, { ...bad, summary: 'false' });
      expect(silent).toMatchObject({ exitCode: 1, summary: '' });
    }),
  );

  it.concurrent('never show the credentials of a URL', () =>
    withDoksi(async (doksi) => {
      for (const [name, url] of [
        ['web-url', 'https:/user:s3cr3t@staging.example.com'],
        ['web-url', 'user:s3cr3t@staging.example.com'],
        ['api-url', 'https://user:s3cr3t@api.example.com'],
      ] as const) {
        const step = await run(doksi, { ...tests('pass-0s'), [name]: url });
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(step)).toContain('***@');
        expect(step.log + step.summary).not.toMatch(/s3cr3t/);
      }
    }),
  );

  it.concurrent('that look misspelt are passed on with a warning', () =>
    withDoksi(async (doksi) => {
      const matrix = JSON.stringify([{ web_url: WEB_URL, test_ids: ['pass-0s'], platfrom: 'web' }]);
      const step = await run(doksi, { matrix });
      expect(step.exitCode).toBe(0);
      expect(warnings(step)).toMatch(/matrix\[0\]\.platfrom.*"platform"/);
      expect(JSON.parse(doksi.requests[0]?.body ?? '')).toMatchObject({ matrix: [{ platfrom: 'web' }] });
    }),
  );
});
