import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { withWorkspace } from '../workspace.ts';
import { run, tests, withDoksi } from './stage.ts';

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
