import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentFault, locateApps } from '../../src/apps/locate.ts';
import { withWorkspace } from '../workspace.ts';
import { directoryOf } from './directory.ts';

const { signal } = new AbortController();

/** The faults of a file with this content, as an APK and as a zip. */
function faultsOf(content: Uint8Array): Promise<(string | undefined)[]> {
  return withWorkspace({ 'app.file': content }, (folder) => faultsIn(join(folder, 'app.file')));
}

async function faultsIn(path: string): Promise<(string | undefined)[]> {
  const faults = [
    await contentFault(path, 'apk', 'app.apk', signal),
    await contentFault(path, 'zip', 'app.zip', signal),
  ];
  return faults.map((fault) => fault?.text);
}

function* manyNames(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield `res/drawable-xxhdpi-v4/image_${index}.png`;
}

describe('an APK of 40,000 entries', () => {
  it('is one if its manifest is the last of them', async () => {
    const [fault] = await faultsOf(directoryOf([...manyNames(40_000), 'AndroidManifest.xml']));
    expect(fault).toBeUndefined();
  });

  it('without a manifest is not one, and neither is it a zip with one app', async () => {
    const faults = await faultsOf(directoryOf(manyNames(40_000)));
    expect(faults[0]).toContain('has no AndroidManifest.xml');
    expect(faults[1]).toContain('does not contain one .apk, or one base.apk');
  });

  it('is left at once when the step is cancelled', async () => {
    await withWorkspace({ 'app.apk': directoryOf(manyNames(40_000)) }, async (folder) => {
      const cancel = new AbortController();
      const target = { key: 'apk', where: 'apk', paths: ['app.apk'], name: undefined, version: undefined } as const;
      const entry = { platform: 'android', target, testIds: [], extras: {} };
      const located = locateApps([entry], folder, cancel.signal);
      setTimeout(() => cancel.abort(new Error('cancelled')), 20);
      await expect(located).rejects.toThrow('cancelled');
    });
  });
});

describe('an archive', () => {
  it.each([
    ['more entries than it has', { entries: 65_000 }],
    ['a directory past its end', { offset: 0xffff_fff0 }],
    ['a directory that is something else', { offset: 0 }],
  ])('that claims to have %s is damaged', async (_, said) => {
    const damaged = expect.stringContaining('is damaged or cut off');
    expect(await faultsOf(directoryOf(manyNames(100), said))).toEqual([damaged, damaged]);
  });

  it('of bytes that are wrong anywhere is a fault in words or none, never an exception', async () => {
    const whole = directoryOf(['base.apk', 'AndroidManifest.xml', ...manyNames(5)]);
    const zip64 = Buffer.alloc(76);
    zip64.writeUInt32LE(0x06064b50, 0);
    zip64.writeUInt32LE(0x07064b50, 56);
    zip64.writeUInt32LE(whole.length - 22, 64);
    const large = Buffer.concat([whole.subarray(0, -22), zip64, whole.subarray(-22)]);
    const change = fc.tuple(fc.nat(large.length - 1), fc.integer({ min: 0, max: 255 }));
    const changes = fc.array(change, { maxLength: 8 });
    await withWorkspace({}, async (folder) => {
      const path = join(folder, 'app.file');
      const check = fc.asyncProperty(fc.constantFrom(whole, large), changes, async (bytes, list) => {
        const content = Buffer.from(bytes);
        for (const [at, value] of list) content[at % content.length] = value;
        writeFileSync(path, content);
        for (const fault of await faultsIn(path)) expect(fault ?? '').toMatch(/^[^\p{Cc}]*$/u);
      });
      await fc.assert(check, { numRuns: 30 });
    });
  });
});
