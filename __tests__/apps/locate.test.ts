import { describe, expect, it } from '@jest/globals';
import { locateApps, type LocatedApps } from '../../src/apps/locate.ts';
import { entryName, inWorkspace, shown } from '../../src/apps/package.ts';
import { apkOf, type Files, sha256, withWorkspace } from '../workspace.ts';
import { onPosix } from '../posix.ts';

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
