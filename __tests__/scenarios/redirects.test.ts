import { createServer, type IncomingMessage, type Server } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { countOf, errorOf, run, tests, withDoksi } from './stage.ts';

const passedRun = JSON.stringify({ status: 'passed', tests_total: 1, tests_passed: 1, results: [] });

/** A server with another origin, which reports every run as passed. */
async function withStranger(
  play: (origin: string, received: readonly IncomingMessage[]) => Promise<void>,
  location?: string,
): Promise<void> {
  const received: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
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
