import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentFault, locateApps, type LocatedApps } from '../../src/apps/locate.ts';
import { directoryOf } from './directory.ts';
import { apkOf, type Files, REAL_APK, sha256, withWorkspace, zipOf } from '../workspace.ts';
import { entryName, inWorkspace, shown } from '../../src/apps/package.ts';
import { onPosix } from '../posix.ts';

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
      // The search has begun, and no disk returns in the same turn of the event loop.
      setImmediate(() => cancel.abort(new Error('cancelled')));
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

function located(files: Files, ...paths: readonly (readonly string[])[]): Promise<LocatedApps> {
  const entries = paths.map((list, index) => ({
    platform: 'android',
    target: {
      key: 'apk' as const,
      where: `matrix[${index}].apk`,
      paths: list,
      name: undefined,
      version: undefined,
    },
    testIds: ['a'],
    extras: {},
  }));
  return withWorkspace(files, (folder) => locateApps(entries, folder, new AbortController().signal));
}

describe('the apps of a matrix', () => {
  it('are located with their digests', async () => {
    const { packages, problems, warnings } = await located({ 'out/app.apk': apkOf() }, ['out/*.apk']);
    expect([problems, warnings]).toEqual([[], []]);
    expect(packages.get('matrix[0].apk')).toMatchObject({
      kind: 'apk',
      path: 'out/app.apk',
      files: [{ name: 'app.apk', bytes: apkOf().length, sha256: sha256(apkOf()) }],
    });
  });

  it('are sent with an ending in lower case', async () => {
    const { packages } = await located({ 'X.APK': apkOf() }, ['X.APK']);
    expect(packages.get('matrix[0].apk')).toMatchObject({ path: 'X.APK', files: [{ name: 'X.apk' }] });
  });

  it('have all their problems reported at once, each with its place and help', async () => {
    const files = { 'good.apk': apkOf(), 'broken.apk': 'hello', 'app.aab': '' };
    const { packages, problems, warnings } = await located(
      files,
      ['absent.apk'],
      ['good.apk', 'x/*.apk'],
      ['broken.apk'],
      ['app.aab'],
    );
    expect([...packages.keys()]).toEqual(['matrix[1].apk']);
    expect(problems).toMatchObject([
      { where: 'matrix[0].apk', help: 'no-apk-found' },
      {
        where: 'matrix[2].apk',
        help: 'not-an-apk',
        text: 'broken.apk is not an APK: it is not a zip archive',
      },
      { where: 'matrix[3].apk', help: 'app-bundle' },
    ]);
    expect(warnings).toEqual(['matrix[1].apk contains "x/*.apk", which matches no file']);
  });
});

onPosix('slashes in paths').describe('the name inside the zip', () => {
  it.each([
    ['/ws/out/base.apk', 'base.apk'],
    ['/ws/a\nb/app.apk', 'app.apk'],
    ['/ws/a\nb\r\u001b.apk', 'a_b__.apk'],
    ['/ws/a\u2028b.apk', 'a_b.apk'],
    ['/ws/out\\app.Apk', 'out_app.apk'],
    ['/ws/my app (1) – приложение.apk', 'my app (1) – приложение.apk'],
  ])('of %j is %j', (path, name) => {
    expect(entryName(path)).toBe(name);
  });
});

it('a name is shown on one line of readable length', () => {
  expect(shown('a\n::error::b')).toBe('a ::error::b');
  expect(shown('x'.repeat(1000))).toBe(`${'x'.repeat(199)}…`);
});

it('a path in the workspace has no folders above', () => {
  expect(inWorkspace('/ws/out/app.apk', '/ws')).toBe('out/app.apk');
});
