import { describe, expect, it } from '@jest/globals';
import { withWorkspace } from '../workspace.ts';
import { errorOf, type Inputs, run, tests, warnings, WEB_URL, withDoksi } from './stage.ts';

const UNKNOWN = {
  status: '',
  'tests-total': '',
  'tests-passed': '',
  'tests-failed': '',
  'failed-tests': '[]',
};

describe('a step without an API key', () => {
  it.concurrent('fails, and names the secret to set', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s'), { apiKey: '' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', ...UNKNOWN } });
      expect(errorOf(step)).toMatch(/api-key.*is empty/);
      expect(errorOf(step)).toContain('DOKSI_API_KEY');
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('passes with a warning if if-no-api-key is skip', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), 'if-no-api-key': 'skip' }, { apiKey: '' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'skipped', 'run-id': '' } });
      expect(warnings(step)).toContain('No test was run');
      expect(step.summary).toMatch(/^## ⏭️ Doksi: skipped, no API key\n/);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent.each<Inputs>([
    { matrix: '}', wait: 'yes', 'run-id': '' },
    { ...tests('pass-0s'), 'dry-run': 'true' },
  ])('is skipped, whatever the other inputs are: %j', (inputs) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...inputs, 'if-no-api-key': 'skip' }, { apiKey: '' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'skipped' } });
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('is the only one that is skipped', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('fail-0s'), 'if-no-api-key': 'skip' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed' } });
    }),
  );
});

describe('test-ids', () => {
  it.concurrent.each(['["pass-0s", "pass-0s-b"]', 'pass-0s\npass-0s-b'])('accepts %j', (testIds) =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'web-url': WEB_URL, 'test-ids': testIds });
      expect(step).toMatchObject({ exitCode: 0, outputs: { 'tests-passed': '2' } });
      expect(JSON.parse(doksi.requests[0]?.body ?? '')).toEqual({
        matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['pass-0s', 'pass-0s-b'] }],
      });
    }),
  );

  it.concurrent('rejects what is not a list', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'web-url': WEB_URL, 'test-ids': 'a b' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toMatch(/test-ids\S* +is /);
      expect(doksi.requests).toEqual([]);
    }),
  );
});

it.concurrent('max-tests rejects a run with more tests before anything is sent', () =>
  withDoksi(async (doksi) => {
    const step = await run(doksi, { ...tests('a', 'b', 'c'), 'max-tests': '2' });
    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
    expect(errorOf(step)).toMatch(/max-tests .*\b2\b.*\b3 tests/);
    expect(doksi.requests).toEqual([]);
  }),
);

