import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeRecord,
  encodeRecord,
  type HistoryRecord,
  MAX_RECORD_LENGTH,
} from '../../src/history/record.ts';
import { requestDigest, targetKey } from '../../src/history/request-digest.ts';
import type { PlannedEntry } from '../../src/plan/entry.ts';

const record: HistoryRecord = {
  runs: [
    { id: 'run_1', attempt: 1 },
    { id: 'run_2', attempt: 2 },
  ],
  workflowRun: '123',
  attempt: 2,
  job: 'e2e',
  title: 'Checkout',
  headSha: 'b1946ac92492d2347c6235b4d2611184',
  digest: 'f00d',
  targets: { abc: 'tgt_1' },
};

describe('the record in a check run', () => {
  it('comes back as it was, after whatever stands before it', () => {
    expect(decodeRecord(`1 failed\n\n${encodeRecord(record)}\n`)).toEqual(record);
    const little = {
      ...record,
      workflowRun: undefined,
      job: undefined,
      digest: undefined,
      runs: [],
      targets: {},
    };
    expect(decodeRecord(encodeRecord(little))).toEqual(little);
  });

  it('holds any text without letting it out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (title, id) => {
        const hostile = {
          ...record,
          title: `${title} --> <!-- @mona ${title}`,
          runs: [{ id, attempt: 1 }],
          targets: { [id]: id },
        };
        const encoded = encodeRecord(hostile);
        expect(encoded.match(/-->/g)).toHaveLength(1);
        expect(encoded.slice(4, -3)).not.toMatch(/--|[<>@\n]/);
        // A prototype is no key of a mapping that comes from JSON.
        fc.pre(id !== '__proto__');
        expect(decodeRecord(encoded)).toEqual({ ...hostile, title: hostile.title.toWellFormed() });
      }),
    );
  });

  it('is the last one, so that no text before it can stand for it', () => {
    const forged = encodeRecord({ ...record, runs: [{ id: 'forged', attempt: 1 }] });
    expect(decodeRecord(`${forged}\n\n${encodeRecord(record)}`)?.runs).toEqual(record.runs);
  });

  it.each([
    undefined,
    null,
    '',
    'All 9 tests passed',
    '<!-- doksi-run-action:record {} -->',
    '<!-- doksi-run-action:record {"v":1,"runs":7} -->',
    '<!-- doksi-run-action:record {broken} -->',
    encodeRecord(record).replace('"v":1', '"v":2'),
    encodeRecord(record).slice(0, -9),
  ])('is nothing where it is not ours: %j', (text) => {
    expect(decodeRecord(text)).toBeUndefined();
  });

  it('stays small: targets are left out before anything else', () => {
    const targets = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [targetKey({ key: String(index) }), `tgt_${index}`]),
    );
    const encoded = encodeRecord({ ...record, targets });
    expect(encoded.length).toBeLessThanOrEqual(MAX_RECORD_LENGTH);
    expect(decodeRecord(encoded)?.runs).toEqual(record.runs);
    expect(Object.keys(decodeRecord(encoded)?.targets ?? {}).length).toBeGreaterThan(50);
    expect(encodeRecord({ ...record, runs: [{ id: 'x'.repeat(20_000), attempt: 1 }] })).toBe('');
  });
});

describe('the digest of what is asked for', () => {
  const entry: PlannedEntry = {
    platform: 'web',
    target: { key: 'web_url', value: 'https://staging.example.com' },
    testIds: ['a', 'b'],
    extras: { auth: { user: 'mona', password: 'hunter2' } },
  };
  const digest = (entries: readonly PlannedEntry[], extraBody = {}, key = 'key'): string | undefined =>
    requestDigest({ run: { kind: 'new', entries, extraBody } }, key);
  const at = (key: 'web_url' | 'target_id', value: string): PlannedEntry => ({
    ...entry,
    target: { key, value },
  });
  const apk = (registration: string): PlannedEntry => ({
    ...entry,
    target: { key: 'apk', registration, package: { kind: 'apk', path: `${registration}.apk`, files: [] } },
  });

  it('is the same for the same, in whatever order the keys of a mapping are', () => {
    const turned = { ...entry, extras: { auth: { password: 'hunter2', user: 'mona' } } };
    expect(digest([turned])).toBe(digest([entry]));
  });

  it.each([
    { what: 'another test', entries: [{ ...entry, testIds: ['a'] }] },
    { what: 'another order of tests', entries: [{ ...entry, testIds: ['b', 'a'] }] },
    { what: 'another address', entries: [at('web_url', 'https://example.com')] },
    { what: 'another kind of target', entries: [at('target_id', 'https://staging.example.com')] },
    { what: 'another credential', entries: [{ ...entry, extras: { auth: { password: 'hunter3' } } }] },
    { what: 'one more entry', entries: [entry, entry] },
    { what: 'another extra body', extraBody: { pull_request: 7 } },
    { what: 'another key', key: 'other' },
    { what: 'a file', entries: [apk('one')] },
  ])('is another one for $what', ({ entries = [entry], extraBody, key }) => {
    expect(digest(entries, extraBody, key)).not.toBe(digest([entry]));
  });

  it("tells files apart by their content's key, not by where they lie", () => {
    expect(digest([apk('one')])).not.toBe(digest([apk('two')]));
  });

  it('is not there for a run of another job', () => {
    expect(requestDigest({ run: { kind: 'existing', runId: 'k3n' } }, 'key')).toBeUndefined();
  });
});
