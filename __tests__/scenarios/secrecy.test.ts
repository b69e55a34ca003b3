import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { withWorkspace } from '../workspace.ts';
import { run, start, tests, until, WEB_URL, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { startGithub } from '../../sandbox/github/server.ts';

// `run` and `start` check in every scenario that log, outputs and summary do not contain the key. Here the server returns it.

/** Has the characters that JSON, URLs and Markdown escape. */
const apiKey = 'dk_live_a"b\\c/d*e_f|g<h>i&j%k`l[m]';
const debug = { env: { RUNNER_DEBUG: '1' } };

/** The key with all characters escaped as in JSON. */
function escaped(key: string): string {
  return Array.from(key, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
}

/** The status of a run with the key in every field. */
function statusWith(key: string, status: string): unknown {
  return {
    status: 'failed',
    tests_total: 2,
    tests_failed: 1,
    duration_seconds: 1,
    [key]: key,
    results: ['failed', status].map((word, index) => ({
      result_id: `res${index}_${key}`,
      test_id: key,
      test_name: `Sends Bearer ${key} and Basic ${Buffer.from(key).toString('base64')}`,
      status: word,
      url: `https://app.doksi.ai/${encodeURIComponent(key)}?key=${key}`,
      destination: {
        platform: key,
        web_url: `https://${key}@staging.example.com/${key}`,
        name: key,
        [key]: 1,
      },
      notes: { deep: [key] },
    })),
  };
}

function always(doksi: DoksiSandbox, status: number, body: string): void {
  doksi.fault({ on: 'GET /runs', kind: 'status', status, body, times: 99 });
}

describe('a key with special characters is not shown by a step', () => {
  const circumstances = { apiKey, ...debug };
  const options = { apiKeys: [apiKey] };

  it.concurrent('whose run has it in every field', () =>
    withDoksi(async (doksi) => {
      always(doksi, 200, JSON.stringify(statusWith(apiKey, apiKey)));
      const step = await run(doksi, tests('a'), circumstances);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed' } });
      expect(step.log).toContain('***');
      expect(step.summary).toContain('\\*\\*\\*');
    }, options),
  );

  it.concurrent('whose run has it in escaped characters', () =>
    withDoksi(async (doksi) => {
      const placeholder = 'KEY-GOES-HERE';
      const body = JSON.stringify(statusWith(placeholder, placeholder));
      always(doksi, 200, body.replaceAll(placeholder, escaped(apiKey)));
      const step = await run(doksi, tests('a'), circumstances);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failed' } });
      expect(step.outputs['results']).toContain('***');
    }, options),
  );

  it.concurrent('whose run id is the key', () =>
    withDoksi(async (doksi) => {
      const created = JSON.stringify({
        run_id: apiKey,
        results: [{ test_id: apiKey, url: `https://x/${apiKey}` }],
      });
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 201, body: created });
      const step = await run(doksi, { ...tests('a'), 'timeout-minutes': '0.03' }, circumstances);
      expect(step).toMatchObject({ exitCode: 1, outputs: { 'run-id': '***' } });
    }, options),
  );

  it.concurrent.each([401, 500])('that is rejected with it in the error: %i', (status) =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'echoKey', status });
      const step = await run(doksi, tests('a'), circumstances);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(step.log).toContain('authorization: Bearer ***');
    }, options),
  );

  it.concurrent('that is rejected with it in a web page', () =>
    withDoksi(async (doksi) => {
      const body = `<html><title>No ${apiKey}</title>${apiKey}</html>`;
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 502, body });
      const step = await run(doksi, tests('a'), circumstances);
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
    }, options),
  );

  it.concurrent('whose status has it until the timeout', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: `waits for ${apiKey}`, times: 99 });
      const step = await run(doksi, { ...tests('stuck'), 'timeout-minutes': '0.03' }, circumstances);
      expect(step).toMatchObject({
        exitCode: 1,
        outputs: { conclusion: 'timed-out', status: 'waits for ***' },
      });
    }, options),
  );

  onPosix('signals').concurrent('that is cancelled', () =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ status: 'running', results: [{ test_name: apiKey, status: 'passed' }] });
      always(doksi, 200, body);
      const step = start(doksi, tests('stuck'), circumstances);
      await until(() => step.log().includes('✓ ***'));
      step.kill('SIGTERM');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
    }, options),
  );

  it.concurrent('that has it in other inputs', () =>
    withDoksi(async (doksi) => {
      const matrix = JSON.stringify([
        { web_url: `${WEB_URL}/${encodeURIComponent(apiKey)}`, test_ids: ['a'], [apiKey]: apiKey },
      ]);
      const inputs = { matrix, title: `Key ${apiKey}`, 'extra-body': JSON.stringify({ [apiKey]: apiKey }) };
      const dry = await run(doksi, { ...inputs, 'dry-run': 'true' }, circumstances);
      expect(dry).toMatchObject({ exitCode: 0, outputs: { conclusion: 'dry-run' } });
      const wet = await run(doksi, inputs, circumstances);
      expect(wet).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      const wrong = await run(doksi, { ...inputs, 'api-url': apiKey, wait: apiKey }, circumstances);
      expect(wrong).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
    }, options),
  );
});

