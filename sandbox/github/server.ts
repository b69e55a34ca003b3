import { text } from 'node:stream/consumers';
import { FaultQueue } from '../faults.ts';
import { SANDBOX_GITHUB_TOKEN } from '../runner/step.ts';
import { type LoggedRequest, send, type ServerOptions, startServer } from '../server.ts';
import { createApi } from './api.ts';
import { refusal } from './rejection.ts';
import { addComment } from './comments.ts';
import { type Fault, faultSchema, type FaultSpec, misbehave } from './faults.ts';
import { actionsBot, type Identity } from './identities.ts';
import { RateLimit, type RateLimitOptions } from './rate-limit.ts';
import { createRepository, type Repository, type StoredComment } from './repository.ts';

export interface GithubOptions extends ServerOptions {
  /** In front of every path: `/api/v3` on an Enterprise Server. */
  readonly prefix?: string;
  /** By token; by default the sandboxed step's, as github-actions[bot] with all permissions that reports need. */
  readonly tokens?: Readonly<Record<string, Identity>>;
  /** Branch → SHAs, newest first; by default those of the sandbox's events. */
  readonly branches?: Readonly<Record<string, readonly string[]>>;
  readonly rateLimit?: RateLimitOptions;
}

/** A GitHub on this machine, with one private repository. */
export interface GithubSandbox {
  /** The base URL of the API: the value for `GITHUB_API_URL`. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** The content of the repository; may be changed at any time. */
  readonly repository: Repository;
  /** Adds a comment without a request. */
  readonly addComment: (comment: Pick<StoredComment, 'number' | 'body' | 'login'>) => StoredComment;
  readonly fault: (spec: FaultSpec) => void;
  /** Closes all connections. */
  readonly close: () => Promise<void>;
}

/** Starts a GitHub on 127.0.0.1 that is as strict as the real one, except where a fault is requested. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubSandbox> {
  const { now = Date.now, prefix = '', tokens = { [SANDBOX_GITHUB_TOKEN]: actionsBot } } = options;
  const repository = createRepository(options.branches);
  const rateLimit = new RateLimit(options.rateLimit, now);
  const api = createApi({ repository, prefix, tokens, rateLimit, now });
  const faults = new FaultQueue<Fault>();

  const server = await startServer(
    options,
    async (request, response, logged) => {
      logged.body = await text(request);
      const { endpoint, serve } = api(logged);
      const fault = endpoint && faults.take(endpoint);
      if (fault) await misbehave(fault, { request, response, serve }, now());
      else send(response, serve());
    },
    (error) => refusal(500, String(error)),
  );
  return {
    url: `http://127.0.0.1:${server.port}${prefix}`,
    requests: server.requests,
    repository,
    addComment: (comment) => addComment(repository, comment, new Date(now()).toISOString()),
    fault: (spec) => faults.add(faultSchema.parse(spec)),
    close: server.close,
  };
}
