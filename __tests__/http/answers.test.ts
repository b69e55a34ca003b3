import { createServer, type ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { Run } from '../../src/doksi/schemas.ts';
import { ConnectionError, RefusedError, UnreadableAnswerError } from '../../src/http/errors.ts';
import { ask, type Ask, type Ending, listen, read } from './wire.ts';

const MIB = 1024 * 1024;

async function answering(answer: (response: ServerResponse) => void, wants: Ask = {}): Promise<Ending> {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  try {
    return await ask(`http://127.0.0.1:${await listen(server)}/`, wants);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('an answer', () => {
  const words = '\ufeff{"word":"Grüße"}';
  it.each<[string, string, Buffer]>([
    ['gzip', 'gzip', gzipSync(words)],
    ['gzip by its old name', 'X-GZIP', gzipSync(words)],
    ['zlib', 'deflate', deflateSync(words)],
    ['bare deflate', 'deflate', deflateRawSync(words)],
    ['brotli', 'br', brotliCompressSync(words)],
    ['nothing', 'identity', Buffer.from(words)],
  ])('packed with %s is understood, and its byte-order mark left out', async (_, encoding, body) => {
    const { answer } = await answering((response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    expect(answer?.text).toBe('{"word":"Grüße"}');
  });

  it('without a body is empty, whatever encoding it names', async () => {
    const { answer } = await answering((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end();
    });
    expect(answer).toMatchObject({ status: 200, text: '' });
  });

  it.each<[string, string, Buffer]>([
    ['is not what it says', 'gzip', Buffer.from('{"word":"plain"}')],
    ['ends too early', 'gzip', gzipSync(words).subarray(0, 20)],
    ['has an encoding that nobody asked for', 'zstd', Buffer.from('?')],
  ])('that %s is unreadable; of a refusal the status still counts', async (_, encoding, body) => {
    const headers = { 'content-encoding': encoding, 'retry-after': '30' };
    const { error } = await answering((response) => response.writeHead(200, headers).end(body));
    expect(error).toBeInstanceOf(UnreadableAnswerError);
    // Whoever asks again has to know how long to wait.
    expect(error).toMatchObject({ retryAfterMs: 30_000 });
    const { answer } = await answering((response) => response.writeHead(401, headers).end(body));
    expect(answer).toMatchObject({ status: 401, text: '' });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['said at once', (response) => response.end(Buffer.alloc(17 * MIB, ' '))],
    [
      'from a small bomb',
      (response) => {
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync(Buffer.alloc(300 * MIB)));
      },
    ],
    [
      'without end',
      (response) => {
        const more = (): void => {
          while (response.write(Buffer.alloc(MIB, ' ')));
        };
        response.on('drain', more);
        more();
      },
    ],
  ])('above 16 MiB, %s, is refused at the byte that passes the bound', async (_, answer) => {
    const { error } = await answering(answer);
    expect(error).toBeInstanceOf(UnreadableAnswerError);
    expect(error).toMatchObject({ brief: 'HTTP 200, more than 16 MiB, which are not read' });
  });

  it.each(['identity', 'gzip'])(
    'of which only the begin is wanted may be as large as it likes: %s',
    async (encoding) => {
      const body = Buffer.alloc(30 * MIB, 'x');
      const large = (response: ServerResponse): void => {
        response.writeHead(200, { 'content-encoding': encoding });
        response.end(encoding === 'gzip' ? gzipSync(body) : body);
      };
      expect((await answering(large, { takeBytes: 1000 })).answer?.text).toBe('x'.repeat(1000));
      expect((await answering(large, { takeBytes: 0 })).answer).toMatchObject({ status: 200, text: '' });
    },
  );

  it('of 16 MiB is read', async () => {
    const { answer } = await answering((response) => response.end(Buffer.alloc(16 * MIB, ' ')));
    expect(answer?.text).toHaveLength(16 * MIB);
  });

  it('that is cut off while it is packed is a broken connection', async () => {
    const { error } = await answering((response) => {
      const body = gzipSync(words);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length });
      response.write(body.subarray(0, 15), () => response.socket?.destroy());
    });
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ neverArrived: false });
  });
});

