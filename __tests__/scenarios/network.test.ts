import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { selfSigned } from '../../sandbox/certificate.ts';
import { countOf, errorOf, run, tests, withDoksi } from './stage.ts';

/** A host without an address: only the proxy reaches it. */
const HOST = 'doksi.test';
const API = { url: `https://${HOST}/external/integration/cicd` };

interface Tunnel {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

interface Network {
  readonly doksi: DoksiSandbox;
  /** `http://127.0.0.1:…` */
  readonly proxyUrl: string;
  /** The tunnels that were requested. */
  readonly tunnels: readonly Tunnel[];
  /** Path of the certificate to trust. */
  readonly trusted: string;
}

/** A Doksi that can be reached only over TLS and through a proxy, which rejects the first tunnels. */
function withProxy(play: (network: Network) => Promise<void>, rejections = 0): Promise<void> {
  return withDoksi(async (doksi) => {
    const folder = mkdtempSync(join(tmpdir(), 'doksi-proxy-'));
    const identity = selfSigned(HOST);
    const trusted = join(folder, 'trusted.pem');
    writeFileSync(trusted, identity.cert);
    const tunnels: Tunnel[] = [];

    const tls = createTlsServer(identity, (socket) => {
      splice(socket, connect(Number(new URL(doksi.url).port), '127.0.0.1'));
    });
    const tlsPort = await listen(tls);
    const proxy = createServer();
    proxy.on('connect', ({ url: target = '', headers }, socket) => {
      tunnels.push({ target, headers });
      if (tunnels.length <= rejections) {
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
        return;
      }
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      splice(socket, connect(tlsPort, '127.0.0.1'));
    });
    const proxyPort = await listen(proxy);
    try {
      await play({ doksi, proxyUrl: `http://127.0.0.1:${proxyPort}`, tunnels, trusted });
    } finally {
      tls.close();
      proxy.close();
      rmSync(folder, { recursive: true });
    }
  });
}

/** Joins two streams; closing one closes the other. */
function splice(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one);
  for (const [end, far] of [
    [one, other],
    [other, one],
  ] as const) {
    end.on('error', () => far.destroy());
    end.on('close', () => far.destroy());
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}

describe('a proxy', () => {
  it.concurrent.each([
    ['https_proxy', ''],
    // A proxy without a scheme is an HTTP proxy.
    ['HTTPS_PROXY', 'http://'],
  ])('in %s carries every request, and cannot read it', (name, omitted) =>
    withProxy(async ({ doksi, proxyUrl, tunnels, trusted }) => {
      const env = { [name]: proxyUrl.replace(omitted, ''), NODE_EXTRA_CA_CERTS: trusted };
      const step = await run(API, tests('pass-0s'), { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(tunnels).toHaveLength(doksi.requests.length);
      for (const tunnel of tunnels) expect(tunnel.target).toBe(`${HOST}:443`);
      expect(JSON.stringify(tunnels)).not.toContain(SANDBOX_API_KEY);
      expect(doksi.requests[0]?.headers.authorization).toBe(`Bearer ${SANDBOX_API_KEY}`);
    }),
  );

  it.concurrent('gets its credentials, which are not shown', () =>
    withProxy(async ({ proxyUrl, tunnels, trusted }) => {
      const env = {
        https_proxy: proxyUrl.replace('://', '://mona:swordfish@'),
        NODE_EXTRA_CA_CERTS: trusted,
        RUNNER_DEBUG: '1',
      };
      const step = await run(API, tests('pass-0s'), { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(tunnels[0]?.headers['proxy-authorization']).toBe(
        `Basic ${Buffer.from('mona:swordfish').toString('base64')}`,
      );
      expect(`${step.log}${step.summary}`).not.toContain('swordfish');
    }),
  );

  it.concurrent('that rejects a tunnel is tried again, also to create the run', () =>
    withProxy(async ({ doksi, proxyUrl, tunnels, trusted }) => {
      const env = { https_proxy: proxyUrl, NODE_EXTRA_CA_CERTS: trusted };
      const step = await run(API, tests('pass-0s'), { env });
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log).toContain('the proxy made no connection');
      expect(countOf(doksi, 'POST')).toBe(1);
      expect(tunnels).toHaveLength(doksi.requests.length + 2);
    }, 2),
  );

  it.concurrent('of another kind is an error that names it, and nothing is sent', () =>
    withProxy(async ({ doksi, tunnels }) => {
      const env = { https_proxy: 'socks5://mona:swordfish@proxy.test:1080' };
      const step = await run(API, tests('pass-0s'), { env });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
      expect(errorOf(step)).toMatch(/https_proxy is not supported: socks5:\/\/.*proxy\.test:1080/);
      expect(step.log + step.summary).not.toMatch(/swordfish|may exist/);
      expect([...doksi.requests, ...tunnels]).toEqual([]);
    }),
  );

  it.concurrent('is not used for a host in no_proxy', () =>
    withProxy(async ({ proxyUrl, tunnels, trusted }) => {
      const env = { https_proxy: proxyUrl, no_proxy: `other.test,${HOST}`, NODE_EXTRA_CA_CERTS: trusted };
      const step = await run(API, { 'run-id': 'run_0001', 'timeout-minutes': '0.02' }, { env });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toContain(`host name ${HOST} could not be resolved`);
      expect(tunnels).toEqual([]);
    }),
  );

  it.concurrent('is not used for this machine', () =>
    withProxy(async ({ doksi, proxyUrl, tunnels }) => {
      const env = { http_proxy: proxyUrl, https_proxy: proxyUrl };
      expect(await run(doksi, tests('pass-0s'), { env })).toMatchObject({ exitCode: 0 });
      expect(tunnels).toEqual([]);
    }),
  );
});

describe('a server with an untrusted certificate', () => {
  it.concurrent('gets no request, and the error says why', () =>
    withProxy(async ({ doksi, proxyUrl }) => {
      const env = { https_proxy: proxyUrl };
      const step = await run(API, { 'run-id': 'run_0001', 'timeout-minutes': '0.02' }, { env });
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
      expect(errorOf(step)).toContain('TLS certificate not accepted');
      expect(doksi.requests).toEqual([]);
    }),
  );
});

const passedRun = JSON.stringify({ status: 'passed', tests_total: 1, tests_passed: 1, results: [] });

/** A server with another origin, which reports every run as passed. */
async function withStranger(
  play: (origin: string, received: readonly IncomingMessage[]) => Promise<void>,
  location?: string,
): Promise<void> {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    if (location === undefined) response.end(passedRun);
    else response.writeHead(302, { location }).end();
  });
  const origin = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(`http://127.0.0.1:${address.port}`);
    });
  });
  try {
    await play(origin, received);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a redirect', () => {
  it.concurrent.each([302, 308])('of a read to another origin does not carry the key: %i', (status) =>
    withDoksi((doksi) =>
      withStranger(async (origin, received) => {
        doksi.fault({
          on: 'GET /runs',
          kind: 'redirect',
          status,
          location: `${origin}/elsewhere`,
          times: 99,
        });
        await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
        for (const { headers } of received) expect(headers).not.toHaveProperty('authorization');
      }),
    ),
  );

  it.concurrent('to another origin and back does not carry the key', () =>
    withDoksi(async (doksi) => {
      await withStranger(
        async (origin, received) => {
          doksi.fault({ on: 'GET /runs', kind: 'redirect', location: `${origin}/elsewhere` });
          await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
          expect(received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
          const returned = doksi.requests.filter(({ path }) => path.endsWith('/back'));
          expect(returned.every(({ headers }) => headers.authorization === undefined)).toBe(true);
        },
        `${new URL(doksi.url).origin}/back`,
      );
    }),
  );

  it.concurrent('of a read on the same origin is followed, with the key', () =>
    withDoksi(async (doksi) => {
      const location = `${new URL(doksi.url).pathname}/runs/run_0001`;
      doksi.fault({ on: 'GET /runs', kind: 'redirect', location });
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(countOf(doksi, 'GET')).toBe(2);
    }),
  );

  it.concurrent('of a read in a circle fails', () =>
    withDoksi(async (doksi) => {
      const location = `${new URL(doksi.url).pathname}/runs/run_0001`;
      doksi.fault({ on: 'GET /runs', kind: 'redirect', location, times: 99 });
      const step = await run(doksi, { ...tests('pass-0s'), 'timeout-minutes': '0.03' });
      expect(step.exitCode).toBe(1);
      expect(step.outputs['conclusion']).toMatch(/^(error|timed-out)$/);
    }),
  );

  it.concurrent.each([302, 303, 307])('of the request that creates the run is not followed: %i', (status) =>
    withDoksi((doksi) =>
      withStranger(async (origin, received) => {
        doksi.fault({ on: 'POST /runs', kind: 'redirect', status, location: `${origin}/runs`, times: 9 });
        const step = await run(doksi, tests('pass-0s'));
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
        expect(errorOf(step)).toContain(`HTTP ${status}`);
        expect(errorOf(step)).toContain('The run may exist');
        expect(errorOf(step)).toContain('Check api-url');
        expect(received).toEqual([]);
        expect(doksi.requests).toHaveLength(1);
      }),
    ),
  );
});
