import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/inputs/problems.ts';
import { bodyOf, type Given, GOOD, problemsOf, read, readAll, warningsOf, WEB_URL } from './reader.ts';

const URL_ALLOWED = 'give an http(s) URL';
const EMPTY = '(an expression is empty if the earlier job was skipped or has no such output)';
const TARGET_INPUTS = 'web-url, binary-url, target-id, apk';
const web = { 'web-url': WEB_URL };
const RULE =
  'which is not a test id; separate ids with commas or new lines (an id has no white space, quotes, brackets, commas or #)';

describe('the short form', () => {
  it.each<[Given, string[]]>([
    [{}, [`matrix: is empty; give it, or one of ${TARGET_INPUTS} together with test-ids ${EMPTY}`]],
    [{ 'test-ids': 'a' }, [`${TARGET_INPUTS}: are empty; give one of them together with test-ids ${EMPTY}`]],
    [web, [`test-ids: is empty; name at least one test id ${EMPTY}`]],
    [{ ...web, 'test-ids': ' , \n' }, ['test-ids: is empty; name at least one test id']],
    [{ ...web, 'target-id': 't', 'test-ids': 'a' }, ['web-url, target-id: exclude each other; keep one']],
    [
      { 'web-url': 'x', 'binary-url': 'y', apk: 'https://x.example/a.apk' },
      [
        'web-url, binary-url, apk: exclude each other; keep one',
        `test-ids: is empty; name at least one test id ${EMPTY}`,
        `web-url: is "x"; ${URL_ALLOWED}`,
        `binary-url: is "y"; ${URL_ALLOWED}`,
        'apk: is "https://x.example/a.apk", which is not a file; give a URL as binary_url, in the short form as binary-url',
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
      ['matrix: excludes the short form (binary-url); keep one of the two', `binary-url: is "x"; ${URL_ALLOWED}`],
    ],
    [
      { ...web, 'web-url': 'https://x.example/a b', 'test-ids': 'a' },
      ['web-url: is "https://x.example/a b", which has white space; remove it, or write a space as %20'],
    ],
    [
      { ...web, 'web-url': 'https://x.example/a\tb', 'test-ids': 'a' },
      ['web-url: is "https://x.example/a b", which has white space; remove it, or write a space as %20'],
    ],
    ...[
      'https://a.example,https://b.example',
      'https://a.example,b.example',
      'https://a.example https://b.example',
    ].map((urls): [Given, string[]] => [
      { ...web, 'web-url': urls, 'test-ids': 'a' },
      [`web-url: is "${urls}", which contains more than one URL; give one URL, and a matrix entry for each other URL`],
    ]),
  ])('%j', async (given, problems) => {
    expect(await problemsOf(given)).toEqual(problems);
  });
});

describe('test ids', () => {
  it.each([
    ['a, b,c', ['a', 'b', 'c']],
    ['a\r\nb\n\nc\n', ['a', 'b', 'c']],
    ['a,\nb\nc,', ['a', 'b', 'c']],
    ['["a", "b"]', ['a', 'b']],
    ['[a, b]', ['a', 'b']],
    ['- a\n- b\n', ['a', 'b']],
    ['  - "0123"\n  - b', ['0123', 'b']],
    ['0123, 1e3, shop@v2, a-b_c.d/e:f', ['0123', '1e3', 'shop@v2', 'a-b_c.d/e:f']],
  ])('are a text or a list: %j', async (text, ids) => {
    expect(await bodyOf({ ...web, 'test-ids': text })).toMatchObject({ matrix: [{ test_ids: ids }] });
  });

  it.each<[string, string[]]>([
    ['a b', [`test-ids: is "a b", ${RULE}`]],
    ['a # login', [`test-ids: is "a # login", ${RULE}`]],
    ['a, "b"', [`test-ids: is ""b"", ${RULE}`]],
    ['a\n- b', [`test-ids: is "- b", ${RULE}`]],
    ['a[1]', [`test-ids: is "a[1]", ${RULE}`]],
    ['“a”', [`test-ids: is "“a”", ${RULE}`]],
    ['a\u200b', [`test-ids: is "a\u200b", ${RULE}`]],
    ['["a,b"]', [`test-ids[0]: is "a,b", ${RULE}`]],
    [
      '[0123, 1e3, 7, true]',
      [
        'test-ids[0]: is the number 0123; quote it: test ids are texts',
        'test-ids[1]: is the number 1e3; quote it: test ids are texts',
        'test-ids[2]: is the number 7; quote it: test ids are texts',
        'test-ids[3]: is the word true; quote it: test ids are texts',
      ],
    ],
    ['[]', ['test-ids: is empty; name at least one test id']],
    ['- a: b', ['test-ids[0]: is a mapping; give a test id']],
    [
      '[a, b',
      [
        'test-ids: is not valid YAML or JSON (line 1, column 6: Flow sequence must end with a ]); check its indentation, quotes and brackets',
      ],
    ],
  ])('have no other characters: %j', async (text, problems) => {
    expect(await problemsOf({ ...web, 'test-ids': text })).toEqual(problems);
  });

  it.each<[string, string[]]>([
    ['["a,b"]', [`matrix[0].test_ids[0]: is "a,b", ${RULE}`]],
    ['\n    a\n    - b', [`matrix[0].test_ids: is "a - b", ${RULE}`]],
    ['"[a]"', [`matrix[0].test_ids: is "[a]", ${RULE}`]],
  ])('are checked in the matrix, too: %j', async (ids, problems) => {
    expect(await problemsOf({ matrix: `- web_url: ${WEB_URL}\n  test_ids: ${ids}` })).toEqual(problems);
  });

  it('named twice cause a warning', async () => {
    expect(await warningsOf({ ...web, 'test-ids': 'a, b, a' })).toEqual([
      'test-ids names "a" more than once, which may spend allowance for each',
    ]);
  });
});

describe('max-tests', () => {
  const matrix = `- { web_url: "${WEB_URL}", test_ids: [a, b] }\n- { target_id: t, test_ids: [a, c, d] }`;
  it('allows as many tests as it says', async () => {
    expect(await read({ matrix, 'max-tests': '5', retries: '5' })).toMatchObject({ retries: 5 });
  });

  it('counts the tests of all entries', async () => {
    expect(await problemsOf({ matrix, 'max-tests': '4' })).toEqual([
      'max-tests: is 4, but this run would have 5 tests; name fewer tests, or raise max-tests',
    ]);
  });

  it.each(['0', '1.5', '-1', 'ten'])('is a whole number of at least 1: %s', async (value) => {
    expect(await problemsOf({ matrix, 'max-tests': value })).toEqual([
      `max-tests: is "${value}"; give a whole number of at least 1`,
    ]);
  });
});

describe('an entry of the matrix', () => {
  const TARGETS = 'web_url, binary_url, target_id, apk';
  const QUOTE = 'quote it: test ids are texts';
  const ENTRY = 'give a mapping with a target and test_ids';
  const ESCAPE = 'a backslash in double quotes is an escape in YAML: use single quotes, or / in the path';
  const misspelt = ['weburl', 'webUrl', 'web-url', 'binaryurl', 'targetid', 'targetId'];
  it.each<[string, string[]]>([
    ...['test_id', 'testIds', 'test-ids'].map((key): [string, string[]] => [
      `{ ${key}: a, web_url: https://x.example }`,
      [`.test_ids: is missing; name at least one test id; did you mean test_ids instead of "${key}"?`],
    ]),
    ...misspelt.map((key): [string, string[]] => {
      const meant = { w: 'web_url', b: 'binary_url', t: 'target_id' }[key.charAt(0)] ?? '';
      return [
        `{ ${key}: x, test_ids: a }`,
        [`: has no target; give one of ${TARGETS}; did you mean ${meant} instead of "${key}"?`],
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
        `.test_ids[1]: is the number 0123; ${QUOTE}`,
        `.test_ids[2]: is the number 1e3; ${QUOTE}`,
        `.test_ids[3]: is the number 7; ${QUOTE}`,
        `.test_ids[4]: is the word true; ${QUOTE}`,
        '.test_ids[5]: is empty; give a test id',
        '.test_ids[6]: is empty; give a test id',
        '.test_ids[7]: is a list; give a test id',
        '.test_ids[8]: is a mapping; give a test id',
      ],
    ],
    ['{ target_id: t, test_ids: 0123 }', [`.test_ids: is the number 0123; ${QUOTE}`]],
    ['{ target_id: t, test_ids: { a: 1 } }', ['.test_ids: is a mapping; give a list of test ids']],
    ['{ target_id: t, test_ids: a, platform: web }', ['.platform: is "web", but target_id goes with android']],
    ['{ web_url: , test_ids: a }', [`.web_url: is empty; ${URL_ALLOWED}`]],
    ['{ apk: , test_ids: a }', ['.apk: is empty; give the path of an .apk']],
    ['{ apk: [], test_ids: a }', ['.apk: is empty; give the path of an .apk']],
    [
      '{ apk: [a.apk, 7, ""], test_ids: a }',
      ['.apk[1]: is the number 7; give the path of an .apk', '.apk[2]: is empty; give the path of an .apk'],
    ],
    [
      '{ apk: { pth: a.apk, nam: x, version: 1.2 }, test_ids: a }',
      [
        '.apk: has no path; give the path of an .apk; did you mean path instead of "pth"?',
        '.apk.version: is the number 1.2; give a text, quoted if it looks like a number',
        '.apk: has the unknown key nam; allowed keys are path, name, version; did you mean "name"?',
      ],
    ],
    [
      '{ apk: "D:\\new\\tests\\app.apk", test_ids: a }',
      [`.apk: is "D: ew ests pp.apk", which has a control character; ${ESCAPE}`],
    ],
    [
      '{ apk: "out\\nightly.apk", test_ids: a }',
      [`.apk: is "out ightly.apk", which has a control character; ${ESCAPE}`],
    ],
    [
      '{ apk: ["out\\bin\\app.apk"], test_ids: a }',
      [`.apk[0]: is "out in pp.apk", which has a control character; ${ESCAPE}`],
    ],
    ['x', [`: is "x"; ${ENTRY}`]],
    ['012', [`: is the number 012; ${ENTRY}`]],
    ['[a]', [`: is a list; ${ENTRY}`]],
    ['', [`: is empty; ${ENTRY}`]],
  ])('%s', async (entry, problems) => {
    const { problems: found, warnings } = await readAll({ matrix: `- ${entry}` });
    expect(found.map(({ where, text }) => `${where}: ${text}`)).toEqual(problems.map((text) => `matrix[0]${text}`));
    expect(warnings).toEqual([]);
  });

  it('with problems has its other keys checked, too', async () => {
    const matrix = '[{ test_ids: [], auth: { pin: 12345678901234567890, code: 0123 }, platfrom: web }]';
    const { problems, warnings } = await readAll({ matrix });
    expect(problems.map(({ where }) => where)).toEqual(['matrix[0].auth.pin', 'matrix[0]', 'matrix[0].test_ids']);
    expect(warnings.map((warning) => warning.split(' ')[0])).toEqual(['matrix[0].auth.code', 'matrix[0].platfrom']);
  });

  it('with a misspelt key beside the right one is sent with a warning', async () => {
    const matrix = `[{ web_url: "${WEB_URL}", test_ids: [a], test_id: b, weburl: c, auth: d }]`;
    expect(await bodyOf({ matrix })).toEqual({
      matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['a'], test_id: 'b', weburl: 'c', auth: 'd' }],
    });
    expect(await warningsOf({ matrix })).toEqual([
      'matrix[0].test_id is unknown; did you mean "test_ids"? It is sent to Doksi unchanged',
      'matrix[0].weburl is unknown; did you mean "web_url"? It is sent to Doksi unchanged',
    ]);
  });

  it('with an unknown platform is sent with a warning', async () => {
    const matrix = '[{ target_id: t, test_ids: a, platform: Android }, { target_id: t, test_ids: a, platform: ios }]';
    expect(await bodyOf({ matrix })).toMatchObject({
      matrix: [{ platform: 'Android' }, { platform: 'ios' }],
    });
    expect(await warningsOf({ matrix })).toEqual([
      'matrix[0].platform is "Android", not web or android, and is sent unchanged',
      'matrix[1].platform is "ios", not web or android, and is sent unchanged',
    ]);
  });

  it('with invalid tests still names its files, so that they are checked, too', async () => {
    const { inputs } = await readAll({ matrix: '[{ apk: a.apk, test_ids: [] }, { apk: [] }]' });
    expect(inputs.run).toMatchObject({
      entries: [{ target: { key: 'apk', where: 'matrix[0].apk', paths: ['a.apk'] } }],
    });
  });

  it('has values without the line break of a YAML block', async () => {
    const matrix = `- web_url: |\n    ${WEB_URL}\n  platform: |\n    web\n  test_ids: |\n    a\n    b\n`;
    expect(await bodyOf({ matrix })).toEqual({
      matrix: [{ platform: 'web', web_url: WEB_URL, test_ids: ['a', 'b'] }],
    });
  });
});

