import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { send } from '../doksi/answers.ts';
import { REPOSITORY } from '../runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../runner/step.ts';
import type { Answer } from './answers.ts';
import { refusal } from './answers.ts';
import { createApi } from './api.ts';
import { addComment } from './comments.ts';
import { Faults, type FaultSpec, misbehave } from './faults.ts';
import { actionsBot, type Identity } from './identities.ts';
import { RateLimit, type RateLimitOptions } from './rate-limit.ts';
import type { Repository, SandboxPull, StoredComment } from './repository.ts';
import { sandboxBranches, sandboxPulls, sandboxLooseCommits } from './seed.ts';

export interface GithubOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number;
  /** Goes before every path: `/api/v3` on an Enterprise Server. */
  readonly prefix?: string;
  /** `owner/name`; the one of every sandboxed step by default. */
  readonly repository?: string;
  readonly isPublic?: boolean;
  /** By token; by default the sandboxed step's, as github-actions[bot] with all permissions that reports need. */
  readonly tokens?: Readonly<Record<string, Identity>>;
  /** By default those that the sandbox's events are about. */
  readonly pulls?: readonly SandboxPull[];
  /** Branch → SHAs, newest first. */
  readonly branches?: Readonly<Record<string, readonly string[]>>;
  readonly rateLimit?: RateLimitOptions;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Called when the exchange is over, answered or not. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When it arrived, in milliseconds since the epoch. */
  readonly atMs: number;
  /** What was answered, or null if nothing was. */
  readonly status: number | null;
}

/** A GitHub on this machine, with one repository. */
export interface GithubSandbox {
  /** The base URL of the API: what `GITHUB_API_URL` has to be. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** What the repository holds now; may be changed at any time. */
  readonly repository: Repository;
  /** Somebody writes a comment. */
  readonly addComment: (comment: Pick<StoredComment, 'number' | 'body' | 'login'>) => StoredComment;
  readonly fault: (spec: FaultSpec) => void;
  /** Hangs up on everybody. */
  readonly close: () => Promise<void>;
}

/** Starts a GitHub on 127.0.0.1 that is as strict as the real one, except where a fault is asked for. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubSandbox> {
  const { now = Date.now, prefix = '' } = options;
  const repository = repositoryOf(options);
  const faults = new Faults();
  const requests: LoggedRequest[] = [];
  const api = createApi({
    repository,
    prefix,
    tokens: options.tokens ?? { [SANDBOX_GITHUB_TOKEN]: actionsBot },
    rateLimit: new RateLimit(options.rateLimit, now),
    now,
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '/', headers } = request;
    const logged = {
      method,
      path,
      headers,
      body: '',
      atMs: now(),
      get status() {
        return response.headersSent ? response.statusCode : null;
      },
    };
    requests.push(logged);
    response.once('close', () => options.onRequest?.(logged));
    logged.body = await text(request);

    const call = api({ method, path, headers, body: logged.body });
    const fault = call.endpoint && faults.take(call.endpoint);
    if (fault) return misbehave(fault, { request, response, serve: call.serve, nowMs: now() });
    sendOnce(response, call.serve());
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A caller that hung up needs no answer.
      if (!request.socket.destroyed) sendOnce(response, refusal(500, String(error)));
    });
  });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    requests,
    repository,
    addComment: (comment) => addComment(repository, comment, new Date(now()).toISOString()),
    fault: faults.add,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
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

function sendOnce(response: ServerResponse, answer: Answer): void {
  if (!response.headersSent) send(response, answer);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
