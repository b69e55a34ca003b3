import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/inputs/problems.ts';
import { onPosix } from '../posix.ts';
import { bodyOf, GOOD, problemsOf, read, readAll, WEB_URL } from './reader.ts';

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
    expect(await read(given, { workspace })).toMatchObject({ knownFailures: [{ reason: 'SHOP-812' }] });
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
    ['folder.yml', 'is "folder.yml", which cannot be read (EISDIR); give a readable file'],
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