describe('the matrix', () => {
  const ENTRIES = 'give a list; each entry begins with a dash';
  it.each([
    ['[]', `is empty; ${ENTRIES}`],
    ['# nothing', `is empty; ${ENTRIES}`],
    ['{ matrix: [] }', `is empty; ${ENTRIES}`],
    ['{ matrix: }', `is empty; ${ENTRIES}`],
    ['hello', `is "hello"; ${ENTRIES}`],
    ['https://u:s3cr3t@h.io', `is "https://***@h.io"; ${ENTRIES}`],
    ['5', `is the number 5; ${ENTRIES}`],
    ['{ web_url: x }', `is a mapping; ${ENTRIES}`],
    ['{ matrix: { web_url: x } }', `is a mapping; ${ENTRIES}`],
    [
      `{ matrix: [{ web_url: "${WEB_URL}", test_ids: a }], pr: 7 }`,
      'has keys other than matrix (pr); move them to extra-body',
    ],
    [JSON.stringify(JSON.stringify([{ web_url: WEB_URL }])), 'is JSON or YAML in quotes; remove the quotes around it'],
  ])('%s', async (matrix, problem) => {
    expect(await problemsOf({ matrix })).toEqual([`matrix: ${problem}`]);
  });
});

describe('single inputs', () => {
  const KEYS = 'give a mapping of keys and values, such as "pull_request: 7"';
  it.each<[Given, string]>([
    [{ 'if-no-api-key': 'skp' }, 'if-no-api-key: is "skp"; give error or skip'],
    [{ wait: 'flase' }, 'wait: is "flase"; give true or false'],
    [{ 'on-rerun': 'failures' }, 'on-rerun: is "failures"; give all or failed'],
    ...['6', '-1', '1.5', 'two', '1e0'].map((value): [Given, string] => [
      { retries: value },
      `retries: is "${value}"; give a whole number from 0 to 5`,
    ]),
    ...['0.4', '-1', 'soon'].map((value): [Given, string] => [
      { 'ready-minutes': value },
      `ready-minutes: is "${value}"; give 0, or a number of at least 0.5, such as 10`,
    ]),
    ...['1e2', '0x10', '-5', 'Infinity', '0', '1,5', 'NaN', 'soon'].map((value): [Given, string] => [
      { 'timeout-minutes': value },
      `timeout-minutes: is "${value}"; give a number above 0, such as 30 or 0.5`,
    ]),
    [{ 'extra-body': '[1]' }, `extra-body: is a list; ${KEYS}`],
    [{ 'extra-body': '7' }, `extra-body: is the number 7; ${KEYS}`],
    [{ 'extra-body': 'token:s3cr3t' }, `extra-body: is a text; ${KEYS}`],
    [{ 'extra-body': '# nothing' }, `extra-body: is empty; ${KEYS}`],
    [{ 'extra-body': 'matrix: []' }, 'extra-body.matrix: cannot be replaced here; use the input matrix'],
    [{ 'extra-body': '"{\\"a\\": 1}"' }, 'extra-body: is JSON or YAML in quotes; remove the quotes around it'],
  ])('%j', async (given, problem) => {
    expect(await problemsOf({ ...GOOD, ...given })).toEqual([problem]);
  });

  it('have these values', async () => {
    const inputs = {
      retries: '5',
      'ready-minutes': '0.5',
      'ready-text': ' abc ',
      'on-rerun': 'failed',
      'check-run': 'true',
      'timeout-minutes': '.5',
      'poll-interval-seconds': '1',
    };
    expect(await read({ ...GOOD, ...inputs })).toMatchObject({
      retries: 5,
      readyMs: 30_000,
      readyText: 'abc',
      onRerun: 'failed',
      timeoutMs: 30_000,
      pollIntervalMs: 1000,
    });
  });

  it('have these defaults', async () => {
    expect(await read(GOOD)).toMatchObject({
      apiUrl: 'https://api.doksi.ai/external/integration/cicd',
      wait: true,
      timeoutMs: 3_600_000,
      pollIntervalMs: undefined,
      retries: 0,
      readyMs: 0,
      readyText: undefined,
      onRerun: 'all',
      knownFailures: new Map(),
    });
  });

  it('api-url may use http for this machine only', async () => {
    for (const host of ['localhost:1', '127.0.0.1:2', '[::1]:3']) {
      expect((await read({ ...GOOD, 'api-url': `http://${host}/api/` })).apiUrl).toBe(`http://${host}/api`);
    }
  });

  it('an API key of another form causes a warning', async () => {
    expect(await warningsOf({ ...GOOD, 'api-key': 'other' })).toEqual([
      'api-key does not look like a Doksi API key (dk_live_ and 40 hexadecimal digits)',
    ]);
  });
});

