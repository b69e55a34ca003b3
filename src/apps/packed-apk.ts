import type { FileHandle } from 'node:fs/promises';
import { addAbortSignal, pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { apkContentFault } from './apk-content.ts';
import { shown } from './names.ts';
import { openRegular } from './regular-file.ts';
import { untilAborted } from './until-aborted.ts';
import type { ArchiveEntry } from './zip-directory.ts';

/** Of one zip, this much content is looked at, which takes seconds. What lies beyond is taken on trust: Doksi looks, too. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** Read or unpacked at once, in bytes. */
const CHUNK_BYTES = 256 * 1024;

/** Without the name and the extra field that follow. */
const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_MAGIC = 0x04034b50;

const STORED = 0;
const DEFLATED = 8;

/**
 * What is wrong with the APKs that a zip holds, in the user's words, or undefined as far as their content tells. Takes
 * constant memory; rejects with the signal's reason at once when it aborts, and where the file can't be opened.
 */
export async function packedFault(
  path: string,
  apks: readonly ArchiveEntry[],
  signal: AbortSignal,
): Promise<string | undefined> {
  return untilAborted(signal, firstFault(path, apks, signal));
}

async function firstFault(
  path: string,
  apks: readonly ArchiveEntry[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const file = await openRegular(path);
  try {
    let left = MAX_BYTES;
    for (const apk of apks) {
      const fault = await faultOf(file, apk, left, signal);
      if (fault !== undefined) return `holds ${shown(apk.name)}, which ${fault}`;
      left = Math.max(0, left - apk.bytes);
    }
    return undefined;
  } finally {
    await file.close();
  }
}

async function faultOf(
  file: FileHandle,
  apk: ArchiveEntry,
  limit: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const content = unpacked(apk.method, readPacked(file, apk, signal), signal);
    // By a method that is rare, and that Doksi may know.
    if (content === undefined) return undefined;
    return await apkContentFault(content, apk.bytes, limit);
  } catch (error) {
    signal.throwIfAborted();
    const reason = shown(error instanceof Error ? error.message : String(error));
    return `is damaged: it cannot be unpacked (${reason})`;
  }
}

function unpacked(
  method: number,
  packed: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncIterable<Buffer> | undefined {
  if (method === STORED) return packed;
  if (method !== DEFLATED) return undefined;
  // An error of either comes out where the content is taken, and whoever stops taking ends both.
  const inflate = addAbortSignal(signal, createInflateRaw({ chunkSize: CHUNK_BYTES }));
  return pipeline(Readable.from(packed), inflate, () => undefined);
}

async function* readPacked(
  file: FileHandle,
  { offset, packedBytes }: ArchiveEntry,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const header = await readAt(file, offset, LOCAL_HEADER_BYTES);
  if (header.readUInt32LE(0) !== LOCAL_HEADER_MAGIC) throw new Error('it is not where the directory says');
  let position = offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = position + packedBytes;
  while (position < end) {
    signal.throwIfAborted();
    const chunk = await readAt(file, position, Math.min(CHUNK_BYTES, end - position));
    yield chunk;
    position += chunk.length;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  if (bytesRead < length) throw new Error('the archive ends before it does');
  return buffer;
}
