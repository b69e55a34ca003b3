import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contentFault } from '../../src/apps/locate.ts';
import { digestFile } from '../../src/apps/package.ts';
import { withWorkspace } from '../workspace.ts';
import { found, foundIn } from './found-in.ts';
import { onPosix } from '../posix.ts';

function makeFifo(path: string): void {
  execFileSync('mkfifo', [path]);
}

describe('a search', () => {
  it('follows no linked folder: 16 packages linked to each other are searched once', async () => {
    const packages = Array.from({ length: 16 }, (_, index) => `packages/p${index}`);
    const files = Object.fromEntries(packages.map((path) => [`${path}/deps/readme`, '']));
    const result = await foundIn({ ...files, 'packages/p3/app.apk': 'apk' }, ['**/*.apk'], (workspace) => {
      for (const from of packages)
        for (const to of packages)
          symlinkSync(join(workspace, to), join(workspace, from, 'deps', to.replace('/', '-')));
    });
    expect(result).toEqual(['apk', 'packages/p3/app.apk']);
  });

  onPosix('links').it('looks into a linked folder that a pattern begins with', async () => {
    const link = (workspace: string): void => symlinkSync('real', join(workspace, 'linked'));
    expect(await foundIn({ 'real/x.apk': '' }, ['linked/*.apk'], link)).toEqual(['apk', 'linked/x.apk']);
    expect(await foundIn({ 'real/x.apk': '' }, ['linked'], link)).toEqual(['apk', 'linked/x.apk']);
    expect(await foundIn({ 'real/x.apk': '' }, ['*/x.apk'], link)).toEqual(['apk', 'real/x.apk']);
  });

  it('skips links to themselves, to nothing and to folders', async () => {
    const result = await foundIn({ 'out/x.apk': '', 'folder.apk/readme': '' }, ['**/*.apk'], (workspace) => {
      symlinkSync('loop.apk', join(workspace, 'loop.apk'));
      symlinkSync('nothing', join(workspace, 'out/gone.apk'));
      symlinkSync('.', join(workspace, 'out/here.apk'));
      symlinkSync('folder.apk', join(workspace, 'linked.apk'));
    });
    expect(result).toEqual(['apk', 'out/x.apk']);
  });

  onPosix('links').it('takes a link to a file', async () => {
    const link = (workspace: string): void => symlinkSync('real/app', join(workspace, 'latest.apk'));
    expect(await foundIn({ 'real/app': '' }, ['*.apk'], link)).toEqual(['apk', 'latest.apk']);
    expect(await foundIn({ 'real/app': '' }, ['latest.apk'], link)).toEqual(['apk', 'latest.apk']);
    expect(await foundIn({ 'real/app': '' }, ['.'], link)).toEqual(['apk', 'latest.apk']);
  });

  it('counts a file once, whatever leads to it, by its own name where it can', async () => {
    const several = (workspace: string): void => {
      symlinkSync('base.apk', join(workspace, 'out/a-link.apk'));
      symlinkSync('out', join(workspace, 'linked'));
    };
    const files = { 'out/base.apk': 'base', 'out/split_a.apk': 'a' };
    const splits = ['splits', 'out/base.apk', 'out/split_a.apk'];
    expect(await foundIn(files, ['out'], several)).toEqual(splits);
    expect(await foundIn(files, ['out/*.apk', 'linked/*.apk', './out/base.apk'], several)).toEqual(splits);
  });

  onPosix('file names with * or ?').it('rejects splits that would have one name in the zip', async () => {
    const files = { 'base.apk': '0', 'a/split_a.apk': '1', 'b/split_a.apk': '2' };
    expect(await foundIn(files, ['**/*.apk'])).toContain('3 files that are not one app');
    const cleaned = { 'base.apk': '0', 'split_\n.apk': '1', 'split__.apk': '2' };
    expect(await foundIn(cleaned, ['*.apk'])).toContain('3 files that are not one app');
  });

  onPosix('named pipes').it(
    'counts no FIFO, socket or folder that bears the name of an APK, and names those that were asked for',
    async () => {
      await withWorkspace({ 'x.apk': '', 'folder.apk/readme': '' }, async (workspace) => {
        makeFifo(join(workspace, 'fifo.apk'));
        const server = createServer().listen(join(workspace, 'socket.apk'));
        try {
          expect(await found(workspace, ['*.apk'])).toEqual(['apk', 'x.apk']);
          expect(await found(workspace, ['.'])).toEqual(['apk', 'x.apk']);
          const problem = await found(workspace, ['fifo.apk', 'socket.apk', '/dev/null']);
          expect(problem).toContain(`(looked in ${join(workspace, 'fifo.apk')}, `);
          expect(problem).toContain('There are: x.apk (0.0 MB).');
        } finally {
          server.close();
        }
      });
    },
  );

  onPosix('slashes in paths').it('names the places that do not exist', async () => {
    const problem = await foundIn({ 'app/readme': '' }, ['app/build/out/*.apk', 'lib/x.apk', 'app/*.apk']);
    expect(problem).toMatch(
      /\(looked in \S+\/app\/build\/out, which does not exist, \S+\/lib\/x\.apk, which does not exist, \S+\/app\)/,
    );
  });

  onPosix('file names with * or ?').it('shows no name that would break a line', async () => {
    const files = { 'a\n::error::b/x\r.apk': '', 'a\n::error::b/y\u001b[31m.apk': '', 'c\n.txt': '' };
    const problems = await Promise.all(
      [['**/*.apk'], ['c*.txt'], ['a*'], ['a*/*.aab'], ['out\n::error::/*.apk']].map((patterns) =>
        foundIn({ ...files, 'a\n::error::b/z\n.aab': '' }, patterns),
      ),
    );
    for (const problem of problems) expect(problem).toMatch(/^[^\p{Cc}]+$/u);
  });
});

it('a file that is gone, or a folder in its place, cannot be read', async () => {
  await withWorkspace({}, async (workspace) => {
    await expect(digestFile(workspace)).rejects.toThrow('EISDIR');
    const { signal } = new AbortController();
    await expect(contentFault(join(workspace, 'gone.apk'), 'apk', '', signal)).rejects.toThrow('ENOENT');
  });
});

describe('a digest', () => {
  it('ends with the signal', async () => {
    await withWorkspace({ 'app.apk': 'apk' }, async (workspace) => {
      const path = join(workspace, 'app.apk');
      await expect(digestFile(path, AbortSignal.abort())).rejects.toThrow('abort');
      writeFileSync(path, Buffer.alloc(64 * 1024 * 1024));
      const cancel = new AbortController();
      const digest = digestFile(path, cancel.signal);
      setImmediate(() => {
        cancel.abort();
      });
      await expect(digest).rejects.toThrow('abort');
    });
  });
});
