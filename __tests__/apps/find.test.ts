import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findFiles } from '../../src/apps/find.ts';
import { makeWorkspace, withWorkspace } from '../workspace.ts';
import { found, foundIn } from './found-in.ts';

const RELEASE = 'app/build/outputs/apk/release';
// Windows does not allow the star.
const ODD = process.platform === 'win32' ? 'odd [v1] (final)' : 'odd [v1] (final)*';
const workspace = makeWorkspace({
  [`${RELEASE}/app-release.apk`]: 'release',
  [`${RELEASE}/output-metadata.json`]: '{}',
  'app/build/outputs/apk/debug/app-debug.apk': 'debug',
  'app/build/outputs/bundle/release/app-release.aab': 'bundle',
  'splits/base.apk': 'base',
  'splits/split_config.de.apk': 'de',
  'splits/split_config.arm64_v8a.apk': 'arm',
  'ready/app.zip': 'zip',
  [`${ODD}/app one.apk`]: 'odd',
});

afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

const release = ['apk', `${RELEASE}/app-release.apk`];
const splits = ['splits', 'splits/base.apk', 'splits/split_config.arm64_v8a.apk', 'splits/split_config.de.apk'];

describe('an apk input finds', () => {
  it.each([
    ['a path', [`${RELEASE}/app-release.apk`], release],
    ['a path with a dot in front', [`./${RELEASE}/app-release.apk`], release],
    ['a path that goes up and down', [`app/../${RELEASE}/app-release.apk`], release],
    ['an absolute path', [join(workspace, RELEASE, 'app-release.apk')], release],
    ['an absolute glob', [join(workspace, RELEASE, '*.apk')], release],
    ['a glob', ['**/*-release.apk'], release],
    ['a glob with one folder unknown', ['app/build/outputs/apk/r*/*.apk'], release],
    ['a glob and an exclusion', ['app/**/*.apk', '!**/*-debug.apk'], release],
    ['a file only once, however often it is named', [`${RELEASE}/*.apk`, `${RELEASE}/app-release.apk`], release],
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
    ['a file whose name means something else in a glob', [`${ODD}/app one.apk`], ['apk', `${ODD}/app one.apk`]],
    ['what lies in such a folder', [ODD], ['apk', `${ODD}/app one.apk`]],
  ])('%s', async (_, patterns, expected) => {
    expect(await found(workspace, patterns)).toEqual(expected);
  });

  it('globs in a workspace whose own name looks like one', async () => {
    const odd = join(workspace, ODD);
    expect(await findFiles(['*.apk'], odd, new AbortController().signal)).toMatchObject({
      kind: 'apk',
      files: [{ path: join(odd, 'app one.apk'), bytes: 3 }],
    });
  });
});

