import type * as z from 'zod';
import type { Runtime } from '../base/runtime.ts';
import { type Purpose, RequestError } from '../http/errors.ts';
import { type Call, exchange, type Received, responseError, sendOnce } from '../http/exchange.ts';
import { isTransient, RetryBudget, withRetries } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import { CreationAbandonedError, creationFailure, isNotProcessed } from './creation.ts';
import { CreatedRun, CreatedTarget, CreatedUpload, RunState } from './schemas.ts';
import { API, RUNS_API, STORAGE, TARGETS_API } from './servers.ts';

/** From the connection to the end of the response (milliseconds). */
const REQUEST_DEADLINE_MS = 30 * 1000;

export interface DoksiOptions {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly send: Send;
}

export interface UploadPut {
  readonly url: string;
  readonly chunks: AsyncIterable<Buffer>;
  readonly bytes: number;
  /** For errors: `app.apk`. */
  readonly name: string;
  /** The number of the try, from 1. */
  readonly tries: number;
  readonly deadlineMs: number;
}

/** The public methods of the client, which tests replace. */
export type Doksi = Pick<DoksiClient, keyof DoksiClient>;

/** The Doksi CI/CD API. Methods reject with a Failure, or with the signal's reason once it aborts. */
export class DoksiClient {
  readonly #options: DoksiOptions;

  constructor(options: DoksiOptions) {
    this.#options = options;
  }

  /**
   * Creates a run. Retries for at most `budgetMs`, and only with proof that the server did not process the request.
   * Rejects with a RunMayExistError or, once the signal aborts, a CreationAbandonedError if the run may exist.
   */
  async createRun(body: unknown, runtime: Runtime, budgetMs?: number): Promise<CreatedRun> {
    const { signal } = runtime;
    signal.throwIfAborted();
    const purpose = { server: RUNS_API, purpose: 'create the run', subject: 'the run' };
    const budget = new RetryBudget(budgetMs);
    const create = async (tries: number): Promise<CreatedRun> => {
      const progress = { isSent: true };
      const call = { ...this.#call('POST', '/runs', purpose, body), tries, progress };
      try {
        return (await exchange(call, CreatedRun, this.#options.send, runtime)).value;
      } catch (error) {
        throw signal.aborted && progress.isSent ? new CreationAbandonedError(signal.reason) : error;
      }
    };
    try {
      return await withRetries(create, isNotProcessed, runtime, { budget });
    } catch (error) {
      throw error instanceof RequestError ? creationFailure(error) : error;
    }
  }

  /** Reads the state of a run. Does not retry. */
  readRun(runId: string, runtime: Runtime, deadlineMs = Infinity): Promise<Received<RunState>> {
    const purpose = { server: API, purpose: "read the run's status" };
    const call = this.#call('GET', `/runs/${encodeURIComponent(runId)}`, purpose);
    const OwnState = RunState.superRefine(({ run_id: id }, context) => {
      if (id != null && id !== runId)
        context.addIssue({ code: 'custom', path: ['run_id'], message: `of another run, ${id}` });
    });
    const inTime = { ...call, deadlineMs: Math.min(deadlineMs, call.deadlineMs) };
    return exchange(inTime, OwnState, this.#options.send, runtime);
  }

  /** Resolves to an id and a presigned URL, which is secret. */
  createUpload(name: string, runtime: Runtime, budget?: RetryBudget): Promise<CreatedUpload> {
    const call = this.#call('POST', '/uploads', { server: API, purpose: 'prepare the upload' }, { name });
    return this.#retry({ ...call, isSecret: true }, CreatedUpload, runtime, budget);
  }

  /** Sends `chunks`, which are `bytes` long, to a presigned URL. Does not retry. */
  async putUpload(put: UploadPut, runtime: Runtime): Promise<void> {
    const { chunks, bytes, name, tries, deadlineMs } = put;
    const purpose = { server: STORAGE, purpose: `upload ${name}` };
    // Without Authorization: S3 rejects a presigned URL together with that header.
    const headers = { 'content-type': 'application/zip', 'content-length': bytes };
    const call: Call = { ...purpose, method: 'PUT', url: new URL(put.url), headers, body: chunks, deadlineMs, tries };
    const response = await sendOnce(call, this.#options.send, runtime);
    // S3 may return an error with the status 200.
    if (STORAGE.errorIn(response.text, undefined)) throw responseError(call, response, runtime);
  }

  /** Registers an upload as a target; resolves to the target's id. */
  async createTarget(
    { uploadId, name, version }: { readonly uploadId: string; readonly name: string; readonly version: string },
    runtime: Runtime,
  ): Promise<string> {
    const subject = `the target ${name} ${version}`;
    const purpose = { server: TARGETS_API, purpose: 'register the target', subject };
    const call = this.#call('POST', '/targets', purpose, { upload_id: uploadId, name, version });
    return (await this.#retry(call, CreatedTarget, runtime)).target_id;
  }

  #retry<T>(call: Call, schema: z.ZodType<T>, runtime: Runtime, budget?: RetryBudget): Promise<T> {
    const work = async (tries: number): Promise<T> =>
      (await exchange({ ...call, tries }, schema, this.#options.send, runtime)).value;
    return withRetries(work, isTransient, runtime, { budget });
  }

  #call(method: 'GET' | 'POST', path: string, purpose: Purpose, body?: unknown): Call {
    const { apiUrl, apiKey } = this.#options;
    const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };
    const call = { ...purpose, method, url: new URL(`${apiUrl}${path}`), headers, deadlineMs: REQUEST_DEADLINE_MS };
    if (body === undefined) return call;
    return { ...call, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }
}
