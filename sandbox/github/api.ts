import type { IncomingHttpHeaders } from 'node:http';
import { REPOSITORY } from '../runner/event.ts';
import type { Reply } from '../server.ts';
import type { Handler } from './call.ts';
import { notFound, refusal, Rejection } from './rejection.ts';
import { createCheckRun, listCheckRuns, readCheckRun, updateCheckRun } from './check-runs.ts';
import { createComment, deleteComment, listComments, readComment, updateComment } from './comments.ts';
import { type Access, authorize, type Identity, type Needs, readUser, type Scope } from './identities.ts';
import { listCommits, listPulls, listPullsOfCommit, readPull } from './pulls.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Repository } from './repository.ts';

const to = (access: Access, ...scopes: Scope[]): Needs => scopes.map((scope) => ({ scope, access }));

/**
 * The calls that the sandbox accepts, by the names that faults use: paths below `/repos/{owner}/{repo}`, and `/user`. A
 * call needs any one of its permissions, by GitHub's documentation.
 */
const CALLS = {
  'POST /check-runs': { needs: to('write', 'checks'), handle: createCheckRun },
  'GET /check-runs/{id}': { needs: to('read', 'checks'), handle: readCheckRun },
  'PATCH /check-runs/{id}': { needs: to('write', 'checks'), handle: updateCheckRun },
  'GET /commits/{sha}/check-runs': { needs: to('read', 'checks'), handle: listCheckRuns },
  'GET /commits/{sha}/pulls': { needs: to('read', 'pull-requests'), handle: listPullsOfCommit },
  'GET /commits': { needs: to('read', 'contents'), handle: listCommits },
  'GET /issues/{number}/comments': { needs: to('read', 'issues', 'pull-requests'), handle: listComments },
  'POST /issues/{number}/comments': { needs: to('write', 'issues', 'pull-requests'), handle: createComment },
  'GET /issues/comments/{id}': { needs: to('read', 'issues', 'pull-requests'), handle: readComment },
  'PATCH /issues/comments/{id}': { needs: to('write', 'issues', 'pull-requests'), handle: updateComment },
  'DELETE /issues/comments/{id}': { needs: to('write', 'issues', 'pull-requests'), handle: deleteComment },
  'GET /pulls': { needs: to('read', 'pull-requests'), handle: listPulls },
  'GET /pulls/{number}': { needs: to('read', 'pull-requests'), handle: readPull },
  'GET /user': { needs: undefined, handle: ({ identity }) => readUser(identity) },
} as const satisfies Readonly<Record<string, { needs: Needs | undefined; handle: Handler }>>;

export type Endpoint = keyof typeof CALLS;

export function isEndpoint(name: string): name is Endpoint {
  return Object.hasOwn(CALLS, name);
}

const routes = Object.keys(CALLS)
  .filter(isEndpoint)
  .map((endpoint) => {
    const [method = '', path = ''] = endpoint.split(' ');
    return { endpoint, method, pattern: new RegExp(`^${path.replace(/\{\w+\}/, '([^/]+)')}$`) };
  });

interface ApiOptions {
  readonly repository: Repository;
  /** In front of every path. */
  readonly prefix: string;
  readonly tokens: Readonly<Record<string, Identity>>;
  readonly rateLimit: RateLimit;
  readonly now: () => number;
}

interface ArrivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface PendingCall {
  /** Undefined if there is no such call. */
  readonly endpoint: Endpoint | undefined;
  /** Carries it out. */
  readonly serve: () => Reply;
}

/** GitHub's API on top of a repository. */
export function createApi(options: ApiOptions): (request: ArrivedRequest) => PendingCall {
  const { repository, prefix, tokens, rateLimit, now } = options;
  return ({ method, path, headers, body }) => {
    const origin = `http://${headers.host ?? 'sandbox'}`;
    const url = new URL(path, origin);
    const route = url.pathname.startsWith(`${prefix}/`)
      ? routeOf(method, url.pathname.slice(prefix.length))
      : undefined;

    const carryOut = (identity: Identity): Reply => {
      if (!route) return notFound();
      const { needs, handle } = CALLS[route.endpoint];
      if (needs) authorize(identity, needs);
      const timestamp = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
      const { parameter } = route;
      return handle({ repository, identity, parameter, url, base: `${origin}${prefix}`, body, timestamp });
    };
    const serve = (): Reply => {
      if (!headers['user-agent']) return refusal(403, 'Request forbidden: it must have a User-Agent header.');
      const token = /^(?:token|bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1];
      if (token === undefined) return refusal(401, 'Requires authentication');
      const identity = tokens[token];
      if (!identity) return refusal(401, 'Bad credentials');
      const limit = rateLimit.count(token);
      const reply = limit.rejected ?? orRejection(() => carryOut(identity));
      return { ...reply, headers: { ...limit.headers, ...reply.headers } };
    };
    return { endpoint: route?.endpoint, serve };
  };
}

/** Which call a request is, by the path below the prefix. */
function routeOf(method: string, path: string): { endpoint: Endpoint; parameter: string } | undefined {
  const home = `/repos/${REPOSITORY}`;
  const below = path.startsWith(home) ? path.slice(home.length) : path;
  for (const { endpoint, ...route } of routes) {
    const match = route.method === method ? route.pattern.exec(below) : null;
    const isThere = (below === path) === (endpoint === 'GET /user');
    if (match && isThere) return { endpoint, parameter: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}

function orRejection(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof Rejection) return error.reply;
    throw error;
  }
}
