import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/inputs/problems.ts';
import { bodyOf, type Given, GOOD, problemsOf, read, readAll, warningsOf, WEB_URL } from './reader.ts';

const URL_ALLOWED = 'give an http(s) URL';
const web = { 'web-url': WEB_URL };

describe('the short form', () => {
  it.each<[Given, string[]]>([
    [{}, ['matrix: is empty; give it, or one of web-url, binary-url, target-id, apk together with test-ids']],
    [
      { 'test-ids': 'a' },
      ['test-ids: has no target beside it; give one of web-url, binary-url, target-id, apk'],
    ],
    [web, ['test-ids: is empty; name at least one test id']],
    [{ ...web, 'test-ids': ' , \n' }, ['test-ids: is empty; name at least one test id']],
    [{ ...web, 'target-id': 't', 'test-ids': 'a' }, ['web-url, target-id: exclude each other; keep one']],
    [
      { 'web-url': 'x', 'binary-url': 'y', apk: 'https://x.example/a.apk' },
      [
        'web-url, binary-url, apk: exclude each other; keep one',
        'test-ids: is empty; name at least one test id',
        `web-url: is "x"; ${URL_ALLOWED}`,
        `binary-url: is "y"; ${URL_ALLOWED}`,
        'apk: is "https://x.example/a.apk", which is no file; give a URL as binary_url, in the short form as binary-url',
      ],
    ],
    [
      { ...web, 'test-ids': 'a', matrix: '[{ web_url: x, test_ids: [] }]' },
      [
        'matrix: excludes the short form (web-url, test-ids); keep one of the two',
        `matrix[0].web_url: is "x"; ${URL_ALLOWED}`,
        'matrix[0].test_ids: is empty; name at least one test id',
      ],
    ],
    [
      { 'binary-url': 'x', matrix: `[{ web_url: "${WEB_URL}", test_ids: a }]` },
      [
        'matrix: excludes the short form (binary-url); keep one of the two',
        `binary-url: is "x"; ${URL_ALLOWED}`,
      ],
    ],
  ])('%j', (given, problems) => {
    expect(problemsOf(given)).toEqual(problems);
  });

  it('warns of a test named twice', () => {
    expect(warningsOf({ ...web, 'test-ids': 'a, b, a' })).toEqual([
      'test-ids names "a" more than once, which may spend allowance for each',
    ]);
  });
});

