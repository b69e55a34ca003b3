import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createServer as createTlsServer, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../../sandbox/certificate.ts';
import { Failure } from '../../src/base/failure.ts';
import { proxyFor } from '../../src/http/connect.ts';
import { ConnectionError } from '../../src/http/errors.ts';
import { type Ending, listen, request, withServer } from './wire.ts';

// A host that no resolver knows. Loopback hosts never use a proxy.
const HOST = 'server.test';
const [identity, far, stranger] = [selfSigned('localhost'), selfSigned(HOST), selfSigned('localhost')];
setDefaultCACertificates([identity.cert, far.cert]);

function expectNeverSent({ error, isSent }: Ending, words: RegExp): void {
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ neverSent: true, summary: expect.stringMatching(words) });
  expect(isSent).toBe(false);
}

function expectMaybeSent({ error, isSent }: Ending): void {
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ neverSent: false });
  expect(isSent).toBe(true);
}

/** TLS records that are not valid. */
const BAD_RECORD = Buffer.from('17030300050102030405', 'hex');
const BAD_VERSION = Buffer.from('17990900050102030405', 'hex');
const HANDSHAKE_ALERT = Buffer.from('15030300020228', 'hex');

describe('a request is proven not to be sent', () => {
  it('if the host name cannot be resolved', async () => {
    expectNeverSent(await request('http://unknown.invalid/'), /^host name unknown\.invalid could not be resolved/);
  });

  it('if the connection is refused', async () => {
    let port = 0;
    await withServer(
      () => undefined,
      (server) => {
        port = server.port;
        return Promise.resolve();
      },
    );
    expectNeverSent(await request(`http://127.0.0.1:${port}/`), /^connection refused$/);
    expectNeverSent(await request(`https://127.0.0.1:${port}/`), /^connection refused$/);
  });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['closes', (socket) => socket.end(), /TLS handshake/],
    ['resets', (socket) => socket.resetAndDestroy(), /TLS handshake|connection reset/],
    ['resets after the first bytes', (socket) => socket.once('data', () => socket.resetAndDestroy()), /TLS/],
    ['sends plain text', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), /TLS handshake failed/],
    ['sends an alert', (socket) => socket.once('data', () => socket.end(HANDSHAKE_ALERT)), /TLS handshake/],
    ['sends a bad record', (socket) => socket.once('data', () => socket.end(BAD_RECORD)), /TLS handshake/],
    ['sends an unknown version', (socket) => socket.once('data', () => socket.end(BAD_VERSION)), /TLS/],
  ])('if the server %s during the handshake', (_, treat, words) =>
    withServer(treat, async ({ port, received }) => {
      expectNeverSent(await request(`https://127.0.0.1:${port}/secret-path`), words);
      expect(received()).not.toContain('secret-path');
    }),
  );

  it('if the certificate is not trusted', async () => {
    let received = '';
    const server = createTlsServer(stranger, (socket) => {
      socket.on('error', () => undefined).on('data', (chunk) => (received += String(chunk)));
    });
    try {
      const port = await listen(server);
      expectNeverSent(await request(`https://localhost:${port}/`), /^TLS certificate not accepted/);
      expect(received).toBe('');
    } finally {
      server.close();
    }
  });

  it('if the deadline ends during the handshake', () =>
    withServer(
      () => undefined,
      async ({ port, received }) => {
        const controller = new AbortController();
        const ending = request(`https://127.0.0.1:${port}/`, {}, controller.signal);
        while (received() === '') await new Promise(setImmediate);
        controller.abort(new Error('late'));
        expect(await ending).toMatchObject({ error: { message: 'late' }, isSent: false });
      },
    ));
});

describe('a request may have been sent', () => {
  /** A TLS server that sends bytes outside of TLS once it has the request. */
  const injecting = (inject: (raw: Socket) => void) => (raw: Socket) => {
    const gate = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        raw.write(chunk, () => done());
      },
    });
    raw.on('data', (chunk) => gate.push(chunk));
    const secured = new TLSSocket(gate, { isServer: true, ...identity });
    secured.on('error', () => undefined).once('data', () => inject(raw));
  };

  it.each<[string, (raw: Socket) => void]>([
    ['plain text', (raw) => raw.end('HTTP/1.1 200 OK\r\n\r\n')],
    ['a bad record', (raw) => raw.end(BAD_RECORD)],
    ['a record of an unknown version', (raw) => raw.end(BAD_VERSION)],
    ['an alert', (raw) => raw.end(HANDSHAKE_ALERT)],
    ['a reset', (raw) => raw.resetAndDestroy()],
  ])('if %s follows it', (_, inject) =>
    withServer(injecting(inject), async ({ port }) => {
      expectMaybeSent(await request(`https://localhost:${port}/`));
    }),
  );

  it.each<[string, (socket: Socket) => void]>([
    ['closes', (socket) => socket.once('data', () => socket.end())],
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['does not speak HTTP', (socket) => socket.end('hello\r\n\r\n')],
    ['cuts its response', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')],
  ])('if the server %s', (_, treat) =>
    withServer(treat, async ({ port }) => {
      expectMaybeSent(await request(`http://127.0.0.1:${port}/`));
    }),
  );
});

