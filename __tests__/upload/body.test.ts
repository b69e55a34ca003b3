import { appendFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileChangedError, uploadBody } from '../../src/upload/body.ts';
import { digestFile } from '../../src/apps/digest.ts';
import type { Package } from '../../src/apps/package.ts';
import { apkOf, flipByte, withWorkspace } from '../workspace.ts';

// The store is promised an exact length. What becomes of that promise when the file does not keep still.

const CONTENT = apkOf('app', 5_000_000);

interface Taken {
  readonly bytes: number;
  readonly announced: number;
  readonly error: unknown;
}

/** Checks a file, lets `change` happen to it at once or after some bytes were taken, and takes what comes. */
function take(
  kind: Package['kind'],
  change: (path: string) => void,
  after: 'the check' | 'the first bytes',
): Promise<Taken> {
  const name = kind === 'zip' ? 'app.zip' : 'app.apk';
  return withWorkspace({ [name]: CONTENT }, async (folder) => {
    const path = join(folder, name);
    const file = { path, name, ...(await digestFile(path)) };
    const body = uploadBody({ kind, path: name, files: [file] });
    if (after === 'the check') change(path);
    let bytes = 0;
    let changed = after === 'the check';
    try {
      for await (const chunk of body.chunks()) {
        bytes += chunk.length;
        if (!changed && bytes > 100_000) {
          changed = true;
          change(path);
        }
      }
      return { bytes, announced: body.bytes, error: undefined };
    } catch (error) {
      return { bytes, announced: body.bytes, error };
    }
  });
}

const changes: [string, (path: string) => void, RegExp][] = [
  ['shrinks', (path) => truncateSync(path, CONTENT.length - 1), /shrank|changed/],
  ['is emptied', (path) => truncateSync(path), /shrank|changed/],
  ['grows', (path) => appendFileSync(path, 'x'), /grew/],
  ['grows by much', (path) => appendFileSync(path, Buffer.alloc(3_000_000)), /grew|changed/],
  ['changes in one byte', (path) => flipByte(path, CONTENT.length - 200_000), /changed/],
];

describe.each<Package['kind']>(['apk', 'zip'])('a file that is sent as %s', (kind) => {
  it('and keeps still is sent whole', async () => {
    const { bytes, announced, error } = await take(kind, () => undefined, 'the check');
    expect(error).toBeUndefined();
    expect(bytes).toBe(announced);
  });

  describe.each(['the check', 'the first bytes'] as const)('and after %s', (after) => {
    it.each(changes)('%s, is an error that says so', async (_, change, what) => {
      const { error } = await take(kind, change, after);
      expect(error).toBeInstanceOf(FileChangedError);
      expect(error).toMatchObject({ message: expect.stringMatching(what) });
      expect(error).toMatchObject({ message: expect.stringMatching(/app\.(apk|zip) .* while it was sent/) });
    });
  });

  it('and vanishes before that is an error that names it', async () => {
    const { bytes, announced, error } = await take(kind, (path) => rmSync(path), 'the check');
    expect(error).toBeInstanceOf(FileChangedError);
    expect(error).toMatchObject({ message: expect.stringContaining('could not be read') });
    expect(bytes).toBeLessThan(announced);
  });
});

describe('a file that changes', () => {
  it.each(changes.filter(([what]) => !what.includes('grows')))(
    'never makes a whole upload: it %s',
    async (_, change) => {
      const { bytes, announced } = await take('zip', change, 'the check');
      expect(bytes).toBeLessThan(announced);
    },
  );
});
