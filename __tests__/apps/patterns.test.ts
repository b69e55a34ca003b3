import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { braceExpand } from 'minimatch';
import { withWorkspace } from '../workspace.ts';
import { found, foundIn } from './found-in.ts';
import { onPosix } from '../posix.ts';
import { type Glob, readPatterns } from '../../src/apps/glob.ts';

/** A tree in which each file is empty. */
function tree(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, '']));
}

describe('a pattern', () => {
  it.each([
    ['{a,b}', 'out/{debug,release}.apk', ['out/release.apk', 'out/x.apk'], 'out/release.apk'],
    ['{a,b} in front of a glob', '{lib,app}/**/*.apk', ['app/out/x.apk', 'x.apk'], 'app/out/x.apk'],
    ['{a,b} that are folders', '{lib,app}', ['app/x.apk', 'x.apk'], 'app/x.apk'],
    ['{a,b} with folders', '{lib/a,app/b}/*.{zip,apk}', ['app/b/x.apk', 'app/a/x.apk'], 'app/b/x.apk'],
    ['?', 'app-?.apk', ['app-1.apk', 'app-10.apk'], 'app-1.apk'],
    ['[…]', 'app-[0-9].apk', ['app-1.apk', 'app-x.apk'], 'app-1.apk'],
    ['[!…]', 'app-[!0-9].apk', ['app-1.apk', 'app-x.apk'], 'app-x.apk'],
    ['** that stands for no folder', 'out/**/x.apk', ['out/x.apk'], 'out/x.apk'],
    ['** at its end', 'out/**', ['out/a/b/x.apk', 'x.apk'], 'out/a/b/x.apk'],
    ['two **', '**/out/**/x.apk', ['a/out/b/x.apk', 'a/x.apk'], 'a/out/b/x.apk'],
    ['a dot in front', './out/./*.apk', ['out/x.apk'], 'out/x.apk'],
    ['a way up', 'out/*/../x*.apk', ['out/x.apk', 'out/a/y.apk'], 'out/x.apk'],
    ['two slashes', 'out//*.apk', ['out/x.apk'], 'out/x.apk'],
    ['parentheses that mean nothing', '*(1).apk', ['app (1).apk', '1.apk'], 'app (1).apk'],
    ['a mark that is no comment', '#*/*.apk', ['#1/x.apk'], '#1/x.apk'],
    ['a name that would be a set', 'out/[1].apk', ['out/[1].apk', 'out/1.apk'], 'out/[1].apk'],
    ['a name that would be two', 'out/{1,2}.apk', ['out/{1,2}.apk', 'out/1.apk'], 'out/{1,2}.apk'],
    ['what is hidden', '**/*.apk', ['.gradle/.out/.x.apk'], '.gradle/.out/.x.apk'],
    ['a name in another alphabet', '**/приложение-*.apk', ['сборка/приложение-1.apk'], 'сборка/приложение-1.apk'],
  ])('may have %s', async (_, pattern, files, expected) => {
    expect(await foundIn(tree(...files), [pattern])).toEqual(['apk', expected]);
  });

  onPosix('file names with * or ?').it('may have an escaped star', async () => {
    const files = tree('out/*.apk', 'out/x.apk');
    expect(await foundIn(files, ['out/\\*.apk'])).toEqual(['apk', 'out/*.apk']);
  });

  it.each([
    ['dependencies', 'node_modules'],
    ['history', '.git'],
  ])('leaves out %s, unless it names them', async (_, folder) => {
    const files = tree(`${folder}/a/x.apk`, `lib/${folder}/y.apk`, 'app/z.apk');
    expect(await foundIn(files, ['**/*.apk'])).toEqual(['apk', 'app/z.apk']);
    expect(await foundIn(files, [`${folder}/**/*.apk`])).toEqual(['apk', `${folder}/a/x.apk`]);
    expect(await foundIn(files, [`**/lib/${folder}/*.apk`])).toEqual(['apk', `lib/${folder}/y.apk`]);
    expect(await foundIn(files, [`lib/${folder}`])).toEqual(['apk', `lib/${folder}/y.apk`]);
    expect(await foundIn(files, [`lib/${folder}/y.apk`])).toEqual(['apk', `lib/${folder}/y.apk`]);
    // A name in one alternative does not apply to the other.
    expect(await foundIn(files, [`**/{${folder}/*,z}.apk`])).toContain('matches 2 files');
  });

  it('finds a build in a workspace that is itself a dependency', async () => {
    await withWorkspace(tree('node_modules/app/out/x.apk'), async (folder) => {
      expect(await found(join(folder, 'node_modules/app'), ['**/*.apk'])).toEqual(['apk', 'out/x.apk']);
    });
  });

  it('may lead out of the workspace', async () => {
    await withWorkspace(tree('ws/readme', 'out/x.apk', 'out/y.zip'), async (folder) => {
      const workspace = join(folder, 'ws');
      const expected = ['apk', '../out/x.apk'];
      for (const pattern of ['../out/x.apk', '../out/*.apk', '../*/x.apk', '../out', join(folder, 'out/*.apk')]) {
        expect(await found(workspace, [pattern])).toEqual(expected);
      }
      expect(await found(workspace, [`../../${basename(folder)}/**/*.apk`])).toEqual(expected);
      expect(await found(workspace, ['../out/*', '!../out/*.zip'])).toEqual(expected);
    });
  });

  it.each(['a\0b.apk', '*\0*.apk', 'x'.repeat(4000), '{,}', '{A..a}', '[', '{a,b', '**/**/**', '\\', '/'])(
    'that matches nothing (%j) is an error',
    async (pattern) => {
      expect(await foundIn(tree('lib/readme'), [pattern])).toEqual(expect.any(String));
    },
  );
});

