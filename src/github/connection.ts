import * as z from 'zod';
import { isMapping } from '../base/json.ts';
import { type Runtime, USER_AGENT, withDeadline } from '../base/runtime.ts';
import type { Context } from '../context/context.ts';
import { connectionFault, proxyFor, statusName } from '../http/connect.ts';
import { backoffMs } from '../http/retry.ts';
import { errorFrom, GithubError, GithubUnavailableError, type Purpose } from './errors.ts';

// Not @octokit/plugin-retry and plugin-throttling: their waits cannot be cancelled (11 to 33 s in measurements).

export interface GithubOptions {
  /** May be empty or invalid: then every request throws a GithubError. */
  readonly token: string;
  readonly context: Pick<Context, 'apiUrl' | 'repository' | 'hasForkToken'>;
  /** When the time for all requests of this connection ends; milliseconds of the clock. */
  readonly endsAtMs: number;
  /** Whether the job needs `pull-requests: write` anyway, so that errors name one permission for all. */
  readonly writesComments: boolean;
  /** How many requests are sent at most, each page of a list and each retry included. */
  readonly maxRequests?: number;
  /** Replaces the network in tests. */
  readonly fetch?: typeof fetch;
}

type Library = typeof import('@actions/github');
type Octokit = ReturnType<Library['getOctokit']>;

interface Response {
  readonly status: number;
  readonly data: unknown;
}

type Send<T> = (signal: AbortSignal) => Promise<T>;

/** Each request has this long (milliseconds). */
const REQUEST_DEADLINE_MS = 10_000;
/** How often each request is sent at most. */
const MAX_TRIES = 4;

/** Sends requests through GitHub's own library, with deadlines, retries and errors that name what to do. */
export class Connection {
  readonly #options: GithubOptions;
  readonly #runtime: Runtime;
  #library: Promise<Library> | undefined;
  #requests = 0;

  constructor(options: GithubOptions, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
  }

  /** The parsed items of all pages that `work` resolves to. Throws as `call` does. */
  list<T>(purpose: Purpose, item: z.ZodType<T>, work: (octokit: Octokit) => Promise<readonly unknown[]>): Promise<T[]> {
    return this.call(purpose, z.array(item), async (octokit) => ({ data: await work(octokit) }));
  }

  /** The parsed data of the response that `work` resolves to. Throws a GithubError, or the signal's reason. */
  async call<T>(
    purpose: Purpose,
    schema: z.ZodType<T>,
    work: (octokit: Octokit) => Promise<Pick<Response, 'data'>>,
  ): Promise<T> {
    const { token, context, fetch } = this.#options;
    requireToken(token, purpose);
    this.#library ??= load(context.apiUrl);
    const { getOctokit } = await this.#library;
    const octokit = getOctokit(token, {
      baseUrl: context.apiUrl.replace(/\/+$/, ''),
      userAgent: USER_AGENT,
      log: SILENT,
      ...(fetch && { request: { fetch } }),
    });
    octokit.hook.wrap('request', (send, options) => {
      const { pathname, search } = new URL(octokit.request.endpoint(options).url);
      return this.#withRetries(purpose, `${options.method} ${pathname}${search}`, async (signal) =>
        send({ ...options, request: { ...options.request, signal } }),
      );
    });
    const result = schema.safeParse((await work(octokit)).data);
    if (result.success) return result.data;
    throw new GithubUnavailableError(purpose, "the response is not GitHub's");
  }

  /** Sends again after temporary errors, and after rate limits whose wait fits into the time. */
  async #withRetries<T extends Response>(purpose: Purpose, name: string, send: Send<T>): Promise<T> {
    const { endsAtMs, maxRequests = Infinity } = this.#options;
    const { clock, random, signal, log } = this.#runtime;
    for (let tries = 1; ; tries++) {
      const startedAtMs = clock.now();
      const trace = (outcome: string): void =>
        log.debug(`${name} → ${outcome} in ${Math.round(clock.now() - startedAtMs)} ms (try ${tries})`);
      try {
        const response = await this.#sendOnce(purpose, send);
        trace(statusName(response.status));
        return response;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof GithubError)) throw error;
        trace(error.what);
        const mayRetry = tries < MAX_TRIES && this.#requests < maxRequests;
        if (error.retryAfterMs === undefined || !mayRetry) throw error;
        const waitMs = Math.max(error.retryAfterMs, backoffMs(tries, random));
        if (clock.now() + waitMs >= endsAtMs) throw error;
        await clock.sleep(waitMs, signal);
      }
    }
  }

  async #sendOnce<T extends Response>(purpose: Purpose, send: Send<T>): Promise<T> {
    const { endsAtMs, maxRequests = Infinity, context } = this.#options;
    const { clock, signal } = this.#runtime;
    const unavailable = (fault: string, cause?: unknown): GithubError =>
      new GithubUnavailableError(purpose, fault, { cause });
    const deadlineMs = Math.min(REQUEST_DEADLINE_MS, endsAtMs - clock.now());
    if (deadlineMs <= 0) throw unavailable('the time for requests to GitHub has expired');
    if (++this.#requests > maxRequests) throw unavailable(`more than ${maxRequests} requests would be needed`);
    const expired = (): Error => unavailable(`no response within ${Math.ceil(deadlineMs / 1000)} s`);
    const response = await withDeadline(clock, deadlineMs, signal, expired, (until) =>
      send(until).catch((error: unknown) => {
        const { data } = Rejected.safeParse(error);
        if (data === undefined) throw unavailable(connectionFault(innermostCause(error)), error);
        throw errorFrom(data.response, purpose, context.hasForkToken, clock.now());
      }),
    );
    // Octokit returns the page of a proxy, and what arrived of an incomplete body, as a string.
    if (response.status === 204 || typeof response.data === 'object') return response;
    throw unavailable(`the response is not GitHub's (HTTP ${response.status})`);
  }
}

/** Throws if the token cannot be sent in a header. */
function requireToken(token: string, { purpose }: Purpose): void {
  if (/^[!-~]+$/.test(token)) return;
  throw new GithubError(
    `Could not ${purpose}: github-token is empty or contains a character that no token has.`,
    "Omit github-token, so that it is the job's own token, or check the secret that it is read from.",
    { help: 'missing-permission' },
  );
}

/** What Octokit throws for a status from 300 on. */
const Rejected = z.object({
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()),
    data: z.unknown().optional(),
  }),
});

function innermostCause(error: unknown): unknown {
  return isMapping(error) && isMapping(error['cause']) ? innermostCause(error['cause']) : error;
}

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Loads GitHub's library with other variables, since on import it reads the event's file, which must be JSON, and the
 * proxy, which must have a scheme. https://github.com/actions/toolkit/blob/main/packages/github/src/context.ts
 */
async function load(apiUrl: string): Promise<Library> {
  const url = new URL(apiUrl);
  const proxy = proxyFor(url);
  const { env } = process;
  const name = `${url.protocol.slice(0, -1)}_proxy`;
  process.env = { ...env, GITHUB_EVENT_PATH: '', ...(proxy && { [name]: proxy.href }) };
  try {
    return await import('@actions/github');
  } finally {
    process.env = env;
  }
}
