import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/inputs/problems.ts';
import { type Inputs, type ReadInputs, readInputs } from '../../src/inputs/read.ts';
import { parseYaml } from '../../src/inputs/yaml.ts';
import type { Entry } from '../../src/inputs/entry.ts';
import { requestBody, shownBody } from '../../src/plan/request.ts';
import type { ResolvedEntry } from '../../src/plan/entry.ts';

const KEY = `dk_live_${'5'.repeat(40)}`;
const GOOD = { 'api-key': KEY, 'web-url': 'https://staging.example.com', 'test-ids': 'abc123' };

const NOW = Date.parse('2026-11-03T12:00:00Z');

function readAll(given: Readonly<Record<string, string>>): ReadInputs {
  return readInputs((name) => given[name] ?? '', NOW, parseYaml);
}

function read(given: Readonly<Record<string, string>>): Inputs {
  const { inputs, problems } = readAll(given);
  if (problems.length > 0) throw new InputError(problems);
  return inputs;
}

function errorOf(given: Readonly<Record<string, string>>): string {
  try {
    read(given);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no error';
}

/** Those entries whose target needs no upload. */
function resolved(entries: readonly Entry[]): ResolvedEntry[] {
  return entries.flatMap(({ target, ...entry }) => (target.key === 'apk' ? [] : [{ ...entry, target }]));
}

function bodyOf(given: Readonly<Record<string, string>>): unknown {
  const { run } = read({ 'api-key': KEY, ...given });
  return run.kind === 'new' ? requestBody(resolved(run.entries), run.extraBody) : undefined;
}

describe('what the action reads', () => {
  it.each([
    ['commas', 'a, b,c'],
    ['new lines', 'a\nb\n\nc\n'],
    ['both', 'a,\nb\nc,'],
  ])('takes the test ids of the short form separated by %s', (_, ids) => {
    expect(bodyOf({ 'web-url': 'https://x.example', 'test-ids': ids })).toEqual({
      matrix: [{ platform: 'web', web_url: 'https://x.example', test_ids: ['a', 'b', 'c'] }],
    });
  });

  it.each([
    ['binary-url', 'https://x.example/app.apk', { binary_url: 'https://x.example/app.apk' }],
    ['target-id', 'tgt_1', { target_id: 'tgt_1' }],
  ])('takes %s as an Android target', (name, value, target) => {
    expect(bodyOf({ [name]: value, 'test-ids': 'a' })).toEqual({
      matrix: [{ platform: 'android', ...target, test_ids: ['a'] }],
    });
  });

  it("takes the request body of Doksi's documentation as it is, and the same in YAML", () => {
    const body = {
      matrix: [
        { platform: 'web', web_url: 'https://staging.example.com', test_ids: ['abc123'] },
        { platform: 'android', binary_url: 'https://builds.example.com/app.apk', test_ids: ['abc123'] },
        { platform: 'android', target_id: 'tgt_1', test_ids: ['abc123'] },
      ],
    };
    expect(bodyOf({ matrix: JSON.stringify(body, null, '\t') })).toEqual(body);
    expect(bodyOf({ matrix: JSON.stringify(body.matrix) })).toEqual(body);
    expect(
      bodyOf({
        matrix: `
          - web_url: https://staging.example.com
            test_ids: abc123
          - { binary_url: https://builds.example.com/app.apk, test_ids: [abc123] }
          - target_id: tgt_1
            test_ids: [abc123]`,
      }),
    ).toEqual(body);
  });

  it('passes every key that it does not know on untouched, at any depth', () => {
    const unknown = fc.dictionary(
      fc.stringMatching(/^x_[a-z]{1,8}$/),
      fc
        .jsonValue({ noUnicodeString: false })
        .filter((value) => !/e[+-]|-0|\d{16}/.test(JSON.stringify(value))),
    );
    fc.assert(
      fc.property(unknown, unknown, (extras, top) => {
        const entry = { platform: 'web', web_url: 'https://x.example', test_ids: ['a'], ...extras };
        const body = bodyOf({ matrix: JSON.stringify([entry]), 'extra-body': JSON.stringify(top) });
        expect(JSON.parse(JSON.stringify(body))).toEqual(
          JSON.parse(JSON.stringify({ matrix: [entry], ...top })),
        );
      }),
    );
  });

  it('never shows what stands under a key that it does not know', () => {
    const { run } = read({
      'api-key': KEY,
      matrix: '[{web_url: "https://me:pass@x.example", test_ids: [a], auth: {pin: "s3cr3t"}}]',
      'extra-body': 'token: s3cr3t',
    });
    const shown = run.kind === 'new' ? JSON.stringify(shownBody(resolved(run.entries), run.extraBody)) : '';
    expect(shown).toContain('"auth":"(hidden)"');
    expect(shown).not.toMatch(/s3cr3t|pass@/);
  });

  it.each([
    ['test_id', 'test_ids'],
    ['weburl', 'web_url'],
    ['targetId', 'target_id'],
  ])('names the likely key where %s is misspelt', (wrong, right) => {
    const matrix = JSON.stringify([{ [wrong]: 'x' }]);
    expect(errorOf({ ...GOOD, 'web-url': '', 'test-ids': '', matrix })).toContain('matrix[0]');
    const other =
      right === 'test_ids' ? { web_url: 'https://x.example' } : { binary_url: 'https://x.example' };
    const base = right === 'test_ids' ? {} : { test_ids: ['a'] };
    if (right !== 'test_ids') {
      const { warnings } = readAll({
        'api-key': KEY,
        matrix: JSON.stringify([{ ...other, ...base, [wrong]: 'x' }]),
      });
      expect(warnings.join()).toContain(
        `matrix[0].${wrong} is not a key this action knows; was "${right}" meant?`,
      );
    }
  });
});

describe('bad inputs', () => {
  it('are named all at once, with their public names, values and what is allowed', () => {
    const message = errorOf({
      matrix: JSON.stringify([
        { web_url: 'ftp://x', test_ids: ['a'] },
        { web_url: 'https://x.example', target_id: 'tgt_1', test_ids: [] },
        { platform: 'web', target_id: 'tgt_1', test_ids: 'a' },
      ]),
      'if-no-api-key': 'ignore',
      'timeout-minutes': 'soon',
      'poll-interval-seconds': '0.5',
      wait: 'yes',
      'api-url': 'http://api.example.com',
    });
    for (const problem of [
      'matrix[0].web_url      is "ftp://x"',
      'matrix[1]              has 2 targets, web_url and target_id; keep one',
      'matrix[1].test_ids     is empty',
      'matrix[2].platform     is "web", but target_id goes with android',
      'if-no-api-key          is "ignore"; give error or skip',
      'timeout-minutes        is "soon"; give a number above 0',
      'poll-interval-seconds  is "0.5"; give a number of at least 1',
      'wait                   is "yes"; give true or false',
      'api-url                is "http://api.example.com"',
      'api-key                is empty',
    ]) {
      expect(message).toContain(problem);
    }
    expect(message).toMatch(/^10 problems with the inputs/);
  });

  it.each([
    ['0123', 'is the number 123, written 0123; quote it'],
    ['1e3', 'is the number 1000, written 1e3; quote it'],
    ['true', 'is the word true'],
  ])('ask to quote the test id %s', (id, words) => {
    expect(
      errorOf({ 'api-key': KEY, matrix: `[{web_url: "https://x.example", test_ids: [ok, ${id}]}]` }),
    ).toContain(`matrix[0].test_ids[1]  ${words}`);
  });

  it.each(['1e2', '0x10', '-5', 'Infinity', '0', '1,5', 'NaN'])('refuse the timeout %s', (minutes) => {
    expect(errorOf({ ...GOOD, 'timeout-minutes': minutes })).toContain(`is "${minutes}"`);
  });

  it.each([
    [{ matrix: '[]' }, 'matrix  excludes the short form'],
    [{ 'run-id': 'run_1' }, 'run-id  follows a run that exists, so it excludes web-url, test-ids'],
    [{ 'target-id': 'tgt_1' }, 'web-url, target-id  exclude each other; keep one'],
    [{ 'extra-body': 'matrix: []' }, 'extra-body.matrix  cannot be replaced'],
    [{ 'extra-body': '- a' }, 'extra-body  is a list; give a mapping'],
  ])('refuse %j beside the short form', (more, words) => {
    expect(errorOf({ ...GOOD, ...more })).toContain(words);
  });

  it('never show the key, not even where it is what is wrong', () => {
    const message = errorOf({ ...GOOD, 'api-key': 'dk_live_with a space' });
    expect(message).toContain('api-key');
    expect(message).not.toContain('with a space;');
    expect(message).not.toContain('dk_live_with');
  });

  it('do not quote a YAML text that cannot be read, since it may hold credentials', () => {
    const message = errorOf({ 'api-key': KEY, matrix: '- web_url: x\n pin: s3cr3t\n-' });
    expect(message).toContain('matrix  is neither YAML nor JSON (line');
    expect(message).not.toContain('s3cr3t');
  });
});

it('only warns of a key with another shape', () => {
  expect(readAll({ ...GOOD, 'api-key': 'other' }).warnings.join()).toContain(
    'api-key does not look like a key',
  );
});

it('allows http for this machine only', () => {
  for (const host of ['localhost:1', '127.0.0.1:2', '[::1]:3']) {
    expect(read({ ...GOOD, 'api-url': `http://${host}/api/` }).apiUrl).toBe(`http://${host}/api`);
  }
});
