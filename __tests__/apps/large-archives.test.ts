import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { directoryOf } from './directory.ts';

// Archives that lie in memory: each read is counted, and may never be answered.
let content: Buffer = Buffer.alloc(0);
let bytesTaken = 0;
async function readNow(
  target: Buffer,
  offset: number,
  length: number,
  position: number,
): Promise<{ bytesRead: number; buffer: Buffer }> {
  // As a disk answers: never within the same turn of the event loop.
  await new Promise(setImmediate);
  const bytesRead = content.copy(target, offset, Math.min(position, content.length), position + length);
  bytesTaken += bytesRead;
  return { bytesRead, buffer: target };
}
const read = jest.fn(readNow);
const close = jest.fn(() => Promise.resolve());
const openRegular = jest.fn(() =>
  Promise.resolve({ read, close, stat: () => Promise.resolve({ size: content.length }) }),
);
const files = await import('../../src/apps/package.ts');
jest.unstable_mockModule('../../src/apps/package.ts', () => ({ ...files, openRegular }));
const { contentFault } = await import('../../src/apps/locate.ts');
const never = new AbortController().signal;
const faultOf = async (kind: 'apk' | 'zip', signal = never): Promise<string | undefined> =>
  (await contentFault(`app.${kind}`, kind, `app.${kind}`, signal))?.text;

beforeEach(() => {
  bytesTaken = 0;
  read.mockClear();
  close.mockClear();
});

function* manyNames(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield `res/drawable-xxhdpi-v4/image_${index}.png`;
}

describe('an APK of 40,000 entries', () => {
  it('is read in pieces of a megabyte', async () => {
    content = directoryOf([...manyNames(40_000), 'AndroidManifest.xml']);
    expect(await faultOf('apk')).toBeUndefined();
    expect(read.mock.calls.length).toBeLessThan(content.length / 1_000_000 + 5);
    expect(bytesTaken).toBeLessThan(content.length * 1.2 + 2_000_000);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('is read no further than its manifest', async () => {
    content = directoryOf(['AndroidManifest.xml', ...manyNames(40_000)]);
    expect(await faultOf('apk')).toBeUndefined();
    expect(read.mock.calls.length).toBeLessThan(5);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('without a manifest is not one, and neither is it a zip with one app', async () => {
    content = directoryOf(manyNames(40_000));
    expect(await faultOf('apk')).toContain('has no AndroidManifest.xml');
    expect(await faultOf('zip')).toContain('does not contain one .apk, or one base.apk');
  });

  it('is left at once when the step is cancelled', async () => {
    content = directoryOf(manyNames(40_000));
    const cancel = new AbortController();
    // The head, the end, and the first piece of the directory.
    for (let reads = 0; reads < 2; reads++) read.mockImplementationOnce(readNow);
    read.mockImplementationOnce((...where) => {
      cancel.abort(new Error('cancelled'));
      return readNow(...where);
    });
    await expect(faultOf('apk', cancel.signal)).rejects.toThrow('cancelled');
    while (close.mock.calls.length === 0) await new Promise(setImmediate);
    expect(read).toHaveBeenCalledTimes(3);
  });
});

describe('an archive', () => {
  it.each([
    ['more entries than it has', { entries: 65_000 }],
    ['a directory past its end', { offset: 0xffff_fff0 }],
    ['a directory that is something else', { offset: 0 }],
  ])('that claims to have %s is damaged', async (_, said) => {
    content = directoryOf(manyNames(100), said);
    expect(await faultOf('apk')).toContain('is damaged or cut off');
    expect(await faultOf('zip')).toContain('is damaged or cut off');
    expect(read.mock.calls.length).toBeLessThan(20);
  });

  it('of bytes that are wrong anywhere is a fault in words or none, never an exception', async () => {
    const whole = directoryOf(['base.apk', 'AndroidManifest.xml', ...manyNames(5)]);
    const zip64 = Buffer.alloc(76);
    zip64.writeUInt32LE(0x06064b50, 0);
    zip64.writeUInt32LE(0x07064b50, 56);
    zip64.writeUInt32LE(whole.length - 22, 64);
    const large = Buffer.concat([whole.subarray(0, -22), zip64, whole.subarray(-22)]);
    const change = fc.tuple(fc.nat(large.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(whole, large), fc.array(change, { maxLength: 8 }), async (bytes, changes) => {
        content = Buffer.from(bytes);
        for (const [at, value] of changes) content[at % content.length] = value;
        for (const fault of [await faultOf('apk'), await faultOf('zip')]) {
          expect(fault ?? '').toMatch(/^[^\p{Cc}]*$/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});
