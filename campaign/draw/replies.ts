import fc from 'fast-check';
import { type AnswerReply, ENCODINGS, type Reply } from '../play/reply.ts';
import type { Creation, Spoken } from '../play/story.ts';
import { API_KEY } from '../play/stage.ts';
import { rarely } from './chances.ts';

// What a server, and the network on the way to it, may do. Nearly everything.

/** Mostly quick, sometimes slower than one request may be (milliseconds). */
const afterMs = fc.oneof(
  { arbitrary: fc.nat(900), weight: 6 },
  { arbitrary: fc.integer({ min: 1000, max: 45_000 }), weight: 1 },
);

const retryAfter = fc.oneof(
  { arbitrary: fc.nat(300).map(String), weight: 3 },
  { arbitrary: fc.integer({ min: -60_000, max: 300_000 }), weight: 3 },
  { arbitrary: fc.constantFrom('soon', '', '-5', '1e3', '0', '120', '121', '9'.repeat(20)), weight: 2 },
);

/** An endless one costs as much time as a hundred others. */
const encoding = fc.oneof(
  { arbitrary: fc.constantFrom(...ENCODINGS.filter((name) => name !== 'endless')), weight: 40 },
  { arbitrary: fc.constant('endless' as const), weight: 1 },
);

/** How something is said: when, how packed, and with which request for patience. */
export const spoken: fc.Arbitrary<Spoken> = fc
  .tuple(afterMs, rarely(8, retryAfter), rarely(16, encoding))
  .map(([ms, patience, encoding]) => ({
    afterMs: ms,
    ...(patience !== undefined && { retryAfter: patience }),
    ...(encoding !== undefined && { encoding }),
  }));

function answers(status: fc.Arbitrary<number>, text: fc.Arbitrary<string>): fc.Arbitrary<AnswerReply> {
  return fc.tuple(status, text, spoken).map(([code, body, how]) => ({
    kind: 'answer',
    status: code,
    text: body,
    ...how,
  }));
}

const garbage = fc.constantFrom(
  '',
  '<html><title>Sign in</title></html>',
  '{"status":"pas',
  'null',
  '[]',
  '{}',
  '"passed"',
  '7',
  '{"status":"passed","tests_total":"3"}',
  '{"status":"passed","tests_total":-1}',
  '{"status":"passed","results":[{"status":7}]}',
  '{"status":["passed"],"tests_total":1}',
  '{"error":"the server is tired"}',
  `{"error":${'['.repeat(300)}${']'.repeat(300)}}`,
);

/** What is said with an error; sometimes the key comes back, also where a text is going to be cut. */
const refusal = fc.oneof(
  { arbitrary: fc.constantFrom('{"error":"no"}', '{"error":7}', '<html></html>', ''), weight: 4 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(0, 170, 190, 280, 1970, 1990), fc.constantFrom(...keyForms()))
      .map(([before, key]) => JSON.stringify({ error: `${'x '.repeat(before / 2)}Bearer ${key} is bad` })),
    weight: 1,
  },
);

function keyForms(): string[] {
  const bytes = Buffer.from(API_KEY);
  return [API_KEY, bytes.toString('base64'), bytes.toString('hex'), API_KEY.toUpperCase()];
}

const allowance = fc.constant('{"error":"no","requested":3,"remaining":1}');

const takes = fc.constantFrom(0, 0.3, 1);

const brokenAfter: fc.Arbitrary<Reply> = fc
  .tuple(
    fc.constantFrom('ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT', 'EPROTO', 'ECONNREFUSED'),
    afterMs,
    takes,
  )
  .map(([code, ms, share]) => ({
    kind: 'broken',
    error: { code },
    neverArrived: false,
    afterMs: ms,
    takes: share,
  }));
