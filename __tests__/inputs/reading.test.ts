import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf, type Given, GOOD, KEY, problemsOf, read, readAll, readerOf, WEB_URL } from './reader.ts';
import { isSkippedWithoutKey } from '../../src/inputs/read.ts';
import { readSettings, type ReportSettings } from '../../src/inputs/settings.ts';
import { InputError } from '../../src/inputs/problems.ts';
import { onPosix } from '../posix.ts';

describe('the request body', () => {
  it.each([
    ['binary-url', 'https://x.example/app.apk', { binary_url: 'https://x.example/app.apk' }],
    ['target-id', 'tgt_1', { target_id: 'tgt_1' }],
  ])('has %s as an Android target', async (name, value, target) => {
    expect(await bodyOf({ [name]: value, 'test-ids': 'a' })).toEqual({
      matrix: [{ platform: 'android', ...target, test_ids: ['a'] }],
    });
  });

  it("can be pasted from Doksi's documentation, and be written in YAML", async () => {
    const body = {
      matrix: [
        { platform: 'web', web_url: 'https://staging.example.com', test_ids: ['abc123'] },
        { platform: 'android', binary_url: 'https://builds.example.com/app.apk', test_ids: ['abc123'] },
        { platform: 'android', target_id: 'tgt_1', test_ids: ['abc123'] },
      ],
    };
    const yaml = `
      - web_url: https://staging.example.com
        test_ids: abc123
      - { binary_url: https://builds.example.com/app.apk, test_ids: [abc123] }
      - target_id: tgt_1
        test_ids: [abc123]`;
    expect(await bodyOf({ matrix: JSON.stringify(body, null, '\t') })).toEqual(body);
    expect(await bodyOf({ matrix: JSON.stringify(body.matrix) })).toEqual(body);
    expect(await bodyOf({ matrix: yaml })).toEqual(body);
  });

  it('has every unknown key unchanged, at any depth', async () => {
    const unknown = fc.dictionary(
      fc.stringMatching(/^x_[a-z]{1,8}$/),
      fc.jsonValue({ noUnicodeString: false }).filter((value) => !/e[+-]|-0|\d{16}/.test(JSON.stringify(value))),
    );
    await fc.assert(
      fc.asyncProperty(unknown, unknown, async (extras, top) => {
        const entry = { platform: 'web', web_url: 'https://x.example', test_ids: ['a'], ...extras };
        const body = await bodyOf({ matrix: JSON.stringify([entry]), 'extra-body': JSON.stringify(top) });
        expect(body).toEqual(JSON.parse(JSON.stringify({ matrix: [entry], ...top })));
      }),
      { numRuns: 20 },
    );
  });
});

function settingsOf(given: Given): ReportSettings {
  return readSettings(readerOf(given));
}

const DEFAULTS: ReportSettings = {
  isDryRun: false,
  title: undefined,
  summary: true,
  annotations: true,
  checkRun: false,
  prComment: false,
  junitPath: undefined,
  githubToken: '',
  commitSha: undefined,
  gates: {
    'fail-on-failure': true,
    'fail-on-timeout': true,
    'fail-on-no-tests': true,
    'fail-on-flaky': false,
  },
  jobMatrix: '',
  jobCheckRunId: undefined,
};
const SHA = 'abcdef0123456789abcdef0123456789abcdef01';

