import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { writeJunitFile } from '../../src/publish/reports.ts';
import { outcome } from '../builders.ts';
import { context, model } from '../report/models.ts';

const { signal } = new AbortController();

async function write(path: string): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'junit-'));
  await writeJunitFile(path, model(outcome(), { context: { ...context, workspace } }), signal);
  return workspace;
}

it('the JUnit file is written into new folders, without leaving a draft', async () => {
  const workspace = await write('reports/e2e/doksi.xml');
  expect(await readdir(join(workspace, 'reports/e2e'))).toEqual(['doksi.xml']);
  expect(await readFile(join(workspace, 'reports/e2e/doksi.xml'), 'utf8')).toContain('<testsuites name="Doksi"');
});

it('a folder or a device is not replaced by the JUnit file', async () => {
  await expect(write('reports/')).rejects.toThrow('junit-path is reports/, which is not a regular file');
  await expect(write('.')).rejects.toThrow('is not a regular file');
  await expect(write('/dev/null')).rejects.toThrow('is not a regular file');
});
