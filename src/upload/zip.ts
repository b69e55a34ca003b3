// A zip that only stores: an APK is compressed already. Written here because a kept library, yazl 3.3, sent 1 GiB at half
// the speed of this, which is hardly that of `zip -0` and `curl -T` (`npm run bench` measures against these), and because
// a stored archive is little more than its headers, given size and CRC-32.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3, and 4.5.3 for Zip64)

export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
}

/** Above it a field of 32 bits cannot hold the number, and Zip64 does. */
const MAX_32 = 0xffff_ffff;
const VERSION_STORED = 10;
const VERSION_ZIP64 = 45;
/** General purpose bit 11: the name is UTF-8. */
const UTF8_NAMES = 0x0800;
/** 1980-01-01, the first date of the format: the same files make the same zip, whenever they were built. */
const DOS_DATE = 0x0021;

/** One piece of the archive: bytes of its own, or the content of an entry. */
export type ZipPart = Buffer | ZipEntry;

/** The archive as a list of parts, flat, in the order in which they are sent. */
export function zipParts(entries: readonly ZipEntry[]): ZipPart[] {
  const parts: ZipPart[] = [];
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

/** Exact length of the archive in bytes. */
export function zipBytes(parts: readonly ZipPart[]): number {
  return parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.bytes), 0);
}

function localHeader({ name, bytes, crc32 }: ZipEntry): Buffer {
  const isLarge = bytes >= MAX_32;
  const extra = isLarge ? zip64Extra([bytes, bytes]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(isLarge ? VERSION_ZIP64 : VERSION_STORED, 4);
  writeCommon(header, 6, crc32, bytes, name, extra);
  return Buffer.concat([header, Buffer.from(name), extra]);
}

function centralHeader({ name, bytes, crc32 }: ZipEntry, offset: number): Buffer {
  const large = [...(bytes >= MAX_32 ? [bytes, bytes] : []), ...(offset >= MAX_32 ? [offset] : [])];
  const extra = large.length > 0 ? zip64Extra(large) : Buffer.alloc(0);
  const version = large.length > 0 ? VERSION_ZIP64 : VERSION_STORED;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  writeCommon(header, 8, crc32, bytes, name, extra);
  header.writeUInt32LE(Math.min(offset, MAX_32), 42);
  return Buffer.concat([header, Buffer.from(name), extra]);
}

/** The fields that both headers share: flags, method (0, stored), time, date, CRC, sizes, lengths. */
function writeCommon(
  header: Buffer,
  at: number,
  crc: number,
  bytes: number,
  name: string,
  extra: Buffer,
): void {
  header.writeUInt16LE(UTF8_NAMES, at);
  header.writeUInt16LE(DOS_DATE, at + 6);
  header.writeUInt32LE(crc, at + 8);
  header.writeUInt32LE(Math.min(bytes, MAX_32), at + 12);
  header.writeUInt32LE(Math.min(bytes, MAX_32), at + 16);
  header.writeUInt16LE(Buffer.byteLength(name), at + 20);
  header.writeUInt16LE(extra.length, at + 22);
}

function zip64Extra(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * index));
  return extra;
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Math.min(bytes, MAX_32), 12);
  end.writeUInt32LE(Math.min(offset, MAX_32), 16);
  return offset < MAX_32 ? end : Buffer.concat([zip64End(count, bytes, offset), end]);
}

function zip64End(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(VERSION_ZIP64, 12);
  end.writeUInt16LE(VERSION_ZIP64, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  // The locator says where the record above begins.
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + bytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
