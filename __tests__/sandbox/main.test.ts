import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import { onPosix } from '../posix.ts';

const main = join(import.meta.dirname, '../../sandbox/main.ts');

onPosix('signals').it('prints how to use it and every request, applies faults, and stops on SIGTERM', async () => {
  const fault = '{"on":"POST /runs","kind":"status","status":503}';
  const child = spawn(process.execPath, [main, '--port', '0', '--allowance', '1', '--fault', fault]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  while (!output.includes('curl')) await once(child.stdout, 'data');

  expect(output).toContain(SANDBOX_API_KEY);
  expect(output).toContain('\n  shaky  fails');
  const [, url = ''] = /api-url {2}(\S+)/.exec(output) ?? [];
  const run = async (...testIds: string[]): Promise<number> => {
    const matrix = [{ platform: 'web', web_url: 'https://staging.example.com', test_ids: testIds }];
    const headers = { authorization: `Bearer ${SANDBOX_API_KEY}` };
    return (await fetch(`${url}/runs`, { method: 'POST', headers, body: JSON.stringify({ matrix }) })).status;
  };
  expect(await run('a')).toBe(503);
  expect(await run('a', 'b')).toBe(402);
  expect(await run('a')).toBe(201);

  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(output).toMatch(/POST \S+\/runs {2}503\n.+402\n.+201\n/);
});

it('names the option for a port that is in use', async () => {
  const doksi = await startDoksi();
  const { port } = new URL(doksi.url);
  const child = spawn(process.execPath, [main, '--port', port]);
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  await doksi.close();
  expect([stderr, child.exitCode]).toEqual([`The port ${port} is in use. Choose another one with --port.\n`, 1]);
});

it.each([
  [['--help'], 0, 'npm run sandbox'],
  [['--port', 'eighty'], 1, '--port needs a whole number, not eighty.'],
  [['--fault', '{"on":"PUT"}'], 1, '--fault {"on":"PUT"}'],
])('%j', async (args, exitCode, says) => {
  const child = spawn(process.execPath, [main, ...args]);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect(stdout + stderr).toContain(says);
  expect(child.exitCode).toBe(exitCode);
});
