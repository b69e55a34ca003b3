import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { zipFault } from '../../src/apps/inspect.ts';
import { apkOf, REAL_APK, withWorkspace, zipOf } from '../workspace.ts';

interface Packed {
  /** Of compression, by its number. */
  readonly method: number;
  readonly packed: Buffer;
  /** Length that the zip says it has when unpacked. */
  readonly bytes: number;
}

const stored = (content: Buffer): Packed => ({ method: 0, packed: content, bytes: content.length });
const deflated = (content: Buffer): Packed => ({
  method: 8,
  packed: deflateRawSync(content),
  bytes: content.length,
});
const WAYS = [
  ['stored', stored],
  ['deflated', deflated],
] as const;

/** A zip of files that are packed in any way, and may lie about it. */
function zipWith(files: Readonly<Record<string, Packed>>): Buffer {
  const contents: Record<string, Buffer> = {};
  for (const [name, { packed }] of Object.entries(files)) contents[name] = packed;
  const zip = zipOf(contents);
  // What zipOf stored was packed before: only the directory, which it wrote last, has to say so.
  let at = zip.lastIndexOf('PK\u0005\u0006');
  at = zip.readUInt32LE(at + 16);
  for (const { method, bytes } of Object.values(files)) {
    zip.writeUInt16LE(method, at + 10);
    zip.writeUInt32LE(bytes, at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30);
  }
  return zip;
}

function faultOf(zip: Buffer, signal?: AbortSignal): Promise<string | undefined> {
  return withWorkspace({ 'app.zip': zip }, (folder) => zipFault(join(folder, 'app.zip'), signal));
}

describe.each(WAYS)('an APK that lies %s in a zip', (_, pack) => {
  const within = (content: Buffer): Promise<string | undefined> =>
    faultOf(zipWith({ 'app.apk': pack(content) }));

  it('is one, whether it was really built or its manifest comes last', async () => {
    expect(await within(readFileSync(REAL_APK))).toBeUndefined();
    const padding = Buffer.alloc(3_000_000, 'AndroidManifest.xml');
    expect(await within(zipOf({ 'classes.dex': padding, 'AndroidManifest.xml': '' }))).toBeUndefined();
  });

  it('is one wherever its manifest meets the border of what is read at once', async () => {
    for (let gap = 0; gap < 60; gap += 7) {
      const padding = Buffer.alloc(256 * 1024 - 41 - gap);
      expect(await within(zipOf({ 'classes.dex': padding, 'AndroidManifest.xml': '' }))).toBeUndefined();
    }
  });

  it.each([
    ['of no byte', Buffer.alloc(0), 'holds app.apk, which is empty'],
    [
      'that is a web page',
      Buffer.from('<!doctype html>'),
      'holds app.apk, which is not an APK: it is no zip',
    ],
    ['of two bytes', Buffer.from('PK'), 'which is not an APK: it is no zip'],
    ['without a manifest', zipOf({ 'classes.dex': 'AndroidManifest.xml' }), 'it has no AndroidManifest.xml'],
    [
      'whose manifest lies deeper',
      zipOf({ 'base/AndroidManifest.xml': '' }),
      'it has no AndroidManifest.xml',
    ],
    ['without any entry', zipOf({}), 'it has no AndroidManifest.xml'],
    ['that was cut off', readFileSync(REAL_APK).subarray(0, -1), 'which is damaged or cut off'],
    ['that was cut off early', apkOf('app', 2000).subarray(0, 200), 'which is damaged or cut off'],
  ])('%s is none', async (_, content, fault) => {
    expect(await within(content)).toContain(fault);
  });
});

describe('a zip', () => {
  it('names the split that is none', async () => {
    const splits = { 'base.apk': apkOf(), 'split_a.apk': apkOf('a'), 'split_b.apk': '' };
    expect(await faultOf(zipOf(splits))).toContain('holds split_b.apk, which is empty');
  });

  it('whose APK cannot be unpacked is told as damaged', async () => {
    const whole = deflated(readFileSync(REAL_APK));
    const holed = Buffer.from(whole.packed);
    holed.fill(0xff, 5000, 9000);
    const faults = [
      { ...whole, packed: holed },
      { ...whole, packed: whole.packed.subarray(0, 5000) },
      { ...whole, bytes: whole.bytes + 1 },
      { ...whole, bytes: whole.bytes - 1 },
    ];
    for (const packed of faults) {
      expect(await faultOf(zipWith({ 'app.apk': packed }))).toContain('holds app.apk, which is damaged');
    }
    const elsewhere = zipWith({ 'app.apk': whole });
    elsewhere.writeUInt32LE(0x06054b50, 0);
    expect(await faultOf(elsewhere)).toContain('which is damaged');
  });

  it('of a method that only others know is taken on trust', async () => {
    expect(
      await faultOf(zipWith({ 'app.apk': { ...stored(Buffer.from('zstd')), method: 93 } })),
    ).toBeUndefined();
  });

  it('that unpacks to far more than it is takes no time: only how it begins is looked at', async () => {
    const bomb = { ...deflated(Buffer.concat([apkOf(), Buffer.alloc(50_000_000)])), bytes: 0xf000_0000 };
    expect(await faultOf(zipWith({ 'app.apk': bomb }))).toBeUndefined();
    const page = { ...deflated(Buffer.alloc(50_000_000, '<html>')), bytes: 0xf000_0000 };
    expect(await faultOf(zipWith({ 'app.apk': page }))).toContain('which is not an APK: it is no zip');
  });

  it('is left at once when the step is cancelled', async () => {
    const zip = zipWith({ 'app.apk': deflated(Buffer.concat([apkOf(), Buffer.alloc(200_000_000)])) });
    const cancel = new AbortController();
    const fault = faultOf(zip, cancel.signal);
    setImmediate(() => {
      cancel.abort(new Error('cancelled'));
    });
    await expect(fault).rejects.toThrow('cancelled');
  });
});
