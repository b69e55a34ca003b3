import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/inputs/problems.ts';
import { shownBody } from '../../src/plan/request.ts';
import { shortUrl } from '../../src/text.ts';
import { hideCredentials } from '../../src/url.ts';
import { GOOD, problemsOf, read, readAll, resolved, warningsOf } from './reader.ts';

/** URLs as only browsers take them, or nobody: none may be used, and none may show what stands before its `@`. */
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
  `https:/${'s3cr3t'.repeat(50)}@host.example`,
];

describe('a bad URL', () => {
  it.each(BAD_URLS)('is refused without what stands before its @: %j', (url) => {
    for (const name of ['web-url', 'binary-url', 'api-url']) {
      const { problems } = readAll({ ...GOOD, 'web-url': '', ...(name === 'api-url' && GOOD), [name]: url });
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
    'https://x.example/a b',
    'https://x.example/a\\b',
    'https://',
    'x.example',
    '//x.example',
    'javascript:alert(1)',
  ])('is refused though a browser may take it: %s', (url) => {
    expect(problemsOf({ ...GOOD, 'web-url': url })).toEqual([`web-url: is "${url}"; give an http(s) URL`]);
  });

  it.each([
    'https://x.example?',
    'https://x.example#',
    'https://x.example/a?b=c',
    'http://x.example',
    'https:/x.example',
    'https:x.example',
    'https:\\\\x.example',
  ])('is refused as api-url: %s', (url) => {
    const [problem, ...others] = problemsOf({ ...GOOD, 'api-url': url });
    expect(problem).toMatch(/^api-url: is "http.*"; give an https URL/);
    expect(others).toEqual([]);
  });

  it.each(['user:s3cr3t', 'user', ':s3cr3t'])('is refused as api-url for its credentials: %s', (user) => {
    expect(problemsOf({ ...GOOD, 'api-url': `https://${user}@x.example` })).toEqual([
      'api-url: is "https://***@x.example", which holds credentials; ' +
        'give an https URL (http only for this machine itself) without credentials or a query',
    ]);
  });
});

it.each([
  'if-no-api-key',
  'wait',
  'timeout-minutes',
  'retries',
  'on-rerun',
  'ready-minutes',
  'commit-sha',
  'summary',
  'apk',
])('a URL that is given as %s by mistake is shown without its credentials', (name) => {
  const problems = problemsOf({
    ...GOOD,
    'web-url': '',
    'target-id': name === 'apk' ? '' : 't',
    [name]: 'https://user:s3cr3t@x.example',
  });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${name}: is "https://***@x.example"`);
});

it('a long bad value is cut, in one line', () => {
  const [problem] = problemsOf({ ...GOOD, wait: `no\n${'x'.repeat(5000)}` });
  expect(problem).toBe(`wait: is "no ${'x'.repeat(97)}…"; give true or false`);
});

it('neither keys nor warnings show credentials, and values under unknown keys never show', () => {
  const matrix = JSON.stringify([
    {
      web_url: 'https://user:s3cr3t@localhost/x',
      test_ids: ['user:s3cr3t@x', 'user:s3cr3t@x'],
      platform: 'https://user:s3cr3t@x',
      'https://user:s3cr3t@x': 1,
      weburl: 'user:s3cr3t@x',
    },
  ]).replace('":1', '":01');
  const warnings = warningsOf({ matrix });
  expect(warnings).toHaveLength(5);
  expect(warnings.join('\n')).not.toMatch(/s3cr3t|user/);
});

it('a right URL is shown without its credentials', () => {
  const { run } = read({ ...GOOD, 'web-url': 'https://user:s3cr3t@x.example/@a?b=c@d' });
  const shown = run.kind === 'new' ? JSON.stringify(shownBody(resolved(run.entries), run.extraBody)) : '';
  expect(shown).toContain('"https://***@x.example/@a?b=c@d"');
  expect(shortUrl('https://user:s3cr3t@x.example/@a')).toBe('x.example/@a');
});

it.each([
  [
    'see https://user:pw@x.example/a, or https://tok@y.example',
    'see https://***@x.example/a, or https://***@y.example',
  ],
  ['(https:user:pw@x.example)', '***@x.example)'],
  ['HTTP:\\\\user:pw@x.example', 'HTTP:\\\\***@x.example'],
  ['user:p@w@x.example', '***@x.example'],
  ['//tok@x.example', '//***@x.example'],
  ['https://x.example/@scope/name', 'https://x.example/@scope/name'],
  ['mail me@x.example at 12:30', 'mail me@x.example at 12:30'],
])('in a text, credentials are hidden: %s', (text, shown) => {
  expect(hideCredentials(text)).toBe(shown);
  expect(hideCredentials(shown)).toBe(shown);
});
