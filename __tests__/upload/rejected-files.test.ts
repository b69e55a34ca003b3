import { describe, expect, it } from '@jest/globals';
import { errorOf, withDoksi } from '../scenarios/stage.ts';
import { APP, runWith } from './stage.ts';
import { apkOf, type Files } from '../workspace.ts';

// The error says that nothing was sent; the server confirms it.

function rejects(files: Files, apk: string, ...words: readonly string[]): Promise<void> {
  return withDoksi(async (doksi) => {
    const step = await runWith(doksi, files, { ...APP, apk });
    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', targets: '{}' } });
    for (const word of ['1 problem', '  apk  ', ...words, 'Nothing was sent to Doksi']) {
      expect(errorOf(step)).toContain(word);
    }
    expect(doksi.requests).toEqual([]);
  });
}

describe('a step rejects, before its first request,', () => {
  it.concurrent.each<[string, Files, string, string[]]>([
    [
      'a path that does not exist',
      { 'out/app-debug.apk': apkOf('app', 2_000_000) },
      'out/app-release.apk',
      [
        'no .apk matches "out/app-release.apk"',
        'out/app-debug.apk (2.0 MB)',
        'Did the build step make a release build?',
      ],
    ],
    ['an App Bundle', { 'out/app.aab': '' }, 'out/app.aab', ['Android App Bundle', '--mode=universal']],
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
  ])('%s', (_, files, apk, words) => rejects(files, apk, ...words));

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
      expect(errorOf(step)).toContain('3 problems');
      expect(errorOf(step)).toMatch(/matrix\[1\]\.apk +no \.apk matches "absent\.apk"/);
      expect(errorOf(step)).toMatch(/matrix\[3\]\.apk +broken\.apk is not an APK/);
      expect(errorOf(step)).toMatch(/matrix\[4\]\.apk +broken\.apk is not an APK/);
      expect(doksi.requests).toEqual([]);
    }),
  );
});
