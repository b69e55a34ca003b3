import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { endless, type Page, type PreviewSite, silent, startPreview } from '../../sandbox/preview/server.ts';
import { type Clock, systemClock } from '../../src/base/runtime.ts';
import { shortUrl } from '../../src/base/url.ts';
import { createTransport, type Send } from '../../src/http/transport.ts';
import type { ReadyTarget } from '../../src/plan/plan.ts';
import { probe, type ProbeResult } from '../../src/ready/probe.ts';
import { testRuntime } from '../http/wire.ts';

const TEXT = '4ead5a3c0ffee';
const MEGABYTE = 1_000_000;

interface Options {
  readonly url: string;
  readonly key?: ReadyTarget['key'];
  readonly text?: string;
  readonly lines?: string[];
  /** When the probe's ten seconds end; never by default. */
  readonly lateAfter?: 'nothing' | 'its head';
}

async function probeAt({ url, key = 'web_url', text, lines = [], lateAfter }: Options): Promise<ProbeResult> {
  const { promise: late, resolve: expire } = Promise.withResolvers<undefined>();
  const transport = createTransport('test/1');
  const send: Send = (request, signal) =>
    transport(
      {
        ...request,
        limit: (head) => {
          if (lateAfter === 'its head') setImmediate(() => expire(undefined));
          return request.limit?.(head) ?? { maxBytes: Infinity };
        },
      },
      signal,
    );
  if (lateAfter === 'nothing') expire(undefined);
  const clock: Clock = { now: () => systemClock.now(), sleep: () => late };
  const runtime = testRuntime({ clock });
  const target = { key, url: new URL(url), label: shortUrl(url) };
  const result = await probe(target, { text, tries: 1 }, send, runtime);
  lines.push(...runtime.debugLines);
  return result;
}

async function withSite(
  pages: Readonly<Record<string, Page>>,
  play: (site: PreviewSite) => Promise<void>,
): Promise<void> {
  const site = await startPreview(Object.fromEntries(Object.entries(pages).map(([path, page]) => [path, [page]])));
  try {
    await play(site);
  } finally {
    await site.close();
  }
}

async function resultOf(page: Page, options: Omit<Options, 'url'> = {}): Promise<ProbeResult | undefined> {
  let result: ProbeResult | undefined;
  await withSite({ '/': page }, async ({ url }) => {
    result = await probeAt({ ...options, url });
  });
  return result;
}

const ready = (words: string): ProbeResult => ({ isReady: true, words });
const notReady = (words: string): ProbeResult => ({ isReady: false, words });

describe('a target', () => {
  it.each<[number, ProbeResult]>([
    [200, ready('returned 200')],
    [204, ready('returned 204')],
    [401, ready('returned 401, present but protected')],
    [403, ready('returned 403, present but protected')],
    [400, notReady('returned 400')],
    [404, notReady('returned 404')],
    [429, notReady('returned 429')],
    [503, notReady('returned 503')],
  ])('that returns %d', async (status, result) => {
    expect(await resultOf({ status })).toEqual(result);
  });

  it('that refuses the connection is not ready', async () => {
    const site = await startPreview({});
    await site.close();
    expect(await probeAt(site)).toEqual(notReady('could not be reached (connection refused)'));
  });

  it('that closes the connection is not ready', async () => {
    const hangUp = (response: ServerResponse): void => void response.destroy();
    expect(await resultOf(hangUp)).toEqual(notReady('did not respond (connection reset)'));
  });

  it('has ten seconds to respond', async () => {
    expect(await resultOf(silent, { lateAfter: 'nothing' })).toEqual(notReady('did not respond within 10 s'));
  });

  it('is requested as by a browser, and logged for debugging without its query', async () => {
    await withSite({ '/a?token=swordfish': { status: 200 } }, async ({ url, visits }) => {
      const lines: string[] = [];
      expect(await probeAt({ url: `${url}/a?token=swordfish#part`, lines })).toEqual(ready('returned 200'));
      expect(visits).toMatchObject([{ path: '/a?token=swordfish', headers: { 'user-agent': 'test/1' } }]);
      expect(visits[0]?.headers.accept).toContain('text/html');
      expect(lines).toEqual([expect.stringMatching(/^GET 127\.0\.0\.1:\d+\/a → returned 200 in \d+ ms \(try 1\)$/)]);
    });
  });
});

