import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { FaultSpec } from '../../sandbox/doksi/faults.ts';
import { startDoksi } from '../../sandbox/doksi/server.ts';
import { countOf, redness, run, start, tests, until, withDoksi } from './stage.ts';

describe('the request that creates the run is never sent twice where the first may have arrived:', () => {
  const faults: { name: string; fault: FaultSpec; told: RegExp }[] = [
    {
      name: 'the connection breaks before the server has taken it',
      fault: { on: 'POST /runs', kind: 'drop' },
      told: /the connection broke/,
    },
    {
      name: 'the connection breaks after the server has taken it',
      fault: { on: 'POST /runs', kind: 'drop', processed: true },
      told: /the connection broke/,
    },
    {
      name: 'the answer is cut off',
      fault: { on: 'POST /runs', kind: 'cut' },
      told: /the connection/,
    },
    {
      name: 'a web page comes with status 200',
      fault: { on: 'POST /runs', kind: 'garbage' },
      told: /HTML page/,
    },
    {
      name: 'an answer comes that names no run',
      fault: { on: 'POST /runs', kind: 'status', status: 201, body: '{"ok":true}', processed: true },
      told: /run_id/,
    },
    {
      name: 'an empty answer comes',
      fault: { on: 'POST /runs', kind: 'status', status: 202, body: '', processed: true },
      told: /an empty body/,
    },
    {
      name: '500',
      fault: { on: 'POST /runs', kind: 'status', status: 500, processed: true },
      told: /with HTTP 500 Internal Server Error: A fault of the sandbox: status 500\.\n/,
    },
    {
      name: '502 from something in between',
      fault: { on: 'POST /runs', kind: 'status', status: 502, body: '<title>Bad gateway</title>' },
      told: /with HTTP 502 Bad Gateway: .*Bad gateway/,
    },
    {
      name: '504, although Retry-After invites to it',
      fault: { on: 'POST /runs', kind: 'status', status: 504, retryAfter: '0', processed: true },
      told: /HTTP 504/,
    },
    {
      name: '408',
      fault: { on: 'POST /runs', kind: 'status', status: 408, processed: true },
      told: /HTTP 408/,
    },
    {
      name: '304, which has no words',
      fault: { on: 'POST /runs', kind: 'status', status: 304, body: '', processed: true },
      told: /with HTTP 304 Not Modified\.\n/,
    },
    ...[405, 409, 410, 413, 415].map((status) => ({
      name: `${status}`,
      fault: { on: 'POST /runs', kind: 'status', status, processed: true } as const,
      told: new RegExp(`with HTTP ${status} [A-Z].*: A fault of the sandbox`),
    })),
    {
      name: '200 with an error alone',
      fault: {
        on: 'POST /runs',
        kind: 'status',
        status: 200,
        body: '{"error":"The queue did not answer"}',
        processed: true,
      },
      told: /HTTP 200, The queue did not answer/,
    },
  ];

  it.concurrent.each(faults)('$name', ({ fault, told }) =>
    withDoksi(async (doksi) => {
      doksi.fault(fault);
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '', status: '' } });
      expect(redness(step)).toMatch(
        /^(Could not create the run|Doksi answered the request that creates the run with HTTP)/,
      );
      expect(redness(step)).toMatch(told);
      expect(redness(step)).not.toMatch(/refused|failed to/);
      expect(redness(step)).toMatch(
        /The run may exist: look in Doksi's dashboard, .* before you run this job again/,
      );
      expect(step.summary).toContain('The run may exist');
      expect(doksi.requests).toHaveLength(1);
    }),
  );
});

