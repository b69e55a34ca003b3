import { describe, expect, it } from '@jest/globals';
import { redness, withDoksi } from '../scenarios/stage.ts';
import { APP, runWith } from './stage.ts';
import { apkOf, type Files, zipOf } from '../workspace.ts';

// That nothing is sent is what the user is told, and what the server must see.

function refuses(files: Files, apk: string, ...words: readonly string[]): Promise<void> {
  return withDoksi(async (doksi) => {
    const step = await runWith(doksi, files, { ...APP, apk });
    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
    for (const word of ['1 problem', '  apk  ', ...words, 'Nothing was sent to Doksi']) {
      expect(redness(step)).toContain(word);
    }
    expect(doksi.requests).toEqual([]);
  });
}

describe('a step refuses, before its first request,', () => {
  it.concurrent.each<[string, Files, string, string[]]>([
    [
      'a path that is not there, with what is',
      { 'out/app-debug.apk': apkOf('app', 2_000_000) },
      'out/app-release.apk',
      ['no .apk matches "out/app-release.apk"', 'out/app-debug.apk (2.0 MB)'],
    ],
    [
      'a path where there is nothing at all',
      {},
      '**/*.apk',
      ['no .apk matches "**/*.apk"', 'did the build step run'],
    ],
    [
      'a bundle, with how to build an APK',
      { 'out/app.aab': zipOf({ 'base/manifest/AndroidManifest.xml': '' }) },
      'out/app.aab',
      ['Android App Bundle (app.aab)', 'gradlew assembleRelease'],
    ],
    ['an empty file', { 'app.apk': '' }, 'app.apk', ['app.apk is empty']],
    [
      'a file that is no zip',
      { 'app.apk': 'hello' },
      'app.apk',
      ['app.apk is not an APK: it is no zip archive'],
    ],
    [
      'a zip without a manifest',
      { 'app.apk': zipOf({ 'classes.dex': '' }) },
      'app.apk',
      ['app.apk is not an APK: it has no AndroidManifest.xml'],
    ],
    [
      'an APK that is cut off',
      { 'app.apk': apkOf('app', 1000).subarray(0, 900) },
      'app.apk',
      ['app.apk is damaged or cut off'],
    ],
    [
      'a broken split among good ones',
      { 'base.apk': apkOf('base'), 'split_a.apk': 'hello', 'split_b.apk': apkOf('b') },
      '*.apk',
      ['split_a.apk is not an APK'],
    ],
    [
      'several apps, by name',
      { 'free.apk': apkOf('free'), 'paid.apk': apkOf('paid') },
      '*.apk',
      ['matches 2 files that are not one app (free.apk, paid.apk)'],
    ],
    [
      'a zip with its files in a folder',
      { 'app.zip': zipOf({ 'out/app.apk': apkOf() }) },
      'app.zip',
      ['app.zip has its files in a folder'],
    ],
  ])('%s', (_, files, apk, words) => refuses(files, apk, ...words));

  it.concurrent('everything at once, each by its place in the matrix', () =>
    withDoksi(async (doksi) => {
      const matrix = [
        '- { web_url: "https://staging.example.com", test_ids: [a] }',
        '- { apk: absent.apk, test_ids: [b] }',
        '- { apk: good.apk, test_ids: [c] }',
        '- { apk: { path: broken.apk, name: Broken }, test_ids: [d] }',
        '- { apk: [broken.apk], test_ids: [e] }',
      ].join('\n');
      const files = { 'good.apk': apkOf(), 'broken.apk': 'hello' };
      const step = await runWith(doksi, files, { matrix });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(redness(step)).toContain('3 problems');
      expect(redness(step)).toMatch(/matrix\[1\]\.apk +no \.apk matches "absent\.apk"/);
      expect(redness(step)).toMatch(/matrix\[3\]\.apk +broken\.apk is not an APK/);
      expect(redness(step)).toMatch(/matrix\[4\]\.apk +broken\.apk is not an APK/);
      expect(doksi.requests).toEqual([]);
    }),
  );

  it.concurrent.each<[string, string, string]>([
    ['a number', '7', 'matrix[0].apk'],
    ['an empty list', '[]', 'matrix[0].apk'],
    ['a list with a hole', '[app.apk, ""]', 'matrix[0].apk'],
    ['a mapping without a path', '{ name: Shop }', 'matrix[0].apk'],
    ['a mapping with a stranger', '{ path: app.apk, label: Shop }', 'has label'],
    ['a version that YAML reads as a number', '{ path: app.apk, version: 1.10 }', 'matrix[0].apk.version'],
    ['a name that is empty', '{ path: app.apk, name: "" }', 'matrix[0].apk.name'],
  ])('%s in place of a path', (_, apk, words) =>
    withDoksi(async (doksi) => {
      const step = await runWith(
        doksi,
        { 'app.apk': apkOf() },
        { matrix: `[{ apk: ${apk}, test_ids: [a] }]` },
      );
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(redness(step)).toContain(words);
      expect(doksi.requests).toEqual([]);
    }),
  );
});
