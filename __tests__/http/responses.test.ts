import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { Secrets } from '../../src/base/secrets.ts';
import { RunState } from '../../src/doksi/schemas.ts';
import { ConnectionError, InvalidResponseError, RejectedError, ResponseTimeoutError } from '../../src/http/errors.ts';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.ts';
import { type Ending, listen, receive, request, SERVER, testRuntime } from './wire.ts';

const MIB = 1024 * 1024;

async function returning(
  respond: (response: ServerResponse, request: IncomingMessage) => void,
  options: Partial<HttpRequest> = {},
): Promise<Ending> {
  const server = createServer((incoming, response) => {
    incoming.resume();
    respond(response, incoming);
  });
  try {
    return await request(`http://127.0.0.1:${await listen(server)}/`, options);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a response', () => {
  const json = '\ufeff{"word":"Grüße"}';

  it.each<[string, Buffer]>([
    ['gzip', gzipSync(json)],
    ['X-GZIP', gzipSync(json)],
    ['deflate', deflateSync(json)],
    ['br', brotliCompressSync(json)],
    ['identity', Buffer.from(json)],
  ])('is decompressed and read without its byte-order mark: %s', async (encoding, body) => {
    const { response } = await returning((out) => out.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(response?.text).toBe('{"word":"Grüße"}');
  });

  it.each<[string, string, Buffer, string]>([
    ['is not compressed as it claims', 'gzip', Buffer.from('{"word":"plain"}'), 'damaged compression'],
    ['ends too early', 'gzip', gzipSync(json).subarray(0, 20), 'damaged compression'],
    ['is not Brotli', 'br', Buffer.from('{"word":"plain"}'), 'damaged compression'],
    ['has an unknown encoding', 'zstd', Buffer.from('?'), 'an unknown encoding'],
  ])('that %s is invalid; the status of an error still counts', async (_, encoding, body, fault) => {
    const headers = { 'content-encoding': encoding };
    const { error } = await returning((out) => out.writeHead(200, headers).end(body));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ summary: `HTTP 200, ${fault}` });
    const { response } = await returning((out) => out.writeHead(503, headers).end(body));
    expect(response).toMatchObject({ status: 503, text: '' });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['sent at once', (out) => out.end(Buffer.alloc(17 * MIB, ' '))],
    [
      'decompressed',
      (out) => out.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(20 * MIB), { level: 1 })),
    ],
    [
      'without an end',
      (out) => {
        const more = (): void => {
          while (out.write(Buffer.alloc(MIB, ' ')));
        };
        out.on('drain', more);
        more();
      },
    ],
  ])('above 16 MiB is refused at that size: %s', async (_, respond) => {
    const { error } = await returning(respond);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ summary: 'HTTP 200, more than 16 MiB' });
  });

  it('of 16 MiB is read', async () => {
    const { response } = await returning((out) => out.end(Buffer.alloc(16 * MIB, ' ')));
    expect(response?.text).toHaveLength(16 * MIB);
  });

  it.each(['identity', 'gzip'])('of any size can be read in part: %s', async (encoding) => {
    const body = Buffer.alloc(20 * MIB, 'x');
    const large = (out: ServerResponse): void => {
      out.writeHead(200, { 'content-encoding': encoding }).end(encoding === 'gzip' ? gzipSync(body) : body);
    };
    const first = (maxBytes: number) => ({ limit: () => ({ maxBytes }) });
    expect((await returning(large, first(1000))).response?.text).toBe('x'.repeat(1000));
    expect((await returning(large, first(0))).response).toMatchObject({ status: 200, text: '' });
  });

  it('that is cut off is a connection error', async () => {
    const { error } = await returning((out) => {
      const body = gzipSync(json);
      out.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length });
      out.write(body.subarray(0, 15), () => out.socket?.destroy());
    });
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ neverSent: false, predicate: 'did not respond' });
  });
});

