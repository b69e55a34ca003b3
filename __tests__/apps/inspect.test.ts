import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apkFault, zipFault } from '../../src/apps/inspect.ts';
import { directoryOf } from './directory.ts';
import { apkOf, REAL_APK, withWorkspace, zipOf } from '../workspace.ts';

type Inspect = (path: string) => Promise<string | undefined>;

function faultOf(inspect: Inspect, content: string | Uint8Array): Promise<string | undefined> {
  return withWorkspace({ 'app.apk': content }, (folder) => inspect(join(folder, 'app.apk')));
}

describe('an APK', () => {
  it('that was really built is one', async () => {
    expect(await apkFault(REAL_APK)).toBeUndefined();
  });

  it.each([
    ['of no byte is empty', '', 'is empty'],
    ['of three bytes is none', 'abc', 'is not an APK: it is no zip archive'],
    [
      'that is a web page is none',
      '<!doctype html><title>Sign in</title>',
      'is not an APK: it is no zip archive',
    ],
    [
      'that Git LFS left behind is none',
      'version https://git-lfs.github.com/spec/v1\n',
      'it is no zip archive',
    ],
    ['without a manifest is none', zipOf({ 'classes.dex': 'dex' }), 'it has no AndroidManifest.xml'],
    [
      'whose manifest lies deeper is none',
      zipOf({ 'base/AndroidManifest.xml': '' }),
      'has no AndroidManifest.xml',
    ],
    ['without any entry is none', zipOf({}), 'it has no AndroidManifest.xml'],
  ])('%s', async (_, content, fault) => {
    expect(await faultOf(apkFault, content)).toContain(fault);
  });

  it('that was cut off anywhere is told as damaged', async () => {
    const whole = apkOf('app', 500);
    const cut = fc.integer({ min: 4, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, async (bytes) => {
        expect(await faultOf(apkFault, whole.subarray(0, bytes))).toContain('is damaged or cut off');
      }),
      { numRuns: 50 },
    );
  });

  it('that lost a part from its middle is told as damaged', async () => {
    const whole = readFileSync(REAL_APK);
    const holed = Buffer.concat([whole.subarray(0, 1000), whole.subarray(200_000)]);
    expect(await faultOf(apkFault, holed)).toContain('is damaged or cut off');
  });

  it('of random bytes is a fault in words, never an exception', async () => {
    const bytes = fc.tuple(
      fc.constantFrom('', 'PK\x03\x04', 'PK\x05\x06'),
      fc.uint8Array({ maxLength: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async ([magic, rest]) => {
        const content = Buffer.concat([Buffer.from(magic), rest]);
        expect(await faultOf(apkFault, content)).toEqual(expect.any(String));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a ready zip', () => {
  it.each([
    ['one APK, whatever its name', { 'my app.apk': apkOf() }],
    ['split APKs', { 'split_config.de.apk': apkOf('de'), 'base.apk': apkOf(), 'split_a.apk': apkOf('a') }],
    ['one APK in capitals', { 'X.APK': apkOf() }],
    ['folders that hold nothing', { 'lib/': '', 'app.apk': apkOf() }],
    ['a name in another alphabet', { 'приложение.apk': apkOf() }],
  ])('may hold %s', async (_, files) => {
    expect(await faultOf(zipFault, zipOf(files))).toBeUndefined();
  });

  it.each([
    ['no APK', { 'readme.txt': 'hello' }, 'holds no .apk'],
    ['nothing', {}, 'holds no .apk'],
    ['its files in a folder', { 'out/base.apk': 'base', 'out/split_a.apk': 'a' }, 'at the root of the zip'],
    ['two apps', { 'one.apk': '1', 'two.apk': '2' }, 'neither one .apk nor one base.apk'],
    [
      'splits without their base',
      { 'split_a.apk': 'a', 'split_b.apk': 'b' },
      'neither one .apk nor one base.apk',
    ],
    [
      'a stranger beside the APK',
      { 'app.apk': 'a', 'mapping.txt': 'm' },
      'neither one .apk nor one base.apk',
    ],
  ])('must not hold %s', async (_, files, fault) => {
    expect(await faultOf(zipFault, zipOf(files))).toContain(fault);
  });

  it.each([
    ['base.apk twice', ['base.apk', 'base.apk', 'split_a.apk'], 'holds base.apk twice'],
    ['one APK twice', ['app.apk', 'app.apk'], 'holds app.apk twice'],
    ['a name that leads out of it', ['../app.apk'], 'land outside of where it is unpacked (../app.apk)'],
    ['an APK in a folder', ['out/app.apk'], 'has its files in a folder (out/app.apk)'],
    ['an APK in a folder of Windows', ['out\\app.apk'], 'has its files in a folder (out\\app.apk)'],
    ['an absolute name', ['/app.apk'], 'has its files in a folder (/app.apk)'],
    ['what macOS adds', ['app.apk', '__MACOSX/._app.apk'], 'in a folder (__MACOSX/._app.apk)'],
    ['what macOS leaves', ['app.apk', '.DS_Store'], 'split_*.apk files (app.apk, .DS_Store)'],
    ['a file that is encrypted', [{ name: 'app.apk', flags: 1 }], 'is encrypted (app.apk)'],
    ['one that is strongly encrypted', [{ name: 'app.apk', flags: 0x41 }], 'encryption'],
    ['what makes an APK', ['AndroidManifest.xml', 'a/b.apk'], 'is an APK itself; let its name end in .apk'],
    ['a bundle', ['app.aab'], 'holds no .apk'],
  ])('must not hold %s', async (_, entries, fault) => {
    expect(await faultOf(zipFault, directoryOf(entries))).toContain(fault);
  });

  it('has no name that breaks a line or a message', async () => {
    const names = ['x\n::error::\u001b[31m.apk', 'y'.repeat(65_000)];
    const fault = await faultOf(zipFault, directoryOf(names));
    expect(fault).toMatch(/^[^\p{Cc}]{1,400}$/u);
  });

  it('that is none is told as such', async () => {
    expect(await faultOf(zipFault, 'no zip')).toContain('no zip archive');
    expect(await faultOf(zipFault, apkOf().subarray(0, 60))).toContain('is damaged or cut off');
  });
});
