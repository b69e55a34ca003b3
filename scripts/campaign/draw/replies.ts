import fc from 'fast-check';
import { API_KEY } from '../doksi.ts';
import type { Creation, Manner, Reply } from '../world.ts';

/** One of the arbitraries by its weight. */
export function weighted<T>(...choices: (readonly [weight: number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** The value once in so many times, otherwise undefined. */
export function rarely<T>(times: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return weighted<T | undefined>([times - 1, fc.constant(undefined)], [1, value]);
}

// What a server, and the network in front of it, can do to a request.

/** Mostly fast, sometimes slower than the deadline of a request. */
const afterMs = weighted([6, fc.nat(900)], [1, fc.integer({ min: 1000, max: 45_000 })]);

const retryAfter = weighted<string | number>(
  [3, fc.nat(300).map(String)],
  [3, fc.integer({ min: -60_000, max: 300_000 })],
  [2, fc.constantFrom('soon', '', '-5', '1e3', '0', '120', '121', '9'.repeat(20))],
);

export const manner: fc.Arbitrary<Manner> = fc.record({ afterMs, retryAfter: rarely(8, retryAfter) });

function responses(statuses: readonly number[], text: fc.Arbitrary<string>): fc.Arbitrary<Reply> {
  return fc
    .tuple(fc.constantFrom(...statuses), text, manner)
    .map(([status, body, how]) => ({ kind: 'response', status, text: body, ...how }));
}

const garbage = fc.constantFrom(
  '',
  '<html><title>Sign in</title></html>',
  '{"status":"pas',
  'null',
  '[]',
  '{}',
  '"passed"',
  '{"status":"passed","tests_total":"3"}',
  '{"status":"passed","tests_total":-1}',
  '{"status":"passed","results":[{"status":7}]}',
  '{"status":["passed"],"tests_total":1}',
  `{"error":${'['.repeat(300)}${']'.repeat(300)}}`,
);

/** An error that repeats the key, also at a length where texts are cut. */
const leak = fc
  .tuple(
    fc.constantFrom(0, 170, 190, 280, 1970, 1990),
    fc.constantFrom(API_KEY, Buffer.from(API_KEY).toString('base64')),
  )
  .map(([length, key]) => JSON.stringify({ error: `${'x '.repeat(length / 2)}Bearer ${key} is bad` }));
const error = weighted([4, fc.constantFrom('{"error":"no"}', '{"error":"the server is tired"}')], [1, leak]);
/** The page of a gateway, or an error in another form. */
const page = fc.constantFrom('<html><title>Just a moment...</title></html>', '', '{"error":7}', '{"message":"no"}');

function broken(neverSent: boolean, ...codes: readonly string[]): fc.Arbitrary<Reply> {
  return fc
    .tuple(fc.constantFrom(...codes), afterMs)
    .map(([code, ms]) => ({ kind: 'broken', code, neverSent, afterMs: ms }));
}

const brokenAfter = broken(false, 'ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT', 'EPROTO', 'ECONNREFUSED');
const brokenBefore = broken(true, 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED');
const silent: fc.Arbitrary<Reply> = fc.record({ kind: fc.constant('silent'), neverSent: fc.boolean() });

/** Failures that say nothing about the run. */
export const outage: fc.Arbitrary<Reply> = fc.oneof(
  brokenAfter,
  brokenBefore,
  silent,
  responses([408, 429, 500, 502, 503, 504], fc.oneof(error, page)),
  responses([200], garbage),
  responses([401, 403], page),
);

const redirect: fc.Arbitrary<Reply> = fc.record({
  kind: fc.constant('response'),
  status: fc.constantFrom(301, 302, 307, 308),
  text: fc.constant(''),
  location: fc.constantFrom('https://elsewhere.test/api/runs/x', 'http://doksi.test/api/runs/x', '/api/runs/x', '::'),
  afterMs,
});

/** Rejections of a poll. */
export const rejection: fc.Arbitrary<Reply> = fc.oneof(responses([400, 401, 403, 404, 404, 410], error), redirect);

export const creation: fc.Arbitrary<Creation> = fc
  .tuple(fc.constantFrom(200, 201, 202), rarely(8, fc.constantFrom('run ö/', 4711)), fc.boolean(), manner)
  .map(([status, runId, listsResults, how]) => ({ kind: 'created', status, runId, listsResults, ...how }));

/** What can happen to a request that creates something, apart from success. */
export const failedPost: fc.Arbitrary<Reply> = weighted(
  [3, responses([429, 503], fc.oneof(error, page))],
  // The server may have processed the request.
  [3, responses([408, 500, 502, 504], fc.oneof(error, page))],
  [3, brokenBefore],
  [3, outage],
  [1, responses([200, 402, 403, 409, 429, 500, 503], fc.constant('{"error":"no","requested":3,"remaining":1}'))],
  [1, responses([400, 401, 402, 403, 404, 405, 409, 410, 422], fc.oneof(error, page))],
  [1, redirect],
);

/** Doksi does not know a target, or no longer. */
export const rejectedTarget: fc.Arbitrary<Reply> = responses([400, 404, 422], error);

const s3Error = fc
  .constantFrom(
    'RequestTimeout</Code>',
    'SlowDown</Code>',
    'OperationAborted</Code>',
    'AccessDenied</Code>',
    'AccessDenied</Code><Message>Request has expired</Message>',
    'ExpiredToken</Code>',
    'EntityTooLarge</Code>',
  )
  .map((content) => `<?xml version="1.0"?><Error><Code>${content}</Error>`);

/** What can happen to an upload, apart from success. */
export const failedPut: fc.Arbitrary<Reply> = weighted(
  [3, outage],
  [1, brokenAfter],
  [1, responses([200, 204], fc.constant(''))],
  [3, responses([200, 400, 403, 409, 500, 503], s3Error)],
);