describe('a body of chunks', () => {
  async function* chunks(taken: string[] = []): AsyncGenerator<Buffer> {
    for (const chunk of ['one,', 'two,', 'three']) {
      taken.push(chunk);
      yield await Promise.resolve(Buffer.from(chunk));
    }
  }
  const put = (body: AsyncIterable<Buffer>): Partial<HttpRequest> => ({
    method: 'PUT',
    body,
    headers: { 'content-length': 13 },
  });

  it('is sent after 100 Continue', async () => {
    const { response } = await returning((out, incoming) => {
      expect(incoming.headers).toMatchObject({ expect: '100-continue', 'user-agent': 'test/1' });
      incoming.setEncoding('utf8').on('data', (text) => out.write(text));
      incoming.on('end', () => out.end());
    }, put(chunks()));
    expect(response?.text).toBe('one,two,three');
  });

  it('is sent after a second to a server that ignores Expect', async () => {
    const server = createServer();
    server.on('checkContinue', (incoming: IncomingMessage, out: ServerResponse) => {
      incoming.resume().on('end', () => out.end('received'));
    });
    try {
      const { response } = await request(`http://127.0.0.1:${await listen(server)}/`, put(chunks()));
      expect(response?.text).toBe('received');
    } finally {
      server.close();
    }
  });

  it('is not sent if the server rejects the request', async () => {
    const taken: string[] = [];
    const server = createServer();
    server.on('checkContinue', (_: IncomingMessage, out: ServerResponse) => out.writeHead(403).end('no'));
    try {
      const { response } = await request(`http://127.0.0.1:${await listen(server)}/`, put(chunks(taken)));
      expect(response).toMatchObject({ status: 403, text: 'no' });
      expect(taken).toEqual([]);
    } finally {
      server.close();
    }
  });

  it('that fails ends the request with its error', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('one'));
      throw new Error('the disk failed');
    }
    const { error } = await returning(() => undefined, put(failing()));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ summary: 'the disk failed' });
  });
});

describe('JSON that is expensive to parse is invalid:', () => {
  it.each<[string, string]>([
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['300,000 results', `{"status":"passed","results":[${'{},'.repeat(300_000)}{}]}`],
  ])('%s', async (_, text) => {
    expect((await receive({ text }, RunState)).error).toBeInstanceOf(InvalidResponseError);
  });
});

describe('the error for an invalid response', () => {
  const Shape = z.object({ status: z.string(), total: z.int().nonnegative() });

  it.each([
    ['{}', 'HTTP 200, "status": expected string, received undefined; "total": expected number, received undefined'],
    ['{"status":7,"total":1}', 'HTTP 200, "status": expected string, received number'],
    ['[]', 'HTTP 200, the body: expected object, received array'],
    ['{"error":"Come back tomorrow"}', 'HTTP 200, Come back tomorrow'],
    ['{"status":', 'HTTP 200, {"status":'],
    [' ', 'HTTP 200, an empty body'],
  ])('says what is wrong with %s', async (text, summary) => {
    const { error } = await receive({ text }, Shape);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ summary, predicate: 'returned no valid response', next: 'invalid' });
  });

  const page = '<!doctype html><title>Just a\n moment…</title>';
  it.each<[Partial<HttpResponse>, string]>([
    [
      { status: 403, text: page, headers: { 'cf-mitigated': 'challenge', server: 'cloudflare' } },
      'HTTP 403, a Cloudflare challenge for browsers with the title "Just a moment…"',
    ],
    [
      { status: 401, text: page, headers: { server: 'squid/5.7', via: '1.1 proxy.corp' } },
      'HTTP 401, an HTML page with the title "Just a moment…" from squid/5.7 via 1.1 proxy.corp',
    ],
    [{ status: 404, text: '<html><body>' }, 'HTTP 404, an HTML page'],
    [{ status: 403, text: '{"message":"Forbidden"}' }, 'HTTP 403, {"message":"Forbidden"}'],
    [{ status: 401 }, 'HTTP 401, an empty body'],
  ])('names a response that is not the server’s own: %j', async (response, summary) => {
    const { error } = await receive(response, Shape);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ summary });
  });

  it('quotes nothing of a secret response', async () => {
    for (const text of ['half a {"t0ken', '<title>t0ken</title>', '{"url":"t0ken"}']) {
      for (const status of [200, 403, 500]) {
        const { error } = await receive({ status, text }, Shape, { isSecret: true });
        expect(String(error)).not.toContain('t0ken');
      }
    }
  });
});

