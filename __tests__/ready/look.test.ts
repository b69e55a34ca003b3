import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { endless, type Page, type PreviewSite, silent, startPreview } from '../../sandbox/preview/server.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { createTransport, type HttpHead, type Send } from '../../src/http/transport.ts';
import { createLook } from '../../src/ready/look.ts';
import type { Awaited } from '../../src/ready/readiness.ts';
import type { Sight } from '../../src/ready/sight.ts';
import { shortUrl } from '../../src/text.ts';

const TEXT = '4ead5a3c0ffee';
const MEGABYTE = 1_000_000;

interface Asked {
  readonly url: string;
  readonly key?: Awaited['key'];
  readonly text?: string;
  readonly lines?: string[];
  /** What the server has to have done before the ten seconds of the look are over; by default they never are. */
  readonly lateAfter?: 'nothing' | 'its head';
}

function look({ url, key = 'web_url', text, lines = [], lateAfter }: Asked): Promise<Sight> {
  const { promise: late, resolve: expire } = Promise.withResolvers<undefined>();
  const headless = createTransport('test/1', systemClock);
  const send: Send = (request, signal) => {
    const { takeBytes } = request;
    const onHead = (head: HttpHead): number => {
      if (lateAfter === 'its head') setImmediate(() => expire(undefined));
      return typeof takeBytes === 'function' ? takeBytes(head) : (takeBytes ?? Infinity);
    };
    return headless({ ...request, takeBytes: onHead }, signal);
  };
  if (lateAfter === 'nothing') expire(undefined);
  const clock: Clock = { now: () => systemClock.now(), sleep: () => late };
  const ask = createLook({ send, clock, trace: (line) => lines.push(line) });
  const target = { key, url: new URL(url), label: shortUrl(url) };
  return ask(target, { text, attempt: 1 }, new AbortController().signal);
}

async function withSite(
  pages: Readonly<Record<string, Page>>,
  play: (site: PreviewSite) => Promise<void>,
): Promise<void> {
  const site = await startPreview(
    Object.fromEntries(Object.entries(pages).map(([path, page]) => [path, [page]])),
  );
  try {
    await play(site);
  } finally {
    await site.close();
  }
}

async function looks(page: Page, asked: Omit<Asked, 'url'> = {}): Promise<Sight> {
  let sight: Sight | undefined;
  await withSite({ '/': page }, async ({ url }) => {
    sight = await look({ ...asked, url });
  });
  if (sight === undefined) throw new Error('Nobody looked.');
  return sight;
}

const there = (words: string): Sight => ({ isThere: true, words });
const missing = (words: string): Sight => ({ isThere: false, words });

describe('a target', () => {
  it.each<[number, Sight]>([
    [200, there('answers 200')],
    [204, there('answers 204')],
    [401, there('asks for a login (401): there, but protected')],
    [403, there('answers 403: there, but protected')],
    [400, missing('answers 400')],
    [404, missing('answers 404')],
    [429, missing('answers 429')],
    [503, missing('answers 503')],
  ])('that answers %d', async (status, sight) => {
    expect(await looks({ status })).toEqual(sight);
  });

  it('that nobody serves gives no answer', async () => {
    const site = await startPreview({});
    await site.close();
    expect(await look(site)).toEqual(missing('gives no answer (the connection was refused)'));
  });

  it('that hangs up gives no answer', async () => {
    const hangUp = (response: ServerResponse): void => void response.destroy();
    expect(await looks(hangUp)).toEqual(missing('gives no answer (the connection broke (ECONNRESET))'));
  });

  it('that says nothing has ten seconds', async () => {
    expect(await looks(silent, { lateAfter: 'nothing' })).toEqual(missing('gives no answer within 10 s'));
  });

  it('is asked as a browser would ask, and told of in the debug log without its query', async () => {
    await withSite({ '/a?token=swordfish': { status: 200 } }, async ({ url, visits }) => {
      const lines: string[] = [];
      expect(await look({ url: `${url}/a?token=swordfish#part`, lines })).toEqual(there('answers 200'));
      expect(visits).toMatchObject([{ path: '/a?token=swordfish', headers: { 'user-agent': 'test/1' } }]);
      expect(visits[0]?.headers.accept).toContain('text/html');
      expect(lines).toEqual([
        expect.stringMatching(/^GET 127\.0\.0\.1:\d+\/a → 200 in \d+ ms \(attempt 1\)$/),
      ]);
    });
  });
});

