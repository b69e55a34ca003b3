import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { uploadBody } from '../../src/upload/body.ts';
import { digestFile, type Package } from '../../src/apps/package.ts';
import { zipBytes, zipParts } from '../../src/upload/zip.ts';
import { bodyOf, readZip } from './read-zip.ts';
import { apkOf, type Files, REAL_APK, sha256, withWorkspace, zipOf } from '../workspace.ts';

/** These files as one package, in this order. */
async function packageOf(folder: string, names: readonly string[], kind: Package['kind']): Promise<Package> {
  const files = await Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      name,
      ...(await digestFile(join(folder, name))),
    })),
  );
  return { kind, path: names[0] ?? '', files };
}

interface Sent {
  readonly content: Buffer;
  /** What was announced. */
  readonly bytes: number;
}

/** What would be sent for these files. */
function sent(files: Files, kind: Package['kind']): Promise<Sent> {
  return withWorkspace(files, async (folder) => {
    const body = uploadBody(await packageOf(folder, Object.keys(files), kind));
    return { content: await bodyOf(body.chunks()), bytes: body.bytes };
  });
}

const fileName = fc.stringMatching(/^[a-zA-Zäß0-9_ ()-]{1,20}\.apk$/);
const fileSet = fc.dictionary(fileName, fc.uint8Array({ maxLength: 3000 }), { minKeys: 1, maxKeys: 8 });

describe('the zip of an upload', () => {
  it('contains the real APK byte for byte, stored, and nothing else', async () => {
    const { content } = await sent({ 'app.apk': REAL_APK }, 'apk');
    const [file, ...others] = await readZip(content);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ name: 'app.apk', method: 0 });
    expect(file?.content.length).toBe(3_076_294);
    expect(sha256(file?.content ?? '')).toBe((await digestFile(REAL_APK)).sha256);
  });

  it('contains any files, flat, stored, in order, in exactly the announced length', () =>
    fc.assert(
      fc.asyncProperty(fileSet, async (files) => {
        const { content, bytes } = await sent(files, 'splits');
        const expected = Object.entries(files).map(([name, inside]) => ({
          name,
          content: Buffer.from(inside),
          method: 0,
        }));
        expect(await readZip(content)).toMatchObject(expected);
        expect(bytes).toBe(content.length);
      }),
      { numRuns: 40 },
    ));

  it('is equal for equal files', async () => {
    const files = { 'base.apk': apkOf('base', 5000), 'split_config.de.apk': apkOf('de') };
    const first = await sent(files, 'splits');
    const second = await sent(files, 'splits');
    expect(second.content.equals(first.content)).toBe(true);
  });

  it('can be read more than once, as for a retry', () =>
    withWorkspace({ 'app.apk': apkOf('app', 3_000_000) }, async (folder) => {
      const body = uploadBody(await packageOf(folder, ['app.apk'], 'apk'));
      const half = body.chunks()[Symbol.asyncIterator]();
      await half.next();
      await half.return(undefined);
      const contents = [await bodyOf(body.chunks()), await bodyOf(body.chunks())];
      expect(contents[0]?.equals(contents[1] ?? Buffer.of())).toBe(true);
    }));

  it('is valid for unzip', async () => {
    const { content } = await sent({ 'base.apk': REAL_APK, 'split_config.de.apk': apkOf('de') }, 'splits');
    await withWorkspace({ 'sent.zip': content }, async (folder) => {
      const unzip = promisify(execFile)('unzip', ['-t', join(folder, 'sent.zip')]);
      const found = await unzip.catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (found !== undefined) expect(found.stdout).toContain('No errors detected');
    });
  });
});

describe('a ready zip', () => {
  it('is sent as it is', async () => {
    const zip = zipOf({ 'base.apk': apkOf('base'), 'split_config.de.apk': apkOf('de') });
    const { content, bytes } = await sent({ 'app.zip': zip }, 'zip');
    expect(content.equals(zip)).toBe(true);
    expect(bytes).toBe(zip.length);
  });
});

describe('the parts of a zip', () => {
  it('have the length that is announced before anything is read', () => {
    const entry = { name: 'straße.apk', bytes: 123_456_789, crc32: 1 };
    const [local, content, directory, end, ...others] = zipParts([entry]);
    expect(content).toBe(entry);
    expect(others).toEqual([]);
    const buffers = [local, directory, end].map((part) => (Buffer.isBuffer(part) ? part.length : NaN));
    expect(zipBytes(zipParts([entry]))).toBe(123_456_789 + buffers.reduce((sum, length) => sum + length, 0));
  });
});

/** Whether a program could not be started because it is not there. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