describe('the error for a rejection', () => {
  const rejected = async (status: number, text: string, secret?: string): Promise<RejectedError> => {
    const secrets = new Secrets();
    if (secret !== undefined) secrets.add(secret);
    const { error } = await receive({ status, text }, z.unknown(), {}, testRuntime({ secrets }));
    if (error instanceof RejectedError) return error;
    throw new Error('The request was not rejected.');
  };

  it.each([
    [401, '{"error":"Unknown API key."}', 'The server rejected the request to read it: Unknown API key (HTTP 401).'],
    [404, '{"error":"Which one?"}', 'The server rejected the request to read it: Which one? (HTTP 404).'],
    [429, '', 'The server rejected the request to read it: Too Many Requests (HTTP 429).'],
    [503, '{"error":"Busy"}', 'Could not read it: The server returned an error: Busy (HTTP 503).'],
    [302, '', 'Could not read it: The server returned a redirect, which is not followed (HTTP 302).'],
  ])('says what the server returned: %i %s', async (status, text, what) => {
    expect((await rejected(status, text)).what).toBe(what);
  });

  it('shows up to 2,000 characters, and one short line in the log', async () => {
    const text = `Busy.\n${'x'.repeat(1994)}`;
    const error = await rejected(503, JSON.stringify({ error: text }));
    expect(error.detail).toBe(`503 Service Unavailable: ${text}`);
    expect(error.summary).toMatch(/^503 Service Unavailable: Busy\. x{190,}…$/);
  });

  it('is redacted before it is cut', async () => {
    const text = `${'x'.repeat(1990)}swordfish ${'y'.repeat(5_000_000)}`;
    const { what } = await rejected(503, JSON.stringify({ error: text }), 'swordfish');
    expect(what).toContain(`${'x'.repeat(1990)}*** yyyyy… (HTTP 503)`);
  });

  it.each([
    ['a title', `<title>${'x'.repeat(295)}sword\nfish</title>`],
    ['a text', `${'x'.repeat(295)}swordfish`],
  ])('is redacted before %s of a gateway is cut, or its lines are joined', async (_, text) => {
    const { what } = await rejected(502, text, 'swordfish');
    expect(what).toContain(`${'x'.repeat(295)}***`);
    expect(what).not.toMatch(/sword|fish/);
  });

  it.each([
    [
      '<html><head><TITLE lang="en">Bad\n gateway</TITLE>',
      '502 Bad Gateway: an HTML page with the title "Bad gateway"',
    ],
    ['upstream connect\n error', '502 Bad Gateway: upstream connect error'],
    ['', '502 Bad Gateway'],
  ])('describes the page of a gateway: %j', async (text, summary) => {
    expect((await rejected(502, text)).summary).toBe(summary);
  });

  it.each(['<title', '<title>', '<Code>', '<', ' ', '\\'])('takes linear time: %j', async (piece) => {
    expect((await rejected(502, piece.repeat(1_000_000))).what.length).toBeLessThan(3000);
  });
});

describe('a request', () => {
  it('is logged for debugging without its query', async () => {
    const runtime = testRuntime();
    await receive({ text: '{}' }, z.unknown(), { tries: 2 }, runtime);
    await receive({ status: 503 }, z.unknown(), {}, runtime);
    await receive({ text: 'what?' }, z.unknown(), {}, runtime);
    expect(runtime.debugLines).toEqual([
      expect.stringMatching(/^GET \/path → 200 in \d+ ms \(try 2\)$/),
      expect.stringMatching(/^GET \/path → 503 in \d+ ms \(try 1\)$/),
      expect.stringMatching(/^GET \/path → 200 in \d+ ms \(try 1\)$/),
    ]);
  });

  it('has a deadline', () => {
    const error = new ResponseTimeoutError({ server: SERVER, purpose: 'read it' }, 30_000);
    expect(error).toMatchObject({ what: 'Could not read it: no response within 30 s.', next: 'failed' });
  });
});
