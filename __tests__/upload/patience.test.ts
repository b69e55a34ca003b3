import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ConnectionError } from '../../src/http/errors.ts';
import type { HttpAnswer } from '../../src/http/transport.ts';
import { HandClock } from './hand-clock.ts';
import { done, type Ending, takeWhole, upload } from './scripted-store.ts';
import { s3Error } from './tiny-doksi.ts';
import { apkOf } from '../workspace.ts';

const MINUTE_MS = 60_000;

/** A store that takes nothing, while time passes, until the sender gives up. */
async function stall(clock: HandClock, signal: AbortSignal): Promise<never> {
  for (let second = 0; !signal.aborted; second++) {
    if (second > 7200) throw new Error('The sender would wait for ever.');
    await clock.advance(1000);
  }
  throw signal.reason;
}

it('a store that takes the begin and no more is given up after a minute, and tried again with the whole', async () => {
  const clock = new HandClock();
  const bodies: string[] = [];
  const { error, targets, requests, log, tookMs } = await upload(
    { 'app.apk': apkOf('app') },
    {
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
    },
  );
  expect(error).toBeUndefined();
  expect(targets).toMatchObject([{ targetId: 'tgt_1 of upl_1', key: 'app.apk' }]);
  expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
  expect(bodies).toEqual([expect.stringContaining('AndroidManifest.xml')]);
  expect(log).toContain('again after no answer within 60 s');
  expect(tookMs).toBeGreaterThanOrEqual(MINUTE_MS);
  expect(tookMs).toBeLessThan(1.5 * MINUTE_MS);
});

describe('a store that takes nothing', () => {
  it('shows in the log all the while, with no more than ten seconds between two lines', async () => {
    const clock = new HandClock();
    const { log } = await upload(
      { 'app.apk': apkOf('app') },
      {
        clock,
        store: (number, request, signal) => (number === 1 ? stall(clock, signal) : takeWhole(request)),
      },
    );
    const lines = log.slice(0, log.indexOf('again after no answer within 60 s'));
    expect(lines.filter((line) => line.includes('Uploading app.apk  0 %')).length).toBeGreaterThanOrEqual(5);
  });

  it('for good ends the upload after minutes, with words about it', async () => {
    const clock = new HandClock();
    const { error, tookMs } = await upload(
      { 'app.apk': apkOf('app') },
      { clock, store: (_number, _request, signal) => stall(clock, signal) },
    );
    expect(error).toMatchObject({ message: expect.stringContaining('Could not store app.apk: no answer') });
    expect(tookMs).toBeLessThan(5 * MINUTE_MS);
  });
});

describe('a store that fails', () => {
  const words = 'A header you provided implies functionality that is not implemented';
  const failing = (status: number): Promise<HttpAnswer> =>
    Promise.resolve({ status, headers: {}, text: s3Error('NotImplemented', words) });

  it('for good is asked again for two minutes at most, and then quoted', async () => {
    const { error, requests, tookMs } = await upload(
      { 'app.apk': apkOf('app') },
      { store: () => failing(501) },
    );
    expect(error).toMatchObject({
      message: expect.stringContaining(`to store app.apk: NotImplemented: ${words} (HTTP 501)`),
    });
    expect(requests.filter((request) => request === 'PUT /upl_1').length).toBeGreaterThan(2);
    expect(requests).not.toContain('POST /targets');
    expect(tookMs).toBeLessThanOrEqual(2 * MINUTE_MS);
  });

  it('and asks for patience is given it', async () => {
    const { error, tookMs } = await upload(
      { 'app.apk': apkOf('app') },
      {
        store: (number, request) =>
          number === 1
            ? Promise.resolve({ status: 503, headers: { 'retry-after': '40' }, text: '' })
            : takeWhole(request),
      },
    );
    expect(error).toBeUndefined();
    expect(tookMs).toBe(40_000);
  });
});

describe('a place to upload to', () => {
  const busy: HttpAnswer = { status: 503, headers: {}, text: '{"error":"Busy"}' };

  it('that is never given is asked for no longer than two minutes, all retries together', async () => {
    const { error, requests, tookMs } = await upload({ 'app.apk': apkOf('app') }, { onUpload: () => busy });
    expect(error).toMatchObject({ message: expect.stringContaining('failed to prepare the upload: Busy') });
    expect(tookMs).toBeLessThanOrEqual(2.1 * MINUTE_MS);
    expect(requests.length).toBeLessThan(20);
  });

  it('and the store share two minutes', async () => {
    const { error, tookMs } = await upload(
      { 'app.apk': apkOf('app') },
      {
        onUpload: (number) => (number < 6 ? busy : undefined),
        store: () => Promise.resolve({ status: 500, headers: {}, text: '' }),
      },
    );
    expect(error).toMatchObject({ message: expect.stringContaining('failed to store app.apk') });
    expect(tookMs).toBeLessThanOrEqual(2.1 * MINUTE_MS);
  });
});

