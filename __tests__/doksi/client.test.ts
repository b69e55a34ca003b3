import { describe, expect, it } from '@jest/globals';
import { isExpiredUrl } from '../../src/doksi/servers.ts';
import {
  ConnectionError,
  InvalidResponseError,
  RejectedError,
  RequestError,
  ResponseTimeoutError,
} from '../../src/http/errors.ts';
import { isTransient, RetryBudget } from '../../src/http/retry.ts';
import {
  busy,
  created,
  failureOf,
  MINUTE_MS,
  type Respond,
  respondWith,
  SECOND_MS,
  world,
  type World,
} from './world.ts';
import { CreationAbandonedError, RunMayExistError } from '../../src/doksi/creation.ts';

const state = { status: 'running', tests_total: 1 };

describe('the status of a run', () => {
  const read = (respond: Respond): Promise<unknown> => {
    const { clock, doksi, runtime } = world(respond);
    return clock.run(doksi.readRun('run/1', runtime));
  };

  it('is read with the key', async () => {
    const { clock, doksi, runtime, requests } = world(() => respondWith(200, state, { 'retry-after': '9' }));
    expect(await clock.run(doksi.readRun('run/1', runtime))).toMatchObject({
      value: { ...state, results: [] },
      retryAfterMs: 9000,
    });
    expect(requests[0]?.url.href).toBe('https://doksi.test/runs/run%2F1');
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer dk_live_0' });
  });

  it('of another run is invalid', async () => {
    expect(await failureOf(read(() => respondWith(200, { ...state, run_id: 'run_7' })))).toMatchObject({
      summary: 'HTTP 200, "run_id": of another run, run_7',
    });
  });

  it('is rejected by Doksi’s own error only', async () => {
    const own = await failureOf(read(() => respondWith(401, { error: 'Unknown API key.' })));
    expect(own).toBeInstanceOf(RejectedError);
    expect(own).toMatchObject({
      what: "Doksi rejected the request to read the run's status: Unknown API key (HTTP 401).",
      help: 'api-key-rejected',
    });
    const gateway = await failureOf(read(() => respondWith(403, '<title>Just a moment…</title>')));
    expect(gateway).toBeInstanceOf(InvalidResponseError);
    expect(gateway).toMatchObject({ help: 'gateway-page' });
  });

  it('is not requested again by itself', async () => {
    const { clock, doksi, runtime, requests } = world(() => busy(503));
    expect(await failureOf(clock.run(doksi.readRun('run_1', runtime)))).toMatchObject({
      summary: '503 Service Unavailable: Busy',
      predicate: 'did not respond',
    });
    expect(requests).toHaveLength(1);
  });

  it.each([{ error: ' No. ' }, { error: { message: 'No.' } }])('has an error in either form: %j', async (body) => {
    expect(await failureOf(read(() => respondWith(422, body)))).toMatchObject({
      detail: '422 Unprocessable Entity: No.',
    });
  });

  it.each([{}, { error: ' ' }, { error: 404 }, { message: 'Forbidden' }])(
    'is rejected by any other JSON object: %j',
    async (body) => {
      expect(await failureOf(read(() => respondWith(422, body)))).toBeInstanceOf(RejectedError);
    },
  );

  it.each([null, 'error', ['no']])('is not rejected by JSON that is not an object: %j', async (body) => {
    expect(await failureOf(read(() => respondWith(422, body)))).toBeInstanceOf(InvalidResponseError);
  });
});

describe('an id', () => {
  const register = (target_id: unknown): Promise<string> => {
    const { clock, doksi, runtime } = world(() => respondWith(201, { target_id }));
    return clock.run(doksi.createTarget({ uploadId: 'upl_1', name: 'shop', version: '1' }, runtime));
  };

  it.each(['tgt_1', ' a', '...', 7])('may be %j', async (id) => {
    expect(await register(id)).toBe(String(id));
  });

  it.each(['', '  ', '\n', '.', '..', 1.5, null])('is not %j', async (id) => {
    expect(await failureOf(register(id))).toMatchObject({ summary: 'HTTP 201, "target_id": not an id' });
  });
});

