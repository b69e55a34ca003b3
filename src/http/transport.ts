import type { IncomingMessage, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import { HttpClient } from '@actions/http-client';
import type { RequestHandler } from '@actions/http-client/lib/interfaces';
import { afterConsent } from './consent.ts';
import { ConnectionError, type Peer, UnreadableAnswerError } from './errors.ts';

export interface HttpRequest {
  /** Who is asked: the API, or the store behind a presigned URL, which is a secret as a whole. */
  readonly peer: Peer;
  /** What the request is for, to complete the sentence "Could not …" in errors. */
  readonly purpose: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | Readable;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** Sends one request, once, and reads its whole answer; rejects with a ConnectionError or the signal's reason. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** 10,000 results take about 5 MB; what is far beyond that is not an answer of Doksi's. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Our own deadlines rule; http-client's idle timeout (milliseconds) only has to be later than all of them. */
const NEVER_FIRST_MS = 60 * 60 * 1000;

/**
 * The transport over `@actions/http-client`, which brings the proxy variables of the environment. It neither retries
 * nor follows redirects: both are decisions for whoever knows what the request does.
 */
export function createTransport(userAgent: string): Send {
  return async (request, signal) => {
    const client = new HttpClient(userAgent, [abortedBy(signal)], {
      allowRedirects: false,
      allowRetries: false,
      socketTimeout: NEVER_FIRST_MS,
    });
    try {
      const { message } = await client.request(
        request.method,
        request.url.href,
        typeof request.body === 'object' ? afterConsent(request.body) : (request.body ?? null),
        typeof request.body === 'object' ? { ...request.headers, expect: '100-continue' } : request.headers,
      );
      const text = await readText(message, request.purpose);
      return { status: message.statusCode ?? 0, headers: firstValues(message), text };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof UnreadableAnswerError ? error : new ConnectionError(request.purpose, error);
    }
  };
}

/** http-client takes no abort signal; a handler may add one to the options of Node's own request. */
function abortedBy(signal: AbortSignal): RequestHandler {
  return {
    prepareRequest(options: RequestOptions) {
      options.signal = signal;
      // http-client passes an IPv6 address with its brackets on, which no resolver knows.
      options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null;
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no challenge is ever answered')),
  };
}

async function readText(message: AsyncIterable<Buffer>, purpose: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      throw new UnreadableAnswerError(purpose, `more than ${MAX_ANSWER_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function firstValues(message: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