describe('without a text to look for', () => {
  it.each<Awaited['key']>(['web_url', 'binary_url'])('of a %s only the head is taken', async (key) => {
    const { promise: closed, resolve } = Promise.withResolvers<undefined>();
    const page = (response: ServerResponse): void => {
      response.on('close', () => {
        resolve(undefined);
      });
      response.writeHead(200, { 'content-length': 1e12 }).write('PK');
    };
    expect(await looks(page, { key })).toEqual(there('answers 200'));
    await closed;
  });

  it('a binary_url is there, whatever the text is that web targets have to show', async () => {
    expect(await looks({ body: 'PK' }, { key: 'binary_url', text: TEXT })).toEqual(there('answers 200'));
  });
});

describe('the text', () => {
  const page = `<meta name="commit" content="${TEXT}">`;
  const dots = (bytes: number): string => '.'.repeat(bytes);

  it.each<[string, Page]>([
    ['in the body', { body: page }],
    ['at the end of the first megabyte', { body: dots(MEGABYTE - TEXT.length) + TEXT + dots(10 * MEGABYTE) }],
    ['in a header', { headers: { 'x-commit': `build ${TEXT}` }, body: 'old' }],
    ['in a cookie that is not the first', { headers: { 'set-cookie': ['a=1', `build=${TEXT}`] } }],
    ['behind a login', { status: 401, headers: { 'x-commit': TEXT } }],
    ['packed with gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(page) }],
    ['packed with brotli', { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(page) }],
    ['packed with deflate', { headers: { 'content-encoding': 'deflate' }, body: deflateSync(page) }],
    ['before the end of a body that never ends', endless({ body: page })],
    ['in a header before a body that never ends', endless({ headers: { 'x-commit': TEXT } })],
  ])('is found %s', async (_, answer) => {
    expect(await looks(answer, { text: TEXT })).toMatchObject({ isThere: true });
  });

  it('is found in a packed body that never ends', async () => {
    const answer = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
      gzip.pipe(response);
      gzip.write(page);
    };
    expect(await looks(answer, { text: TEXT })).toEqual(there('answers 200'));
  });

  it('is found in pieces, whatever signs it has', async () => {
    const text = 'Grüße 🎉';
    const bytes = Buffer.from(`..${text}..`);
    const answer = (response: ServerResponse): void => {
      response.writeHead(200);
      let at = 0;
      const next = (): void => {
        if (at === bytes.length) response.end();
        else response.write(bytes.subarray(at, ++at), () => setImmediate(next));
      };
      next();
    };
    expect(await looks(answer, { text })).toEqual(there('answers 200'));
    const header = { 'x-build': Buffer.from(text).toString('latin1') };
    expect(await looks({ headers: header }, { text })).toEqual(there('answers 200'));
  });

  it.each<[string, Page, string]>([
    ['is not there', { body: 'yesterday' }, 'answers 200, without the text'],
    [
      'comes a byte too late',
      { body: dots(MEGABYTE - TEXT.length + 1) + TEXT },
      'answers 200, without the text',
    ],
    ['is in the name of a header', { headers: { [`x-${TEXT}`]: '1' } }, 'answers 200, without the text'],
    ['is hidden by a login', { status: 401, body: 'login' }, 'asks for a login (401), without the text'],
    ['is in a page of an error', { status: 500, body: page }, 'answers 500'],
    [
      'is packed as nobody asked for',
      { headers: { 'content-encoding': 'zstd' }, body: page },
      'answers 200, but not to the end (HTTP 200, an encoding that was not asked for)',
    ],
  ])('that %s is missing', async (_, answer, words) => {
    expect(await looks(answer, { text: TEXT })).toEqual(missing(words));
  });

  it('that does not come in time is missing', async () => {
    expect(await looks(endless({ body: 'old' }), { text: TEXT, lateAfter: 'its head' })).toEqual(
      missing('answers 200, but not to the end within 10 s'),
    );
  });
});

