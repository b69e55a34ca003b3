import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createServer as createTlsServer, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { ConnectionError } from '../../src/http/errors.ts';
import { selfSigned } from '../../sandbox/certificate.ts';
import { ask, type Ending, listen, withServer } from './wire.ts';

// Whether a request can have arrived is told by what was done with its socket. A name that no loopback rule exempts
// from the proxy is needed for tunnels: nothing ever resolves it.

const HOST = 'peer.test';
const [identity, far, stranger] = [selfSigned('localhost'), selfSigned(HOST), selfSigned('localhost')];
setDefaultCACertificates([identity.cert, far.cert]);

function expectNeverArrived({ error, phases }: Ending, words: RegExp): void {
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ neverArrived: true, brief: expect.stringMatching(words) });
  expect(phases).toEqual(['connecting']);
}

function expectMayHaveArrived({ error, phases }: Ending): void {
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ neverArrived: false });
  expect(phases).toEqual(['connecting', 'sent']);
}

/** A record of TLS with nonsense in it. */
const BAD_RECORD = Buffer.from('17030300050102030405', 'hex');
const BAD_VERSION = Buffer.from('17990900050102030405', 'hex');
const HANDSHAKE_ALERT = Buffer.from('15030300020228', 'hex');

describe('a request never arrived', () => {
  it('where the host name is unknown', async () => {
    expectNeverArrived(
      await ask('http://nobody.invalid/'),
      /host name nobody\.invalid could not be resolved/,
    );
  });

  it('where the connection is refused', async () => {
    let port = 0;
    await withServer(
      () => undefined,
      async (server) => {
        port = server.port;
        await Promise.resolve();
      },
    );
    expectNeverArrived(await ask(`http://127.0.0.1:${port}/`), /refused/);
    expectNeverArrived(await ask(`https://127.0.0.1:${port}/`), /refused/);
  });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['hangs up', (socket) => socket.end(), /TLS handshake/],
    ['resets', (socket) => socket.resetAndDestroy(), /TLS handshake|no connection/],
    ['resets at the first word', (socket) => socket.once('data', () => socket.resetAndDestroy()), /TLS/],
    [
      'speaks plain text',
      (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
      /TLS handshake failed/,
    ],
    ['sends an alert', (socket) => socket.once('data', () => socket.end(HANDSHAKE_ALERT)), /TLS handshake/],
    ['sends a bad record', (socket) => socket.once('data', () => socket.end(BAD_RECORD)), /TLS handshake/],
    ['sends a record of no version', (socket) => socket.once('data', () => socket.end(BAD_VERSION)), /TLS/],
  ])('where the server %s during the handshake', (_, treat, words) =>
    withServer(treat, async ({ port, heard }) => {
      expectNeverArrived(await ask(`https://127.0.0.1:${port}/secret-path`), words);
      expect(heard()).not.toContain('secret-path');
    }),
  );

  it('where nobody vouches for the certificate; not a byte of it was sent', async () => {
    let heard = '';
    const server = createTlsServer(stranger, (socket) => {
      socket.on('error', () => undefined).on('data', (chunk) => (heard += String(chunk)));
    });
    try {
      const port = await listen(server);
      expectNeverArrived(await ask(`https://localhost:${port}/`), /certificate was not accepted/);
      expect(heard).toBe('');
    } finally {
      server.close();
    }
  });

  it('where the deadline ends a handshake that stalls', () =>
    withServer(
      () => undefined,
      async ({ port, heard }) => {
        const ended = new AbortController();
        const asked = ask(`https://127.0.0.1:${port}/`, { signal: ended.signal });
        while (heard() === '') await new Promise(setImmediate);
        ended.abort(new Error('late'));
        expect(await asked).toMatchObject({ error: { message: 'late' }, phases: ['connecting'] });
      },
    ));
});

