import { type Readable, Readable as NodeReadable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import yauzl from 'yauzl';
import { zipBytes, type ZipEntry, type ZipPart, zipParts } from '../../src/upload/zip.ts';
import { entriesOf } from './read-zip.ts';

// Above 4 GiB a zip needs Zip64. A library reads its headers here, from an archive whose contents
// do not exist: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.14, 4.3.15, 4.5.3)

const MAX_32 = 0xffff_ffff;

/** An archive of which only the headers exist; whatever is read of the contents is zero. */
class HollowArchive extends yauzl.RandomAccessReader {
  readonly #parts: readonly ZipPart[];

  constructor(parts: readonly ZipPart[]) {
    super();
    this.#parts = parts;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const bytes = Buffer.alloc(end - start);
    let offset = 0;
    for (const part of this.#parts) {
      const length = Buffer.isBuffer(part) ? part.length : part.bytes;
      const [from, to] = [Math.max(start, offset), Math.min(end, offset + length)];
      if (Buffer.isBuffer(part) && from < to) part.copy(bytes, from - start, from - offset, to - offset);
      offset += length;
    }
    return NodeReadable.from([bytes], { objectMode: false });
  }
}

/** What a reader makes of the archive: names, sizes and offsets. */
async function listing(entries: readonly ZipEntry[]): Promise<unknown[]> {
  const parts = zipParts(entries);
  const open: (reader: HollowArchive, bytes: number, options: yauzl.Options) => Promise<yauzl.ZipFile> = promisify(
    yauzl.fromRandomAccessReader,
  );
  const zip = await open(new HollowArchive(parts), zipBytes(parts), {
    lazyEntries: true,
    strictFileNames: true,
  });
  const found = await entriesOf(zip);
  return found.map(({ fileName, uncompressedSize, compressedSize, relativeOffsetOfLocalHeader, crc32 }) => ({
    name: fileName,
    bytes: [uncompressedSize, compressedSize],
    offset: relativeOffsetOfLocalHeader,
    crc32,
  }));
}

function listed(name: string, bytes: number, offset: number): unknown {
  return { name, bytes: [bytes, bytes], offset, crc32: 7 };
}

const entry = (name: string, bytes: number): ZipEntry => ({ name, bytes, crc32: 7 });

/** The local header of the first entry. */
function localHeader(bytes: number): Buffer {
  const [header] = zipParts([entry('app.apk', bytes)]);
  return Buffer.isBuffer(header) ? header : Buffer.of();
}

const LOCAL_BYTES = 30 + 'app.apk'.length;

describe('a zip around 4 GiB', () => {
  it.each([
    ['just below what 32 bits hold', MAX_32 - 1],
    ['exactly what marks Zip64', MAX_32],
    ['just above', MAX_32 + 1],
    ['4.5 GB', 4_500_000_000],
    ['5 GiB', 5 * 1024 ** 3],
  ])('contains one file of %s', async (_, bytes) => {
    expect(await listing([entry('app.apk', bytes)])).toEqual([listed('app.apk', bytes, 0)]);
  });

  it('contains a small file that begins beyond it', async () => {
    const [big, small] = [entry('base.apk', 4_500_000_000), entry('split_a.apk', 1000)];
    const offset = 30 + 'base.apk'.length + 20 + big.bytes;
    expect(await listing([big, small])).toEqual([
      listed('base.apk', big.bytes, 0),
      listed('split_a.apk', 1000, offset),
    ]);
  });

  it.each([MAX_32 - 1, MAX_32, MAX_32 + 1])('contains a small file that begins at %i', async (offset) => {
    const [big, small] = [entry('app.apk', offset - LOCAL_BYTES), entry('split_a.apk', 1000)];
    expect(await listing([big, small])).toEqual([listed('app.apk', big.bytes, 0), listed('split_a.apk', 1000, offset)]);
  });

  it('writes an offset that looks like the mark of Zip64 into a Zip64 field', () => {
    const [first, second] = [entry('app.apk', MAX_32 - LOCAL_BYTES), entry('split_a.apk', 1000)];
    const directory = zipParts([first, second]).filter((part) => Buffer.isBuffer(part))[2];
    const header = directory?.subarray(46 + first.name.length) ?? Buffer.of();
    expect(header.readUInt32LE(42)).toBe(MAX_32);
    const extra = header.subarray(46 + second.name.length);
    expect([extra.readUInt16LE(0), extra.readUInt16LE(2)]).toEqual([0x0001, 8]);
    expect(extra.readBigUInt64LE(4)).toBe(BigInt(MAX_32));
  });

  it('contains files that only together are above it', async () => {
    const half = 2_200_000_000;
    const header = 30 + 'split_a.apk'.length;
    const names = ['split_a.apk', 'split_b.apk', 'split_c.apk'];
    expect(await listing(names.map((name) => entry(name, half)))).toEqual(
      names.map((name, index) => listed(name, half, index * (header + half))),
    );
  });

  it('has its directory found wherever that begins', async () => {
    for (const bytes of [MAX_32 - LOCAL_BYTES - 1, MAX_32 - LOCAL_BYTES, MAX_32 - LOCAL_BYTES + 1]) {
      expect(await listing([entry('app.apk', bytes)])).toEqual([listed('app.apk', bytes, 0)]);
    }
  });
});

describe('the local header, which readers of a stream use,', () => {
  it('has a size below 4 GiB in its own fields', () => {
    const header = localHeader(MAX_32 - 1);
    expect(header).toHaveLength(LOCAL_BYTES);
    expect([header.readUInt32LE(18), header.readUInt32LE(22)]).toEqual([MAX_32 - 1, MAX_32 - 1]);
    expect(header.readUInt16LE(4)).toBe(10);
  });

  it.each([MAX_32, 4_500_000_000])('has a size of %i in a Zip64 field, both times', (bytes) => {
    const header = localHeader(bytes);
    expect([header.readUInt32LE(18), header.readUInt32LE(22)]).toEqual([MAX_32, MAX_32]);
    const extra = header.subarray(LOCAL_BYTES);
    expect(header.readUInt16LE(28)).toBe(extra.length);
    expect([extra.readUInt16LE(0), extra.readUInt16LE(2)]).toEqual([0x0001, 16]);
    expect([extra.readBigUInt64LE(4), extra.readBigUInt64LE(12)]).toEqual([BigInt(bytes), BigInt(bytes)]);
    expect(header.readUInt16LE(4)).toBe(45);
  });
});
