import type * as z from 'zod';
import { RequestError, RunMayExistError, UnreadableAnswerError } from './errors.ts';
import { exchange, type Answer, type Wire } from './http.ts';
import { isNotTaken, mayHaveArrived, type Patience, RETRY_BUDGET_MS, withRetries } from './retry.ts';
import { CreatedRun, Run } from './schemas.ts';

/** How long one request of the API may take, in milliseconds, from its sending to the end of its answer. */
const REQUEST_DEADLINE_MS = 30 * 1000;

export interface DoksiOptions extends Wire {
  /** Base URL of the API, without a slash at its end. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly random: () => number;
  readonly onRetry?: Patience['onRetry'];
}

/** The Doksi CI/CD API. Every method rejects with a Failure, or with the signal's reason once that aborts. */
export interface Doksi {
  /** Creates a run. Sent again, for at most `budgetMs`, only where it is proven that the server did not take it. */
  createRun(body: unknown, signal: AbortSignal, budgetMs?: number): Promise<CreatedRun>;
  /** Asks once for a run's state: whoever follows a run decides what a failure means and when to ask again. */
  readRun(runId: string, signal: AbortSignal, deadlineMs?: number): Promise<Answer<Run>>;
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
      method: 'POST',
      url: endpoint(path),
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      schema,
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
      async (attempt) => (await exchange(options, { ...request, attempt })).value,
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
        method: 'GET',
        url: endpoint(`/runs/${encodeURIComponent(runId)}`),
        headers,
        schema: Run,
        deadlineMs: Math.min(deadlineMs, REQUEST_DEADLINE_MS),
        signal,
        attempt: 1,
      });
      const about = answer.value.run_id ?? runId;
      if (about !== runId) throw new UnreadableAnswerError(purpose, `it is about another run, ${about}`);
      return answer;
    },
  };
}
