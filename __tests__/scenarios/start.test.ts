import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { tests, withDoksi } from './stage.ts';

// What a step has loaded of Node by its end: each of these costs milliseconds, and brings its like along.

const ACTION = join(import.meta.dirname, '../../dist/index.js');
const TELL = `process.on('exit', () => process.stderr.write(JSON.stringify(process.moduleLoadList)))`;

async function loadedBy(inputs: Readonly<Record<string, string>>): Promise<Set<unknown>> {
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const args = ['--import', `data:text/javascript,${encodeURIComponent(TELL)}`, ACTION];
  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: tmpdir(), env });
  const list: unknown = JSON.parse(stderr);
  return new Set(Array.isArray(list) ? list : []);
}

describe('a step', () => {
  it('that is skipped loads nothing that talks', async () => {
    const loaded = await loadedBy({ 'if-no-api-key': 'skip' });
    expect(loaded).toContain('NativeModule fs');
    for (const name of ['http', 'https', 'http2', 'tls', 'zlib', 'worker_threads']) {
      expect(loaded).not.toContain(`NativeModule ${name}`);
    }
  });

  it('that talks without TLS, and of no files, loads neither TLS nor what packs', () =>
    withDoksi(async (doksi) => {
      const loaded = await loadedBy({
        'api-key': SANDBOX_API_KEY,
        'api-url': doksi.url,
        ...tests('pass-0s'),
        wait: 'false',
      });
      expect(loaded).toContain('NativeModule http');
      for (const name of ['https', 'http2', 'tls', 'zlib', 'worker_threads']) {
        expect(loaded).not.toContain(`NativeModule ${name}`);
      }
    }));
});