describe('the report inputs', () => {
  it('have defaults', () => {
    expect(settingsOf({})).toEqual(DEFAULTS);
  });

  it('are read from the workflow', () => {
    expect(
      settingsOf({
        title: ' Checkout ',
        summary: 'false',
        annotations: 'False',
        'check-run': 'true',
        'pr-comment': 'TRUE',
        'junit-path': 'reports/junit.xml',
        'github-token': 'ghs_1',
        'commit-sha': SHA.toUpperCase(),
        'fail-on-failure': 'false',
        'fail-on-timeout': 'false',
        'fail-on-no-tests': 'false',
        'fail-on-flaky': 'true',
        'job-matrix': '{\n  "locale": "de"\n}',
        'job-check-run-id': '51234567890',
      }),
    ).toEqual({
      isDryRun: false,
      title: 'Checkout',
      summary: false,
      annotations: false,
      checkRun: true,
      prComment: true,
      junitPath: 'reports/junit.xml',
      githubToken: 'ghs_1',
      commitSha: SHA,
      gates: {
        'fail-on-failure': false,
        'fail-on-timeout': false,
        'fail-on-no-tests': false,
        'fail-on-flaky': true,
      },
      jobMatrix: '{\n  "locale": "de"\n}',
      jobCheckRunId: '51234567890',
    });
  });

  it('fall back to their defaults one by one', async () => {
    const bad = { summary: 'no', 'check-run': '1', 'commit-sha': 'main' };
    expect(settingsOf({ ...bad, title: 'Checkout', annotations: 'false' })).toEqual({
      ...DEFAULTS,
      title: 'Checkout',
      annotations: false,
    });
    expect(await problemsOf({ ...GOOD, ...bad })).toEqual([
      'summary: is "no"; give true or false',
      'check-run: is "1"; give true or false',
      'commit-sha: is "main"; give a full SHA of 40 hexadecimal digits',
    ]);
  });

  it.each(['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'] as const)(
    'an invalid gate is strict: %s',
    async (gate) => {
      expect(settingsOf({ [gate]: 'off' }).gates[gate]).toBe(true);
      expect(await problemsOf({ ...GOOD, [gate]: 'off' })).toEqual([`${gate}: is "off"; give true or false`]);
    },
  );

  it.each(['', 'null', 'x', '-1'])('the id of the job may be missing: %j', (id) => {
    expect(settingsOf({ 'job-check-run-id': id }).jobCheckRunId).toBeUndefined();
  });

  it.each([SHA, SHA.repeat(2).slice(0, 64)])('a full SHA is accepted: %s', (sha) => {
    expect(settingsOf({ 'commit-sha': sha }).commitSha).toBe(sha);
  });

  it.each([SHA.slice(0, 7), `${SHA}0`, `g${SHA.slice(1)}`])('another SHA is not: %s', (sha) => {
    expect(settingsOf({ 'commit-sha': sha }).commitSha).toBeUndefined();
  });

  it('an invalid token is no problem: reports are extras', async () => {
    const token = { 'github-token': ' a\nb\n' };
    expect(settingsOf(token).githubToken).toBe('a\nb');
    expect(await problemsOf({ ...GOOD, ...token })).toEqual([]);
  });

  it('an invisible title is none', () => {
    expect(settingsOf({ title: '\u200b' }).title).toBeUndefined();
  });
});

describe('a step without a key', () => {
  const skip = { 'if-no-api-key': 'skip' };
  it.each<[string, Given, boolean]>([
    ['with if-no-api-key: skip is skipped', skip, true],
    ['with a blank key is skipped', { ...skip, 'api-key': ' \n' }, true],
    ['with other invalid inputs is skipped', { ...skip, wait: 'yes', 'dry-run': 'maybe', matrix: '}' }, true],
    ['with dry-run is skipped', { ...skip, 'dry-run': 'true' }, true],
    ['by default is not skipped', {}, false],
    ['with another word is not skipped', { 'if-no-api-key': 'Skip' }, false],
    ['that has a key is not skipped', { ...skip, 'api-key': KEY }, false],
  ])('%s', (_, given, isSkipped) => {
    expect(isSkippedWithoutKey(readerOf(given))).toBe(isSkipped);
  });
});