describe('inputs that exclude each other', () => {
  const follow = { 'run-id': 'run_1' };
  const noRun = 'but a step with run-id creates no run; set it in the job that creates the run';
  const noWait = 'but with wait: false this step does not read the results; remove one of them';
  it.each<[Given, string[]]>([
    [
      { ...follow, ...web, 'extra-body': 'a: 1' },
      ['run-id: follows an existing run, so it excludes web-url, extra-body; keep one of the two'],
    ],
    [
      { ...follow, matrix: '[{ target_id: t, test_ids: [] }]' },
      [
        'run-id: follows an existing run, so it excludes matrix; keep one of the two',
        'matrix[0].test_ids: is empty; name at least one test id',
      ],
    ],
    [{ 'run-id': 'a b' }, ['run-id: is "a b"; give the id of one run']],
    [{ ...follow, wait: 'false' }, ['wait: is false, but a step with run-id can only wait; remove one of them']],
    [{ ...follow, retries: '1' }, [`retries: is 1, ${noRun}`]],
    [{ ...follow, 'on-rerun': 'failed', 'check-run': 'true' }, [`on-rerun: is failed, ${noRun}`]],
    [
      { ...GOOD, wait: 'false', retries: '2', 'on-rerun': 'failed', 'check-run': 'true' },
      [`retries: is 2, ${noWait}`, `on-rerun: is failed, ${noWait}`],
    ],
    [
      { ...GOOD, 'on-rerun': 'failed' },
      [
        'on-rerun: is failed, but earlier attempts are found by their check run; set check-run: true, with the permission checks: write',
      ],
    ],
    [{ ...follow, wait: 'no' }, ['wait: is "no"; give true or false']],
  ])('%j', async (given, problems) => {
    expect(await problemsOf(given)).toEqual(problems);
  });

  it('ready-text without ready-minutes causes a warning', async () => {
    expect(await warningsOf({ ...GOOD, 'ready-text': 'abc' })).toEqual([
      'ready-text has no effect without ready-minutes above 0',
    ]);
  });
});

