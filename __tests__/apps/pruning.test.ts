import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { braceExpand } from 'minimatch';
import { type Glob, readPatterns } from '../../src/apps/glob.ts';
import { onPosix } from '../posix.ts';

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
