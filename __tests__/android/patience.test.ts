import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ConnectionError } from '../../src/http/errors.ts';
import type { HttpAnswer } from '../../src/http/transport.ts';
import { HandClock } from './hand-clock.ts';
import { done, type Ending, takeWhole, upload } from './scripted-store.ts';
import { s3Error } from './tiny-doksi.ts';
import { apkOf } from './workspace.ts';

const MINUTE_MS = 60_000;

/** A store that takes nothing, while time passes, until the sender gives up. */
async function stall(clock: HandClock, signal: AbortSignal): Promise<never> {
  for (let second = 0; !signal.aborted; second++) {
    if (second > 7200) throw new Error('The sender would wait for ever.');
    await clock.advance(1000);
  }
  throw signal.reason;
}

describe('a store that takes nothing', () => {
  it('is given up after a minute, and tried again with the whole body', async () => {
    const clock = new HandClock();
    const bodies: string[] = [];
    const { error, targets, requests, log, tookMs } = await upload(
      { 'app.apk': apkOf('app') },
      {
        clock,
        store: async (number, request, signal) => {
          if (number === 1) return stall(clock, signal);
          if (request.body !== undefined && typeof request.body !== 'string')
            bodies.push(await text(request.body));
          return done;
        },
      },
    );
    expect(error).toBeUndefined();
    expect(targets).toMatchObject([{ targetId: 'tgt_1 of upl_1', paths: ['app.apk'] }]);
    expect(requests).toEqual(['POST /uploads', 'PUT /upl_1', 'PUT /upl_1', 'POST /targets']);
    expect(bodies).toEqual([expect.stringContaining('AndroidManifest.xml')]);
    expect(log).toContain('again after no answer within 60 s');
    expect(tookMs).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(tookMs).toBeLessThan(1.5 * MINUTE_MS);
  });

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
          return Promise.reject(new ConnectionError(request.purpose, { code: 'ECONNRESET' }));
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