const brokenBefore: fc.Arbitrary<Reply> = fc
  .tuple(
    fc.constantFrom(
      { code: 'ECONNREFUSED' },
      { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
      { code: 'ETIMEDOUT', syscall: 'connect' },
      { code: 'CERT_HAS_EXPIRED' },
      { code: 'EPROTO' },
    ),
    afterMs,
  )
  .map(([error, ms]) => ({ kind: 'broken', error, neverArrived: true, afterMs: ms }));
const silence: fc.Arbitrary<Reply> = fc
  .tuple(fc.boolean(), fc.boolean(), takes)
  .map(([isDeaf, isConnecting, share]) => ({ kind: 'silence', isDeaf, isConnecting, takes: share }));

/** Whatever only says that Doksi could not be heard. */
export const outage: fc.Arbitrary<Reply> = fc.oneof(
  brokenAfter,
  brokenBefore,
  silence,
  answers(fc.constantFrom(408, 429, 500, 502, 503, 504), refusal),
  answers(fc.constant(200), garbage),
);

const redirect: fc.Arbitrary<Reply> = fc
  .tuple(
    fc.constantFrom(301, 302, 303, 307, 308),
    fc.constantFrom('https://elsewhere.test/api/runs/x', 'http://doksi.test/api/runs/x', '/api/runs/x', '::'),
    afterMs,
  )
  .map(([status, location, ms]) => ({ kind: 'answer', status, text: '', location, afterMs: ms }));

/** An answer to a question that ends the following, at once or before long. */
export const disownment: fc.Arbitrary<Reply> = fc.oneof(
  answers(fc.constantFrom(400, 401, 403, 404, 404, 410), refusal),
  redirect,
);

export const creation: fc.Arbitrary<Creation> = fc
  .tuple(fc.constantFrom(200, 201, 202), rarely(8, fc.constantFrom('run ö/', 4711)), fc.boolean(), spoken)
  .map(([status, runId, lists, how]) => ({
    kind: 'created',
    status,
    lists,
    how,
    ...(runId !== undefined && { runId }),
  }));

/** What becomes of a request that makes something, but for the success that it may have. */
export const refusedPost: fc.Arbitrary<Reply> = fc.oneof(
  { arbitrary: answers(fc.constantFrom(429, 503), refusal), weight: 3 },
  { arbitrary: brokenBefore, weight: 3 },
  { arbitrary: outage, weight: 3 },
  { arbitrary: answers(fc.constantFrom(200, 402, 403, 409, 429, 500, 503), allowance), weight: 1 },
  { arbitrary: answers(fc.constantFrom(400, 401, 402, 403, 404, 405, 409, 410, 422), refusal), weight: 1 },
  { arbitrary: redirect, weight: 1 },
);

/** A target that is not known, or not any more. */
export const refusedTarget: fc.Arbitrary<Reply> = answers(fc.constantFrom(400, 404, 422), refusal);

/** What becomes of an upload, but for being taken. */
export const refusedPut: fc.Arbitrary<Reply> = fc.oneof(
  { arbitrary: outage, weight: 3 },
  { arbitrary: brokenAfter, weight: 1 },
  {
    arbitrary: fc.tuple(answers(fc.constantFrom(200, 204), fc.constant('')), takes).map(([reply, share]) => ({
      ...reply,
      takes: share,
    })),
    weight: 1,
  },
  {
    arbitrary: answers(
      fc.constantFrom(200, 400, 403, 500, 503),
      fc
        .constantFrom('RequestTimeout', 'SlowDown', 'InternalError', 'AccessDenied', 'EntityTooLarge')
        .map((code) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`),
    ),
    weight: 3,
  },
  {
    arbitrary: fc
      .constantFrom(
        'https://store.eu.doksi.test/1.zip?X-Amz-Signature=5ec7e75ec7e7',
        'https://evil.test/1.zip',
      )
      .map((location): Reply => ({ kind: 'answer', status: 307, text: '', location, afterMs: 20 })),
    weight: 1,
  },
);