describe('a step with debug logging', () => {
  it.concurrent('has a line for each request, without headers', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'GET /runs', kind: 'status', status: 500 });
      const step = await run(doksi, tests('pass-0s'), debug);
      const lines = step.commands.filter(({ command }) => command === 'debug').map(({ message }) => message);
      expect(lines).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^POST .*\/runs → 201\b.* in \d+ ms \(try 1\)$/),
          expect.stringMatching(/^GET .*\/runs\/run_0001 → 500\b.* in \d+ ms/),
          expect.stringMatching(/^GET .*\/runs\/run_0001 → 200\b.* in \d+ ms/),
        ]),
      );
      expect(lines.join('\n')).not.toMatch(/authorization|bearer/i);
    }),
  );

  it.concurrent('hides possible credentials of the request', () =>
    withDoksi(async (doksi) => {
      const matrix = JSON.stringify([{ web_url: WEB_URL, test_ids: ['pass-0s'], login: 'swordfish' }]);
      const step = await run(doksi, { matrix, 'extra-body': 'otp: opensesame' }, debug);
      expect(step.exitCode).toBe(0);
      expect(step.log).not.toMatch(/swordfish|opensesame/);
      expect(step.summary).not.toMatch(/swordfish|opensesame/);
    }),
  );
});

describe('the key', () => {
  it.concurrent('is masked before anything else is printed', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests('pass-0s'), wait: 'no' });
      expect(step.exitCode).toBe(1);
      expect(step.log.split('\n')[0]).toBe(`::add-mask::${SANDBOX_API_KEY}`);
    }),
  );

  it.concurrent('is not repeated in the error about its form', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, tests('pass-0s'), { apiKey: 'dk_live_secret half' });
      expect(step.exitCode).toBe(1);
      expect(step.log).toContain('api-key');
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('of another form is used with a warning', () =>
    withDoksi(
      async (doksi) => {
        const step = await run(doksi, tests('pass-0s'), { apiKey: 'dk_test_1' });
        expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
        expect(step.log).toContain('does not look like a Doksi API key');
      },
      { apiKeys: ['dk_test_1'] },
    ),
  );
});