describe('a URL that Doksi cannot reach causes a warning', () => {
  it.each([
    ['http://localhost:3000/', 'localhost'],
    ['http://127.1', '127.0.0.1'],
    ['http://[fd12::1]', '[fd12::1]'],
    ['http://nas.local', 'nas.local'],
    ['http://staging', 'staging'],
    ['https://user:s3cr3t@localhost', 'localhost'],
  ])('%s', async (url, host) => {
    const words = `leads to ${host}, this machine or a private network: Doksi's cloud cannot reach it`;
    expect(await warningsOf({ ...GOOD, 'web-url': url })).toEqual([`web-url ${words}`]);
    const matrix = JSON.stringify([{ binary_url: url, test_ids: ['a'] }]);
    expect(await warningsOf({ matrix })).toEqual([`matrix[0].binary_url ${words}`]);
  });

  it('but others do not', async () => {
    expect(await warningsOf({ ...GOOD, 'web-url': 'https://localhost.example.com' })).toEqual([]);
  });
});

describe('a misspelt input', () => {
  it.each<[Given, string, string]>([
    [{ test_ids: 'a', 'web-url': WEB_URL }, 'test-ids', 'did you mean test-ids instead of "test_ids"?'],
    [{ weburl: WEB_URL, 'test-ids': 'a' }, TARGET_INPUTS, 'did you mean web-url instead of "weburl"?'],
    [{ api_key: 'x', ...GOOD, 'api-key': '' }, 'api-key', 'did you mean api-key instead of "api_key"?'],
    [{ martix: '[]' }, 'matrix', 'did you mean matrix instead of "martix"?'],
    [{ run_id: 'run_1' }, 'matrix', 'did you mean run-id instead of "run_id"?'],
  ])('is named if the right one is missing: %j', async (given, where, guess) => {
    const { problems, warnings } = await readAll(given);
    expect(problems).toEqual([expect.objectContaining({ where, text: expect.stringContaining(guess) })]);
    expect(warnings).toEqual([]);
  });

  it('causes a warning otherwise', async () => {
    const undeclared = ['test_ids', 'timeout minutes', 'unrelated'];
    expect(await warningsOf(GOOD, { undeclared })).toEqual([
      'test_ids is unknown; did you mean "test-ids"? It is ignored',
      'timeout_minutes is unknown; did you mean "timeout-minutes"? It is ignored',
    ]);
  });
});