describe('a challenge for browsers is named, and the target is not ready', () => {
  it.each([
    [403, 'cf-mitigated', 'challenge', 'Cloudflare'],
    [403, 'x-vercel-mitigated', 'challenge', 'Vercel'],
    [202, 'x-amzn-waf-action', 'captcha', 'AWS WAF'],
  ])('%i with %s: %s', async (status, header, value, name) => {
    expect(await resultOf({ status, headers: { [header]: value }, body: 'Just a moment' })).toEqual(
      notReady(`returned a ${name} challenge for browsers (${status})`),
    );
  });
});

describe('without ready-text', () => {
  it.each<ReadyTarget['key']>(['web_url', 'binary_url'])('only the head of a %s is read', async (key) => {
    const { promise: closed, resolve } = Promise.withResolvers<undefined>();
    const page = (response: ServerResponse): void => {
      response.on('close', () => {
        resolve(undefined);
      });
      response.writeHead(200, { 'content-length': 1e12 }).write('PK');
    };
    expect(await resultOf(page, { key })).toEqual(ready('returned 200'));
    await closed;
  });

  it('a binary_url is ready without the text that a web_url must contain', async () => {
    expect(await resultOf({ body: 'PK' }, { key: 'binary_url', text: TEXT })).toEqual(ready('returned 200'));
  });
});

describe('ready-text', () => {
  const page = `<meta name="commit" content="${TEXT}">`;
  const dots = (bytes: number): string => '.'.repeat(bytes);

  it.each<[string, Page]>([
    ['in the body', { body: page }],
    ['at the end of the first megabyte', { body: dots(MEGABYTE - TEXT.length) + TEXT + dots(10 * MEGABYTE) }],
    ['in a header', { headers: { 'x-commit': `build ${TEXT}` }, body: 'old' }],
    ['in a cookie that is not the first', { headers: { 'set-cookie': ['a=1', `build=${TEXT}`] } }],
    ['behind a login', { status: 401, headers: { 'x-commit': TEXT } }],
    ['compressed with gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(page) }],
    ['compressed with brotli', { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(page) }],
    ['compressed with deflate', { headers: { 'content-encoding': 'deflate' }, body: deflateSync(page) }],
    ['before the end of a body that never ends', endless({ body: page })],
    ['in a header before a body that never ends', endless({ headers: { 'x-commit': TEXT } })],
  ])('is found %s', async (_, answer) => {
    expect(await resultOf(answer, { text: TEXT })).toMatchObject({ isReady: true });
  });

  it('is found in a compressed body that never ends', async () => {
    const answer = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
      gzip.pipe(response);
      gzip.write(page);
    };
    expect(await resultOf(answer, { text: TEXT })).toEqual(ready('returned 200'));
  });

  it('is found across pieces, with any characters', async () => {
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
    expect(await resultOf(answer, { text })).toEqual(ready('returned 200'));
    const header = { 'x-build': Buffer.from(text).toString('latin1') };
    expect(await resultOf({ headers: header }, { text })).toEqual(ready('returned 200'));
  });

  it.each<[string, Page, string]>([
    ['is not there', { body: 'yesterday' }, 'returned 200 without ready-text'],
    ['comes a byte too late', { body: dots(MEGABYTE - TEXT.length + 1) + TEXT }, 'returned 200 without ready-text'],
    ['is in the name of a header', { headers: { [`x-${TEXT}`]: '1' } }, 'returned 200 without ready-text'],
    ['is behind a login', { status: 401, body: 'login' }, 'returned 401 without ready-text'],
    ['is on an error page', { status: 500, body: page }, 'returned 500'],
    [
      'has an unknown encoding',
      { headers: { 'content-encoding': 'zstd' }, body: page },
      'returned 200, but the response was incomplete (HTTP 200, an unknown encoding)',
    ],
  ])('that %s is missed', async (_, answer, words) => {
    expect(await resultOf(answer, { text: TEXT })).toEqual(notReady(words));
  });

  it('that does not arrive in time is missed', async () => {
    expect(await resultOf(endless({ body: 'old' }), { text: TEXT, lateAfter: 'its head' })).toEqual(
      notReady('returned 200, but the response was incomplete after 10 s'),
    );
  });
});

