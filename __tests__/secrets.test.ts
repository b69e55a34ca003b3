import { describe, expect, it } from '@jest/globals';
import { forMarkdown, markdownCode, markdownLink } from '../src/escape.ts';
import { Secrets } from '../src/secrets.ts';

const KEYS = ['dk_live_0123456789abcdef0123456789abcdef01234567', 'dk_live_a"b\\c/d*e_f|g<h>i&j%k`l[m]@né!'];

function knowing(...secrets: string[]): Secrets {
  const all = new Secrets();
  for (const secret of secrets) all.add(secret);
  return all;
}

describe.each(KEYS)('of the key %s', (key) => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  it.each<[string, string]>([
    ['as it is', key],
    ['in upper case', key.toUpperCase()],
    ['in JSON', JSON.stringify(key).slice(1, -1)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(key)).slice(3, -3)],
    [
      'in escaped letters',
      Array.from(key, (s) => `\\u${s.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ['in a URL', encodeURIComponent(key)],
    ['in a URL within a URL', encodeURIComponent(encodeURIComponent(key))],
    ['in a URL, every letter', Array.from(Buffer.from(key), (byte) => `%${byte.toString(16)}`).join('')],
    ['in base64', base64(key)],
    ['in hexadecimal', Buffer.from(key).toString('hex')],
    ['in capital hexadecimal', Buffer.from(key).toString('hex').toUpperCase()],
    ['in HTML', key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
    ['in Markdown', forMarkdown(key)],
  ])('%s nothing is left', (_, form) => {
    expect(knowing(key).redact(`[${form}]`)).toBe('[***]');
  });

  it.each(['Bearer ', '{"k":"', 'xx', ''])('in base64 behind %j no more than its edges is left', (before) => {
    for (const encoding of ['base64', 'base64url'] as const) {
      const shown = knowing(key).redact(Buffer.from(`${before}${key} and more`).toString(encoding));
      const rest = Buffer.from(shown.split('***')[0] ?? '', encoding).toString('latin1');
      expect(shown).toContain('***');
      expect(rest.length - before.length).toBeLessThanOrEqual(1);
    }
  });

  // What a URL loses, and what nobody sees, would leave the key whole where it is taken out.
  it.each(['\n', '\r\n', '\t', '\u200e', '\u202e', '\u2069', '\u00ad', '\u200b', '\ufeff'])(
    'broken by %j nothing is left',
    (gap) => {
      const secrets = knowing(key);
      const broken = Array.from(key).join(gap);
      expect(secrets.redact(`[${broken}]`)).toBe('[***]');
      expect(secrets.redact(`[${base64(key).replace(/.{12}/g, `$&${gap}`)}]`)).toContain('[***');
    },
  );

  it('as code or a link in Markdown nothing is left', () => {
    expect(knowing(key).redact(markdownCode(key))).toMatch(/^(`|<code>)\*\*\*(`|<\/code>)$/);
    expect(knowing(key).redact(markdownLink('x', `https://app.doksi.ai/${encodeURIComponent(key)}`))).toBe(
      '[x](https://app.doksi.ai/***)',
    );
  });
});

describe('a presigned URL', () => {
  const signature = '5ec7e7'.repeat(10);
  const url = `https://store.test/upl_1/app.zip?X-Amz-Date=20261101T000000Z&key=uploads%2Ftgt_0123456789abcdef0123&X-Amz-Signature=${signature}`;
  const secrets = new Secrets();
  const masks = secrets.addPresigned(url);

  it.each([
    ['whole', url, '***'],
    ['by its query', new URL(url).search, '?***'],
    ['in XML', url.replaceAll('&', '&amp;'), '***'],
    ['in a URL', encodeURIComponent(url), '***'],
    ['by its signature', `Signature ${signature}.`, 'Signature ***.'],
  ])('is hidden %s', (_, text, shown) => {
    expect(secrets.redact(text)).toBe(shown);
  });

  it('tells the runner what to mask', () => {
    expect(masks).toEqual([url, new URL(url).search.slice(1), signature]);
  });

  it('leaves ids alone that hold a value of its query', () => {
    for (const id of ['tgt_0123456789abcdef0123', '20261101T000000Z', 'upl_1']) {
      expect(secrets.redact(id)).toBe(id);
    }
  });

  it.each(['?1', '?a=b', ''])('with the query %j leaves ids alone that hold that', (query) => {
    const short = new Secrets();
    short.addPresigned(`https://store.test/upl${query}`);
    expect(short.redact('run1Zx a=b store')).toBe('run1Zx a=b store');
    expect(short.redact(`PUT https://store.test/upl${query}`)).toBe('PUT ***');
  });
});

it('hides nothing where there is no secret', () => {
  expect(knowing('').redact('anything')).toBe('anything');
});

it('hides the longer of two secrets whole', () => {
  expect(knowing('swordfish', 'swordfish and chips').redact('swordfish and chips, swordfish')).toBe(
    '***, ***',
  );
});

it('puts a mask of choice in the place', () => {
  expect(knowing('swordfish').redact('swordfish', String.raw`\*`)).toBe(String.raw`\*`);
});
