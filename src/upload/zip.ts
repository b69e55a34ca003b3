// A zip that only stores, since an APK is compressed already. Libraries send at half the speed (docs/internals).
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3, and 4.5.3 for Zip64)

export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
}

/** A piece of the archive: bytes, or the place of an entry's content. */
export type ZipPart<Entry extends ZipEntry = ZipEntry> = Buffer | Entry;

/** Numbers from this one on do not fit into a field of 32 bits and need Zip64. */
const MAX_32 = 0xffff_ffff;
const VERSION_STORED = 10;
const VERSION_ZIP64 = 45;
/** General purpose bit 11: the name is UTF-8. */
const UTF8_NAMES = 0x0800;
const STORED = 0;
/** 1980-01-01, the first date of the format: equal files make equal zips. */
const DOS_DATE = 0x0021;

/** The parts of an archive with these entries at its root, in order. */
export function zipParts<Entry extends ZipEntry>(entries: readonly Entry[]): ZipPart<Entry>[] {
  const parts: ZipPart<Entry>[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const header = localHeader(entry);
    parts.push(header, entry);
    directory.push(centralHeader(entry, offset));
    offset += header.length + entry.bytes;
  }
  const central = Buffer.concat(directory);
  return [...parts, central, endOfDirectory(entries.length, central.length, offset)];
}

/** The exact length of the archive in bytes. */
export function zipBytes(parts: readonly ZipPart[]): number {
  return parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.bytes), 0);
}

function localHeader(entry: ZipEntry): Buffer {
  const extra = zip64Extra(entry.bytes >= MAX_32 ? [entry.bytes, entry.bytes] : []);
  return Buffer.concat([u32(0x04034b50), commonHeader(entry, extra), Buffer.from(entry.name), extra]);
}

function centralHeader(entry: ZipEntry, offset: number): Buffer {
  const { name, bytes } = entry;
  const extra = zip64Extra([...(bytes >= MAX_32 ? [bytes, bytes] : []), ...(offset >= MAX_32 ? [offset] : [])]);
  const madeBy = u16(versionFor(extra));
  // Length of the comment, disk and attributes.
  const empty = Buffer.concat([u16(0, 0, 0), u32(0)]);
  const parts = [u32(0x02014b50), madeBy, commonHeader(entry, extra), empty, u32(Math.min(offset, MAX_32))];
  return Buffer.concat([...parts, Buffer.from(name), extra]);
}

/** The fields that both headers share. */
function commonHeader({ name, bytes, crc32 }: ZipEntry, extra: Buffer): Buffer {
  const size = Math.min(bytes, MAX_32);
  return Buffer.concat([
    u16(versionFor(extra), UTF8_NAMES, STORED, 0, DOS_DATE),
    u32(crc32, size, size),
    u16(Buffer.byteLength(name), extra.length),
  ]);
}

function versionFor(extra: Buffer): number {
  return extra.length > 0 ? VERSION_ZIP64 : VERSION_STORED;
}

function zip64Extra(numbers: readonly number[]): Buffer {
  return numbers.length === 0 ? Buffer.alloc(0) : Buffer.concat([u16(0x0001, 8 * numbers.length), u64(...numbers)]);
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const end = [
    u32(0x06054b50),
    u16(0, 0, count, count),
    u32(Math.min(bytes, MAX_32), Math.min(offset, MAX_32)),
    u16(0),
  ];
  if (offset < MAX_32) return Buffer.concat(end);
  const zip64 = [u32(0x06064b50), u64(44), u16(VERSION_ZIP64, VERSION_ZIP64), u32(0, 0)];
  const locator = [u32(0x07064b50, 0), u64(offset + bytes), u32(1)];
  return Buffer.concat([...zip64, u64(count, count, bytes, offset), ...locator, ...end]);
}

function u16(...numbers: readonly number[]): Buffer {
  return littleEndian(2, numbers);
}

function u32(...numbers: readonly number[]): Buffer {
  return littleEndian(4, numbers);
}

function u64(...numbers: readonly number[]): Buffer {
  return littleEndian(8, numbers);
}

function littleEndian(width: number, numbers: readonly number[]): Buffer {
  const buffer = Buffer.alloc(width * numbers.length);
  // No number here has more than 48 bits.
  for (const [index, number] of numbers.entries()) {
    buffer.writeUIntLE(number, width * index, Math.min(width, 6));
  }
  return buffer;
}
