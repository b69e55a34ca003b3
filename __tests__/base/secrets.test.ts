import { describe, expect, it } from '@jest/globals';
import { mapStrings } from '../../src/base/json.ts';
import { Secrets } from '../../src/base/secrets.ts';

const GITHUB_TOKEN = `ghs_${'aB3.x-Y_z9'.repeat(52)}`;
const SECRETS = ['dk_live_0123456789abcdef0123456789abcdef01234567', 'dk_live_a"b\\c/d*e+f@né!', GITHUB_TOKEN];

function secretsWith(...values: string[]): Secrets {
  const secrets = new Secrets();
  for (const value of values) secrets.add(value);
  return secrets;
}

describe.each(SECRETS)('the secret %s', (secret) => {
  it.each<[string, string]>([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['with JSON escapes', Array.from(secret, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['percent-encoded completely', Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16)}`).join('')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in URL-safe base64', Buffer.from(secret).toString('base64url')],
  ])('is hidden %s', (_, form) => {
    expect(secretsWith(secret).redact(`[${form}]`)).toMatch(/^\[\*\*\*=*\]$/);
  });

  it.each(['x-access-token:', 'Bearer ', '{"k":"'])('is hidden in base64 after %j', (before) => {
    const shown = secretsWith(secret).redact(Buffer.from(`${before}${secret} and more`).toString('base64'));
    const rest = Buffer.from(shown.split('***')[0] ?? '', 'base64').toString('latin1');
    expect(shown).toContain('***');
    expect(rest.length - before.length).toBeLessThanOrEqual(1);
  });
});

it('hides a secret with line breaks in every form', () => {
  const key = 'zzPRIVATE-KEY-one\r\nzzPRIVATE-KEY-two\nzzPRIVATE-KEY-three';
  const forms = [
    key,
    key.replace(/\r\n/g, '\n'),
    key.replace(/\s+/g, ' '),
    JSON.stringify(key),
    encodeURIComponent(key),
  ];
  for (const form of forms) expect(secretsWith(key).redact(form)).not.toContain('PRIVATE');
});

it('hides a secret that a page breaks over two lines, anywhere', () => {
  const [secret = ''] = SECRETS;
  for (let at = 1; at < secret.length; at++) {
    for (const gap of ['\n', ' ', '\r\n  ']) {
      const broken = `<title>Key ${secret.slice(0, at)}${gap}${secret.slice(at)} is unknown</title>`;
      expect(secretsWith(secret).redact(broken)).toBe('<title>Key *** is unknown</title>');
    }
  }
});

describe('credentials of a URL', () => {
  it.each([
    ['https://bob:zz@pwlong99x@h.example.com/', ['zz@pwlong99x', 'zz%40pwlong99x', btoa('bob:zz@pwlong99x')]],
    ['https://zzusertoken123456@h.example.com', ['zzusertoken123456']],
    ['https://zzusertoken123456:@h.example.com', ['zzusertoken123456']],
  ])('are hidden without the URL, too: %s', (url, forms) => {
    const secrets = new Secrets();
    secrets.addUrls(url);
    for (const form of forms) expect(secrets.redact(`is ${form}.`)).toMatch(/^is \*\*\*=*\.$/);
  });

  it('are not seen in an id that the user gave', () => {
    const secrets = new Secrets();
    secrets.keep(['app://shop@v2']);
    expect(secrets.redact('https://x.example/app://shop@v2 https://u:p@x.example')).toBe(
      'https://x.example/app://shop@v2 https://***@x.example',
    );
  });
});

describe('a presigned URL', () => {
  const signature = '5ec7e7'.repeat(10);
  const url = `https://store.test/upl_1/app.zip?X-Amz-Date=20261101T000000Z&X-Amz-Signature=${signature}`;

  it.each([
    ['whole', url, '***'],
    ['by its query', new URL(url).search, '?***'],
    ['by its signature', `Signature ${signature}.`, 'Signature ***.'],
  ])('is hidden %s', (_, text, shown) => {
    const secrets = new Secrets();
    secrets.addPresigned(url);
    expect(secrets.redact(text)).toBe(shown);
  });

  it('is masked by the runner', () => {
    const masks: string[] = [];
    new Secrets((secret) => masks.push(secret)).addPresigned(url);
    expect(masks).toEqual(expect.arrayContaining([url, signature]));
  });
});

describe('values whose name suggests a secret', () => {
  it.each([
    'token',
    'sig',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'key',
    'api_key',
    'apiKey',
    'secret',
    'password',
    'auth',
    'x-vercel-protection-bypass',
    'code',
    'access_token',
    'jwt',
  ])('are hidden in a query: %s', (name) => {
    const secrets = new Secrets();
    secrets.addUrls(`https://p.example.com/?page=products&${name}=s3cr3t%2Fvalue#top`);
    expect(secrets.redact('products s3cr3t%2Fvalue s3cr3t/value')).toBe('products *** ***');
  });

  it.each(['policy', 'environment', 'keyword', 'author'])('are shown if it is %s', (name) => {
    const secrets = new Secrets();
    secrets.addUrls(`https://p.example.com/?${name}=checkout`);
    secrets.addNamedValues({ [name]: 'checkout' });
    expect(secrets.redact('checkout')).toBe('checkout');
  });

  it('are hidden at any depth of a mapping, from 8 characters on', () => {
    const secrets = new Secrets();
    secrets.addNamedValues([
      { environment: 'staging-eu', login: { password: 'hunter2hunter2', user: 'jane-doe-1' } },
      { secrets: [{ value: 'n3sted-value' }] },
      { code: 'short' },
    ]);
    expect(secrets.redact('staging-eu hunter2hunter2 n3sted-value jane-doe-1 short')).toBe(
      'staging-eu *** *** jane-doe-1 short',
    );
  });

  it.each([
    ['a number', { password: 12345678901 }, '12345678901'],
    ['below a key for authentication', { authentication: { pass: 'hunter2hunter2' } }, 'hunter2hunter2'],
  ])('are hidden: %s', (_, extras, shown) => {
    const secrets = new Secrets();
    secrets.addNamedValues(extras);
    expect(secrets.redact(`it is ${shown}`)).toBe('it is ***');
  });

  it('are hidden if the name is percent-encoded', () => {
    const secrets = new Secrets();
    secrets.addUrls('https://a.example.com/p?pass%77ord=hunter2hunter2');
    expect(secrets.redact('hunter2hunter2')).toBe('***');
  });

  it('are hidden without the word before a token, too', () => {
    const secrets = new Secrets();
    secrets.addNamedValues({ headers: { Authorization: 'Bearer t0ken-of-staging' } });
    expect(secrets.redact('Bearer t0ken-of-staging; t0ken-of-staging')).toBe('***; ***');
  });

  it('are shown if they are part of an id that the user gave', () => {
    const secrets = new Secrets();
    secrets.keep(['checkout-flow']);
    secrets.addUrls('https://p.example.com/?code=checkout');
    expect(secrets.redact('checkout-flow')).toBe('checkout-flow');
  });
});

it('hides the credentials of every URL and nothing else before an @', () => {
  const { redact } = new Secrets();
  expect(redact('https://user:pa,ss@host/x')).toBe('https://***@host/x');
  for (const text of ['@smoke Checkout', 'user@example.com can sign in', '"https://host","@smoke"']) {
    expect(redact(text)).toBe(text);
  }
});

it('hides the longer one of two secrets completely', () => {
  expect(secretsWith('swordfish', 'swordfish and chips').redact('swordfish and chips')).toBe('***');
});

it('reaches every string of a value, also in fields that are new', () => {
  const { redact } = secretsWith('swordfish');
  const value = { a: ['swordfish', { added: 'a swordfish' }], count: 3, none: null };
  expect(mapStrings(value, redact)).toEqual({ a: ['***', { added: 'a ***' }], count: 3, none: null });
});
