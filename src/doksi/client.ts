import { RequestError, UnreadableAnswerError } from '../http/errors.ts';
import { type Answer, attempt, type Call, exchange, refusal, type Wire } from '../http/exchange.ts';
import { xmlErrorCode } from '../http/quote.ts';
import { RETRY_BUDGET_MS, RetryBudget } from '../http/retry-budget.ts';
import { type Patience, withRetries } from '../http/retry.ts';
import { CreationAbandonedError, creationFailure } from './creation.ts';
import { type Endpoint, runSchema, RUNS, TARGETS, UPLOADS } from './endpoints.ts';
import { API, STORAGE } from './peers.ts';
import type { CreatedRun, CreatedUpload, Run } from './schemas.ts';

/** How long one request of the API may take, in milliseconds, from its connection to the end of its answer. */
const REQUEST_DEADLINE_MS = 30 * 1000;
/** A wait that Doksi asks for may prolong the creation of a run by this (milliseconds), to 2½ minutes in all. */
const CREATION_GRACE_MS = 30 * 1000;

export interface DoksiOptions extends Wire {
  /** Base URL of the API, without a slash at its end. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly random: () => number;
  readonly onRetry?: Patience['onRetry'];
}

export interface UploadPut {
  readonly url: string;
  readonly chunks: AsyncIterable<Buffer>;
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
  /**
   * Creates a run. Sent again, for at most `budgetMs`, only where it is proven that the server did not take it. Once the
   * signal aborts it rejects with the signal's reason, or with a CreationAbandonedError where the run may exist.
   */
  createRun(body: unknown, signal: AbortSignal, budgetMs?: number): Promise<CreatedRun>;
  /** Asks once for a run's state: whoever follows a run decides what a failure means and when to ask again. */
  readRun(runId: string, signal: AbortSignal, deadlineMs?: number): Promise<Answer<Run>>;
  /** Asks for a place to upload to: an id, and a presigned URL, which is a secret. Retries within the budget. */
  createUpload(name: string, signal: AbortSignal, budget?: RetryBudget): Promise<CreatedUpload>;
  /** Sends what `chunks` give, exactly `bytes` of it, to a presigned URL; once, whoever calls knows when again. */
  putUpload(put: UploadPut, signal: AbortSignal): Promise<void>;
  /** Registers what was uploaded as a target; resolves to its id. */
  createTarget(target: NewTarget, signal: AbortSignal): Promise<string>;
}

export function createDoksi(options: DoksiOptions): Doksi {
  return {
    createRun: (body, signal, budgetMs) => createRun(options, body, signal, budgetMs),
    readRun: (runId, signal, deadlineMs) => readRun(options, runId, signal, deadlineMs),
    createUpload: (name, signal, budget) => post(options, UPLOADS, { body: { name }, signal, budget }),
    putUpload: (put, signal) => putUpload(options, put, signal),
    createTarget: async ({ uploadId, name, version }, signal) => {
      const body = { upload_id: uploadId, name, version };
      return (await post(options, TARGETS, { body, signal })).target_id;
    },
  };
}

interface Post {
  readonly body: unknown;
  readonly signal: AbortSignal;
  readonly budget?: RetryBudget | undefined;
  readonly onAbandoned?: () => void;
}

function post<T>(
  options: DoksiOptions,
  endpoint: Endpoint<T>,
  { body, signal, budget = new RetryBudget(), onAbandoned }: Post,
): Promise<T> {
  const { clock, random, onRetry } = options;
  const { path, peer, purpose, schema, isSecret, mayRetry, failureOf } = endpoint;
  const common = apiCall(options, path);
  const call = {
    ...common,
    peer,
    purpose,
    method: 'POST',
    headers: { ...common.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    schema,
    isSecret,
    signal,
    ...(onAbandoned && { onAbandoned }),
  } as const;
  const ask = async (number: number): Promise<T> => {
    try {
      return (await exchange(options, { ...call, attempt: number })).value;
    } catch (error) {
      throw failureOf && error instanceof RequestError ? failureOf(error) : error;
    }
  };
  return withRetries(ask, mayRetry, { clock, random, signal, budget, ...(onRetry && { onRetry }) });
}

async function createRun(
  options: DoksiOptions,
  body: unknown,
  signal: AbortSignal,
  budgetMs = RETRY_BUDGET_MS,
): Promise<CreatedRun> {
  const fate = { isAbandoned: false };
  try {
    return await post(options, RUNS, {
      body,
      signal,
      budget: new RetryBudget(Math.min(budgetMs, RETRY_BUDGET_MS), CREATION_GRACE_MS),
      onAbandoned: () => {
        fate.isAbandoned = true;
      },
    });
  } catch (error) {
    if (fate.isAbandoned) throw new CreationAbandonedError(signal.reason);
    throw error instanceof RequestError ? creationFailure(error) : error;
  }
}

async function readRun(
  options: DoksiOptions,
  runId: string,
  signal: AbortSignal,
  deadlineMs = REQUEST_DEADLINE_MS,
): Promise<Answer<Run>> {
  const call = {
    ...apiCall(options, `/runs/${encodeURIComponent(runId)}`),
    peer: API,
    purpose: "read the run's status",
    method: 'GET',
    deadlineMs: Math.min(deadlineMs, REQUEST_DEADLINE_MS),
    signal,
    attempt: 1,
  } as const;
  const answer = await exchange(options, { ...call, schema: runSchema });
  const about = answer.value.run_id ?? runId;
  if (about !== runId) {
    const { retryAfterMs } = answer;
    throw new UnreadableAnswerError(call, `it is about another run, ${options.redact(about)}`, {
      retryAfterMs,
    });
  }
  return answer;
}

async function putUpload(options: DoksiOptions, put: UploadPut, signal: AbortSignal): Promise<void> {
  const { url, chunks, bytes, name, attempt: number, deadlineMs } = put;
  const call: Call = {
    purpose: `store ${name}`,
    peer: STORAGE,
    method: 'PUT',
    url: new URL(url),
    // No Authorization: a presigned URL carries its own, and the store refuses two.
    headers: { 'content-type': 'application/zip', 'content-length': bytes },
    body: chunks,
    deadlineMs,
    signal,
    attempt: number,
  };
  const answer = await attempt(options, call);
  // S3 may say that all is well before it knows better.
  if (xmlErrorCode(answer.text) !== undefined) throw refusal(options, call, answer);
}

/** What every request to the API has in common. */
function apiCall(
  { apiUrl, apiKey }: DoksiOptions,
  path: string,
): Pick<Call, 'url' | 'headers' | 'deadlineMs'> {
  return {
    url: new URL(`${apiUrl}${path}`),
    headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
    deadlineMs: REQUEST_DEADLINE_MS,
  };
}