describe('secrets of a target', () => {
  const values = ['c0ffee5ec7e7'.repeat(5), 'opensesame-1', 'sw0rdfish-key', 'dXNlcjpwYXNz'];
  const [signature = '', bypass = '', key = '', code = ''] = values;
  const address = `https://builds.example.com/app.apk?X-Amz-Expires=3600&policy=checkout&X-Amz-Signature=${signature}&x-vercel-protection-bypass=${bypass}&api_key=${key}&code=${code}`;
  const inputs = { 'binary-url': address, 'test-ids': 'fail-0s-checkout' };

  it.concurrent('in its URL are sent, and not shown', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const circumstances = { ...debug, workspace };
        const step = await run(doksi, { ...inputs, 'junit-path': 'junit.xml' }, circumstances);
        expect(doksi.requests[0]?.body).toContain(address);
        expect(step.outputs['failed-tests']).toContain('policy=checkout&X-Amz-Signature=***');
        expect(JSON.parse(step.outputs['failed-tests'] ?? '')).toMatchObject([{ test_id: 'fail-0s-checkout' }]);
        const junit = readFileSync(join(workspace, 'junit.xml'), 'utf8');
        const dry = await run(doksi, { ...inputs, 'dry-run': 'true' });
        const shown = [step, dry].map(({ log, outputs, summary }) => log + summary + JSON.stringify(outputs));
        for (const value of values) expect(shown.join() + junit).not.toContain(value);
      }),
    ),
  );

  it.concurrent('in keys of the matrix whose names suggest one are not shown, other values are', () =>
    withDoksi(async (doksi) => {
      const message = 'No login with sw0rdfish-7 at staging-eu';
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 422, message });
      const extras = { auth: { password: 'sw0rdfish-7' }, environment: 'staging-eu' };
      const matrix = JSON.stringify([{ web_url: WEB_URL, test_ids: ['a'], ...extras }]);
      const { log, summary } = await run(doksi, { matrix }, debug);
      expect(log).toContain('No login with *** at staging-eu');
      expect(log + summary).not.toContain('sw0rdfish-7');
    }),
  );
});

// Secrets in shortened texts, and other leaks that once happened.

function failsWith(doksi: DoksiSandbox, testName: string): void {
  const result = { test_id: 'a', test_name: testName, status: 'failed' };
  const body = JSON.stringify({ status: 'failed', tests_total: 1, tests_failed: 1, results: [result] });
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
}

const shown = ({ log, summary, outputs }: FinishedStep): string =>
  [...log.split('\n').filter((line) => !line.startsWith('::add-mask::')), summary, ...Object.values(outputs)].join(
    '\n',
  );

describe('a key', () => {
  const PREFIX = SANDBOX_API_KEY.slice(0, 20);

  it.concurrent('is not shown in part if a name is shortened', () =>
    withDoksi(async (doksi) => {
      failsWith(doksi, `A test with a long name ${SANDBOX_API_KEY}`);
      expect(shown(await run(doksi, tests('a')))).not.toContain(PREFIX);
    }),
  );

  it.concurrent('is not shown in part if the plan shortens ids', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests(SANDBOX_API_KEY), 'dry-run': 'true' });
      expect(shown(step)).not.toContain(PREFIX);
    }),
  );
});

describe('a password in a web address', () => {
  const ADDRESS = 'https://bob:hunter2@staging.example.com/';

  it.concurrent("is not shown in a server's error", () =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ error: `web_url ${ADDRESS} is not reachable` });
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 400, body });
      const step = await run(doksi, { 'web-url': ADDRESS, 'test-ids': 'a' });
      expect(step.outputs['conclusion']).toBe('error');
      expect(shown(step)).not.toContain('hunter2');
      expect(step.summary).toContain('staging.example.com');
    }),
  );

  it.concurrent("is not shown in a test's name, also in the JUnit file", () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        failsWith(doksi, `open ${ADDRESS}`);
        const step = await run(doksi, { ...tests('a'), 'junit-path': 'junit.xml' }, { workspace });
        expect(shown(step)).not.toContain('hunter2');
        expect(readFileSync(join(workspace, 'junit.xml'), 'utf8')).not.toContain('hunter2');
      }),
    ),
  );
});

describe('a dry run', () => {
  it.concurrent.each([{ 'dry-run': 'true', retries: '9' }, { 'dry-run': 'maybe' }])(
    'with invalid inputs sends nothing to GitHub: %j',
    (wrong) =>
      withDoksi(async (doksi) => {
        const github = await startGithub();
        try {
          const inputs = { ...tests('a'), 'check-run': 'true', 'pr-comment': 'true', ...wrong };
          const step = await run(doksi, inputs, { env: { GITHUB_API_URL: github.url } });
          expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
          expect(github.requests).toHaveLength(0);
          expect(doksi.requests).toHaveLength(0);
        } finally {
          await github.close();
        }
      }),
  );
});
