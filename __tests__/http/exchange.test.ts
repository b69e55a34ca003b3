import { describe, expect, it } from '@jest/globals';
import { sendFollowingRedirects } from '../../src/http/exchange.ts';
import type { HttpRequest, Send } from '../../src/http/transport.ts';
import { PURPOSE } from './wire.ts';
import { parseRetryAfter } from '../../src/http/retry.ts';

/** The requests that are sent, each with or without the key, if the first responses redirect to these addresses. */
async function requestsFor(method: HttpRequest['method'], ...locations: readonly string[]): Promise<string[]> {
  const sent: string[] = [];
  const send: Send = ({ url, headers }) => {
    const location = locations[sent.length];
    sent.push(`${url.href} ${headers.authorization === undefined ? 'without' : 'with'} the key`);
    return Promise.resolve({ status: location === undefined ? 200 : 307, headers: { location }, text: '' });
  };
  const headers = { authorization: 'Bearer key', accept: 'application/json' };
  const request = { ...PURPOSE, method, url: new URL('https://server.test/a'), headers };
  await sendFollowingRedirects(send, request, new AbortController().signal);
  return sent;
}

describe('a redirect', () => {
  it('within the origin keeps the key', async () => {
    expect(await requestsFor('GET', '/b')).toEqual([
      'https://server.test/a with the key',
      'https://server.test/b with the key',
    ]);
  });

  it.each(['https://other.test/b', 'https://server.test:444/b', 'https://sub.server.test/b'])(
    'to %s loses the key, also on the way back',
    async (elsewhere) => {
      expect(await requestsFor('GET', elsewhere, 'https://server.test/c')).toEqual([
        'https://server.test/a with the key',
        `${elsewhere} without the key`,
        'https://server.test/c without the key',
      ]);
    },
  );

  it('is not followed from https to http, or for a request that creates something', async () => {
    expect(await requestsFor('GET', 'http://server.test/b')).toHaveLength(1);
    expect(await requestsFor('POST', 'https://server.test/b')).toHaveLength(1);
    expect(await requestsFor('PUT', 'https://server.test/b')).toHaveLength(1);
  });

  it('is followed at most five times', async () => {
    expect(await requestsFor('GET', ...Array.from({ length: 9 }, (_, number) => `/${number}`))).toHaveLength(6);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 6, 8, 49, 7);

  it.each<[string | undefined, number | undefined]>([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['3600', 120_000],
    ['Fri, 06 Nov 2026 08:49:37 GMT', 30_000],
    ['Friday, 06-Nov-26 08:49:37 GMT', 30_000],
    ['Fri Nov  6 08:49:37 2026', 30_000],
    ['Fri, 06 Nov 2026 08:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j demands %j milliseconds in any time zone', (header, ms) => {
    const zone = process.env['TZ'];
    for (const other of ['America/New_York', 'Asia/Tokyo', 'UTC']) {
      process.env['TZ'] = other;
      expect(parseRetryAfter(header, now)).toBe(ms);
    }
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
});
