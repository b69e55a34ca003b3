import { describe, expect, it } from '@jest/globals';
import { isExpiredUrl } from '../../src/doksi/servers.ts';
import { InvalidResponseError, RejectedError, RequestError } from '../../src/http/errors.ts';
import { isTransient } from '../../src/http/retry.ts';
import { busy, created, failureOf, type Respond, respondWith, running, world } from './world.ts';

const state = { status: 'running', tests_total: 1 };

describe('the status of a run', () => {
  const read = (respond: Respond): Promise<unknown> => {
    const { clock, doksi } = world(respond);
    return clock.run(doksi.readRun('run/1', running));
  };

  it('is read with the key', async () => {
    const { clock, doksi, requests } = world(() => respondWith(200, state, { 'retry-after': '9' }));
    expect(await clock.run(doksi.readRun('run/1', running))).toMatchObject({
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
    const { clock, doksi, requests } = world(() => busy(503));
    expect(await failureOf(clock.run(doksi.readRun('run_1', running)))).toMatchObject({
      summary: '503 Service Unavailable: Busy',
      predicate: 'returned no valid response',
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
    const { clock, doksi } = world(() => respondWith(201, { target_id }));
    return clock.run(doksi.createTarget({ uploadId: 'upl_1', name: 'shop', version: '1' }, running));
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
    const { clock, doksi } = world(() => respondWith(201, { upload_id: 'upl_1', upload_url }));
    expect(await failureOf(clock.run(doksi.createUpload('shop', running)))).toMatchObject({
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
    const { clock, doksi } = world(respond);
    const upload = { url, chunks: chunks(), bytes: 2, name: 'app.apk', tries: 1, deadlineMs: 1000 };
    const error = await failureOf(clock.run(doksi.putUpload(upload, running)));
    if (error instanceof RequestError) return error;
    throw error;
  };
  const xml = (code: string, message: string): string =>
    `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

  it('is sent with its length and without the key', async () => {
    const { clock, doksi, requests } = world(created);
    const upload = { url, chunks: chunks(), bytes: 2, name: 'app.apk', tries: 1, deadlineMs: 1000 };
    await clock.run(doksi.putUpload(upload, running));
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
