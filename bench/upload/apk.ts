import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { zipParts } from '../../src/upload/zip.ts';

const MIB = 1024 * 1024;

/** Writes a stored archive with a manifest and one large entry of so many MiB of random bytes. */
export async function writeApk(path: string, mib: number): Promise<void> {
  const chunk = randomFillSync(Buffer.alloc(MIB));
  let crc = 0;
  for (let count = 0; count < mib; count++) crc = crc32(chunk, crc);
  const parts = zipParts([
    { name: 'AndroidManifest.xml', bytes: 0, crc32: 0 },
    { name: 'assets/large.bin', bytes: mib * MIB, crc32: crc },
  ]);
  const file = await open(path, 'w');
  for (const part of parts) {
    if (Buffer.isBuffer(part)) await file.write(part);
    else for (let count = 0; count < part.bytes / MIB; count++) await file.write(chunk);
  }
  await file.close();
}
