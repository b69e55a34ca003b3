import { describe, expect, it } from '@jest/globals';
import type { FaultSpec } from '../../sandbox/doksi/faults.ts';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { apkOf, type Files, withWorkspace } from '../workspace.ts';
import { errorOf, run, withDoksi } from './stage.ts';

/** Runs a step with these `apk` patterns in a workspace with these files. */
function upload(
  apk: string,
  files: Files,
  faults: readonly FaultSpec[],
  check: (step: FinishedStep, doksi: DoksiSandbox) => void,
): Promise<void> {
  return withWorkspace(files, (workspace) =>
    withDoksi(async (doksi) => {
      for (const fault of faults) doksi.fault(fault);
      check(await run(doksi, { apk, 'test-ids': 'pass-0s' }, { workspace }), doksi);
    }),
  );
}

const APP = { 'app.apk': apkOf('app') };
const passed = { exitCode: 0, outputs: { conclusion: 'passed', 'target-id': 'tgt_0001' } };
const failed = { exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } };

const countOf = ({ requests }: DoksiSandbox, method: string, end = ''): number =>
  requests.filter((request) => request.method === method && request.path.endsWith(end)).length;

describe('the upload', () => {
  it.concurrent.each(['RequestExpired', 'ExpiredToken'] as const)(
    'gets a new address if the storage returns %s',
    (code) =>
      upload('app.apk', APP, [{ on: 'PUT', kind: 's3', code }], (step, doksi) => {
        expect(step).toMatchObject(passed);
        expect(countOf(doksi, 'POST', '/uploads')).toBe(2);
      }),
  );

  it.concurrent('gets a new address only once', () =>
    upload('app.apk', APP, [{ on: 'PUT', kind: 's3', code: 'RequestExpired', times: 9 }], (step, doksi) => {
      expect(step).toMatchObject(failed);
      expect(errorOf(step)).toContain('Request has expired');
      expect(countOf(doksi, 'POST', '/uploads')).toBe(2);
      expect(countOf(doksi, 'PUT')).toBe(2);
    }),
  );

  it.concurrent('is sent again if the storage returns 409 OperationAborted', () =>
    upload('app.apk', APP, [{ on: 'PUT', kind: 's3', code: 'OperationAborted' }], (step, doksi) => {
      expect(step).toMatchObject(passed);
      expect(countOf(doksi, 'PUT')).toBe(2);
      expect(countOf(doksi, 'POST', '/uploads')).toBe(1);
    }),
  );
});

it.concurrent('a target that exists after a lost response is an error that names target-name and target-version', () =>
  upload(
    'app.apk',
    APP,
    [
      { on: 'POST /targets', kind: 'drop', processed: true },
      { on: 'POST /targets', kind: 'status', status: 409, message: 'The version exists', times: 9 },
    ],
    (step) => {
      expect(step).toMatchObject(failed);
      expect(errorOf(step)).toMatch(/The version exists \(HTTP 409\)[^]*target-name[^]*target-version/);
    },
  ),
);

describe('before anything is sent, the step fails for', () => {
  it.concurrent('a missing file beside one that exists', () =>
    upload('base.apk\nsplit_config.de.apk', { 'base.apk': apkOf('base') }, [], (step, doksi) => {
      expect(step).toMatchObject(failed);
      expect(errorOf(step)).toMatch(/apk .*split_config\.de\.apk.*does not exist/);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent('a Git LFS pointer', () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 17\n`;
    return upload('app.apk', { 'app.apk': pointer }, [], (step, doksi) => {
      expect(step).toMatchObject(failed);
      expect(errorOf(step)).toMatch(/app\.apk.*Git LFS pointer/);
      expect(doksi.requests).toEqual([]);
    });
  });
});