describe('an entry of the matrix', () => {
  const TARGETS = 'web_url, binary_url, target_id, apk';
  const QUOTE = 'quote it: test ids are texts';
  const ENTRY = 'give a mapping with a target and test_ids';
  it.each<[string, string[]]>([
    ['{ test_id: a, web_url: https://x.example }', ['.test_ids: is missing; is "test_id" meant to be it?']],
    ['{ testIds: a, web_url: https://x.example }', ['.test_ids: is missing; is "testIds" meant to be it?']],
    ...['weburl', 'webUrl', 'web-url', 'binaryurl', 'targetid', 'targetId'].map((key): [string, string[]] => {
      const meant = { w: 'web_url', b: 'binary_url', t: 'target_id' }[key.charAt(0)] ?? '';
      return [
        `{ ${key}: x, test_ids: a }`,
        [`: has no target; give one of ${TARGETS}; is "${key}" meant to be ${meant}?`],
      ];
    }),
    ['{}', [`: has no target; give one of ${TARGETS}`, '.test_ids: is missing; name at least one test id']],
    [
      '{ web_url: x, target_id: 7, test_ids: , platform: }',
      [
        ': has 2 targets, web_url and target_id; keep one',
        `.web_url: is "x"; ${URL_ALLOWED}`,
        '.target_id: is the number 7; give the id of a target, quoted if it looks like a number',
        '.platform: is empty; give web or android',
        '.test_ids: is empty; name at least one test id',
      ],
    ],
    [
      '{ target_id: t, test_ids: [a, 0123, 1e3, 7, true, ~, " ", [b], { c: 1 }] }',
      [
        `.test_ids[1]: is the number 123, written 0123; ${QUOTE}`,
        `.test_ids[2]: is the number 1000, written 1e3; ${QUOTE}`,
        `.test_ids[3]: is the number 7; ${QUOTE}`,
        `.test_ids[4]: is the word true; ${QUOTE}`,
        '.test_ids[5]: is empty; remove it or name a test id',
        '.test_ids[6]: is blank; remove it or name a test id',
        '.test_ids[7]: is a list; remove it or name a test id',
        '.test_ids[8]: is a mapping; remove it or name a test id',
      ],
    ],
    ['{ target_id: t, test_ids: 0123 }', [`.test_ids: is the number 123, written 0123; ${QUOTE}`]],
    ['{ target_id: t, test_ids: { a: 1 } }', ['.test_ids: is a mapping; give a list of test ids']],
    [
      '{ target_id: t, test_ids: a, platform: web }',
      ['.platform: is "web", but target_id goes with android'],
    ],
    ['{ apk: , test_ids: a }', ['.apk: is empty; give the path of an .apk']],
    [
      '{ apk: [a.apk, 7, ""], test_ids: a }',
      ['.apk[1]: is the number 7; give the path of an .apk', '.apk[2]: is empty; give the path of an .apk'],
    ],
    [
      '{ apk: { pth: a.apk, nam: x, version: 1.2 }, test_ids: a }',
      [
        '.apk: has no path; give the path of an .apk; is "pth" meant to be it?',
        '.apk.version: is the number 1.2; give a text, quoted if it looks like a number',
        '.apk: has nam; there are only path, name, version; was "name" meant?',
      ],
    ],
    ['x', [`: is "x"; ${ENTRY}`]],
    ['012', [`: is the number 12, written 012; ${ENTRY}`]],
    ['[a]', [`: is a list; ${ENTRY}`]],
    ['', [`: is empty; ${ENTRY}`]],
  ])('%s', (entry, problems) => {
    expect(problemsOf({ matrix: `- ${entry}` })).toEqual(problems.map((text) => `matrix[0]${text}`));
    expect(warningsOf({ matrix: `- ${entry}` })).toEqual([]);
  });

  it('that is bad has its other keys checked, too', () => {
    const matrix = '[{ test_ids: [], auth: { pin: 12345678901234567890, code: 0123 }, platfrom: web }]';
    const { problems, warnings } = readAll({ matrix });
    expect(problems.map(({ where }) => where)).toEqual([
      'matrix[0]',
      'matrix[0].test_ids',
      'matrix[0].auth.pin',
    ]);
    expect(warnings.map((warning) => warning.split(' ')[0])).toEqual([
      'matrix[0].auth.code',
      'matrix[0].platfrom',
    ]);
  });

  it('with a misspelt key beside the right one is passed on with a warning', () => {
    const matrix = `[{ web_url: "${WEB_URL}", test_ids: [a], test_id: b, weburl: c, auth: d }]`;
    expect(bodyOf({ matrix })).toEqual({
      matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['a'], test_id: 'b', weburl: 'c', auth: 'd' }],
    });
    expect(warningsOf({ matrix })).toEqual([
      'matrix[0].test_id is not a key this action knows; was "test_ids" meant? It is passed on as it is',
      'matrix[0].weburl is not a key this action knows; was "web_url" meant? It is passed on as it is',
    ]);
  });

  it('with an unknown platform is passed on with a warning', () => {
    const matrix =
      '[{ target_id: t, test_ids: a, platform: Android }, { target_id: t, test_ids: a, platform: ios }]';
    expect(bodyOf({ matrix })).toMatchObject({ matrix: [{ platform: 'Android' }, { platform: 'ios' }] });
    expect(warningsOf({ matrix })).toEqual([
      'matrix[0].platform is "Android", which this action does not know (was "android" meant?); it is passed on as it is',
      'matrix[1].platform is "ios", which this action does not know; it is passed on as it is',
    ]);
  });

  it('with bad tests still names its files, so that theirs can be told in the same error', () => {
    const { inputs } = readAll({ matrix: '[{ apk: a.apk, test_ids: [] }, { apk: [] }]' });
    expect(inputs.run).toMatchObject({
      entries: [{ target: { where: 'matrix[0].apk', apk: { paths: ['a.apk'] } } }],
    });
  });
});