describe('the request that creates the run is sent again where the first was surely not taken:', () => {
  const faults: { name: string; fault: FaultSpec }[] = [
    { name: '503', fault: { on: 'POST /runs', kind: 'status', status: 503, times: 2 } },
    {
      name: '429 with Retry-After in seconds',
      fault: { on: 'POST /runs', kind: 'status', status: 429, retryAfter: '1' },
    },
    {
      name: '503 with Retry-After as a date',
      fault: {
        on: 'POST /runs',
        kind: 'status',
        status: 503,
        retryAfter: new Date(Date.now() + 1000).toUTCString(),
      },
    },
  ];

  it.concurrent.each(faults)('$name', ({ fault }) =>
    withDoksi(async (doksi) => {
      doksi.fault(fault);
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'run-id': 'run_0001' } });
      expect(countOf(doksi, 'POST')).toBe((fault.times ?? 1) + 1);
      expect(step.log).toMatch(/Doksi did not take the request \(\d+ .*\); trying again in \d+ s/);
    }),
  );

  it.concurrent('a refused connection, until Doksi is up', async () => {
    const port = await freePort();
    const step = start({ url: `http://127.0.0.1:${port}/external/integration/cicd` }, tests('pass-0s'));
    await until(() => step.log().includes('trying again'));
    const doksi = await startDoksi({ port });
    try {
      expect(await step.done).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed' } });
      expect(step.log()).toContain('the connection was refused');
      expect(countOf(doksi, 'POST')).toBe(1);
    } finally {
      await doksi.close();
    }
  });

  it.concurrent('and a step that is cancelled while it waits for that says that there is no run', () =>
    withDoksi(async (doksi) => {
      doksi.fault({ on: 'POST /runs', kind: 'status', status: 429, retryAfter: '60', times: 9 });
      const step = start(doksi, tests('pass-0s'));
      await until(() => step.log().includes('trying again'));
      step.kill('SIGINT');
      expect(await step.done).toMatchObject({ exitCode: 1, outputs: { conclusion: 'cancelled' } });
      expect(doksi.requests).toHaveLength(1);
    }),
  );
});

describe('a refusal ends the step at once,', () => {
  it.concurrent.each([
    { status: 400, remedy: 'dry-run: true' },
    { status: 401, remedy: 'Check the api-key input' },
    { status: 403, remedy: 'policies' },
    { status: 404, remedy: 'Check api-url' },
    { status: 422, remedy: "Doksi's words above" },
  ])('with the words of the server and what to do: $status', ({ status, remedy }) =>
    withDoksi(async (doksi) => {
      const error = 'Policy "Only run on pull requests":\nthe payload names no pull request. '.repeat(10);
      doksi.fault({ on: 'POST /runs', kind: 'status', status, body: JSON.stringify({ error }), times: 9 });
      const step = await run(doksi, tests('pass-0s'));
      expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error', 'run-id': '' } });
      expect(redness(step).replaceAll('\n', ' ')).toContain(error.replaceAll('\n', ' ').trim());
      expect(redness(step)).toContain(`(HTTP ${status})`);
      expect(redness(step)).toContain(remedy);
      expect(redness(step)).not.toContain('may exist');
      expect(step.summary).toMatch(/^## ⚠️ Doksi: no run was started\n/);
      expect(doksi.requests).toHaveLength(1);
    }),
  );

  it.concurrent('with the numbers where the allowance is used up', () =>
    withDoksi(
      async (doksi) => {
        const step = await run(doksi, tests('a', 'b', 'c'));
        expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'error' } });
        expect(redness(step)).toContain('Your test allowance is used up.');
        expect(redness(step)).toMatch(/needs 3 .*\b2 are left/);
        expect(doksi.requests).toHaveLength(1);
      },
      { allowance: 2 },
    ),
  );

  it.concurrent.each([200, 400, 403, 409, 429, 500, 503])(
    'whatever status the spent allowance comes with: %i',
    (status) =>
      withDoksi(async (doksi) => {
        const body = JSON.stringify({ error: 'No tests left this month', requested: 7, remaining: 0 });
        doksi.fault({ on: 'POST /runs', kind: 'status', status, body, times: 9 });
        const step = await run(doksi, tests('a'));
        expect(redness(step)).toMatch(/No tests left this month[^]*needs 7 .*\b0 are left/);
        expect(redness(step)).not.toContain('may exist');
        expect(doksi.requests).toHaveLength(1);
      }),
  );
});

describe('an answer to the creating request', () => {
  it.concurrent('that is packed, with a byte-order mark, is understood', async () => {
    const server = createHttpServer((request, response) => {
      request.resume();
      const body = request.method === 'POST' ? '{"run_id":"run_7"}' : '{"status":"passed","tests_total":1}';
      response.setHeader('content-encoding', 'gzip').end(gzipSync(`\ufeff${body}`));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      const step = await run({ url: `http://127.0.0.1:${port ?? 0}` }, tests('a'));
      expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'passed', 'run-id': 'run_7' } });
    } finally {
      server.close();
    }
  });
});

/** A port where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
      });
    });
  });
}
