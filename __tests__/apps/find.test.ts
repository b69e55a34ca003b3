import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Found, findFiles as findUntil, inWorkspace } from '../../src/apps/find.ts';
import { makeWorkspace } from '../workspace.ts';

const RELEASE = 'app/build/outputs/apk/release';
const workspace = makeWorkspace({
  [`${RELEASE}/app-release.apk`]: 'release',
  [`${RELEASE}/output-metadata.json`]: '{}',
  'app/build/outputs/apk/debug/app-debug.apk': 'debug',
  'app/build/outputs/bundle/release/app-release.aab': 'bundle',
  'splits/base.apk': 'base',
  'splits/split_config.de.apk': 'de',
  'splits/split_config.arm64_v8a.apk': 'arm',
  'ready/app.zip': 'zip',
  'odd [v1] (final)*/app one.apk': 'odd',
});

afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

function findFiles(patterns: readonly string[], folder: string): Promise<Found> {
  return findUntil(patterns, folder, new AbortController().signal);
}

/** The kind of what was found, and the paths in the workspace. */
function told(found: Found): unknown {
  if ('problem' in found) return found.problem;
  return [found.kind, ...found.files.map(({ path }) => inWorkspace(path, workspace))];
}

const release = ['apk', `${RELEASE}/app-release.apk`];
const splits = [
  'splits',
  'splits/base.apk',
  'splits/split_config.arm64_v8a.apk',
  'splits/split_config.de.apk',
];

describe('an apk input finds', () => {
  it.each([
    ['a path', [`${RELEASE}/app-release.apk`], release],
    ['a path with a dot in front', [`./${RELEASE}/app-release.apk`], release],
    ['a path that goes up and down', [`app/../${RELEASE}/app-release.apk`], release],
    ['an absolute path', [join(workspace, RELEASE, 'app-release.apk')], release],
    ['an absolute glob', [join(workspace, RELEASE, '*.apk')], release],
    ['a glob', ['**/*-release.apk'], release],
    ['a glob with one folder unknown', ['app/build/outputs/apk/r*/*.apk'], release],
    ['globs of which one excludes', ['app/**/*.apk', '!**/*-debug.apk'], release],
    [
      'a file only once, however often it is named',
      [`${RELEASE}/*.apk`, `${RELEASE}/app-release.apk`],
      release,
    ],
    ['a folder with one APK and other files', [RELEASE], release],
    ['a folder with a slash at its end', [`${RELEASE}/`], release],
    ['a folder with split APKs', ['splits'], splits],
    ['split APKs by a glob', ['splits/*.apk'], splits],
    [
      'split APKs by a list, the base first, whatever their order',
      ['splits/split_config.de.apk', 'splits/base.apk', 'splits/split_config.arm64_v8a.apk'],
      splits,
    ],
    ['a zip', ['ready/app.zip'], ['zip', 'ready/app.zip']],
    ['a folder with a zip', ['ready'], ['zip', 'ready/app.zip']],
    [
      'a file whose name means something else in a glob',
      ['odd [v1] (final)*/app one.apk'],
      ['apk', 'odd [v1] (final)*/app one.apk'],
    ],
    ['what lies in such a folder', ['odd [v1] (final)*'], ['apk', 'odd [v1] (final)*/app one.apk']],
  ])('%s', async (_, patterns, expected) => {
    expect(told(await findFiles(patterns, workspace))).toEqual(expected);
  });

  it('globs in a workspace whose own name looks like one', async () => {
    const odd = join(workspace, 'odd [v1] (final)*');
    const found = await findFiles(['*.apk'], odd);
    expect(found).toMatchObject({ kind: 'apk', files: [{ path: join(odd, 'app one.apk'), bytes: 3 }] });
  });
});

describe('an apk input refuses', () => {
  it('a pattern without a match, with the APKs that there are and their sizes', async () => {
    const problem = told(await findFiles(['app/build/**/*-staging.apk'], workspace));
    expect(problem).toContain('no .apk matches "app/build/**/*-staging.apk"');
    expect(problem).toContain(workspace);
    expect(problem).toContain(`${RELEASE}/app-release.apk (0.0 MB)`);
    expect(problem).toContain('splits/base.apk');
  });

  it('several APKs that are not one app, with their names', async () => {
    const problem = told(await findFiles(['app/**/*.apk'], workspace));
    expect(problem).toContain('"app/**/*.apk" matches 2 files');
    expect(problem).toContain(`app/build/outputs/apk/debug/app-debug.apk, ${RELEASE}/app-release.apk`);
    expect(problem).toContain('base.apk');
  });

  it.each([
    ['splits without their base', ['splits/split_*.apk']],
    ['a base with a stranger', ['splits/base.apk', `${RELEASE}/app-release.apk`]],
    ['an APK beside a zip', ['ready/app.zip', `${RELEASE}/app-release.apk`]],
    ['an APK beside another file', [`${RELEASE}/*`]],
  ])('%s', async (_, patterns) => {
    const problem = told(await findFiles(patterns, workspace));
    expect(problem).toContain('matches 2 files that are not one app');
  });

  it.each([
    ['by its path', ['app/build/outputs/bundle/release/app-release.aab']],
    ['by its folder', ['app/build/outputs/bundle/release']],
    ['among others', ['app/**/app-release.*']],
  ])('a bundle, named %s, and says how to build an APK', async (_, patterns) => {
    const problem = told(await findFiles(patterns, workspace));
    expect(problem).toContain('Android App Bundle (app-release.aab)');
    expect(problem).toContain('gradlew assemble');
    expect(problem).toContain('bundletool build-apks --mode=universal');
  });

  it('a file that is neither an APK nor a zip', async () => {
    const problem = told(await findFiles([`${RELEASE}/output-metadata.json`], workspace));
    expect(problem).toBe(`is ${RELEASE}/output-metadata.json, which is neither an .apk nor a .zip`);
  });

  it('an empty folder in a workspace without any APK, and asks about the build', async () => {
    const empty = makeWorkspace({ 'out/readme.txt': 'nothing' });
    try {
      const problem = told(await findFiles(['out'], empty));
      expect(problem).toContain('no .apk matches "out"');
      expect(problem).toContain('did the build step run');
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  });

  it('with no more than ten names, and the number of the others', async () => {
    const many = makeWorkspace(
      Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`out/${index + 10}.apk`, 'apk'])),
    );
    try {
      const absent = told(await findFiles(['in/*.apk'], many));
      expect(absent).toContain('out/19.apk (0.0 MB) and 3 more');
      expect(absent).not.toContain('out/20.apk');
      expect(told(await findFiles(['out/*.apk'], many))).toContain('out/19.apk and 3 more');
    } finally {
      rmSync(many, { recursive: true, force: true });
    }
  });

  it('an APK of a dependency as the one that was meant', async () => {
    const folder = makeWorkspace({ 'node_modules/helper/helper.apk': 'apk' });
    try {
      expect(told(await findFiles(['app.apk'], folder))).not.toContain('helper.apk');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