describe('the matrix', () => {
  const ENTRIES = 'give a list of entries, each of which begins with a dash';
  it.each([
    ['[]', 'is empty; give at least one entry'],
    ['# nothing', 'is empty; give at least one entry'],
    ['{ matrix: [] }', 'is empty; give at least one entry'],
    ['{ matrix: }', 'is empty; give at least one entry'],
    ['hello', `is "hello"; ${ENTRIES}`],
    ['https://u:s3cr3t@h.io', `is "https://***@h.io"; ${ENTRIES}`],
    ['5', `is the number 5; ${ENTRIES}`],
    ['{ web_url: x }', `is a mapping without the key matrix; ${ENTRIES}`],
    ['{ matrix: { web_url: x } }', `is a mapping; ${ENTRIES}`],
    [
      `{ matrix: [{ web_url: "${WEB_URL}", test_ids: a }], pr: 7 }`,
      'has pr beside its key matrix; move that to extra-body',
    ],
  ])('%s', (matrix, problem) => {
    expect(problemsOf({ matrix })).toEqual([`matrix: ${problem}`]);
  });
});

describe('inputs that are not in order by themselves', () => {
  const KEYS = 'give a mapping of keys and values, such as "pull_request: 7"';
  it.each<[Given, string]>([
    [{ 'if-no-api-key': 'skp' }, 'if-no-api-key: is "skp"; give error or skip; was "skip" meant?'],
    [{ wait: 'flase' }, 'wait: is "flase"; give true or false; was "false" meant?'],
    [{ 'on-rerun': 'failures' }, 'on-rerun: is "failures"; give all or failed'],
    ...['6', '-1', '1.5', 'two', '1e0'].map((value): [Given, string] => [
      { retries: value },
      `retries: is "${value}"; give a whole number from 0 to 5`,
    ]),
    ...['0.4', '-1', 'soon'].map((value): [Given, string] => [
      { 'ready-minutes': value },
      `ready-minutes: is "${value}"; give 0, or a number of at least 0.5, such as 10`,
    ]),
    [{ 'extra-body': '[1]' }, `extra-body: is a list; ${KEYS}`],
    [{ 'extra-body': '7' }, `extra-body: is the number 7; ${KEYS}`],
    [{ 'extra-body': 'token:s3cr3t' }, `extra-body: is a text; ${KEYS}`],
    [{ 'extra-body': '# nothing' }, `extra-body: is empty; ${KEYS}`],
    [{ 'extra-body': 'matrix: []' }, 'extra-body.matrix: cannot be replaced here; use the input matrix'],
  ])('%j', (given, problem) => {
    expect(problemsOf({ ...GOOD, ...given })).toEqual([problem]);
  });

  it('but these are', () => {
    const inputs = {
      retries: '5',
      'ready-minutes': '0.5',
      'ready-text': ' abc ',
      'on-rerun': 'failed',
      'check-run': 'true',
    };
    expect(read({ ...GOOD, ...inputs })).toMatchObject({
      retries: 5,
      readyMs: 30_000,
      readyText: 'abc',
      onRerun: 'failed',
    });
    expect(read(GOOD)).toMatchObject({
      retries: 0,
      readyMs: 0,
      readyText: undefined,
      onRerun: 'all',
      knownFailures: [],
    });
  });
});

