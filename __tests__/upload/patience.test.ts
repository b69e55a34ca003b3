import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ConnectionError } from '../../src/http/errors.ts';
import type { HttpResponse } from '../../src/http/transport.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { done, type Ending, takeWhole, upload } from './scripted-store.ts';
import { s3Error } from './stage.ts';
import { apkOf } from '../workspace.ts';

const APP = { 'app.apk': apkOf('app') };
const MINUTE_MS = 60_000;
const STALLED = "  ! Doksi's storage did not respond (no response within 60 s); trying again in 1 s";

/** A store that reads nothing while time passes, until the sender ends the request. */
async function stall(clock: VirtualClock, signal: AbortSignal): Promise<never> {
  for (let second = 0; !signal.aborted; second++) {
    if (second > 7200) throw new Error('The sender never ends the request.');
    await clock.advance(1000);
  }
  throw signal.reason;
}

it('an upload that stalls is ended after a minute and tried again from its start', async () => {
  const clock = new VirtualClock();
  const bodies: string[] = [];
  const { error, targets, requests, log, tookMs } = await upload(APP, {
    clock,
    store: async (number, request, signal) => {
      const { body } = request;
      if (body === undefined || typeof body === 'string') throw new Error('There is no file to take.');
      if (number === 1) {
        await body[Symbol.asyncIterator]().next();
        return stall(clock, signal);
      }
      bodies.push(await text(body));
      return done;
    },
  });
  expect(error).toBeUndefined();
  expect(targets).toMatchObject([{ targetId: 'tgt_1 of upl_1', key: 'app.apk' }]);
  expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
  expect(bodies).toEqual([expect.stringContaining('AndroidManifest.xml')]);
  expect(log).toContain(STALLED);
  expect(tookMs).toBeGreaterThanOrEqual(MINUTE_MS);
  expect(tookMs).toBeLessThan(1.5 * MINUTE_MS);
});

describe('a store that reads nothing', () => {
  it('is visible in the log at least every ten seconds', async () => {
    const clock = new VirtualClock();
    const { log } = await upload(APP, {
      clock,
      store: (number, request, signal) => (number === 1 ? stall(clock, signal) : takeWhole(request)),
    });
    const lines = log.slice(0, log.indexOf(STALLED));
    expect(lines.filter((line) => line.includes('Uploading app.apk  0 %')).length).toBeGreaterThanOrEqual(5);
  });

  it('ends the upload after minutes, with an error', async () => {
    const clock = new VirtualClock();
    const { error, tookMs } = await upload(APP, { clock, store: (_number, _request, signal) => stall(clock, signal) });
    expect(error).toMatchObject({
      message: expect.stringContaining('Could not upload app.apk: no response'),
    });
    expect(tookMs).toBeLessThan(5 * MINUTE_MS);
  });
});

describe('a store that fails', () => {
  const words = 'A header you provided implies functionality that is not implemented';
  const failing = (status: number): Promise<HttpResponse> =>
    Promise.resolve({ status, headers: {}, text: s3Error('NotImplemented', words) });

  it('is tried for two minutes at most, and quoted', async () => {
    const { error, requests, tookMs } = await upload(APP, { store: () => failing(501) });
    expect(error).toMatchObject({
      message: expect.stringContaining(
        `Could not upload app.apk: Doksi's storage returned an error: NotImplemented: ${words} (HTTP 501)`,
      ),
    });
    expect(requests.filter((request) => request === 'PUT /upl_1').length).toBeGreaterThan(2);
    expect(requests).not.toContain('POST /targets');
    expect(tookMs).toBeLessThanOrEqual(2 * MINUTE_MS);
  });

  it('and demands a wait is given it', async () => {
    const { error, tookMs } = await upload(APP, {
      store: (number, request) =>
        number === 1
          ? Promise.resolve({ status: 503, headers: { 'retry-after': '40' }, text: '' })
          : takeWhole(request),
    });
    expect(error).toBeUndefined();
    expect(tookMs).toBe(40_000);
  });
});

describe('a request for a presigned URL', () => {
  const busy: HttpResponse = { status: 503, headers: {}, text: '{"error":"Busy"}' };

  it('is retried for two minutes at most', async () => {
    const { error, requests, tookMs } = await upload(APP, { onUpload: () => busy });
    expect(error).toMatchObject({
      message: expect.stringContaining('Could not prepare the upload: Doksi returned an error: Busy'),
    });
    expect(tookMs).toBeLessThanOrEqual(2.1 * MINUTE_MS);
    expect(requests.length).toBeLessThan(20);
  });

  it('shares the two minutes with the upload', async () => {
    const { error, tookMs } = await upload(APP, {
      onUpload: (number) => (number < 6 ? busy : undefined),
      store: () => Promise.resolve({ status: 500, headers: {}, text: '' }),
    });
    expect(error).toMatchObject({ message: expect.stringContaining('Could not upload app.apk') });
    expect(tookMs).toBeLessThanOrEqual(2.1 * MINUTE_MS);
  });
});

