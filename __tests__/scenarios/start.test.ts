import { execFile } from 'node:child_process';
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
  // A step that ends red tells as much as one that ends green.
  const { stderr } = await new Promise<{ stderr: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: tmpdir(), env }, (_error, _stdout, stderr) =>
      resolve({ stderr }),
    );
  });
  const list: unknown = JSON.parse(stderr);
  return new Set(Array.isArray(list) ? list : []);
}

describe('a step', () => {
  it('that has no key loads nothing that digests, draws by chance or talks', async () => {
    const loaded = await loadedBy({});
    for (const name of ['crypto', 'http', 'https', 'tls', 'zlib', 'fs/promises']) {
      expect(loaded).not.toContain(`NativeModule ${name}`);
    }
  });

  it('that is skipped loads nothing that talks', async () => {
    const loaded = await loadedBy({ 'if-no-api-key': 'skip' });
    expect(loaded).toContain('NativeModule fs');
    for (const name of ['crypto', 'http', 'https', 'http2', 'tls', 'zlib', 'worker_threads']) {
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
