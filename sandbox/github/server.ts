import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { FaultQueue } from '../faults.ts';
import { send } from '../reply.ts';
import { REPOSITORY } from '../runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../runner/step.ts';
import { asListener, listen, type LoggedRequest, type LogOptions, RequestLog } from '../server.ts';
import { createApi } from './api.ts';
import { refusal } from './rejection.ts';
import { addComment } from './comments.ts';
import { type Fault, faultSchema, type FaultSpec, misbehave } from './faults.ts';
import { actionsBot, type Identity } from './identities.ts';
import { RateLimit, type RateLimitOptions } from './rate-limit.ts';
import type { Repository, SandboxPull, StoredComment } from './repository.ts';
import { sandboxBranches, sandboxPulls, sandboxLooseCommits } from './seed.ts';

export type { LoggedRequest };

export interface GithubOptions extends LogOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number;
  /** In front of every path: `/api/v3` on an Enterprise Server. */
  readonly prefix?: string;
  /** `owner/name`; by default the one of every sandboxed step. */
  readonly repository?: string;
  readonly isPublic?: boolean;
  /** By token; by default the sandboxed step's, as github-actions[bot] with all permissions that reports need. */
  readonly tokens?: Readonly<Record<string, Identity>>;
  /** By default those of the sandbox's events. */
  readonly pulls?: readonly SandboxPull[];
  /** Branch → SHAs, newest first. */
  readonly branches?: Readonly<Record<string, readonly string[]>>;
  readonly rateLimit?: RateLimitOptions;
}

/** A GitHub on this machine, with one repository. */
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
  const { now = Date.now, prefix = '' } = options;
  const repository = repositoryOf(options);
  const faults = new FaultQueue<Fault>();
  const log = new RequestLog(options);
  const api = createApi({
    repository,
    prefix,
    tokens: options.tokens ?? { [SANDBOX_GITHUB_TOKEN]: actionsBot },
    rateLimit: new RateLimit(options.rateLimit, now),
    now,
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '/', headers } = request;
    const logged = log.add(request, response);
    logged.body = await text(request);
    const { endpoint, serve } = api({ method, path, headers, body: logged.body });
    const fault = endpoint && faults.take(endpoint);
    if (fault) await misbehave(fault, { request, response, serve }, now());
    else send(response, serve());
  };

  const server = await listen(
    asListener(handle, (error) => refusal(500, String(error))),
    options.port,
  );
  return {
    url: `http://127.0.0.1:${server.port}${prefix}`,
    requests: log.requests,
    repository,
    addComment: (comment) => addComment(repository, comment, new Date(now()).toISOString()),
    fault: (spec) => faults.add(faultSchema.parse(spec)),
    close: server.close,
  };
}

function repositoryOf({ repository, isPublic, pulls, branches }: GithubOptions): Repository {
  return {
    name: repository ?? REPOSITORY,
    isPublic: isPublic ?? false,
    pulls: structuredClone([...(pulls ?? sandboxPulls)]),
    branches: new Map(Object.entries(branches ?? sandboxBranches)),
    looseCommits: new Set(sandboxLooseCommits),
    checkRuns: [],
    comments: [],
    commentsEver: 0,
  };
}