describe('a store that responds as S3 does', () => {
  const saying = (status: number, text: string, location?: string): Promise<HttpResponse> =>
    Promise.resolve({ status, headers: location === undefined ? {} : { location }, text });

  it.each([
    ['waited too long for data', 400, 'RequestTimeout'],
    ['fails with status 200', 200, 'InternalError'],
    ['reports a conflict', 409, 'OperationAborted'],
  ])('and %s is tried again', async (_, status, code) => {
    const { error, requests } = await upload(APP, {
      store: (number, request) => (number === 1 ? saying(status, s3Error(code, 'Again.')) : takeWhole(request)),
    });
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
  });

  it('and rejects with status 200 is an error', async () => {
    const { error, requests } = await upload(APP, {
      store: async (_number, request) => {
        await takeWhole(request);
        return saying(200, s3Error('AccessDenied', 'No.'));
      },
    });
    expect(error).toMatchObject({ message: expect.stringContaining('AccessDenied: No (HTTP 200)') });
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1']);
  });

  it.each([302, 307])('and returns the redirect %i is an error', async (status) => {
    const { error, requests } = await upload(APP, {
      store: () => saying(status, s3Error('TemporaryRedirect', 'There.'), 'https://eu.store.test/upl_1'),
    });
    expect(error).toMatchObject({
      message: expect.stringContaining(`a redirect, which is not followed (HTTP ${status})`),
    });
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1']);
  });

  it.each([
    ['AccessDenied', 'Request has expired', 403],
    ['ExpiredToken', 'The provided token has expired.', 400],
  ])('and reports %s gets the whole at a new URL, once', async (code, message, status) => {
    const { error, requests } = await upload(APP, { store: () => saying(status, s3Error(code, message)) });
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'POST /uploads', 'PUT /upl_2']);
    expect(error).toMatchObject({
      message: expect.stringContaining(`${code}: ${message.replace(/\.$/, '')} (HTTP ${status})`),
    });
  });

  it('and rejects an old URL gets the whole at a new one', async () => {
    const clock = new VirtualClock();
    const { error, requests } = await upload(APP, {
      clock,
      store: (number, request) => {
        if (number > 1) return takeWhole(request);
        clock.leap(55 * MINUTE_MS);
        return saying(403, s3Error('AccessDenied', 'No.'));
      },
    });
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'POST /uploads', 'PUT /upl_2', 'POST /targets']);
  });
});

describe('a presigned URL', () => {
  /** The connection breaks after this time; another one is accepted. */
  const brokenAfter = (ms: number): Promise<Ending> => {
    const clock = new VirtualClock();
    return upload(APP, {
      clock,
      store: (number, request) => {
        if (number > 1) return takeWhole(request);
        clock.leap(ms);
        return Promise.reject(new ConnectionError(request, Object.assign(new Error(), { code: 'ECONNRESET' }), false));
      },
    });
  };

  it('that is younger than 50 minutes is used again', async () => {
    const { error, requests } = await brokenAfter(49 * MINUTE_MS);
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
  });

  it('that is older is replaced', async () => {
    const { error, requests, secrets, targets } = await brokenAfter(51 * MINUTE_MS);
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'POST /uploads', 'PUT /upl_2', 'POST /targets']);
    expect(secrets.filter((secret) => secret.startsWith('https:'))).toHaveLength(2);
    expect(targets).toMatchObject([{ targetId: 'tgt_1 of upl_2' }]);
  });

  it('is secret before it is used', async () => {
    const { secrets } = await upload(APP, {
      store: (_number, request, _signal, told) => {
        expect(told).toContain(request.url.href);
        return takeWhole(request);
      },
    });
    expect(secrets).toContain('https://store.test/upl_1?X-Amz-Signature=5ec7e75ec7e7');
  });
});

describe('several uploads', () => {
  const apps = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((mark) => [`${mark}.apk`, apkOf(mark)]));
  const rejection = { status: 403, headers: {}, text: s3Error('AccessDenied', 'No.') };

  it('run at once, but never more than three', async () => {
    let [active, most] = [0, 0];
    const { targets } = await upload(apps, {
      store: async (_number, request) => {
        most = Math.max(most, ++active);
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        const response = await takeWhole(request);
        active--;
        return response;
      },
    });
    expect(most).toBe(3);
    // In the order in which they finish; outputs are in the plan's order.
    expect(targets.map(({ key }) => key).toSorted()).toEqual(Object.keys(apps));
    expect(new Set(targets.map(({ targetId }) => targetId)).size).toBe(7);
  });

  it('end with the first rejection, and no other begins', async () => {
    const { error, requests } = await upload(apps, {
      store: (number, _request, signal) =>
        number === 2 ? Promise.resolve(rejection) : once(signal, 'abort').then(() => rejection),
    });
    expect(error).toMatchObject({ message: expect.stringContaining('AccessDenied: No (HTTP 403)') });
    expect(requests.filter((request) => request.startsWith('PUT')).length).toBeLessThanOrEqual(3);
    expect(requests).not.toContain('POST /targets');
  });

  it('stop at once when the step is cancelled', async () => {
    const cancel = new AbortController();
    const { error, requests } = await upload(apps, {
      signal: cancel.signal,
      store: () => {
        cancel.abort(new Error('cancelled'));
        return new Promise(() => undefined);
      },
    });
    expect(error).toBe(cancel.signal.reason);
    expect(requests).not.toContain('POST /targets');
  });
});
