import { describe, expect, it } from '@jest/globals';
import { sendFollowingRedirects } from '../../src/http/redirect.ts';
import type { HttpRequest, Send } from '../../src/http/transport.ts';
import { PEER } from './wire.ts';

/** Where a request goes, and whether with the key, when the first answers send it on to these addresses. */
async function tripOf(method: HttpRequest['method'], ...locations: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const send: Send = ({ url, headers }) => {
    const location = locations[asked.length];
    asked.push(`${url.href} ${headers.authorization === undefined ? 'without' : 'with'} the key`);
    return Promise.resolve({ status: location === undefined ? 200 : 307, headers: { location }, text: '' });
  };
  const headers = { authorization: 'Bearer key', accept: 'application/json' };
  const request = { peer: PEER, purpose: 'ask', method, url: new URL('https://peer.test/a'), headers };
  await sendFollowingRedirects(send, request, new AbortController().signal);
  return asked;
}

describe('a redirect', () => {
  it('within the host keeps the key', async () => {
    expect(await tripOf('GET', '/b')).toEqual([
      'https://peer.test/a with the key',
      'https://peer.test/b with the key',
    ]);
  });

  it.each(['https://other.test/b', 'https://peer.test:444/b', 'https://sub.peer.test/b'])(
    'to %s does not carry the key there, nor on the way back',
    async (elsewhere) => {
      expect(await tripOf('GET', elsewhere, 'https://peer.test/c')).toEqual([
        'https://peer.test/a with the key',
        `${elsewhere} without the key`,
        'https://peer.test/c without the key',
      ]);
    },
  );

  it('that gives up TLS is not followed, and neither is one of a request that makes something', async () => {
    expect(await tripOf('GET', 'http://peer.test/b')).toHaveLength(1);
    expect(await tripOf('POST', 'https://peer.test/b')).toHaveLength(1);
  });

  it('that never ends is followed five times', async () => {
    expect(await tripOf('GET', ...Array.from({ length: 9 }, (_, number) => `/${number}`))).toHaveLength(6);
  });
});
