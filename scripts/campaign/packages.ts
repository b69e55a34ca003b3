import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { Package } from '../../src/apps/package.ts';
import { PLACES } from './world.ts';

/** The files to upload, by the kind of target. */
export type Packages = Readonly<Record<'apk' | 'gone', Package>>;

/** Creates the files for `work`, deletes the one that must be gone, and removes everything afterwards. */
export async function withPackages<T>(work: (packages: Packages) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'doksi-campaign-'));
  const packageOf = async (name: string): Promise<Package> => {
    const path = join(folder, name);
    const content = Buffer.from(name.repeat(5000));
    await writeFile(path, content);
    const digests = { sha256: createHash('sha256').update(content).digest('hex'), crc32: crc32(content) };
    return { kind: 'apk', path: name, files: [{ path, name, bytes: content.length, ...digests }] };
  };
  try {
    const packages = { apk: await packageOf(PLACES.apk), gone: await packageOf(PLACES.gone) };
    await rm(join(folder, PLACES.gone));
    return await work(packages);
  } finally {
    await rm(folder, { recursive: true });
  }
}
