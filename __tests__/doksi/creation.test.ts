import { describe, expect, it } from '@jest/globals';
import { CreationAbandonedError, RunMayExistError } from '../../src/doksi/creation.ts';
import { ConnectionError, RejectedError, ResponseTimeoutError } from '../../src/http/errors.ts';
import {
  busy,
  created,
  failureOf,
  MINUTE_MS,
  type Respond,
  respondWith,
  running,
  SECOND_MS,
  type World,
  world,
} from './world.ts';

const MAY_EXIST =
  /^The run may exist\. Check Doksi's dashboard before you run this job again: every run spends allowance\./;
const page = '<!doctype html><title>Just a moment…</title>';
const TITLE = ' with the title "Just a moment…"';

async function creation(respond: Respond): Promise<{ error: unknown; requests: number }> {
  const { clock, doksi, requests } = world(respond);
  const error = await failureOf(clock.run(doksi.createRun({}, running)));
  return { error, requests: requests.length };
}

/** Waits without end for a connection, or for the response; undefined if it does not report which. */
function silent(all: () => World, isSent: boolean | undefined): Respond {
  return async (_number, { progress }, signal) => {
    if (progress && isSent !== undefined) progress.isSent = isSent;
    await all().clock.sleep(60 * MINUTE_MS, signal);
    return created();
  };
}

describe('a run may exist, and the request is not sent again,', () => {
  it.each<[string, Respond, string]>([
    [
      'a reset',
      (_, request) => Promise.reject(new ConnectionError(request, { code: 'ECONNRESET' }, false)),
      'No response to … (connection reset after it was sent).',
    ],
    [
      'a TLS error',
      (_, request) => Promise.reject(new ConnectionError(request, { code: 'ERR_SSL_BAD' }, false)),
      'No response to … (connection failed (ERR_SSL_BAD) after it was sent).',
    ],
    ['500', () => busy(500), 'Doksi responded to … with HTTP 500 Internal Server Error: Busy.'],
    ['504 with Retry-After', () => busy(504, '0'), 'Doksi responded to … with HTTP 504 Gateway Timeout: Busy.'],
    ['304', () => respondWith(304, ''), 'Doksi responded to … with HTTP 304 Not Modified.'],
    ['405', () => busy(405), 'Doksi responded to … with HTTP 405 Method Not Allowed: Busy.'],
    ['408', () => busy(408), 'Doksi responded to … with HTTP 408 Request Timeout: Busy.'],
    ['409', () => busy(409), 'Doksi responded to … with HTTP 409 Conflict: Busy.'],
    ['410', () => busy(410), 'Doksi responded to … with HTTP 410 Gone: Busy.'],
    ['413', () => busy(413), 'Doksi responded to … with HTTP 413 Payload Too Large: Busy.'],
    ['415', () => busy(415), 'Doksi responded to … with HTTP 415 Unsupported Media Type: Busy.'],
    ['an empty response', () => respondWith(202, ''), 'No valid response to … (HTTP 202, an empty body).'],
    ['a page with 200', () => respondWith(200, page), `No valid response to … (HTTP 200, an HTML page${TITLE}).`],
    [
      'an error with 200',
      () => respondWith(200, { error: 'The queue did not respond' }),
      'No valid response to … (HTTP 200, The queue did not respond).',
    ],
    [
      'a response without an id',
      () => respondWith(201, { ok: true }),
      'No valid response to … (HTTP 201, "run_id": missing).',
    ],
  ])('after %s', async (_, respond, what) => {
    const { error, requests } = await creation(respond);
    expect(error).toBeInstanceOf(RunMayExistError);
    expect(error).toMatchObject({
      what: what.replace('…', 'the request that creates the run'),
      next: expect.stringMatching(MAY_EXIST),
      help: 'run-may-exist',
    });
    expect(requests).toBe(1);
  });

  it.each([true, undefined])('without a response in time: %s', async (isSent) => {
    const all: World = world((...args) => silent(() => all, isSent)(...args));
    expect(await failureOf(all.clock.run(all.doksi.createRun({}, running)))).toMatchObject({
      what: 'No response to the request that creates the run (no response within 30 s).',
      next: expect.stringMatching(MAY_EXIST),
    });
    expect(all.requests).toHaveLength(1);
  });
});

