import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { FaultSpec } from '../../sandbox/doksi/faults.ts';
import { startDoksi } from '../../sandbox/doksi/server.ts';
import { countOf, errorOf, run, start, tests, until, withDoksi } from './stage.ts';

type StatusFault = Extract<FaultSpec, { kind: 'status' }>;

const on = 'POST /runs';
const processed = true;
const status = (code: number, rest: Partial<StatusFault> = {}): FaultSpec => ({
  on,
  kind: 'status',
  status: code,
  ...rest,
});

describe('the request that creates the run is never sent twice if the first may have arrived:', () => {
  const faults: { name: string; fault: FaultSpec; message: RegExp }[] = [
    {
      name: 'the connection breaks before the server has processed it',
      fault: { on, kind: 'drop' },
      message: /connection reset/,
    },
    {
      name: 'the connection breaks after the server has processed it',
      fault: { on, kind: 'drop', processed },
      message: /connection reset/,
    },
    { name: 'the response is cut off', fault: { on, kind: 'cut' }, message: /connection/ },
    { name: 'a web page has status 200', fault: { on, kind: 'garbage' }, message: /HTML page/ },
    {
      name: 'the response has no run id',
      fault: status(201, { body: '{"ok":true}', processed }),
      message: /HTTP 201, "run_id"/,
    },
    { name: '500', fault: status(500, { processed }), message: /HTTP 500 .*: A fault of the sandbox/ },
    {
      name: '502 from a gateway',
      fault: status(502, { body: '<title>Bad gateway</title>' }),
      message: /HTTP 502 Bad Gateway: .*Bad gateway/,
    },
    {
      name: '504 with Retry-After',
      fault: status(504, { retryAfter: '0', processed }),
      message: /HTTP 504/,
    },
    { name: '409', fault: status(409, { processed }), message: /HTTP 409 Conflict: A fault of the sandbox/ },
    {
      name: '200 with an error',
      fault: status(200, { body: '{"error":"The queue is full"}', processed }),
      message: /HTTP 200, The queue is full/,
    },
  ];

  it.concurrent.each(faults)('$name', ({ fault, message }) =>
    withDoksi(async (doksi) => {
      doksi.fault(fault);
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '', status: '' } });
      expect(errorOf(step)).toMatch(/^(No|No valid|Doksi) respon.* request that creates the run/);
      expect(errorOf(step)).toMatch(message);
      expect(errorOf(step)).toMatch(/The run may exist\. Check Doksi's dashboard before you run this job again/);
      expect(step.summary).toMatch(/^## ❗ Doksi: a run may have been started\n[^]*The run may exist/);
      expect(step.log + step.summary).not.toContain('o run was started');
      expect(doksi.requests).toHaveLength(1);
    }),
  );
});

it.concurrent('a gateway that rejects the request that creates the run is named, and no run was started', () =>
  withDoksi(async (doksi) => {
    doksi.fault({ on: 'POST /runs', kind: 'gateway' });
    const step = await run(doksi, tests('pass-0s'));
    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
    expect(errorOf(step)).toContain('HTTP 403, a Cloudflare challenge');
    expect(step.summary).toMatch(/^## ❗ Doksi: no run was started\n/);
    expect(doksi.requests).toHaveLength(1);
  }),
);

describe('the request that creates the run is sent again if the first was not processed:', () => {
  const inASecond = new Date(Date.now() + 1000).toUTCString();

  it.concurrent.each([
    { name: '503', code: 503, rest: { times: 2 } },
    { name: '429 with Retry-After in seconds', code: 429, rest: { retryAfter: '1' } },
    { name: '503 with Retry-After as a date', code: 503, rest: { retryAfter: inASecond } },
  ])('$name', ({ code, rest }) =>
    withDoksi(async (doksi) => {
      doksi.fault(status(code, rest));
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'run-id': 'run_0001' } });
      expect(countOf(doksi, 'POST')).toBe(code === 503 && 'times' in rest ? 3 : 2);
      expect(step.log).toMatch(new RegExp(`^ {2}! Doksi .*\\(${code} .*\\); trying again in \\d+ s$`, 'm'));
    }),
  );

  it.concurrent('a refused connection, until Doksi is up', async () => {
    const port = await freePort();
    const step = start({ url: `http://127.0.0.1:${port}/external/integration/cicd` }, tests('pass-0s'));
    await until(() => step.log().includes('(connection refused); trying again'));
    const doksi = await startDoksi({ port });
    try {
      expect(await step.done).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(countOf(doksi, 'POST')).toBe(1);
    } finally {
      await doksi.close();
    }
  });
});

describe('a rejection ends the step at once', () => {
  it.concurrent.each([
    { code: 400, remedy: 'dry-run: true' },
    { code: 401, remedy: 'Check the api-key input' },
    { code: 422, remedy: "as described in Doksi's error" },
  ])("with the server's text and a remedy: $code", ({ code, remedy }) =>
    withDoksi(async (doksi) => {
      const error = 'Policy "Only run on pull requests":\nthe payload names no pull request. '.repeat(10);
      doksi.fault(status(code, { body: JSON.stringify({ error }), times: 9 }));
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
      expect(errorOf(step)).toContain(error.trim().slice(0, -1));
      expect(errorOf(step)).toContain(`(HTTP ${code})`);
      expect(errorOf(step)).toContain(remedy);
      expect(errorOf(step)).not.toContain('may exist');
      expect(step.summary).toMatch(/^## ❗ Doksi: no run was started\n/);
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  it.concurrent('with the numbers if the allowance is used up', () =>
    withDoksi(
      async (doksi) => {
        const step = await run(doksi, tests('a', 'b', 'c'));
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(errorOf(step)).toMatch(/^Doksi rejected the run: Your test allowance is used up \(HTTP 402\)/);
        expect(errorOf(step)).toMatch(/needs 3 .*\b2 are left/);
        expect(doksi.requests).toHaveLength(1);
      },
      { allowance: 2 },
    ),
  );

  it.concurrent.each([200, 503])('with any status of a used-up allowance: %i', (code) =>
    withDoksi(async (doksi) => {
      const body = JSON.stringify({ error: 'No tests left this month', requested: 7, remaining: 0 });
      doksi.fault(status(code, { body, times: 9 }));
      const step = await run(doksi, tests('a'));
      expect(errorOf(step)).toMatch(/No tests left this month[^]*needs 7 .*\b0 are left/);
      expect(errorOf(step)).not.toContain('may exist');
      expect(doksi.requests).toHaveLength(1);
    }),
  );
});

it.concurrent('a response with gzip and a byte-order mark is understood', async () => {
  const server = createHttpServer((request, response) => {
    request.resume();
    const body = request.method === 'POST' ? '{"run_id":"run_7"}' : '{"status":"passed","tests_total":1}';
    response.setHeader('content-encoding', 'gzip').end(gzipSync(`\ufeff${body}`));
  });
  const port = await listen(server);
  try {
    const step = await run({ url: `http://127.0.0.1:${port}` }, tests('a'));
    expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'run-id': 'run_7' } });
  } finally {
    server.close();
  }
});

/** A port without a server. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  return port;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
