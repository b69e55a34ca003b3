import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect as dial } from 'node:net';
import { expect, it } from '@jest/globals';
import { withGithub } from './stage.ts';

// A file of its own: the library reads the proxy when it is loaded.

it('goes through a proxy, also one without a scheme, which does not receive the token', () =>
  withGithub(async ({ sandbox, connect }) => {
    const asked: string[] = [];
    const proxy = createServer((_, response) => response.writeHead(500).end());
    proxy.on('connect', (request, socket) => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? 'without a token'}`);
      const upstream = dial(Number(new URL(sandbox.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const end of [socket, upstream]) end.on('error', () => socket.destroy());
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const { port } = address(proxy.address());
    // Loopback hosts never go through a proxy.
    const apiUrl = 'http://github.test';
    process.env['GITHUB_API_URL'] = apiUrl;
    process.env['http_proxy'] = `127.0.0.1:${port}`;
    try {
      expect(await connect({ apiUrl }).pullRequest(7)).toMatchObject({ number: 7 });
      expect(asked).toEqual(['github.test:80 without a token']);
      expect(sandbox.requests).toHaveLength(1);
    } finally {
      delete process.env['GITHUB_API_URL'];
      delete process.env['http_proxy'];
      proxy.closeAllConnections();
      proxy.close();
    }
  }));

function address(bound: AddressInfo | string | null): AddressInfo {
  if (bound === null || typeof bound === 'string') throw new Error('The proxy does not listen.');
  return bound;
}