describe('a store that speaks as S3 does', () => {
  const saying = (status: number, text: string, location?: string): Promise<HttpAnswer> =>
    Promise.resolve({ status, headers: location === undefined ? {} : { location }, text });

  it.each([
    ['lost patience with the sender', 400, 'RequestTimeout'],
    ['fails with status 200', 200, 'InternalError'],
  ])('and %s is asked again', async (_, status, code) => {
    const { error, requests } = await upload(
      { 'app.apk': apkOf('app') },
      {
        store: (number, request) =>
          number === 1 ? saying(status, s3Error(code, 'Again.')) : takeWhole(request),
      },
    );
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
  });

  it('and refuses with status 200 is not believed', async () => {
    const { error, requests } = await upload(
      { 'app.apk': apkOf('app') },
      {
        store: async (_number, request) => {
          await takeWhole(request);
          return saying(200, s3Error('AccessDenied', 'No.'));
        },
      },
    );
    expect(error).toMatchObject({ message: expect.stringContaining('AccessDenied: No. (HTTP 200)') });
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1']);
  });

  it.each([
    [307, 'https://eu-west-1.store.test/upl_1?X-Amz-Signature=e1e2e3e4e5'],
    [308, '/elsewhere/upl_1?X-Amz-Signature=e1e2e3e4e5'],
  ])(
    'and sends on to its own domain with %i gets the whole there, which is a secret first',
    async (status, to) => {
      const bodies: string[] = [];
      const { error, requests, secrets, tookMs } = await upload(
        { 'app.apk': apkOf('app') },
        {
          store: async (number, request, _signal, told) => {
            expect(told).toContain(request.url.href);
            if (number === 1) return saying(status, s3Error('TemporaryRedirect', 'There.'), to);
            if (request.body !== undefined && typeof request.body !== 'string')
              bodies.push(await text(request.body));
            expect(Object.keys(request.headers).sort()).toEqual(['content-length', 'content-type']);
            return done;
          },
        },
      );
      expect(error).toBeUndefined();
      expect(requests).toHaveLength(4);
      expect(secrets).toHaveLength(2);
      expect(bodies).toEqual([expect.stringContaining('AndroidManifest.xml')]);
      expect(tookMs).toBe(0);
    },
  );

  it.each([
    [307, 'https://store.evil.test/upl_1'],
    [307, 'http://store.test/upl_1'],
    [307, 'https://10.0.0.1/upl_1'],
    [301, 'https://eu.store.test/upl_1'],
    [302, 'https://eu.store.test/upl_1'],
    [303, 'https://eu.store.test/upl_1'],
    [307, undefined],
  ])('and sends on with %i to %s is not followed', async (status, location) => {
    const { error, requests } = await upload(
      { 'app.apk': apkOf('app') },
      { store: () => saying(status, s3Error('Redirect', 'There.'), location) },
    );
    expect(error).toMatchObject({ message: expect.stringContaining(`Redirect: There. (HTTP ${status})`) });
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1']);
  });

  it('and sends on in a circle ends', async () => {
    const { error, requests } = await upload(
      { 'app.apk': apkOf('app') },
      { store: () => saying(307, '', 'https://store.test/upl_1') },
    );
    expect(error).toMatchObject({ message: expect.stringContaining('HTTP 307') });
    expect(requests.length).toBeLessThan(8);
  });

  it('and finds a URL expired that is old gets the whole at a new one', async () => {
    const clock = new HandClock();
    const { error, requests } = await upload(
      { 'app.apk': apkOf('app') },
      {
        clock,
        store: (number, request) => {
          if (number > 1) return takeWhole(request);
          clock.leap(55 * MINUTE_MS);
          return saying(403, s3Error('AccessDenied', 'Request has expired'));
        },
      },
    );
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'POST /uploads', 'PUT /upl_2', 'POST /targets']);
  });
});

describe('a presigned URL', () => {
  /** The connection breaks after so long; what comes after it is taken. */
  const brokenAfter = (ms: number): Promise<Ending> => {
    const clock = new HandClock();
    return upload(
      { 'app.apk': apkOf('app') },
      {
        clock,
        store: (number, request) => {
          if (number > 1) return takeWhole(request);
          clock.leap(ms);
          return Promise.reject(new ConnectionError(request, { code: 'ECONNRESET' }, false));
        },
      },
    );
  };

  it('that is younger than 50 minutes is used again', async () => {
    const { error, requests } = await brokenAfter(49 * MINUTE_MS);
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
  });

  it('that is older is not: the upload begins again with a new one', async () => {
    const { error, requests, secrets, targets } = await brokenAfter(51 * MINUTE_MS);
    expect(error).toBeUndefined();
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'POST /uploads', 'PUT /upl_2', 'POST /targets']);
    expect(secrets).toHaveLength(2);
    expect(targets).toMatchObject([{ targetId: 'tgt_1 of upl_2' }]);
  });

  it('is told as a secret before it is used', async () => {
    const { secrets } = await upload(
      { 'app.apk': apkOf('app') },
      {
        store: (_number, request, _signal, told) => {
          expect(told).toEqual([request.url.href]);
          return takeWhole(request);
        },
      },
    );
    expect(secrets).toEqual(['https://store.test/upl_1?X-Amz-Signature=5ec7e7']);
  });
});
