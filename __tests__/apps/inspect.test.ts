import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentFault } from '../../src/apps/locate.ts';
import { directoryOf } from './directory.ts';
import { apkOf, REAL_APK, withWorkspace, zipOf } from '../workspace.ts';

const { signal } = new AbortController();

function faultOf(kind: 'apk' | 'zip', content: string | Uint8Array): Promise<string | undefined> {
  return withWorkspace({ 'app.file': content }, async (folder) => {
    return (await contentFault(join(folder, 'app.file'), kind, 'app.zip', signal))?.text;
  });
}

describe('an APK', () => {
  it('that was really built is one', async () => {
    expect(await contentFault(REAL_APK, 'apk', 'app.apk', signal)).toBeUndefined();
  });

  it.each([
    ['of no byte is empty', '', 'is empty'],
    ['of three bytes is not one', 'abc', 'is not an APK: it is not a zip archive'],
    [
      'that is a web page is not one',
      '<!doctype html><title>Sign in</title>',
      'is not an APK: it is not a zip archive',
    ],
    [
      'that Git LFS left behind is not one',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n',
      'is a Git LFS pointer, not an APK; set "lfs: true" in the checkout step',
    ],
    ['without a manifest is not one', zipOf({ 'classes.dex': 'dex' }), 'it has no AndroidManifest.xml'],
    ['whose manifest lies deeper is not one', zipOf({ 'base/AndroidManifest.xml': '' }), 'has no AndroidManifest.xml'],
    ['without any entry is not one', zipOf({}), 'it has no AndroidManifest.xml'],
  ])('%s', async (_, content, fault) => {
    expect(await faultOf('apk', content)).toContain(fault);
  });

  it('that was cut off anywhere is damaged', async () => {
    const whole = apkOf('app', 500);
    const cut = fc.integer({ min: 4, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, async (bytes) => {
        expect(await faultOf('apk', whole.subarray(0, bytes))).toContain('is damaged or cut off');
      }),
      { numRuns: 25 },
    );
  });

  it('that lost a part from its middle is damaged', async () => {
    const whole = readFileSync(REAL_APK);
    const holed = Buffer.concat([whole.subarray(0, 1000), whole.subarray(200_000)]);
    expect(await faultOf('apk', holed)).toContain('is damaged or cut off');
  });

  it('of random bytes is a fault in words, never an exception', async () => {
    const bytes = fc.tuple(fc.constantFrom('', 'PK\x03\x04', 'PK\x05\x06'), fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([magic, rest]) => {
        const content = Buffer.concat([Buffer.from(magic), rest]);
        expect(await faultOf('apk', content)).toEqual(expect.any(String));
      }),
      { numRuns: 25 },
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
    expect(await faultOf('zip', zipOf(files))).toBeUndefined();
  });

  it.each([
    ['no APK', ['readme.txt'], 'does not contain one .apk, or one base.apk with its split_*.apk files (readme.txt)'],
    ['nothing', [], 'split_*.apk files (no files)'],
    ['two apps', ['one.apk', 'two.apk'], 'does not contain one .apk, or one base.apk'],
    ['splits without their base', ['split_a.apk', 'split_b.apk'], 'does not contain one .apk, or one base.apk'],
    ['another file beside the APK', ['app.apk', 'mapping.txt'], 'does not contain one .apk, or one base.apk'],
    ['base.apk twice', ['base.apk', 'base.apk', 'split_a.apk'], 'does not contain one .apk, or one base.apk'],
    ['an APK in a folder', ['out/app.apk'], 'files (out/app.apk); put only these at its root'],
    ['an APK in a folder of Windows', ['out\\app.apk'], 'files (out\\app.apk); put only these at its root'],
    ['split APKs in capitals', ['base.APK', 'split_a.apk'], 'with their ending in lower case'],
    ['files that macOS adds', ['app.apk', '__MACOSX/._app.apk'], 'files (app.apk, __MACOSX/._app.apk)'],
    [
      "bundletool's splits",
      ['base-master.apk', 'base-de.apk'],
      'one base.apk with its split_*.apk files (base-master.apk',
    ],
    ['an APK set', ['toc.pb', 'universal.apk'], 'Run "unzip app.zip universal.apk", and set apk to universal.apk'],
    ['an APK set of splits', ['toc.pb', 'splits/base-master.apk'], 'run "bundletool build-apks --mode=universal'],
  ])('must not hold %s', async (_, entries, fault) => {
    expect(await faultOf('zip', directoryOf(entries))).toContain(fault);
  });

  it('has no name that breaks a line or a message', async () => {
    const names = ['x\n::error::\u001b[31m.apk', 'y'.repeat(65_000)];
    const fault = await faultOf('zip', directoryOf(names));
    expect(fault).toMatch(/^[^\p{Cc}]{1,400}$/u);
  });

  it('that is not an archive is an error', async () => {
    expect(await faultOf('zip', 'no zip')).toContain('not a zip archive');
    expect(await faultOf('zip', apkOf().subarray(0, 60))).toContain('is damaged or cut off');
  });
});
