import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/inputs/problems.ts';
import { GOOD, problemsOf, readAll, warningsOf } from './reader.ts';

/** Malformed URLs, some of which browsers accept. Their credentials must not be shown. */
const BAD_URLS = [
  'https:/user:s3cr3t@host.example/x',
  'https:user:s3cr3t@host.example',
  'https:\\\\user:s3cr3t@host.example',
  'https:\\user:s3cr3t@host.example',
  'HTTPS:/user:s3cr3t@host.example',
  'https:s3cr3t@host.example',
  'user:s3cr3t@host.example',
  's3cr3t@host.example',
  'ftp://user:s3cr3t@host.example',
  'https://user:p/s3cr3t@host.example',
  'https://user:p?s3cr3t@host.example',
  'https://user:p s3cr3t@host.example',
  'https://s3cr3t:\n@host.example',
  'ht\ttps://user:s3cr3t@host.example',
  'https://user:"s3cr3t@host.example',
  'https://user:s3cr3t@host.example\nx',
  'https://user:s3cr3t@host.example,https://user:s3cr3t@host.example',
  `https:/${'s3cr3t'.repeat(50)}@host.example`,
];

describe('an invalid URL', () => {
  it.each(BAD_URLS)('is reported without its credentials: %j', async (url) => {
    for (const name of ['web-url', 'binary-url', 'api-url']) {
      const given = { ...GOOD, 'web-url': '', ...(name === 'api-url' && GOOD), [name]: url };
      const { problems } = await readAll(given);
      // `api-url` allows any http(s) URL whose host it cannot judge.
      if (name === 'api-url' && url.includes(',')) continue;
      expect(problems.map(({ where }) => where)).toEqual([name]);
      const { message } = new InputError(problems);
      expect(message).toContain('@host.example');
      expect(message.split('\n')).toHaveLength(3);
      expect(message).not.toMatch(/s3cr3t|user/);
    }
  });

  it.each([
    'https:/x.example',
    'https:x.example',
    'https:\\\\x.example',
    'https:///x.example',
    'https://x.example/a\\b',
    'https://',
    'x.example',
    '//x.example',
    'javascript:alert(1)',
  ])('is not repaired: %s', async (url) => {
    expect(await problemsOf({ ...GOOD, 'web-url': url })).toEqual([`web-url: is "${url}"; give an http(s) URL`]);
  });

  it.each([
    'https://x.example?',
    'https://x.example#',
    'https://x.example/a?b=c',
    'http://x.example',
    'https:/x.example',
    'https:x.example',
    'https:\\\\x.example',
  ])('is a problem as api-url: %s', async (url) => {
    const [problem, ...others] = await problemsOf({ ...GOOD, 'api-url': url });
    expect(problem).toMatch(/^api-url: is "http.*"; give an https URL/);
    expect(others).toEqual([]);
  });

  it.each(['user:s3cr3t', 'user', ':s3cr3t'])('holds credentials as api-url: %s', async (user) => {
    expect(await problemsOf({ ...GOOD, 'api-url': `https://${user}@x.example` })).toEqual([
      'api-url: is "https://***@x.example"; ' +
        'give an https URL (http only for loopback hosts) without credentials or a query',
    ]);
  });
});

it.each([
  'if-no-api-key',
  'wait',
  'timeout-minutes',
  'retries',
  'max-tests',
  'on-rerun',
  'ready-minutes',
  'commit-sha',
  'summary',
  'apk',
])('a URL given as %s is shown without its credentials', async (name) => {
  const problems = await problemsOf({
    ...GOOD,
    'web-url': '',
    'target-id': name === 'apk' ? '' : 't',
    [name]: 'https://user:s3cr3t@x.example',
  });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${name}: is "https://***@x.example"`);
});

it('a long invalid value is clipped, on one line', async () => {
  const [problem] = await problemsOf({ ...GOOD, wait: `no\n${'x'.repeat(5000)}` });
  expect(problem).toBe(`wait: is "no ${'x'.repeat(96)}…"; give true or false`);
});

it('keys and warnings do not show credentials, and values of unknown keys are never shown', async () => {
  const matrix = JSON.stringify([
    {
      web_url: 'https://user:s3cr3t@localhost/x',
      test_ids: ['user:s3cr3t@x', 'user:s3cr3t@x'],
      platform: 'https://user:s3cr3t@x',
      'https://user:s3cr3t@x': 1,
      weburl: 'user:s3cr3t@x',
    },
  ]).replace('":1', '":01');
  const warnings = await warningsOf({ matrix });
  expect(warnings).toHaveLength(5);
  expect(warnings.join('\n')).not.toMatch(/s3cr3t|user/);
});

it('the API key is never shown', async () => {
  const problems = await problemsOf({ ...GOOD, 'api-key': 'dk_live_with a space' });
  expect(problems).toEqual(['api-key: has a space, a line break or another invalid character; copy it again']);
});

it('YAML that cannot be parsed is not quoted', async () => {
  for (const text of [
    '- web_url: x\n pin: s3cr3t\n-',
    '- a: "\\zs3cr3t"',
    '- a: "\\Us3cr3t12"',
    'a: |s3cr3t\n x',
    'a: !s3cr3t!b x',
    'a: !<s3cr3t x',
    '[s3cr3t]\ns3cr3t',
    's3cr3t: [',
    'a: *s3cr3t',
    'a: !s3cr3t x',
    'a: @s3cr3t',
  ]) {
    const [problem, ...others] = await problemsOf({ ...GOOD, 'extra-body': text });
    expect(problem).toMatch(/^extra-body/);
    expect(others).toEqual([]);
    expect(problem).not.toMatch(/s3cr|t12/);
  }
});
