import { describe, expect, it } from '@jest/globals';
import { entryName, inWorkspace, shown } from '../../src/apps/names.ts';

describe('the name inside the zip', () => {
  it.each([
    ['/ws/out/base.apk', 'base.apk'],
    ['/ws/a\nb/app.apk', 'app.apk'],
    ['/ws/a\nb\r\u001b.apk', 'a_b__.apk'],
    ['/ws/a\u2028\u202eb.apk', 'a__b.apk'],
    ['/ws/out\\app.apk', 'out_app.apk'],
    ['/ws/my app (1) – приложение.apk', 'my app (1) – приложение.apk'],
  ])('of %j is %j', (path, name) => {
    expect(entryName(path)).toBe(name);
  });
});

it('a name is shown in one line that can be read', () => {
  expect(shown('a\n::error::b')).toBe('a ::error::b');
  expect(shown('x'.repeat(1000))).toBe(`${'x'.repeat(200)}…`);
});

it('a path in the workspace is told from it', () => {
  expect(inWorkspace('/ws/out/app.apk', '/ws')).toBe('out/app.apk');
});