let root: string;
let workspace: string;
const write = (name: string, text: string): void => writeFileSync(join(workspace, name), text);

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'doksi-inputs-')));
  workspace = join(root, 'workspace');
  mkdirSync(join(workspace, 'tests'), { recursive: true });
  mkdirSync(join(workspace, 'folder.yml'));
  write('tests/matrix.yml', `# Shared by two workflows\n- web_url: ${WEB_URL}\n  test_ids: [a, b]\n`);
  write('tests/matrix.json', `\uFEFF[\n\t{"web_url": "${WEB_URL}", "test_ids": ["a"]}\n]`);
  write('known failures.yaml', '- { test_id: a, until: 2026-12-15, reason: SHOP-812 }');
  write('body.YAML', 'pull_request: 7');
  write('bad.yml', '- web_url: x\n  test_ids:\n    - a\n    - 0123\n- target_id: t\n  auth:\n    pin: 0123\n');
  write('syntax.yml', '- a: 1\n- b: @x\n');
  write('again.yml', 'tests/matrix.yml');
  writeFileSync(join(root, 'outside.yml'), '- a');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('an input from a file', () => {
  it.each(['tests/matrix.yml', './tests/matrix.yml\n', '"tests/matrix.yml"'])(
    'is read from the workspace: %j',
    async (matrix) => {
      expect(await bodyOf({ matrix }, { workspace })).toEqual({
        matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['a', 'b'] }],
      });
    },
  );

  onPosix('links').it('may be linked, but not from outside of the workspace', async () => {
    symlinkSync(join(workspace, 'tests'), join(workspace, 'linked'));
    symlinkSync(join(root, 'outside.yml'), join(workspace, 'link.yml'));
    expect(await bodyOf({ matrix: 'linked/matrix.yml' }, { workspace })).toMatchObject({ matrix: [{}] });
    expect(await problemsOf({ matrix: 'link.yml' }, { workspace })).toEqual([
      'matrix: is "link.yml", which is outside of the workspace; give a file in the workspace',
    ]);
  });

  it('may be any of the three, in YAML or JSON', async () => {
    const given = {
      matrix: join(workspace, 'tests/matrix.json'),
      'extra-body': 'body.YAML',
      'known-failures': 'known failures.yaml',
    };
    expect(await bodyOf(given, { workspace })).toEqual({
      matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['a'] }],
      pull_request: 7,
    });
    expect(await read(given, { workspace })).toMatchObject({
      knownFailures: new Map([['a', { testId: 'a', until: '2026-12-15', isExpired: false, reason: 'SHOP-812' }]]),
    });
  });

  it('has problems and warnings that name the file and the line', async () => {
    const { problems, warnings } = await readAll({ matrix: 'bad.yml' }, { workspace });
    expect(problems).toEqual([
      {
        where: 'matrix[0].web_url',
        text: 'is "x"; give an http(s) URL (bad.yml, line 1)',
        file: 'bad.yml',
        line: 1,
      },
      {
        where: 'matrix[0].test_ids[1]',
        text: 'is the number 0123; quote it: test ids are texts (bad.yml, line 4)',
        file: 'bad.yml',
        line: 4,
      },
      {
        where: 'matrix[1].test_ids',
        text: 'is missing; name at least one test id (bad.yml, line 5)',
        file: 'bad.yml',
        line: 5,
      },
    ]);
    expect(warnings).toEqual([
      'matrix[1].auth.pin is a number in an unusual form and is sent as its value; quote it if it is a text (bad.yml, line 7)',
    ]);
  });

  it('has syntax errors that name the file and the line', async () => {
    const { problems } = await readAll({ matrix: 'syntax.yml' }, { workspace });
    expect(problems).toEqual([
      {
        where: 'matrix',
        text: 'is not valid YAML or JSON (line 2, column 6: Plain value cannot start with reserved character @); check its indentation, quotes and brackets (syntax.yml, line 2)',
        help: 'yaml-syntax',
        file: 'syntax.yml',
        line: 2,
      },
    ]);
    expect(new InputError(problems).what).toContain('line 2');
  });

  it.each([
    ['../outside.yml', 'is "../outside.yml", which is outside of the workspace; give a file in the workspace'],
    ['/etc/x.yml', 'is "/etc/x.yml", which is outside of the workspace; give a file in the workspace'],
    ['folder.yml', 'is "folder.yml", which is not a regular file; give a readable file'],
    [
      'https://u:s3cr3t@x.example/m.yml',
      'is "https://***@x.example/m.yml"; give a list; each entry begins with a dash',
    ],
    ['again.yml', 'is "tests/matrix.yml"; give a list; each entry begins with a dash (again.yml, line 1)'],
  ])('is never read from elsewhere: %s', async (matrix, problem) => {
    expect(await problemsOf({ matrix }, { workspace })).toEqual([`matrix: ${problem}`]);
  });

  it('that does not exist is a problem that says where it was looked for', async () => {
    expect(await problemsOf({ ...GOOD, 'known-failures': 'tests/none.yml' }, { workspace })).toEqual([
      `known-failures: is "tests/none.yml", a file that does not exist (looked for ${join(workspace, 'tests/none.yml')}); correct the path, or run actions/checkout before this step`,
    ]);
  });

  it('is not every text that ends like a file', async () => {
    expect(await bodyOf({ ...GOOD, 'extra-body': 'config: ci.yml' }, { workspace })).toMatchObject({
      config: 'ci.yml',
    });
    expect(await problemsOf({ matrix: '- matrix.yml' }, { workspace })).toEqual([
      'matrix[0]: is "matrix.yml"; give a mapping with a target and test_ids',
    ]);
  });
});