describe('a folder', () => {
  it('gives its APKs, failing that its zip, whatever the case of the ending', async () => {
    expect(await foundIn(tree('out/X.APK', 'out/y.zip', 'out/z.aab'), ['out'])).toEqual(['apk', 'out/X.APK']);
    expect(await foundIn(tree('out/y.ZIP', 'out/z.aab'), ['out'])).toEqual(['zip', 'out/y.ZIP']);
    expect(await foundIn(tree('out/z.aab'), ['out'])).toContain('Android App Bundle (out/z.aab)');
  });

  it('gives what lies directly in it, not deeper', async () => {
    expect(await foundIn(tree('out/x.apk', 'out/old/y.apk'), ['out'])).toEqual(['apk', 'out/x.apk']);
  });

  it('may be given by a glob that ends in a slash, which takes no files', async () => {
    const files = tree('ba/x.apk', 'ba/y.zip', 'ba/deep/z.apk', 'bb', 'c/w.apk');
    expect(await foundIn(files, ['b*/'])).toEqual(['apk', 'ba/x.apk']);
    expect(await foundIn(tree('bb.apk', 'c/w.apk'), ['b*/'])).toContain('no .apk matches "b*/"');
  });

  it('may be the workspace', async () => {
    expect(await foundIn(tree('x.apk', 'out/y.apk'), ['.'])).toEqual(['apk', 'x.apk']);
  });
});