describe('a redirect', () => {
  const to = (location: string, status = 302): Page => ({ status, headers: { location } });
  const chain = (length: number): Record<string, Page> =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`/${at}`, to(`/${at + 1}`)]));

  it.each([301, 302, 303, 307, 308])('by %d is followed', (status) =>
    withSite({ '/': to('/there', status), '/there': { body: TEXT } }, async ({ url, visits }) => {
      expect(await look({ url, text: TEXT })).toEqual(there('answers 200'));
      expect(visits.map(({ path }) => path)).toEqual(['/', '/there']);
    }),
  );

  it('is followed five times', () =>
    withSite({ ...chain(5), '/5': {} }, async ({ url, visits }) => {
      expect(await look({ url: `${url}/0` })).toEqual(there('answers 200'));
      expect(visits).toHaveLength(6);
    }));

  it('is not followed a sixth time', () =>
    withSite({ ...chain(6), '/6': {} }, async ({ url, visits }) => {
      expect(await look({ url: `${url}/0` })).toEqual(missing('redirects more than 5 times (302)'));
      expect(visits).toHaveLength(6);
    }));

  it.each<[string, Page, string]>([
    ['in a circle', to('/'), 'redirects in a circle (302)'],
    ['to another protocol', to('ftp://example.com/'), 'redirects to an address of ftp: (302)'],
    ['to a script', to('javascript:alert(1)'), 'redirects to an address of javascript: (302)'],
    ['to nowhere', { status: 302 }, 'redirects to no address (302)'],
    ['to what is no address', to('http://[/'), 'redirects to no address (302)'],
  ])('%s leads astray', async (_, page, words) => {
    expect(await looks(page)).toEqual(missing(words));
    expect(await looks(page, { text: TEXT })).toEqual(missing(words));
  });

  it('to an address with other signs is understood as browsers do', () =>
    withSite(
      { '/': to(Buffer.from('/grüße').toString('latin1')), '/gr%C3%BC%C3%9Fe': { body: TEXT } },
      async ({ url }) => {
        expect(await look({ url, text: TEXT })).toEqual(there('answers 200'));
      },
    ));

  it("shows by its own text nothing of the target's build", async () => {
    await withSite(
      { '/': { status: 302, headers: { location: '/login', 'x-commit': TEXT }, body: TEXT }, '/login': {} },
      async ({ url }) => {
        expect(await look({ url, text: TEXT })).toEqual(missing('answers 200, without the text'));
      },
    );
  });

  it('whose body never ends is followed all the same', () =>
    withSite(
      {
        '/': endless({ status: 302, headers: { location: '/there' }, body: 'moved' }),
        '/there': { body: TEXT },
      },
      async ({ url }) => {
        expect(await look({ url, text: TEXT })).toEqual(there('answers 200'));
      },
    ));

  it('to another host is told with that', () =>
    withSite({ '/login/7': {} }, (login) =>
      withSite({ '/': to(`${login.url}/login/7`) }, async ({ url }) => {
        expect(await look({ url })).toEqual(there(`answers 200 at ${new URL(login.url).host}`));
      }),
    ));
});

describe('credentials in the address', () => {
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
  const withCredentials = (url: string, pair: string): string => url.replace('://', `://${pair}@`);

  it.each([
    ['mona:swordfish', 'mona:swordfish'],
    ['mona', 'mona:'],
    ['m%40n%61:s%3Aw%C3%B6rd', 'm@na:s:wörd'],
    ['mona:100%', 'mona:100%'],
  ])('%s open the door', (pair, sent) =>
    withSite({ '/': {} }, async ({ url, visits }) => {
      const lines: string[] = [];
      const { words } = await look({ url: withCredentials(url, pair), lines });
      expect(visits[0]?.headers.authorization).toBe(basic(sent));
      expect(`${words} ${lines.join(' ')}`).not.toContain('mona');
    }),
  );

  it('go with a redirect on the same host, and to no other', () =>
    withSite({ '/': {} }, (other) =>
      withSite(
        {
          '/': { status: 302, headers: { location: '/next' } },
          '/next': { status: 302, headers: { location: other.url } },
        },
        async ({ url, visits }) => {
          await look({ url: withCredentials(url, 'mona:swordfish') });
          const sent = basic('mona:swordfish');
          expect(visits.map(({ headers }) => headers.authorization)).toEqual([sent, sent]);
          expect(other.visits.map(({ headers }) => headers.authorization)).toEqual([undefined]);
        },
      ),
    ));
});