describe('a proxy', () => {
  afterEach(() => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'no_proxy'])
      Reflect.deleteProperty(process.env, name);
  });

  const through = (treat: (socket: Socket) => void, play: (received: () => string) => Promise<void>): Promise<void> =>
    withServer(treat, async ({ port, received }) => {
      process.env['https_proxy'] = `http://mona:pass%20word@127.0.0.1:${port}`;
      await play(received);
    });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['rejects it', (socket) => socket.end('HTTP/1.1 407 Who Are You\r\n\r\n'), /proxy .*\(407 Proxy Auth/],
    ['is down', (socket) => socket.end('HTTP/1.1 503 Later\r\n\r\n'), /proxy .*\(503/],
    ['closes', (socket) => socket.once('data', () => socket.end()), /proxy/],
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy()), /proxy/],
    ['does not speak HTTP', (socket) => socket.once('data', () => socket.end('what?')), /proxy/],
    [
      'sends more than its response',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')),
      /proxy made no connection/,
    ],
    [
      'reaches nothing',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n')),
      /closed during the TLS handshake/,
    ],
  ])('that %s: the request was never sent', (_, treat, words) =>
    through(treat, async () => {
      expectNeverSent(await request(`https://${HOST}/`), words);
    }),
  );

  it('gets its own credentials and not the request', () => {
    let isClosed = false;
    return through(
      (socket) => socket.on('close', () => (isClosed = true)),
      async (received) => {
        const controller = new AbortController();
        const ending = request(`https://${HOST}/secret-path`, {}, controller.signal);
        while (!received().includes('\r\n\r\n')) await new Promise(setImmediate);
        controller.abort(new Error('late'));
        expect(await ending).toMatchObject({ error: { message: 'late' }, isSent: false });
        while (!isClosed) await new Promise(setImmediate);
        expect(received()).toContain(`CONNECT ${HOST}:443 HTTP/1.1`);
        expect(received()).toContain(Buffer.from('mona:pass word').toString('base64'));
        expect(received()).not.toContain('secret-path');
      },
    );
  });

  it('carries a request; errors after the tunnel was established are not the proxy’s', async () => {
    const server = createTlsServer(far, (socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (data) => {
          if (String(data).includes('/break')) socket.destroy();
          else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK');
        });
    });
    const port = await listen(server);
    const tunnel = (socket: Socket): void => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const end = connect(port, '127.0.0.1');
        end.on('error', () => undefined).on('close', () => socket.destroy());
        socket.pipe(end).pipe(socket);
      });
    };
    try {
      await through(tunnel, async () => {
        expect(await request(`https://${HOST}/fine`)).toMatchObject({
          response: { status: 200, text: 'OK' },
        });
        expectMaybeSent(await request(`https://${HOST}/break`));
      });
    } finally {
      server.close();
    }
  });

  const url = new URL(`https://${HOST}/`);

  it.each([
    ['proxy:3128', 'http://proxy:3128/'],
    ['proxy.example.com:3128', 'http://proxy.example.com:3128/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['[::1]:3128', 'http://[::1]:3128/'],
    ['proxy', 'http://proxy/'],
    ['mona:secret@proxy:3128', 'http://mona:secret@proxy:3128/'],
    [' http://proxy:3128 ', 'http://proxy:3128/'],
    ['https://proxy', 'https://proxy/'],
    ['http://mona:100%@proxy:3128', 'http://mona:100%@proxy:3128/'],
  ])('%j is used as %s', (value, used) => {
    process.env['https_proxy'] = value;
    expect(proxyFor(url)?.href).toBe(used);
    expect(proxyFor(new URL(`http://${HOST}/`))).toBeUndefined();
    process.env['no_proxy'] = `other.test,${HOST}`;
    expect(proxyFor(url)).toBeUndefined();
  });

  it.each(['socks5://mona:secret@proxy:1080', 'socks5h://proxy', 'ftp://proxy', 'http://proxy:port', 'http://'])(
    '%j is refused by name',
    async (value) => {
      process.env['HTTPS_PROXY'] = value;
      const { error } = await request(url.href);
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({
        what: `The proxy in HTTPS_PROXY is not supported: ${value.replace('mona:secret', '***')}.`,
        next: expect.stringContaining('Set HTTPS_PROXY to an HTTP proxy'),
      });
    },
  );
});
