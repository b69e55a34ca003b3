import type { Dirent } from 'node:fs';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';

// A disk of the test's own: what a folder holds is whatever `read` says, as slowly as it likes.
type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;
const read = jest.fn<(folder: string) => Promise<Entry[]>>();
const disk = await import('node:fs/promises');
jest.unstable_mockModule('node:fs/promises', () => ({ ...disk, readdir: read }));
const { walk } = await import('../../src/apps/glob.ts');
const { locateApps } = await import('../../src/apps/locate.ts');

function entry(name: string, kind: 'file' | 'folder' | 'link'): Entry {
  return {
    name,
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'folder',
    isSymbolicLink: () => kind === 'link',
  };
}

const file = (name: string): Entry => entry(name, 'file');
const folder = (name: string): Entry => entry(name, 'folder');
const everything = { base: '/ws', matches: () => true, enters: () => true };

beforeEach(() => {
  read.mockReset();
});

describe('a search that is cancelled', () => {
  it('ends with the reason, and reads no further, however much there is', async () => {
    const cancel = new AbortController();
    let readsAtCancel = 0;
    read.mockImplementation(async () => {
      // As slow as a disk is: never within the same turn of the event loop.
      await new Promise(setImmediate);
      if (read.mock.calls.length > 1000 && !cancel.signal.aborted) {
        readsAtCancel = read.mock.calls.length;
        cancel.abort(new Error('cancelled'));
      }
      return Array.from({ length: 5 }, (_, index) => folder(`f${index}`));
    });
    await expect(walk(everything, cancel.signal)).rejects.toThrow('cancelled');
    const readsAtEnd = read.mock.calls.length;
    expect(readsAtEnd - readsAtCancel).toBeLessThan(32);
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(read.mock.calls.length).toBe(readsAtEnd);
  });

  it('does not wait for a disk that hangs', async () => {
    const cancel = new AbortController();
    read.mockImplementation(() => {
      setImmediate(() => {
        cancel.abort(new Error('cancelled'));
      });
      return new Promise(() => undefined);
    });
    const target = { key: 'apk', where: 'apk', paths: ['*.apk'], name: undefined, version: undefined } as const;
    const entry = { platform: 'android', target, testIds: [], extras: {} };
    await expect(locateApps([entry], '/ws', cancel.signal)).rejects.toThrow('cancelled');
  });
});

describe('a search', () => {
  const { signal } = new AbortController();

  it.each(['EACCES', 'EIO'])('skips what cannot be read: %s', async (code) => {
    read.mockImplementation((path) => {
      if (path === '/ws') return Promise.resolve([folder('locked'), folder('out'), file('a.apk')]);
      if (path === '/ws/out') return Promise.resolve([file('b.apk')]);
      return Promise.reject(Object.assign(new Error(code), { code }));
    });
    const matches = await walk(everything, signal);
    expect(matches).toEqual(['/ws/a.apk', '/ws/out/b.apk']);
  });

  it('reads only folders that it enters, at most 32 at once', async () => {
    let [now, most] = [0, 0];
    read.mockImplementation(async (path) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      const isTop = path === '/ws';
      return isTop ? Array.from({ length: 100 }, (_, index) => folder(`f${index}`)) : [folder('deep')];
    });
    await walk({ ...everything, enters: (path) => !path.includes('/') }, signal);
    expect(read).toHaveBeenCalledTimes(101);
    expect(most).toBe(32);
  });

  it('finds links, and enters none', async () => {
    read.mockResolvedValueOnce([entry('linked', 'link'), file('a.apk')]);
    expect(await walk(everything, signal)).toEqual(['/ws/a.apk', '/ws/linked']);
    expect(read).toHaveBeenCalledTimes(1);
  });
});