describe('a request may have arrived', () => {
  /** A server of TLS on a socket that can be spoken on past TLS once the request is there. */
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
    ['are no TLS', (raw) => raw.end('HTTP/1.1 200 OK\r\n\r\n')],
    ['are a bad record', (raw) => raw.end(BAD_RECORD)],
    ['are a record of no version', (raw) => raw.end(BAD_VERSION)],
    ['are an alert', (raw) => raw.end(HANDSHAKE_ALERT)],
    ['never come, but a reset', (raw) => raw.resetAndDestroy()],
  ])('where the bytes after it %s', (_, inject) =>
    withServer(injecting(inject), async ({ port }) => {
      expectMayHaveArrived(await ask(`https://localhost:${port}/`));
    }),
  );

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.once('data', () => socket.end())],
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['says what is no HTTP', (socket) => socket.end('hello\r\n\r\n')],
    ['cuts its answer', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')],
  ])('where the server %s', (_, treat) =>
    withServer(treat, async ({ port }) => {
      expectMayHaveArrived(await ask(`http://127.0.0.1:${port}/`));
    }),
  );
});

describe('through a proxy', () => {
  const through = async (
    treat: (socket: Socket, number: number) => void,
    play: (heard: () => string) => Promise<void>,
  ): Promise<void> => {
    await withServer(treat, async ({ port, heard }) => {
      process.env['https_proxy'] = `http://mona:pass%20word@127.0.0.1:${port}`;
      try {
        await play(heard);
      } finally {
        delete process.env['https_proxy'];
      }
    });
  };

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['refuses', (socket) => socket.end('HTTP/1.1 407 Who Are You\r\n\r\n'), /proxy .*\(407 Proxy Auth/],
    ['is down for now', (socket) => socket.end('HTTP/1.1 503 Later\r\n\r\n'), /proxy .*\(503/],
    ['hangs up', (socket) => socket.once('data', () => socket.end()), /proxy/],
    ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy()), /proxy/],
    ['speaks nonsense', (socket) => socket.once('data', () => socket.end('what?')), /proxy/],
    [
      'says more than it was asked',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')),
      /proxy made no connection/,
    ],
    [
      'has nobody at the other end',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n')),
      /TLS handshake was cut off/,
    ],
  ])('that %s it never arrived', (_, treat, words) =>
    through(treat, async () => {
      expectNeverArrived(await ask(`https://${HOST}/`), words);
    }),
  );

  it('that never answers CONNECT it never arrived, whenever the deadline ends that; nothing is left open', () => {
    let closed = false;
    return through(
      (socket) => socket.on('close', () => (closed = true)),
      async (heard) => {
        const ended = new AbortController();
        const asked = ask(`https://${HOST}/secret-path`, { signal: ended.signal });
        while (!heard().includes('\r\n\r\n')) await new Promise(setImmediate);
        ended.abort(new Error('late'));
        expect(await asked).toMatchObject({ error: { message: 'late' }, phases: ['connecting'] });
        while (!closed) await new Promise(setImmediate);
        expect(heard()).toContain(`CONNECT ${HOST}:443 HTTP/1.1`);
        expect(heard()).toContain(Buffer.from('mona:pass word').toString('base64'));
        expect(heard()).not.toContain('secret-path');
      },
    );
  });

  it('that makes the tunnel the answer arrives, and breaks of the tunnel are none of the proxy', async () => {
    const server = createTlsServer(far, (socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (request) => {
          if (String(request).includes('/break')) socket.destroy();
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
        expect(await ask(`https://${HOST}/fine`)).toMatchObject({ answer: { status: 200, text: 'OK' } });
        expectMayHaveArrived(await ask(`https://${HOST}/break`));
      });
    } finally {
      server.close();
    }
  });
});

it('each request has a connection of its own', async () => {
  let connections = 0;
  const reply = (socket: Socket): void => {
    connections++;
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK'));
  };
  await withServer(reply, async ({ port }) => {
    for (let number = 1; number <= 3; number++) {
      expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ answer: { text: 'OK' } });
      expect(connections).toBe(number);
    }
  });
});