describe('invalid inputs', () => {
  it.concurrent('are reported in one error, each by its name, before any request', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, {
        matrix: '- { web_url: "ftp://x", test_ids: [0123] }\n- { target_id: t1 }',
        wait: 'yes',
        'timeout-minutes': '-1',
        'poll-interval-seconds': '0.5',
        'if-no-api-key': 'ignore',
        'api-url': 'http://doksi.example.com',
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', ...UNKNOWN } });
      const names = ['wait', 'timeout-minutes', 'poll-interval-seconds', 'if-no-api-key', 'api-url'];
      for (const name of ['matrix[0].web_url', 'matrix[0].test_ids', 'matrix[1].test_ids', ...names]) {
        expect(errorOf(step)).toContain(`\n  ${name}`);
      }
      expect(step.summary).toMatch(/^## ❗ Doksi: invalid inputs\n/);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('do not affect title and summary', () =>
    withDoksi(async (doksi) => {
      const invalid = { ...tests('pass-0s'), wait: 'yes' };
      const titled = await run(doksi, { ...invalid, title: 'Checkout' });
      expect(titled.summary).toMatch(/^## ❗ Checkout: invalid inputs\n/);
      expect(await run(doksi, { ...invalid, summary: 'false' })).toMatchObject({ exitCode: 1, summary: '' });
    }),
  );

  it.concurrent('do not show the credentials of URLs', () =>
    withDoksi(async (doksi) => {
      const matrix = ['https:/user:s3cr3t@staging.example.com', 'user:s3cr3t@staging.example.com'].map((web_url) => ({
        web_url,
        test_ids: ['a'],
      }));
      const apiUrl = 'https://user:s3cr3t@api.example.com';
      const step = await run(doksi, { matrix: JSON.stringify(matrix), 'api-url': apiUrl });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step).match(/\*\*\*@/g)).toHaveLength(3);
      expect(step.log + step.summary).not.toMatch(/s3cr3t/);
    }),
  );

  it.concurrent('are annotated at their line of the workflow file', () =>
    withWorkspace(
      { '.github/workflows/e2e.yml': 'jobs:\n  e2e:\n    steps:\n      - with:\n          test-ids: a b\n' },
      (workspace) =>
        withDoksi(async (doksi) => {
          const step = await run(doksi, { 'web-url': WEB_URL, 'test-ids': 'a b' }, { workspace });
          const [annotation] = step.commands.filter(({ command }) => command === 'error');
          expect(annotation).toMatchObject({
            properties: { file: '.github/workflows/e2e.yml', line: '5' },
            message: expect.stringContaining('test-ids'),
          });
        }),
    ),
  );
});

describe('a misspelt', () => {
  it.concurrent('input is named with the correct one', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { 'web-url': WEB_URL, test_ids: 'pass-0s' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toMatch(/test-ids .*test_ids/i);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('key of the matrix is passed through with a warning', () =>
    withDoksi(async (doksi) => {
      const matrix = JSON.stringify([{ web_url: WEB_URL, test_ids: ['pass-0s'], platfrom: 'web' }]);
      const step = await run(doksi, { matrix });
      expect(step.exitCode).toBe(0);
      expect(warnings(step)).toMatch(/matrix\[0\]\.platfrom.*"platform"/);
      expect(JSON.parse(doksi.requests[0]?.body ?? '')).toMatchObject({ matrix: [{ platfrom: 'web' }] });
    }),
  );
});

describe('an input from a file', () => {
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

  it.concurrent('is read: matrix and known-failures', () =>
    withWorkspace(
      {
        'doksi/matrix.yml': `- web_url: ${WEB_URL}\n  test_ids: [pass-0s, fail-0s]\n`,
        'doksi/known.json': JSON.stringify([{ test_id: 'fail-0s', until, reason: 'SHOP-812' }]),
      },
      (workspace) =>
        withDoksi(async (doksi) => {
          const inputs = { matrix: 'doksi/matrix.yml', 'known-failures': './doksi/known.json' };
          const step = await run(doksi, inputs, { workspace });
          expect(step).toMatchObject({
            exitCode: 0,
            outputs: { conclusion: 'passed', 'tests-known-failed': '1' },
          });
        }),
    ),
  );

  it.concurrent('is named with the line in errors and annotations', () =>
    withWorkspace(
      {
        'matrix.yml': `- web_url: ${WEB_URL}\n  test_ids:\n    - a\n    - b c\n`,
        'known.yml': `- test_id: a\n  until: soon\n  reason: x\n`,
      },
      (workspace) =>
        withDoksi(async (doksi) => {
          const inputs = { matrix: 'matrix.yml', 'known-failures': 'known.yml' };
          const step = await run(doksi, inputs, { workspace });
          expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
          expect(errorOf(step)).toMatch(/matrix\[0\]\.test_ids\[1\] .*\(matrix\.yml, line 4\)/);
          expect(errorOf(step)).toMatch(/known-failures\[0\]\.until .*\(known\.yml, line 2\)/);
          expect(step.commands).toContainEqual(
            expect.objectContaining({
              command: 'error',
              properties: expect.objectContaining({ file: 'matrix.yml', line: '4' }),
            }),
          );
          expect(doksi.requests).toEqual([]);
        }),
    ),
  );

  it.concurrent('is never read outside of the workspace', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { matrix: '../event.json' });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toMatch(/matrix .*outside of the workspace/);
      expect(doksi.requests).toEqual([]);
    }),
  );
});