describe('a JSON that costs too much is unreadable:', () => {
  it.each<[string, string]>([
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000)],
    [
      '100,000 levels in a place of its own',
      `{"status":"passed","x":${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}}`,
    ],
    ['16 MiB of empty results', `{"status":"passed","results":[${'{},'.repeat(5_500_000)}{}]}`],
    ['300,000 results', `{"status":"passed","results":[${'{},'.repeat(300_000)}{}]}`],
    ['300,000 strange results', `{"status":"passed","results":[${'1,'.repeat(300_000)}1]}`],
  ])('%s', async (_, text) => {
    const { error } = await read(Run, { text });
    expect(error).toBeInstanceOf(UnreadableAnswerError);
  });

  it('but brackets and commas inside of texts cost nothing', async () => {
    const text = JSON.stringify({ status: 'passed', note: '[{"\\,'.repeat(1_000_000) });
    expect((await read(Run, { text })).value?.status).toBe('passed');
  });
});

describe('what is wrong with an answer is told in plain words:', () => {
  const Shape = z.object({
    status: z.string().min(1),
    total: z.int().nonnegative(),
    id: z.union([z.string(), z.number()]),
  });
  it.each([
    [{}, 'HTTP 200, "status" is missing; "total" is missing; "id" is missing'],
    [{ status: 7, total: '3', id: null }, 'HTTP 200, "status" is 7; "total" is a text; "id" is null'],
    [{ status: '', total: -1, id: ['a'] }, 'HTTP 200, "status" is empty; "total" is -1; "id" is a list'],
    [[], 'HTTP 200, the body is a list'],
    ['passed', 'HTTP 200, the body is a text'],
    [{ error: 'Come back tomorrow' }, 'HTTP 200, Come back tomorrow'],
  ])('%j', async (body, brief) => {
    const { error } = await read(Shape, { text: JSON.stringify(body) });
    expect(error).toMatchObject({ brief });
  });

  it('but not quoted where it is secret', async () => {
    const { error } = await read(Shape, { text: 'half a {"secret' }, { isSecret: true });
    expect(error).toMatchObject({ brief: 'HTTP 200, a body that is no JSON' });
    for (const text of ['{"url":"secret"}', 'secret', '<title>secret</title>']) {
      const refused = await read(Shape, { status: 500, text }, { isSecret: true });
      expect(refused.error).toMatchObject({ brief: '500 Internal Server Error' });
    }
  });
});

describe('the words of a server', () => {
  const refused = async (text: string, redact?: (text: string) => string): Promise<RefusedError> => {
    const { error } = await read(z.unknown(), { status: 503, text }, redact && { redact });
    if (error instanceof RefusedError) return error;
    throw new Error('It was not refused.');
  };

  it('are told whole up to 2,000 characters, and in one line where there is room for one', async () => {
    const words = `Busy.\n${'x'.repeat(1994)}`;
    const error = await refused(JSON.stringify({ error: words }));
    expect(error.what).toBe(`The peer failed to ask: ${words} (HTTP 503).`);
    expect(error.inFull).toBe(`503 Service Unavailable: ${words}`);
    expect(error.brief).toMatch(/^503 Service Unavailable: Busy\. x{190,}…$/);
  });

  it('are cut behind them; secrets are taken out before', async () => {
    const secret = 'swordfish';
    const error = await refused(
      JSON.stringify({ error: `${'x'.repeat(1996)}${secret} ${'y'.repeat(5_000_000)}` }),
      (text) => text.replaceAll(secret, '***'),
    );
    expect(error.what).toContain(`${'x'.repeat(1996)}*** … (HTTP 503)`);
  });

  it.each([
    ['<html><head><TITLE lang="en">Bad\n gateway</TITLE>', 'an HTML page with the title "Bad gateway"'],
    ['<!doctype html><p>Hello', 'an HTML page'],
    ['<Error><Code>AccessDenied</Code><Message>No</Message></Error>', 'AccessDenied: No'],
    ['upstream connect\n error', 'upstream connect error'],
    ['', 'Service Unavailable'],
    ['{"message":"no field that we know"}', '{"message":"no field that we know"}'],
  ])('in %j are found', async (text, words) => {
    expect((await refused(text)).what).toBe(`The peer failed to ask: ${words} (HTTP 503).`);
  });

  it.each(['<title', '<title>', '<Code>', '<Error><Code>', '<', ' ', '\\'])(
    'are looked for in no more than linear time: %j a million times',
    async (piece) => {
      const error = await refused(piece.repeat(1_000_000));
      expect(error.what.length).toBeLessThan(3000);
    },
  );
});