it.each(['/upload?X-Amz-Signature=s3cr3t', 'ftp://s3.example/s3cr3t', 'https//s3.example/s3cr3t'])(
  'an upload address that is not a web address is not shown: %s',
  async (upload_url) => {
    const { clock, doksi, runtime } = world(() => respondWith(201, { upload_id: 'upl_1', upload_url }));
    expect(await failureOf(clock.run(doksi.createUpload('shop', runtime)))).toMatchObject({
      what: 'Could not prepare the upload: not a valid response from Doksi (HTTP 201, "upload_url": not an http(s) URL).',
    });
  },
);

describe('an upload', () => {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from('PK'));
  }
  const url = 'https://s3.test/upl_1.zip?X-Amz-Signature=s3cr3t';
  const put = async (respond: Respond): Promise<RequestError> => {
    const { clock, doksi, runtime } = world(respond);
    const upload = { url, chunks: chunks(), bytes: 2, name: 'app.apk', tries: 1, deadlineMs: 1000 };
    const error = await failureOf(clock.run(doksi.putUpload(upload, runtime)));
    if (error instanceof RequestError) return error;
    throw error;
  };
  const xml = (code: string, message: string): string =>
    `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

  it('is sent with its length and without the key', async () => {
    const { clock, doksi, runtime, requests } = world(created);
    const upload = { url, chunks: chunks(), bytes: 2, name: 'app.apk', tries: 1, deadlineMs: 1000 };
    await clock.run(doksi.putUpload(upload, runtime));
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'application/zip', 'content-length': 2 },
    });
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    [403, 'AccessDenied', 'Request has expired', true, false],
    [400, 'ExpiredToken', 'The provided token has expired.', true, false],
    [403, 'AccessDenied', 'Access Denied', false, false],
    [403, 'SignatureDoesNotMatch', 'No', false, false],
    [409, 'OperationAborted', 'A conflicting operation is in progress.', false, true],
    [400, 'RequestTimeout', 'Too slow', false, true],
    [200, 'InternalError', 'We encountered an internal error.', false, true],
    [503, 'SlowDown', 'Reduce your request rate.', false, true],
  ])('is rejected with %i %s: %s', async (status, code, message, isExpired, mayPass) => {
    const error = await put(() => respondWith(status, xml(code, message)));
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({ code, detail: expect.stringContaining(`: ${code}: ${message}`) });
    expect(isExpiredUrl(error)).toBe(isExpired);
    expect(isTransient(error)).toBe(mayPass);
  });

  it('that is redirected is an error', async () => {
    expect(await put(() => respondWith(307, '', { location: 'https://s3.eu.test/' }))).toMatchObject({
      what: "Could not upload app.apk: Doksi's storage returned a redirect, which is not followed (HTTP 307).",
      help: 'upload-failed',
    });
  });

  it('that a gateway answers names the gateway', async () => {
    const error = await put(() => respondWith(403, '<title>Access denied</title>', { server: 'Zscaler/6.2' }));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ what: expect.stringContaining('from Zscaler/6.2'), help: 'gateway-page' });
  });
});

const create = ({ doksi, runtime }: World): Promise<unknown> => doksi.createRun({}, runtime);
const register = ({ doksi, runtime }: World): Promise<unknown> =>
  doksi.createTarget({ uploadId: 'upl_1', name: 'shop', version: '1' }, runtime);

describe.each([
  ['the creation of a run', create],
  ['the registration of a target', register],
])('%s', (_, work) => {
  it('ends after two minutes and a few requests if Doksi stays busy', async () => {
    const all = world(() => busy(503));
    const { clock, sentAtMs, lines } = all;
    expect(await failureOf(clock.run(work(all)))).toMatchObject({
      summary: '503 Service Unavailable: Busy',
    });
    expect(sentAtMs.length).toBeGreaterThan(5);
    expect(sentAtMs.length).toBeLessThan(12);
    expect(sentAtMs.at(-1)).toBeGreaterThan(MINUTE_MS);
    expect(sentAtMs.at(-1)).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect(lines[2]).toBe('  ! Doksi did not respond (503 Service Unavailable: Busy); trying again in 4 s');
  });

  it.each(['120', '119', '1', '3600'])('waits for Retry-After: %s once, up to two minutes', async (seconds) => {
    const all = world((number) => (number === 1 ? busy(429, seconds) : created()));
    const { clock, sentAtMs } = all;
    await clock.run(work(all));
    expect(sentAtMs).toEqual([0, Math.min(Number(seconds), 120) * SECOND_MS]);
  });

  it('waits for a Retry-After that follows other waits', async () => {
    const all = world((number) => {
      if (number < 4) return busy(503);
      return number === 4 ? busy(503, '120') : created();
    });
    const { clock, sentAtMs } = all;
    await clock.run(work(all));
    expect(sentAtMs.at(-1)).toBe(127 * SECOND_MS);
  });

  it('waits only once for a long Retry-After that repeats', async () => {
    const all = world(() => busy(503, '119'));
    const { clock, sentAtMs } = all;
    expect(await failureOf(clock.run(work(all)))).toBeInstanceOf(RejectedError);
    expect(sentAtMs).toEqual([0, 119 * SECOND_MS]);
  });

  it('retries if no connection could be established', async () => {
    const all = world((number, request) =>
      number === 1 ? Promise.reject(new ConnectionError(request, { code: 'ECONNREFUSED' }, true)) : created(),
    );
    const { clock, lines } = all;
    await clock.run(work(all));
    expect(lines).toEqual(['  ! Doksi could not be reached (connection refused); trying again in 1 s']);
  });
});

describe('requests that are safe to repeat', () => {
  it.each([
    ['408', () => busy(408)],
    ['500', () => busy(500)],
    ['a gateway page with 502', () => Promise.resolve({ status: 502, headers: {}, text: '<title>No</title>' })],
  ])('are retried after %s', async (_, first) => {
    const all = world((number) => (number === 1 ? first() : created()));
    const { clock, sentAtMs } = all;
    expect(await clock.run(register(all))).toBe('tgt_1');
    expect(sentAtMs).toHaveLength(2);
  });

  it('share the budget that they are given', async () => {
    const { clock, doksi, runtime, sentAtMs } = world(() => busy(500));
    const budget = new RetryBudget(3 * SECOND_MS);
    await failureOf(clock.run(doksi.createUpload('shop', runtime, budget)));
    expect(sentAtMs).toEqual([0, 1000, 3000]);
  });

  it('are not retried after a rejection', async () => {
    const all = world(() => busy(422));
    const { clock, sentAtMs } = all;
    expect(await failureOf(clock.run(register(all)))).toMatchObject({
      what: 'Doksi rejected the target shop 1: Busy (HTTP 422).',
      help: 'target-rejected',
    });
    expect(sentAtMs).toHaveLength(1);
  });
});

it.each([400, 409, 422])(
  'a target that a lost request has registered: the error names the inputs to change first (%i)',
  async (status) => {
    const all = world((number, request) =>
      number === 1 ? Promise.reject(new ConnectionError(request, { code: 'ECONNRESET' }, false)) : busy(status),
    );
    const { clock } = all;
    expect(await failureOf(clock.run(register(all)))).toMatchObject({
      next: expect.stringMatching(/^If a target .* exists already, set another target-name or target-version\./),
      help: 'target-rejected',
    });
  },
);

const MAY_EXIST =
  /^The run may exist\. Check Doksi's dashboard before you run this job again: every run spends allowance\./;
const page = '<!doctype html><title>Just a moment…</title>';
const TITLE = ' with the title "Just a moment…"';

async function creation(respond: Respond): Promise<{ error: unknown; requests: number }> {
  const { clock, doksi, runtime, requests } = world(respond);
  const error = await failureOf(clock.run(doksi.createRun({}, runtime)));
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
    expect(await failureOf(all.clock.run(create(all)))).toMatchObject({
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
    const error = await failureOf(all.clock.run(create(all)));
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
    const error = await failureOf(all.clock.run(all.doksi.createRun({}, { ...all.runtime, signal: cancel.signal })));
    if (mayExist) expect(error).toBeInstanceOf(CreationAbandonedError);
    else expect(error).toEqual(new Error('cancelled'));
  });

  it('that is cancelled before a retry leaves no run', async () => {
    const { clock, doksi, runtime } = world(() => busy(429, '60'));
    const cancel = new AbortController();
    void clock.sleep(SECOND_MS).then(() => cancel.abort(new Error('cancelled')));
    expect(await failureOf(clock.run(doksi.createRun({}, { ...runtime, signal: cancel.signal })))).toEqual(
      new Error('cancelled'),
    );
  });
});
