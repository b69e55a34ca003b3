import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import yauzl from 'yauzl';
import { digestFile, type Package } from '../../src/apps/package.ts';
import { uploadBody, zipParts } from '../../src/upload/zip.ts';
import { bodyOf, entriesOf, readZip } from './read-zip.ts';
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
      { numRuns: 20 },
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
    const file = { path: '/nowhere', name: 'straße.apk', bytes: 123_456_789, sha256: '', crc32: 1 };
    const [local, content, directory, end, ...others] = zipParts([file]);
    expect(content).toBe(file);
    expect(others).toEqual([]);
    const buffers = [local, directory, end].map((part) => (Buffer.isBuffer(part) ? part.length : NaN));
    const expected = 123_456_789 + buffers.reduce((sum, length) => sum + length, 0);
    expect(uploadBody({ kind: 'apk', path: 'straße.apk', files: [file] }).bytes).toBe(expected);
  });

  it('are read by a library, with the place of a file just below 4 GB', async () => {
    const entries = [
      { name: 'base.apk', bytes: 3_999_999_000, crc32: 0xffff_ffff },
      { name: 'split_a.apk', bytes: 1000, crc32: 7 },
    ];
    const found = await entriesOf(await openHollow(zipParts(entries)));
    expect(found).toMatchObject([
      { fileName: 'base.apk', uncompressedSize: 3_999_999_000, crc32: 0xffff_ffff, relativeOffsetOfLocalHeader: 0 },
      { fileName: 'split_a.apk', compressedSize: 1000, crc32: 7, relativeOffsetOfLocalHeader: 3_999_999_038 },
    ]);
  });
});

type Part = ReturnType<typeof zipParts>[number];

/** Opens an archive of which only the headers exist. */
function openHollow(parts: readonly Part[]): Promise<yauzl.ZipFile> {
  class HollowArchive extends yauzl.RandomAccessReader {
    override _readStreamForRange(start: number, end: number): Readable {
      const bytes = Buffer.alloc(end - start);
      let offset = 0;
      for (const part of parts) {
        if (Buffer.isBuffer(part) && offset + part.length > start && offset < end) {
          part.copy(bytes, Math.max(offset - start, 0), Math.max(start - offset, 0), end - offset);
        }
        offset += lengthOf(part);
      }
      return Readable.from([bytes], { objectMode: false });
    }
  }
  const lengthOf = (part: Part): number => (Buffer.isBuffer(part) ? part.length : part.bytes);
  const open: (reader: HollowArchive, bytes: number, options: yauzl.Options) => Promise<yauzl.ZipFile> = promisify(
    yauzl.fromRandomAccessReader,
  );
  const bytes = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  return open(new HollowArchive(), bytes, { lazyEntries: true, strictFileNames: true });
}

/** Whether a program could not be started because it is not there. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