describe('a pattern with ! excludes', () => {
  const files = tree('out/a.apk', 'out/b.apk', 'out/old/c.apk', 'out/d.zip');

  it.each([
    ['from a folder', ['out', '!out/a.apk'], 'out/b.apk'],
    ['from a folder, wherever in the list it stands', ['!out/a.apk', 'out'], 'out/b.apk'],
    ['from an exact path', ['out/a.apk', 'out/b.apk', '!**/a.apk'], 'out/b.apk'],
    ['an exact path', ['out/a.apk', 'out/b.apk', '!out/a.apk'], 'out/b.apk'],
    ['an exact path, written in another way', ['out/a.apk', 'out/b.apk', '!./out/../out/a.apk'], 'out/b.apk'],
    ['from a glob', ['out/*.apk', '!out/a*'], 'out/b.apk'],
    ['by each of its braces', ['out/**/*.apk', '!out/{a,old/c}.apk'], 'out/b.apk'],
    ['a folder, with all that is in it', ['out/**/*.apk', '!out/old', '!out/a.apk'], 'out/b.apk'],
    ['a folder with a slash at its end', ['out/**/*.apk', '!out/old/', '!out/a.apk'], 'out/b.apk'],
    ['folders by a glob', ['out/**/*.apk', '!**/old', '!**/a.apk'], 'out/b.apk'],
    ['with a space behind the mark', ['out', '! out/a.apk'], 'out/b.apk'],
    ['nothing where it names nothing', ['out/b.apk', '!', '!other/**'], 'out/b.apk'],
  ])('%s', async (_, patterns, expected) => {
    expect(await foundIn(files, patterns)).toEqual(['apk', expected]);
  });

  it('before the kind of what a folder holds is chosen', async () => {
    expect(await foundIn(files, ['out', '!out/*.apk'])).toEqual(['zip', 'out/d.zip']);
  });

  it('by an absolute pattern, too', async () => {
    await withWorkspace(files, async (folder) => {
      const expected = ['apk', 'out/b.apk'];
      expect(await found(folder, ['out', `!${join(folder, 'out/a.apk')}`])).toEqual(expected);
      expect(await found(folder, ['out', `!${folder}/**/a.apk`])).toEqual(expected);
    });
  });

  it('a file whose name means something else in a glob, as it is', async () => {
    const odd = tree('[1].apk', '1.apk');
    expect(await foundIn(odd, ['*.apk', '![1].apk'])).toEqual(['apk', '1.apk']);
  });

  it('all, and the error says what was asked and what there is', async () => {
    const problem = await foundIn(files, ['out/a.apk', '!out']);
    expect(problem).toContain('no .apk matches "out/a.apk", "!out" in the workspace');
    expect(problem).toContain('out/a.apk (0.0 MB)');
  });

  it('a link without the file that it leads to', async () => {
    const link = (workspace: string): void => symlinkSync('b.apk', join(workspace, 'out/latest.apk'));
    expect(await foundIn(files, ['out', '!out/a.apk', '!out/latest.apk'], link)).toEqual(['apk', 'out/b.apk']);
  });

  it('and stands alone: an error that asks for a pattern to include', async () => {
    expect(await foundIn(files, ['!out/a.apk'])).toBe('contains only exclusions; add a pattern to include');
  });
});

function globsOf(pattern: string): Glob[] {
  return readPatterns(braceExpand(pattern), '/ws');
}

/** Which of these folders a search for the pattern enters. */
function entered(pattern: string, folders: readonly string[]): string[] {
  const globs = globsOf(pattern);
  return folders.filter((folder) => globs.some((glob) => glob.enters(folder)));
}

describe('a search enters', () => {
  it.each([
    ['only the depth that a pattern has', '*/out/*.apk', ['a', 'a/out', 'a/src', 'a/out/b'], ['a', 'a/out']],
    ['only what the first names allow', 'app*/**/*.apk', ['app1', 'app1/x/y', 'lib', 'lib/app'], ['app1', 'app1/x/y']],
    ['no dependencies or history', '**/*.apk', ['a', 'a/node_modules', 'a/.git', '.gradle'], ['a', '.gradle']],
    ['nothing where a pattern lists one folder', '*.apk', ['a'], []],
  ])('%s', (_, pattern, folders, expected) => {
    expect(entered(pattern, folders)).toEqual(expected);
  });

  onPosix('slashes in paths').it.each([
    ['app/build/*.apk', ['/ws/app/build']],
    ['/tmp/out/*/x.apk', ['/tmp/out']],
    ['/*.apk', ['/']],
    ['../out/*.apk', ['/out']],
    ['**/out/*.apk', ['/ws']],
    ['{a,b/c}/*.apk', ['/ws/a', '/ws/b/c']],
    ['**/{a,b}.apk', ['/ws']],
    ['odd \\[1\\]/*.apk', ['/ws/odd [1]']],
  ])('%s from %j', (pattern, bases) => {
    expect(globsOf(pattern).map(({ base }) => base)).toEqual(bases);
  });

  it('every folder on the way to whatever it finds', () => {
    const name = fc.constantFrom('a', 'b', 'out', '.x');
    const path = fc.array(name, { minLength: 1, maxLength: 5 });
    const pattern = fc.array(fc.constantFrom('a', 'out', '*', '**', '?', '[ab]', '{a,out}', '{a,b/*}'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(pattern, path, (parts, file) => {
        for (const glob of globsOf(parts.join('/'))) {
          if (!glob.matches(file.join('/'))) continue;
          for (let depth = 1; depth < file.length; depth++) {
            expect(glob.enters(file.slice(0, depth).join('/'))).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

it.each(['{a,b}'.repeat(40), 'a'.repeat(5000)])(
  'a pattern that is too wide or too long is rejected',
  async (pattern) => {
    expect(await foundIn({ 'out/a.apk': '' }, [`${pattern}*.apk`, 'out/a.apk'])).toContain(
      'more than 4096 characters or stands for more than 1000 patterns; use *',
    );
  },
);
