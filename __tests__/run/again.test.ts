import { describe, expect, it } from '@jest/globals';
import { Run } from '../../src/doksi/schemas.ts';
import type { ResolvedEntry } from '../../src/plan/entry.ts';
import { testsOf } from '../../src/results/tests.ts';
import { entriesAgain } from '../../src/run/again.ts';

const web = (value: string, testIds: readonly string[], extras = {}): ResolvedEntry => ({
  platform: 'web',
  target: { key: 'web_url', value },
  testIds,
  extras,
});
const android = (value: string, testIds: readonly string[]): ResolvedEntry => ({
  platform: 'android',
  target: { key: 'target_id', value },
  testIds,
  extras: {},
});

function again(entries: readonly ResolvedEntry[], ...failed: readonly object[]): ResolvedEntry[] {
  const results = failed.map((result) => ({ ...result, status: 'failed' }));
  const run = Run.parse({ status: 'failed', results });
  return entriesAgain(testsOf({ runId: 'run', run }), entries);
}

describe('what failed is run again', () => {
  it('under its entry, with all that the entry has', () => {
    const entries = [
      web('https://x.example', ['a', 'b'], { login: { user: 'ann' } }),
      web('https://y.example', ['c']),
    ];
    expect(
      again(entries, { test_id: 'b', destination: { platform: 'web', web_url: 'https://x.example/' } }),
    ).toEqual([web('https://x.example', ['b'], { login: { user: 'ann' } })]);
  });

  it('in the one of two entries in which it failed', () => {
    const entries = [web('https://x.example', ['a']), android('tgt_1', ['a', 'b'])];
    expect(
      again(entries, { test_id: 'a', destination: { platform: 'android', target_id: 'tgt_1' } }),
    ).toEqual([android('tgt_1', ['a'])]);
  });

  it('by its platform, where nothing else tells', () => {
    const entries = [web('https://x.example', ['a']), android('tgt_1', ['a'])];
    expect(
      again(entries, { test_id: 'a', destination: { platform: 'android', name: 'Storefront' } }),
    ).toEqual([android('tgt_1', ['a'])]);
  });

  it.each([undefined, { platform: 'web' }, { web_url: 'https://elsewhere.example' }])(
    'in every entry that has it, where %j does not tell which',
    (destination) => {
      const entries = [web('https://x.example', ['a', 'b']), web('https://y.example', ['a'])];
      expect(again(entries, { test_id: 'a', destination })).toEqual([
        web('https://x.example', ['a']),
        web('https://y.example', ['a']),
      ]);
    },
  );

  it('never, where Doksi does not say which test it was', () => {
    expect(again([web('https://x.example', ['a'])], { test_name: 'A' }, { test_id: 'z' })).toEqual([]);
  });
});