describe('inputs that exclude each other', () => {
  const follow = { 'run-id': 'run_1' };
  const noRun = 'but with run-id this step creates no run';
  it.each<[Given, string[]]>([
    [
      { ...follow, ...web, 'extra-body': 'a: 1' },
      ['run-id: follows a run that exists, so it excludes web-url, extra-body'],
    ],
    [
      { ...follow, matrix: '[{ target_id: t, test_ids: [] }]' },
      [
        'run-id: follows a run that exists, so it excludes matrix',
        'matrix[0].test_ids: is empty; name at least one test id',
      ],
    ],
    [{ 'run-id': 'a b' }, ['run-id: is "a b"; give the id of one run']],
    [
      { ...follow, wait: 'false' },
      ['wait: is false, but with run-id there is nothing to do but wait; remove one of them'],
    ],
    [
      { ...follow, retries: '1' },
      [`retries: is 1, ${noRun}, so it has nothing to run again; set it in the job that starts the run`],
    ],
    [
      { ...follow, 'on-rerun': 'failed', 'check-run': 'true' },
      [`on-rerun: is failed, ${noRun}; set it in the job that starts the run`],
    ],
    [
      { ...GOOD, wait: 'false', retries: '2', 'on-rerun': 'failed', 'check-run': 'true' },
      [
        'retries: is 2, but with wait: false this step never learns what failed; remove one of them',
        'on-rerun: is failed, but with wait: false no attempt learns what failed; remove one of them',
      ],
    ],
    [
      { ...GOOD, 'on-rerun': 'failed' },
      [
        'on-rerun: is failed, but an earlier attempt is found by its check run; set check-run: true, with the permission checks: write',
      ],
    ],
    // What is not in order by itself is told once, and not taken for its default.
    [{ ...GOOD, 'on-rerun': 'failed', 'check-run': 'yes' }, ['check-run: is "yes"; give true or false']],
    [{ ...follow, wait: 'no' }, ['wait: is "no"; give true or false']],
  ])('%j', (given, problems) => {
    expect(problemsOf(given)).toEqual(problems);
  });

  it('a text to look for without looking is only warned about', () => {
    expect(warningsOf({ ...GOOD, 'ready-text': 'abc' })).toEqual([
      'ready-text is looked for only with ready-minutes above 0; it has no effect',
    ]);
  });
});

describe('a URL whose host Doksi cannot reach is warned about', () => {
  it.each([
    ['http://localhost:3000/', 'localhost'],
    ['http://app.localhost', 'app.localhost'],
    ['http://localhost.', 'localhost.'],
    ['http://127.0.0.1:8080', '127.0.0.1'],
    ['http://127.1', '127.0.0.1'],
    ['http://2130706433', '127.0.0.1'],
    ['http://0.0.0.0', '0.0.0.0'],
    ['http://10.1.2.3', '10.1.2.3'],
    ['http://172.16.0.1', '172.16.0.1'],
    ['http://172.31.255.255', '172.31.255.255'],
    ['http://192.168.0.1', '192.168.0.1'],
    ['http://169.254.169.254', '169.254.169.254'],
    ['http://100.64.0.1', '100.64.0.1'],
    ['http://[::1]', '[::1]'],
    ['http://[fd12::1]', '[fd12::1]'],
    ['http://[fe80::1]', '[fe80::1]'],
    ['http://[::ffff:192.168.0.1]', '[::ffff:c0a8:1]'],
    ['http://nas.local', 'nas.local'],
    ['http://ci.corp.internal', 'ci.corp.internal'],
    ['http://staging', 'staging'],
    ['https://user:s3cr3t@localhost', 'localhost'],
  ])('%s', (url, host) => {
    const words = `leads to ${host}, which is this machine or in a private network: Doksi's cloud can't reach it`;
    expect(warningsOf({ ...GOOD, 'web-url': url })).toEqual([`web-url ${words}`]);
    const matrix = JSON.stringify([{ binary_url: url, test_ids: ['a'] }]);
    expect(warningsOf({ matrix })).toEqual([`matrix[0].binary_url ${words}`]);
  });

  it.each([
    'https://8.8.8.8',
    'https://172.32.0.1',
    'https://100.128.0.1',
    'https://[2606:4700::1]',
    'https://[::ffff:8.8.8.8]',
    'https://localhost.example.com',
    'https://internal.example.com',
  ])('but not %s', (url) => {
    expect(warningsOf({ ...GOOD, 'web-url': url })).toEqual([]);
  });
});

it('the error stands in columns, and ends where nobody would read on', () => {
  const problems = Array.from({ length: 700 }, (_, index) => ({ where: `matrix[${index}]`, text: 'is bad' }));
  const lines = new InputError([...problems, { where: 'x'.repeat(300), text: 'is bad' }]).what.split('\n');
  expect(lines).toHaveLength(502);
  expect(lines[0]).toBe('701 problems with the inputs of doksi/run-action:');
  expect(lines[1]).toBe('  matrix[0]    is bad');
  expect(lines[501]).toBe('  and 201 more');
});
