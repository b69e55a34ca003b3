import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';

let doksi: DoksiSandbox;

beforeEach(async () => {
  doksi = await startDoksi();
});

afterEach(async () => {
  await doksi.close();
});

const headers = { authorization: `Bearer ${SANDBOX_API_KEY}` };
const matrix = [{ platform: 'web', web_url: 'https://staging.example.com', test_ids: ['stuck'] }];

const createRun = (init: RequestInit = {}): Promise<Response> =>
  fetch(`${doksi.url}/runs`, { method: 'POST', headers, body: JSON.stringify({ matrix }), ...init });
const readRun = (init: RequestInit = {}): Promise<Response> =>
  fetch(`${doksi.url}/runs/run_0001`, { headers, ...init });
/** Whether the first request of this method has arrived and has no response some time later. */
async function isPending(method: 'POST' | 'PUT', request: Promise<Response>): Promise<boolean> {
  const hasCome = (): boolean =>
    doksi.requests.some((one) => one.method === method && (method === 'PUT' || one.body !== ''));
  while (!hasCome()) await sleep(5);
  return Promise.race([request.then(() => false), sleep(30, true)]);
}

describe('a fault', () => {
  it('happens once', async () => {
    doksi.fault({ on: 'POST /runs', kind: 'status', status: 503 });
    expect((await createRun()).status).toBe(503);
    expect((await createRun()).status).toBe(201);
  });

  it('happens as often and as late as requested, one after the other, on its own endpoint', async () => {
    await createRun();
    doksi.fault({ on: 'GET /runs', kind: 'status', status: 500, times: 2, after: 1 });
    doksi.fault({ on: 'GET /runs', kind: 'status', status: 429, after: 1 });
    const statuses: number[] = [];
    for (let request = 0; request < 6; request++) statuses.push((await readRun()).status);
    expect(statuses).toEqual([200, 500, 500, 200, 429, 200]);
    expect((await createRun()).status).toBe(201);
  });
});

describe('the fault', () => {
  it('status may have a Retry-After and another body', async () => {
    doksi.fault({ on: 'POST /runs', kind: 'status', status: 429, retryAfter: '7', body: 'slow down' });
    const response = await createRun();
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.text()).toBe('slow down');
  });

  it.each([true, false])('drop destroys the connection, processed: %s', async (processed) => {
    doksi.fault({ on: 'POST /runs', kind: 'drop', processed });
    await expect(createRun()).rejects.toThrow('fetch failed');
    expect(doksi.requests).toMatchObject([{ method: 'POST', status: null }]);
    expect((await readRun()).status).toBe(processed ? 200 : 404);
  });

  it('cut ends in the middle of the body', async () => {
    await createRun();
    doksi.fault({ on: 'GET /runs', kind: 'cut' });
    const response = await readRun();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('stall stops in the middle of the body', async () => {
    await createRun();
    doksi.fault({ on: 'GET /runs', kind: 'stall' });
    const impatience = new AbortController();
    const response = await readRun({ signal: impatience.signal });
    const reader = z.instanceof(ReadableStream).parse(response.body).getReader();
    const first = z.instanceof(Uint8Array).parse((await reader.read()).value);
    expect(first.length).toBe(Math.floor(Number(response.headers.get('content-length')) / 2));

    const second = reader.read();
    expect(await Promise.race([second, sleep(30, 'nothing')])).toBe('nothing');
    impatience.abort();
    await expect(second).rejects.toThrow('aborted');
  });

  it.each([true, false])('hang never responds, processed: %s', async (processed) => {
    doksi.fault({ on: 'POST /runs', kind: 'hang', processed });
    const impatience = new AbortController();
    const request = createRun({ signal: impatience.signal });
    expect(await isPending('POST', request)).toBe(true);
    impatience.abort();
    await expect(request).rejects.toThrow('aborted');
    expect((await readRun()).status).toBe(processed ? 200 : 404);
  });

  it('garbage is a web page', async () => {
    doksi.fault({ on: 'GET /runs', kind: 'garbage' });
    const response = await readRun();
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it.each([
    [{}, 403, 'challenge'],
    [{ status: 503, challenge: false }, 503, null],
  ])('gateway is a web page with another status: %j', async (more, status, mitigated) => {
    doksi.fault({ on: 'GET /runs', kind: 'gateway', ...more });
    const response = await readRun();
    expect([response.status, response.headers.get('cf-mitigated')]).toEqual([status, mitigated]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it('statusWord changes the status of the run and nothing else', async () => {
    await createRun();
    doksi.fault({ on: 'GET /runs', kind: 'statusWord', word: 'paused' });
    expect(await (await readRun()).json()).toMatchObject({ status: 'paused', tests_total: 1 });
  });

  it('echoKey repeats the credentials', async () => {
    doksi.fault({ on: 'GET /runs', kind: 'echoKey', status: 401 });
    const response = await readRun();
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: expect.stringContaining(headers.authorization) });
  });

  it('redirect names another address', async () => {
    doksi.fault({ on: 'POST /runs', kind: 'redirect', location: 'https://elsewhere.example.com/' });
    const response = await createRun({ redirect: 'manual' });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('https://elsewhere.example.com/');
  });
});

describe('faults of the store', () => {
  const reserve = async (): Promise<string> => {
    const response = await fetch(`${doksi.url}/uploads`, { method: 'POST', headers, body: '{}' });
    return z.object({ upload_url: z.string() }).parse(await response.json()).upload_url;
  };
  const put = async (signal?: AbortSignal): Promise<Response> =>
    fetch(await reserve(), {
      method: 'PUT',
      headers: { 'content-type': 'application/zip' },
      body: Buffer.alloc(1000),
      ...(signal && { signal }),
    });

  it('slow reads at the given speed', async () => {
    doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 1 });
    const impatience = new AbortController();
    const request = put(impatience.signal);
    expect(await isPending('PUT', request)).toBe(true);
    impatience.abort();
    await expect(request).rejects.toThrow('aborted');

    doksi.fault({ on: 'PUT', kind: 'slow', bytesPerSecond: 100_000 });
    expect((await put()).status).toBe(200);
    expect(doksi.uploads).toMatchObject([{ bytes: 1000 }]);
  });

  it.each([
    ['RequestExpired', 403, '<Code>AccessDenied</Code><Message>Request has expired</Message>'],
    ['ExpiredToken', 400, '<Code>ExpiredToken</Code>'],
    ['OperationAborted', 409, '<Code>OperationAborted</Code>'],
  ] as const)('s3 responds with %s', async (code, status, body) => {
    doksi.fault({ on: 'PUT', kind: 's3', code });
    const response = await put();
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(body);
    expect(doksi.uploads).toEqual([]);
  });

  it('status leaves the upload unread', async () => {
    doksi.fault({ on: 'PUT', kind: 'status', status: 503 });
    expect((await put()).status).toBe(503);
    expect(doksi.uploads).toEqual([]);
  });

  it('cut leaves an empty response unfinished', async () => {
    doksi.fault({ on: 'PUT', kind: 'cut' });
    const response = await put();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(doksi.uploads).toHaveLength(1);
  });
});