describe('a redirect', () => {
  const to = (location: string, status = 302): Page => ({ status, headers: { location } });
  const chain = (length: number): Record<string, Page> =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`/${at}`, to(`/${at + 1}`)]));

  it.each([301, 302, 303, 307, 308])('by %d is followed', (status) =>
    withSite({ '/': to('/there', status), '/there': { body: TEXT } }, async ({ url, visits }) => {
      expect(await probeAt({ url, text: TEXT })).toEqual(ready('returned 200'));
      expect(visits.map(({ path }) => path)).toEqual(['/', '/there']);
    }),
  );

  it('is followed five times', () =>
    withSite({ ...chain(5), '/5': {} }, async ({ url, visits }) => {
      expect(await probeAt({ url: `${url}/0` })).toEqual(ready('returned 200'));
      expect(visits).toHaveLength(6);
    }));

  it('is not followed a sixth time', () =>
    withSite({ ...chain(6), '/6': {} }, async ({ url, visits }) => {
      expect(await probeAt({ url: `${url}/0` })).toEqual(notReady('redirected more than 5 times (302)'));
      expect(visits).toHaveLength(6);
    }));

  it.each<[string, Page, string]>([
    ['in a circle', to('/'), 'redirected more than 5 times (302)'],
    ['to another protocol', to('ftp://example.com/'), 'redirected to an address of ftp: (302)'],
    ['to a script', to('javascript:alert(1)'), 'redirected to an address of javascript: (302)'],
    ['to nowhere', { status: 302 }, 'redirected without an address (302)'],
    ['to an invalid address', to('http://[/'), 'redirected without an address (302)'],
  ])('%s is not followed', async (_, page, words) => {
    expect(await resultOf(page)).toEqual(notReady(words));
    expect(await resultOf(page, { text: TEXT })).toEqual(notReady(words));
  });

  it('to an address with other characters is followed as in a browser', () =>
    withSite(
      { '/': to(Buffer.from('/grüße').toString('latin1')), '/gr%C3%BC%C3%9Fe': { body: TEXT } },
      async ({ url }) => {
        expect(await probeAt({ url, text: TEXT })).toEqual(ready('returned 200'));
      },
    ));

  it('is not searched for ready-text', async () => {
    await withSite(
      { '/': { status: 302, headers: { location: '/login', 'x-commit': TEXT }, body: TEXT }, '/login': {} },
      async ({ url }) => {
        expect(await probeAt({ url, text: TEXT })).toEqual(notReady('returned 200 without ready-text'));
      },
    );
  });

  it('with a body that never ends is followed', () =>
    withSite(
      {
        '/': endless({ status: 302, headers: { location: '/there' }, body: 'moved' }),
        '/there': { body: TEXT },
      },
      async ({ url }) => {
        expect(await probeAt({ url, text: TEXT })).toEqual(ready('returned 200'));
      },
    ));

  it('to another host names the host', () =>
    withSite({ '/login/7': {} }, (login) =>
      withSite({ '/': to(`${login.url}/login/7`) }, async ({ url }) => {
        expect(await probeAt({ url })).toEqual(ready(`returned 200 at ${new URL(login.url).host}`));
      }),
    ));
});

describe('credentials in the URL', () => {
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
  const withCredentials = (url: string, pair: string): string => url.replace('://', `://${pair}@`);

  it.each([
    ['mona:swordfish', 'mona:swordfish'],
    ['mona', 'mona:'],
    ['m%40n%61:s%3Aw%C3%B6rd', 'm@na:s:wörd'],
    ['mona:100%', 'mona:100%'],
  ])('%s are sent', (pair, sent) =>
    withSite({ '/': {} }, async ({ url, visits }) => {
      const lines: string[] = [];
      const { words } = await probeAt({ url: withCredentials(url, pair), lines });
      expect(visits[0]?.headers.authorization).toBe(basic(sent));
      expect(`${words} ${lines.join(' ')}`).not.toContain('mona');
    }),
  );

  it('are sent after a redirect to the same host, and to no other', () =>
    withSite({ '/': {} }, (other) =>
      withSite(
        {
          '/': { status: 302, headers: { location: '/next' } },
          '/next': { status: 302, headers: { location: other.url } },
        },
        async ({ url, visits }) => {
          await probeAt({ url: withCredentials(url, 'mona:swordfish') });
          const sent = basic('mona:swordfish');
          expect(visits.map(({ headers }) => headers.authorization)).toEqual([sent, sent]);
          expect(other.visits.map(({ headers }) => headers.authorization)).toEqual([undefined]);
        },
      ),
    ));
});
