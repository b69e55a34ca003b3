import { describe, expect, it } from '@jest/globals';
import { RunState } from '../../src/doksi/schemas.ts';
import type { ResolvedEntry } from '../../src/plan/plan.ts';
import { testsOf } from '../../src/results/tests.ts';
import { selectEntries } from '../../src/run/select.ts';

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

function selected(entries: readonly ResolvedEntry[], ...failed: readonly object[]): ResolvedEntry[] {
  const state = RunState.parse({
    status: 'failed',
    results: failed.map((result) => ({ ...result, status: 'failed' })),
  });
  return selectEntries(testsOf({ id: 'run', state }), entries);
}

describe('a failed test runs again', () => {
  it('under its entry, with all other fields of the entry', () => {
    const entries = [web('https://x.example', ['a', 'b'], { login: { user: 'ann' } }), web('https://y.example', ['c'])];
    const destination = { platform: 'web', web_url: 'https://x.example/' };
    expect(selected(entries, { test_id: 'b', destination })).toEqual([
      web('https://x.example', ['b'], { login: { user: 'ann' } }),
    ]);
  });

  it.each([{ target_id: 'tgt_1' }, { name: 'Storefront' }])(
    'only on the platform on which it failed, if the destination is %j',
    (place) => {
      const entries = [web('https://x.example', ['a']), android('tgt_1', ['a', 'b'])];
      const destination = { platform: 'android', ...place };
      expect(selected(entries, { test_id: 'a', destination })).toEqual([android('tgt_1', ['a'])]);
    },
  );

  it.each([undefined, { platform: 'web' }, { web_url: 'https://elsewhere.example' }])(
    'in every entry that has it, if the destination %j does not identify one',
    (destination) => {
      const entries = [web('https://x.example', ['a', 'b']), web('https://y.example', ['a'])];
      expect(selected(entries, { test_id: 'a', destination })).toEqual([
        web('https://x.example', ['a']),
        web('https://y.example', ['a']),
      ]);
    },
  );

  it('never, if Doksi does not report its id', () => {
    expect(selected([web('https://x.example', ['a'])], { test_name: 'A' }, { test_id: 'z' })).toEqual([]);
  });
});
