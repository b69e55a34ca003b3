import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeRecord,
  encodeRecord,
  type HistoryRecord,
  MAX_RECORD_LENGTH,
  requestDigest,
  targetKey,
} from '../../src/history/record.ts';
import type { PlannedEntry } from '../../src/plan/plan.ts';

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
  eventSha: 'b1946ac92492d2347c6235b4d2611184',
  digest: 'f00d',
  targets: { abc: 'tgt_1' },
};
const decode = (summary: string | undefined): HistoryRecord | undefined => decodeRecord({ summary });

describe('the record in a check run', () => {
  it('is read as it was written, after any other text', () => {
    expect(decode(`1 failed\n\n${encodeRecord(record)}\n`)).toEqual(record);
    const minimal: HistoryRecord = {
      ...record,
      workflowRun: undefined,
      job: undefined,
      eventSha: undefined,
      digest: undefined,
      runs: [],
      targets: {},
    };
    expect(decode(encodeRecord(minimal))).toEqual(minimal);
  });

  it('hides any text', () => {
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
        fc.pre(id !== '__proto__');
        expect(decode(encoded)).toEqual({ ...hostile, title: hostile.title.toWellFormed() });
      }),
      { numRuns: 30 },
    );
  });

  it('is the last one, so that text before it cannot replace it', () => {
    const forged = encodeRecord({ ...record, runs: [{ id: 'forged', attempt: 1 }] });
    expect(decode(`${forged}\n\n${encodeRecord(record)}`)?.runs).toEqual(record.runs);
  });

  it.each([
    undefined,
    '',
    'All 9 tests passed',
    '<!-- doksi-run-action:record {} -->',
    '<!-- doksi-run-action:record {"v":1,"runs":7} -->',
    '<!-- doksi-run-action:record {broken} -->',
    encodeRecord(record).replace('"v":1', '"v":2'),
    encodeRecord({ ...record, attempt: 0 }),
    encodeRecord(record).slice(0, -9),
  ])('is ignored if it is not valid: %j', (text) => {
    expect(decode(text)).toBeUndefined();
  });

  it('stays small: targets are left out before anything else', () => {
    const targets = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [targetKey(String(index)), `tgt_${index}`]),
    );
    const encoded = encodeRecord({ ...record, targets });
    expect(encoded.length).toBeLessThanOrEqual(MAX_RECORD_LENGTH);
    expect(decode(encoded)?.runs).toEqual(record.runs);
    expect(encodeRecord({ ...record, runs: [{ id: 'x'.repeat(20_000), attempt: 1 }] })).toBe('');
  });
});

describe('the digest of a request', () => {
  const entry: PlannedEntry = {
    platform: 'web',
    target: { key: 'web_url', value: 'https://staging.example.com' },
    testIds: ['a', 'b'],
    extras: { auth: { user: 'mona', password: 'hunter2' } },
  };
  interface Request {
    readonly entries?: readonly PlannedEntry[];
    readonly extraBody?: Readonly<Record<string, unknown>>;
    readonly key?: string;
    readonly jobMatrix?: string;
  }
  const digest = ({ entries = [entry], extraBody = {}, key = 'key', jobMatrix = '' }: Request = {}) =>
    requestDigest({ run: { kind: 'new', entries, extraBody }, jobMatrix }, key);
  const at = (key: 'web_url' | 'target_id', value: string): PlannedEntry => ({
    ...entry,
    target: { key, value },
  });
  const apk = (registration: string): PlannedEntry => ({
    ...entry,
    target: { key: 'apk', registration, package: { kind: 'apk', path: `${registration}.apk`, files: [] } },
  });

  it('is equal for equal requests, whatever the order of keys', () => {
    const turned = { ...entry, extras: { auth: { password: 'hunter2', user: 'mona' } } };
    expect(digest({ entries: [turned] })).toBe(digest());
  });

  it.each<{ what: string } & Request>([
    { what: 'another test', entries: [{ ...entry, testIds: ['a'] }] },
    { what: 'another order of tests', entries: [{ ...entry, testIds: ['b', 'a'] }] },
    { what: 'another address', entries: [at('web_url', 'https://example.com')] },
    { what: 'another kind of target', entries: [at('target_id', 'https://staging.example.com')] },
    { what: 'another credential', entries: [{ ...entry, extras: { auth: { password: 'hunter3' } } }] },
    { what: 'one more entry', entries: [entry, entry] },
    { what: 'another extra body', extraBody: { pull_request: 7 } },
    { what: 'another key', key: 'other' },
    { what: 'another leg of the job matrix', jobMatrix: '{"lang": "de"}' },
    { what: 'a file', entries: [apk('one')] },
  ])('differs for $what', (request) => {
    expect(digest(request)).not.toBe(digest());
  });

  it('depends on the content of files', () => {
    expect(digest({ entries: [apk('one')] })).not.toBe(digest({ entries: [apk('two')] }));
  });

  it('does not exist for a run of another job', () => {
    expect(requestDigest({ run: { kind: 'existing', runId: 'k3n' }, jobMatrix: '' }, 'key')).toBeUndefined();
  });
});