describe('the error', () => {
  it('lists all problems in columns', async () => {
    const { problems } = await readAll({
      matrix: `- { web_url: "${WEB_URL}", test_ids: [a] }\n- { web_url: "${WEB_URL}", target_id: t, test_ids: [] }`,
      'timeout-minutes': 'soon',
    });
    expect(new InputError(problems)).toMatchObject({
      what: [
        '3 problems with the inputs of doksi/run-action:',
        '  matrix[1]           has 2 targets, web_url and target_id; keep one',
        '  matrix[1].test_ids  is empty; name at least one test id',
        '  timeout-minutes     is "soon"; give a number above 0, such as 30 or 0.5',
      ].join('\n'),
      help: 'invalid-inputs',
    });
  });

  it('has a help topic of its own if all problems have the same', async () => {
    const { problems } = await readAll({ ...GOOD, 'api-key': '' });
    expect(new InputError(problems).help).toBe('no-api-key');
    const { problems: syntax } = await readAll({ matrix: '{' });
    expect(new InputError(syntax).help).toBe('yaml-syntax');
  });

  it('is bounded', () => {
    const problems = Array.from({ length: 700 }, (_, index) => ({
      where: `matrix[${index}]`,
      text: 'is bad',
    }));
    const lines = new InputError([...problems, { where: 'x'.repeat(300), text: 'is bad' }]).what.split('\n');
    expect(lines).toHaveLength(502);
    expect(lines[0]).toBe('701 problems with the inputs of doksi/run-action:');
    expect(lines[1]).toBe('  matrix[0]    is bad');
    expect(lines[501]).toBe('  and 201 more');
  });
});