describe('a rejection', () => {
  it.each([
    [400, 'run-rejected', /dry-run: true/],
    [401, 'api-key-rejected', /Check the api-key input/],
    [402, 'allowance-used-up', /allowance/],
    [403, 'run-rejected', /policies/],
    [404, 'run-rejected', /Check api-url/],
    [422, 'run-rejected', /Correct the inputs .*as described in Doksi's error/],
  ])('by Doksi is not retried: %i', async (status, help, next) => {
    const { error, requests } = await creation(() => busy(status));
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({
      what: `Doksi rejected the run: Busy (HTTP ${status}).`,
      next: expect.stringMatching(next),
      help,
    });
    expect(requests).toBe(1);
  });

  it.each([401, 403])('by a gateway before Doksi is not retried, and names the gateway: %i', async (status) => {
    const { error, requests } = await creation(() => respondWith(status, page, { 'cf-mitigated': 'challenge' }));
    expect(error).toMatchObject({
      what: expect.stringContaining(`HTTP ${status}, a Cloudflare challenge for browsers`),
      next: expect.stringContaining('Check api-url and the network: a gateway or proxy'),
      help: 'gateway-page',
    });
    expect(requests).toBe(1);
  });

  it('with the id of a run is none: the run may exist', async () => {
    const { error, requests } = await creation(() => respondWith(503, { error: 'Busy', run_id: 'run9' }));
    expect(error).toBeInstanceOf(RunMayExistError);
    expect(requests).toBe(1);
  });

  it.each([400, 402, 403, 409, 429, 500, 503])('with the amounts of the allowance names them: %i', async (status) => {
    const body = { error: 'Not enough runs left', requested: 12, remaining: 3 };
    const { error, requests } = await creation(() => respondWith(status, body));
    expect(error).toMatchObject({
      what: expect.stringContaining(`Not enough runs left (HTTP ${status}).`),
      next: "This run needs 12 of your allowance and 3 are left. Run fewer tests, or raise the plan's allowance.",
      help: 'allowance-used-up',
    });
    expect(requests).toBe(1);
  });

  it.each([
    { requested: '12', remaining: '0' },
    { requested: 12, remaining: 0, error: 'None left.' },
  ])('is recognised by its amounts: %j', async (body) => {
    expect((await creation(() => respondWith(200, body))).error).toMatchObject({ help: 'allowance-used-up' });
  });

  it.each([{ requested: 12 }, { requested: 'seven', remaining: 0 }, [12, 0]])(
    'is not about the allowance: %j',
    async (body) => {
      expect((await creation(() => respondWith(200, body))).error).toBeInstanceOf(RunMayExistError);
    },
  );
});

describe('a creation', () => {
  it('without a connection is retried for at most 2½ minutes', async () => {
    const all: World = world((...args) => silent(() => all, false)(...args));
    const startMs = all.clock.now();
    const error = await failureOf(all.clock.run(all.doksi.createRun({}, running)));
    expect(error).toBeInstanceOf(ResponseTimeoutError);
    expect(error).toMatchObject({ summary: 'no connection within 30 s' });
    expect(all.requests.length).toBeGreaterThan(2);
    expect(all.clock.now() - startMs).toBeLessThanOrEqual(2.5 * MINUTE_MS);
  });

  it.each([
    ['before it is sent', false, false],
    ['after it is sent', true, true],
    ['when it may have been sent', undefined, true],
  ])('that is cancelled %s says whether a run may exist', async (_, isSent, mayExist) => {
    const all: World = world((...args) => silent(() => all, isSent)(...args));
    const cancel = new AbortController();
    void all.clock.sleep(SECOND_MS).then(() => cancel.abort(new Error('cancelled')));
    const error = await failureOf(all.clock.run(all.doksi.createRun({}, cancel.signal)));
    if (mayExist) expect(error).toBeInstanceOf(CreationAbandonedError);
    else expect(error).toEqual(new Error('cancelled'));
  });

  it('that is cancelled before a retry leaves no run', async () => {
    const { clock, doksi } = world(() => busy(429, '60'));
    const cancel = new AbortController();
    void clock.sleep(SECOND_MS).then(() => cancel.abort(new Error('cancelled')));
    expect(await failureOf(clock.run(doksi.createRun({}, cancel.signal)))).toEqual(new Error('cancelled'));
  });
});
