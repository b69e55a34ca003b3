import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { run, start, tests, until, warnings, withDoksi } from './stage.ts';

/** Gives `play` a workspace of its own. */
async function inWorkspace(play: (workspace: string) => Promise<void>): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'doksi-junit-'));
  try {
    await play(workspace);
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

const PATH = 'reports/e2e/doksi.xml';

describe('junit-path', () => {
  it.concurrent('brings a file in folders that are made, and the output that names it', () =>
    inWorkspace((workspace) =>
      withDoksi(async (doksi) => {
        const inputs = { ...tests('pass-0s-log-in', 'fail-0s-checkout', 'flaky-0s-search'), retries: '1' };
        const { exitCode, outputs } = await run(doksi, { ...inputs, 'junit-path': PATH }, { workspace });
        expect(exitCode).toBe(1);
        expect(outputs['junit-path']).toBe(PATH);
        const xml = readFileSync(join(workspace, PATH), 'utf8');
        expect(xml).toContain('<testsuites name="Doksi" tests="3" failures="1" errors="0" skipped="0"');
        expect(xml.match(/<(failure|rerunFailure|flakyFailure) /g)?.sort()).toEqual([
          '<failure ',
          '<flakyFailure ',
          '<rerunFailure ',
        ]);
        expect(readdirSync(join(workspace, 'reports/e2e'))).toEqual(['doksi.xml']);
      }),
    ),
  );

  it.concurrent('replaces an older file even where the inputs are bad', () =>
    inWorkspace((workspace) =>
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

  it.concurrent('brings a file when the step is cancelled', () =>
    inWorkspace((workspace) =>
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

  it.concurrent('that is a folder, or lies in a file, is a warning and changes nothing else', () =>
    inWorkspace((workspace) =>
      withDoksi(async (doksi) => {
        mkdirSync(join(workspace, 'folder'));
        writeFileSync(join(workspace, 'file'), '');
        for (const path of ['folder', 'new/', 'file/doksi.xml']) {
          const step = await run(doksi, { ...tests('pass-0s'), 'junit-path': path }, { workspace });
          expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'junit-path': '' } });
          expect(warnings(step)).toContain('The JUnit file could not be written');
          expect(step.summary).toContain('passed');
        }
        expect(readdirSync(workspace).sort()).toEqual(['file', 'folder']);
      }),
    ),
  );

  it.concurrent(
    'where no folder can be made, or no regular file is, is a warning and is not waited for',
    () =>
      inWorkspace((workspace) =>
        withDoksi(async (doksi) => {
          execFileSync('mkfifo', [join(workspace, 'fifo')]);
          for (const path of ['/proc/no/such/doksi.xml', 'fifo']) {
            const step = await run(doksi, { ...tests('pass-0s'), 'junit-path': path }, { workspace });
            expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'junit-path': '' } });
            expect(warnings(step)).toContain('The JUnit file could not be written');
            expect(warnings(step)).not.toContain('it took longer');
          }
          expect(lstatSync(join(workspace, 'fifo')).isFIFO()).toBe(true);
          expect(readdirSync(workspace)).toEqual(['fifo']);
        }),
      ),
  );

  it.concurrent('that is absent brings none', () =>
    inWorkspace((workspace) =>
      withDoksi(async (doksi) => {
        const { outputs } = await run(doksi, tests('pass-0s'), { workspace });
        expect(outputs['junit-path']).toBe('');
        expect(existsSync(workspace) && readdirSync(workspace)).toEqual([]);
      }),
    ),
  );
});