describe('an apk input rejects', () => {
  it('a pattern without a match, with the APKs that there are and their sizes', async () => {
    const problem = await found(workspace, ['app/build/**/*-staging.apk']);
    expect(problem).toContain('no .apk matches "app/build/**/*-staging.apk"');
    expect(problem).toContain(`looked in ${workspace}/app/build)`);
    expect(problem).toContain(`${RELEASE}/app-release.apk (0.0 MB)`);
    expect(problem).toContain('splits/base.apk');
  });

  it('several APKs that are not one app, with their names', async () => {
    const problem = await found(workspace, ['app/**/*.apk']);
    expect(problem).toContain('"app/**/*.apk" matches 2 files');
    expect(problem).toContain(`app/build/outputs/apk/debug/app-debug.apk, ${RELEASE}/app-release.apk`);
    expect(problem).toContain('base.apk');
  });

  it.each([
    ['splits without their base', ['splits/split_*.apk']],
    ['a base with another app', ['splits/base.apk', `${RELEASE}/app-release.apk`]],
    ['an APK beside a zip', ['ready/app.zip', `${RELEASE}/app-release.apk`]],
    ['an APK beside another file', [`${RELEASE}/*`]],
  ])('%s', async (_, patterns) => {
    const problem = await found(workspace, patterns);
    expect(problem).toContain('matches 2 files that are not one app');
  });

  it.each([
    ['by its path', ['app/build/outputs/bundle/release/app-release.aab']],
    ['by its folder', ['app/build/outputs/bundle/release']],
    ['among others', ['app/**/app-release.*']],
  ])('an App Bundle, named %s, with the commands that make an APK', async (_, patterns) => {
    const problem = await found(workspace, patterns);
    expect(problem).toContain('Android App Bundle (app/build/outputs/bundle/release/app-release.aab)');
    expect(problem).toContain('"./gradlew assembleRelease"');
    expect(problem).toContain('"bundletool build-apks --mode=universal --output-format=DIRECTORY --bundle=app/build');
    expect(problem).toContain('set apk to out/universal.apk');
  });

  it.each([
    ['by its path', ['out/app.apks']],
    ['by its folder', ['out']],
  ])('an APK set, named %s, with the commands that make an APK', async (_, patterns) => {
    const problem = await foundIn({ 'out/app.apks': '' }, patterns);
    expect(problem).toContain('APK set made by bundletool (out/app.apks)');
    expect(problem).toContain('"unzip out/app.apks universal.apk", and set apk to universal.apk');
    expect(problem).toContain('--mode=universal --output-format=DIRECTORY');
  });

  it('a folder without an APK, when the build made an App Bundle deeper in it, with the same commands', async () => {
    const problem = await foundIn({ 'out/bundle/app.aab': '' }, ['out']);
    expect(problem).toMatch(
      /^no \.apk matches "out" .* The only build is an Android App Bundle \(out\/bundle\/app\.aab\)/,
    );
    expect(problem).toContain('--bundle=out/bundle/app.aab');
    expect(await foundIn({ 'out/bundle/app.aab': '', 'x.apk': '' }, ['out'])).not.toContain('Bundle');
  });

  it('APKs above 4 GB', async () => {
    const grow = (workspace: string): void => truncateSync(join(workspace, 'app.apk'), 4_000_000_001);
    const problem = await foundIn({ 'app.apk': '' }, ['app.apk'], grow);
    expect(problem).toBe('has 4000.0 MB of APKs; at most 4000.0 MB can be sent');
    const ready = (workspace: string): void => truncateSync(join(workspace, 'app.zip'), 4_000_000_001);
    expect(await foundIn({ 'app.zip': '' }, ['app.zip'], ready)).toEqual(['zip', 'app.zip']);
  });

  it('a file that is neither an APK nor a zip', async () => {
    const problem = await found(workspace, [`${RELEASE}/output-metadata.json`]);
    expect(problem).toBe(`is ${RELEASE}/output-metadata.json, which is not an .apk or a .zip`);
  });

  it('an empty folder in a workspace without any APK, and asks about the build', async () => {
    const problem = await foundIn({ 'out/readme.txt': 'nothing' }, ['out']);
    expect(problem).toContain('no .apk matches "out"');
    expect(problem).toContain('Did the build step run');
  });

  it('with no more than ten names, and the number of the others', async () => {
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`out/${index + 10}.apk`, '']));
    const absent = await foundIn(many, ['in/*.apk']);
    expect(absent).toContain('out/19.apk (0.0 MB) and 3 more');
    expect(absent).not.toContain('out/20.apk');
    expect(await foundIn(many, ['out/*.apk'])).toContain('out/19.apk and 3 more');
  });

  it('without suggesting an APK of a dependency', async () => {
    expect(await foundIn({ 'node_modules/helper/helper.apk': '' }, ['app.apk'])).not.toContain('helper.apk');
  });
});

describe('a list of paths', () => {
  const files = { 'splits/base.apk': '', 'splits/split_a.apk': '', 'app-debug.apk': '' };
  const warningsOf = (patterns: readonly string[]): Promise<unknown> =>
    withWorkspace(files, async (folder) => {
      const result = await findFiles(patterns, folder, new AbortController().signal);
      return 'text' in result ? result.text : result.warnings;
    });

  it('with a path that does not exist is an error, even if others match', async () => {
    const problem = await foundIn(files, ['splits/base.apk', 'splits/split_b.apk']);
    expect(problem).toMatch(/^no \.apk matches "splits\/split_b\.apk" in the workspace .* There are: /);
  });

  it('with a glob that matches nothing beside others that match is a warning', async () => {
    expect(await warningsOf(['splits/*.apk', 'features/*.apk'])).toEqual([
      'contains "features/*.apk", which matches no file',
    ]);
    expect(await warningsOf(['splits/*.apk', 'app-*.apk', '!app-*.apk'])).toEqual([]);
  });

  it('with the separators of Windows gets the advice to write /', async () => {
    const problem = await foundIn({ 'app/build/x.apk': '' }, ['app\\build\\x.apk']);
    expect(problem).toContain('Write folders with /: "app/build/x.apk".');
  });

  it.each([
    ['app/build/outputs/apk/release/*.apk', 'Did the build step make a release build?'],
    ['app/build/*.apk', 'Did the build step make the one you mean?'],
  ])('that matches nothing asks about the build: %s', async (pattern, question) => {
    expect(await foundIn(files, [pattern])).toContain(question);
  });
});
