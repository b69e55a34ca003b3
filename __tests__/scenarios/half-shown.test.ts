import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import { withWorkspace } from '../workspace.ts';
import { run, tests, withDoksi } from './stage.ts';

// What must not be shown, in places where it is shortened, or where nobody looked for it.

function passed(doksi: DoksiSandbox, testName: string): void {
  const result = { test_id: 'a', test_name: testName, status: 'failed' };
  const body = JSON.stringify({ status: 'failed', tests_total: 1, tests_failed: 1, results: [result] });
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body });
}

const shown = ({ log, summary, outputs }: FinishedStep): string =>
  [
    ...log.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    summary,
    ...Object.values(outputs),
  ].join('\n');

describe('a key', () => {
  const PREFIX = SANDBOX_API_KEY.slice(0, 20);

  it('is not shown by half where a name is shortened', () =>
    withDoksi(async (doksi) => {
      passed(doksi, `A test with a long name ${SANDBOX_API_KEY}`);
      expect(shown(await run(doksi, tests('a')))).not.toContain(PREFIX);
    }));

  it('is not shown by half where the plan shortens ids', () =>
    withDoksi(async (doksi) => {
      const step = await run(doksi, { ...tests(SANDBOX_API_KEY), 'dry-run': 'true' });
      expect(shown(step)).not.toContain(PREFIX);
    }));
});

describe('what stands before an @ in a web address', () => {
  const ADDRESS = 'https://bob:hunter2@staging.example.com/';

  it("is not shown by a server's error", () =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ error: `web_url ${ADDRESS} is not reachable` });
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 400, body });
      const step = await run(doksi, { 'web-url': ADDRESS, 'test-ids': 'a' });
      expect(step.outputs['conclusion']).toBe('error');
      expect(shown(step)).not.toContain('hunter2');
      expect(step.summary).toContain('staging.example.com');
    }));

  it("is not shown by a test's name, not even in the JUnit file", () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        passed(doksi, `open ${ADDRESS}`);
        const step = await run(doksi, { ...tests('a'), 'junit-path': 'junit.xml' }, { workspace });
        expect(shown(step)).not.toContain('hunter2');
        expect(readFileSync(join(workspace, 'junit.xml'), 'utf8')).not.toContain('hunter2');
      }),
    ));
});

describe('a dry run', () => {
  it.each([{ 'dry-run': 'true', retries: '9' }, { 'dry-run': 'maybe' }])(
    'asks nothing of GitHub, although its inputs are wrong: %j',
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

describe('a run that may exist', () => {
  it('is never called one that was not started', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 500, processed: true });
      const step = await run(doksi, tests('a'));
      expect(step.summary).toMatch(/^## ⚠️ Doksi: nobody knows whether a run was started\n/);
      expect(shown(step)).not.toContain('o run was started');
    }));
});
