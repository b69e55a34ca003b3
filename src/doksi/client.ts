import type { Readable } from 'node:stream';
import type * as z from 'zod';
import { RequestError, RunMayExistError, UnreadableAnswerError } from '../http/errors.ts';
import { type Answer, attempt, exchange, type Wire } from '../http/exchange.ts';
import {
  isNotTaken,
  isTransient,
  mayHaveArrived,
  type Patience,
  RETRY_BUDGET_MS,
  withRetries,
} from '../http/retry.ts';
import { CreatedRun, CreatedTarget, CreatedUpload, Run } from './schemas.ts';

/** How long one request of the API may take, in milliseconds, from its sending to the end of its answer. */
const REQUEST_DEADLINE_MS = 30 * 1000;

export interface DoksiOptions extends Wire {
  /** Base URL of the API, without a slash at its end. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly random: () => number;
  readonly onRetry?: Patience['onRetry'];
}

export interface UploadPut {
  readonly url: string;
  readonly stream: Readable;
  readonly bytes: number;
  /** For errors: `app.apk`. */
  readonly name: string;
  readonly attempt: number;
  readonly deadlineMs: number;
}

export interface NewTarget {
  readonly uploadId: string;
  readonly name: string;
  readonly version: string;
}

/** The Doksi CI/CD API. Every method rejects with a Failure, or with the signal's reason once that aborts. */
export interface Doksi {
  /** Creates a run. Sent again, for at most `budgetMs`, only where it is proven that the server did not take it. */
  createRun(body: unknown, signal: AbortSignal, budgetMs?: number): Promise<CreatedRun>;
  /** Asks once for a run's state: whoever follows a run decides what a failure means and when to ask again. */
  readRun(runId: string, signal: AbortSignal, deadlineMs?: number): Promise<Answer<Run>>;
  /** Asks for a place to upload to: an id, and a presigned URL, which is a secret. */
  createUpload(name: string, signal: AbortSignal): Promise<CreatedUpload>;
  /** Sends what `stream` gives, exactly `bytes` of it, to a presigned URL; once, whoever calls knows when again. */
  putUpload(put: UploadPut, signal: AbortSignal): Promise<void>;
  /** Registers what was uploaded as a target; resolves to its id. */
  createTarget(target: NewTarget, signal: AbortSignal): Promise<string>;
}

export function createDoksi(options: DoksiOptions): Doksi {
  const { apiUrl, apiKey, clock, random, onRetry } = options;
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };
  const endpoint = (path: string): URL => new URL(`${apiUrl}${path}`);

  async function post<T>(
    purpose: string,
    path: string,
    body: unknown,
    schema: z.ZodType<T>,
    mayRetry: (failure: RequestError) => boolean,
    signal: AbortSignal,
    budgetMs = RETRY_BUDGET_MS,
  ): Promise<T> {
    const request = {
      purpose,
      peer: 'api',
      method: 'POST',
      url: endpoint(path),
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      schema,
      // An answer that names a presigned URL is never quoted, not even one that makes no sense.
      isSecret: path === '/uploads',
      deadlineMs: REQUEST_DEADLINE_MS,
      signal,
    } as const;
    const patience: Patience = {
      clock,
      random,
      signal,
      budgetMs: Math.min(budgetMs, RETRY_BUDGET_MS),
      ...(onRetry && { onRetry }),
    };
    return withRetries(
      async (number) => (await exchange(options, { ...request, attempt: number })).value,
      mayRetry,
      patience,
    );
  }

  return {
    async createRun(body, signal, budgetMs) {
      try {
        return await post('create the run', '/runs', body, CreatedRun, isNotTaken, signal, budgetMs);
      } catch (error) {
        throw error instanceof RequestError && mayHaveArrived(error) ? new RunMayExistError(error) : error;
      }
    },

    async readRun(runId, signal, deadlineMs = REQUEST_DEADLINE_MS) {
      const purpose = "read the run's status";
      const answer = await exchange(options, {
        purpose,
        peer: 'api',
        method: 'GET',
        url: endpoint(`/runs/${encodeURIComponent(runId)}`),
        headers,
        schema: Run,
        deadlineMs: Math.min(deadlineMs, REQUEST_DEADLINE_MS),
        signal,
        attempt: 1,
      });
      const about = answer.value.run_id ?? runId;
      if (about !== runId) {
        throw new UnreadableAnswerError(purpose, `it is about another run, ${about}`, answer.retryAfterMs);
      }
      return answer;
    },

    createUpload: (name, signal) =>
      post('prepare the upload', '/uploads', { name }, CreatedUpload, isTransient, signal),

    async putUpload({ url, stream, bytes, name, attempt: number, deadlineMs }, signal) {
      await attempt(options, {
        purpose: `store ${name}`,
        peer: 'storage',
        method: 'PUT',
        url: new URL(url),
        // No Authorization: a presigned URL carries its own, and the store refuses two.
        headers: { 'content-type': 'application/zip', 'content-length': bytes },
        body: stream,
        deadlineMs,
        signal,
        attempt: number,
      });
    },

    async createTarget({ uploadId, name, version }, signal) {
      const body = { upload_id: uploadId, name, version };
      const target = await post('register the target', '/targets', body, CreatedTarget, isTransient, signal);
      return target.target_id;
    },
  };
}
