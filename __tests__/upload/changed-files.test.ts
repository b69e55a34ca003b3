import { appendFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestFile, type Package } from '../../src/apps/package.ts';
import { FileChangedError, uploadBody } from '../../src/upload/zip.ts';
import { errorOf, until, withDoksi } from '../scenarios/stage.ts';
import { apkOf, flipByte, withWorkspace } from '../workspace.ts';
import { methods, withStep } from './stage.ts';

// A build that still writes while its APK is uploaded: the announced content can no longer be sent.

const CONTENT = apkOf('app', 3_000_000);

/** Checks a file, changes it once this many bytes were taken, and takes the rest. */
function take(
  kind: Package['kind'],
  change: (path: string) => void,
  afterBytes: number,
): Promise<{ bytes: number; announced: number; error: unknown }> {
  const name = kind === 'zip' ? 'app.zip' : 'app.apk';
  return withWorkspace({ [name]: CONTENT }, async (folder) => {
    const path = join(folder, name);
    const file = { path, name, ...(await digestFile(path)) };
    const body = uploadBody({ kind, path: name, files: [file] });
    let [bytes, isChanged] = [0, false];
    try {
      if (afterBytes === 0) change(path);
      for await (const chunk of body.chunks()) {
        bytes += chunk.length;
        if (!isChanged && afterBytes > 0 && bytes > afterBytes) change(path);
        isChanged ||= bytes > afterBytes;
      }
      return { bytes, announced: body.bytes, error: undefined };
    } catch (error) {
      return { bytes, announced: body.bytes, error };
    }
  });
}

const changes: [string, (path: string) => void][] = [
  ['shrinks', (path) => truncateSync(path, CONTENT.length - 1)],
  ['is emptied', (path) => truncateSync(path)],
  ['grows', (path) => appendFileSync(path, 'x')],
  ['grows by much', (path) => appendFileSync(path, Buffer.alloc(3_000_000))],
  ['changes in one byte', (path) => flipByte(path, CONTENT.length - 200_000)],
];

describe.each<Package['kind']>(['apk', 'zip'])('a file that is sent as %s', (kind) => {
  it('is sent whole if it does not change', async () => {
    const { bytes, announced, error } = await take(kind, () => undefined, 0);
    expect(error).toBeUndefined();
    expect(bytes).toBe(announced);
  });

  it.each(changes.flatMap(([what, change]) => [0, 100_000].map((bytes) => ({ what, change, bytes }))))(
    'is an error if it $what after $bytes bytes',
    async ({ change, bytes }) => {
      const { error } = await take(kind, change, bytes);
      expect(error).toBeInstanceOf(FileChangedError);
      expect(error).toMatchObject({
        message: expect.stringMatching(/app\.(apk|zip) changed while it was sent/),
      });
    },
  );

  it('is an error if it is deleted', async () => {
    const { bytes, announced, error } = await take(kind, (path) => rmSync(path), 0);
    expect(error).toBeInstanceOf(FileChangedError);
    expect(error).toMatchObject({ message: expect.stringContaining('could not be read while it was sent') });
    expect(bytes).toBeLessThan(announced);
  });
});

it.each(changes.filter(([what]) => !what.includes('grows')))(
  'a file that %s never makes a complete upload',
  async (_, change) => {
    const { bytes, announced } = await take('zip', change, 0);
    expect(bytes).toBeLessThan(announced);
  },
);

describe('in the built action, a file', () => {
  const LARGE = { 'app.apk': apkOf('app', 40_000_000) };

  it.concurrent('that changes before it is sent is an error', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /uploads', kind: 'status', status: 503 });
      const step = await withStep(doksi, LARGE, async ({ log }, workspace) => {
        await until(() => log().includes('trying again'));
        truncateSync(join(workspace, 'app.apk'), 1_000_000);
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
      expect(errorOf(step)).toContain('app.apk changed while it was sent');
    }),
  );

  it.concurrent('that changes while it is sent is an error, and half of it is not registered', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 20_000_000 });
      const step = await withStep(doksi, LARGE, async (_, workspace) => {
        await until(() => methods(doksi).includes('PUT'));
        flipByte(join(workspace, 'app.apk'), 39_000_000);
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
      expect(errorOf(step)).toContain('app.apk changed while it was sent');
      expect(errorOf(step)).toContain('Make sure that no other step or process writes to it');
      expect(methods(doksi)).toBe('POST PUT');
    }),
  );
});
