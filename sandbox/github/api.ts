import type { IncomingHttpHeaders } from 'node:http';
import { json, type Reply } from '../reply.ts';
import { notFound, refusal, Rejection } from './rejection.ts';
import { authorize, type Identity, notAccessible } from './identities.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Repository } from './repository.ts';
import { type Endpoint, rights, routeOf } from './routes.ts';

export interface ApiOptions {
  readonly repository: Repository;
  readonly prefix: string;
  readonly tokens: Readonly<Record<string, Identity>>;
  readonly rateLimit: RateLimit;
  readonly now: () => number;
}

export interface ArrivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PendingCall {
  /** Undefined if there is no such call. */
  readonly endpoint: Endpoint | undefined;
  /** Carries it out. */
  readonly serve: () => Reply;
}

/** Builds GitHub's API on top of a repository. */
export function createApi(options: ApiOptions): (request: ArrivedRequest) => PendingCall {
  return (request) => {
    const base = `http://${request.headers.host ?? ''}${options.prefix}`;
    const url = new URL(request.path, `http://${request.headers.host ?? 'sandbox'}`);
    const route = routeWithin(options, request.method, url.pathname);

    const serve = (): Reply => {
      if (!request.headers['user-agent']) return refusal(403, 'Request forbidden: it must have a User-Agent header.');
      const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined) return refusal(401, 'Requires authentication');
      const identity = options.tokens[token];
      if (!identity) return refusal(401, 'Bad credentials');
      const { headers, rejected } = options.rateLimit.count(token);
      const carryOut = (): Reply => {
        if (rejected) return rejected;
        if (!route) return notFound();
        if (route.endpoint === 'GET /user') return user(identity);
        const { needs, handle } = rights[route.endpoint];
        authorize(identity, needs, options.repository.isPublic);
        const timestamp = new Date(options.now()).toISOString().replace(/\.\d+Z$/, 'Z');
        const { repository } = options;
        const { parameter } = route;
        return handle({ repository, identity, parameter, url, base, body: request.body, timestamp });
      };
      const reply = orRejection(carryOut);
      return { ...reply, headers: { ...headers, ...reply.headers } };
    };
    return { endpoint: route?.endpoint, serve };
  };
}

function routeWithin({ prefix, repository }: ApiOptions, method: string, path: string) {
  if (!path.startsWith(`${prefix}/`)) return undefined;
  const below = path.slice(prefix.length);
  if (below === '/user') return routeOf(method, below);
  const home = `/repos/${repository.name}/`;
  return below.toLowerCase().startsWith(home.toLowerCase()) ? routeOf(method, below.slice(home.length - 1)) : undefined;
}

/** An app is not a user. */
function user(identity: Identity): Reply {
  return identity.kind === 'app'
    ? notAccessible(identity, [])
    : json(200, { login: identity.login, id: 1, type: 'User' });
}

function orRejection(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof Rejection) return error.reply;
    throw error;
  }
}
