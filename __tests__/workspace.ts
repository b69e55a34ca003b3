import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { zipParts } from '../src/upload/zip.ts';

/** The APK of Appium's settings app, 3 MB, as its package ships it. */
export const REAL_APK = join(
  dirname(createRequire(import.meta.url).resolve('io.appium.settings/package.json')),
  'apks/settings_apk-debug.apk',
);

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files, by their paths in it. */
export function makeWorkspace(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'doksi-apk-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (content === REAL_APK) copyFileSync(REAL_APK, path);
    else writeFileSync(path, content);
  }
  return folder;
}

/** Gives `play` a folder with these files, and removes it whatever happens. */
export async function withWorkspace<T>(files: Files, play: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeWorkspace(files);
  try {
    return await play(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A zip of stored files. */
export function zipOf(files: Files): Buffer {
  const contents = Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) }));
  const entries = contents.map(({ name, content }) => ({
    name,
    bytes: content.length,
    crc32: crc32(content),
  }));
  const byName = new Map(contents.map(({ name, content }) => [name, content]));
  const parts = zipParts(entries).map((part) =>
    Buffer.isBuffer(part) ? part : (byName.get(part.name) ?? Buffer.alloc(0)),
  );
  return Buffer.concat(parts);
}

/** What passes for an APK; another mark is another content. */
export function apkOf(mark = 'app', padding = 0): Buffer {
  return zipOf({ 'AndroidManifest.xml': mark, 'classes.dex': Buffer.alloc(padding, mark) });
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Changes one byte of a file in its place, so that nobody ever sees it shorter. */
export function flipByte(path: string, at: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.of(0), 0, 1, at);
  closeSync(file);
}
