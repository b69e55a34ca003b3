import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withWorkspace } from '../workspace.ts';
import { run, start, tests, until, warnings, withDoksi } from './stage.ts';
import { onPosix } from '../posix.ts';

const PATH = 'reports/e2e/doksi.xml';

describe('junit-path', () => {
  it.concurrent('writes a file in new folders, and the output with its path', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const inputs = { ...tests('pass-0s-log-in', 'fail-0s-checkout', 'flaky-0s-search'), retries: '1' };
        const { exitCode, outputs } = await run(doksi, { ...inputs, 'junit-path': PATH }, { workspace });
        expect(exitCode).toBe(1);
        expect(outputs['junit-path']).toBe(PATH);
        const xml = readFileSync(join(workspace, PATH), 'utf8');
        expect(xml).toContain('<testsuites name="Doksi" tests="3" failures="1" errors="0"');
        expect(xml.match(/<(failure|flakyFailure) /g)).toHaveLength(2);
        expect(readdirSync(join(workspace, 'reports/e2e'))).toEqual(['doksi.xml']);
      }),
    ),
  );

  it.concurrent('replaces an older file, also with invalid inputs', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        writeFileSync(join(workspace, 'doksi.xml'), '<testsuites/>');
        const inputs = { ...tests('a'), 'timeout-minutes': 'soon', 'junit-path': 'doksi.xml' };
        const { outputs } = await run(doksi, inputs, { workspace });
        expect(outputs).toMatchObject({ conclusion: 'error', 'junit-path': 'doksi.xml' });
        const xml = readFileSync(join(workspace, 'doksi.xml'), 'utf8');
        expect(xml).toMatch(/<error message="[^"]*" type="error">[^]*timeout-minutes/);
      }),
    ),
  );

  onPosix('signals').concurrent('writes a file if the step is cancelled', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const step = start(doksi, { ...tests('pass-0s', 'stuck'), 'junit-path': PATH }, { workspace });
        await until(() => step.log().includes('✓'));
        step.kill('SIGINT');
        const { outputs } = await step.done;
        expect(outputs).toMatchObject({ conclusion: 'cancelled', 'junit-path': PATH });
        expect(readFileSync(join(workspace, PATH), 'utf8')).toContain('errors="1"');
      }),
    ),
  );

  it.concurrent('of a folder, or inside of a file, is a warning and changes nothing else', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        mkdirSync(join(workspace, 'folder'));
        writeFileSync(join(workspace, 'file'), '');
        for (const path of ['folder', 'new/', 'file/doksi.xml']) {
          const step = await run(doksi, { ...tests('pass-0s'), 'junit-path': path }, { workspace });
          expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'junit-path': '' } });
          expect(warnings(step)).toContain('The JUnit file could not be published');
          expect(step.summary).toContain('passed');
        }
        expect(readdirSync(workspace).sort()).toEqual(['file', 'folder']);
      }),
    ),
  );

  it.concurrent('that is empty writes nothing', () =>
    withWorkspace({}, (workspace) =>
      withDoksi(async (doksi) => {
        const { outputs } = await run(doksi, tests('pass-0s'), { workspace });
        expect(outputs['junit-path']).toBe('');
        expect(readdirSync(workspace)).toEqual([]);
      }),
    ),
  );
});
