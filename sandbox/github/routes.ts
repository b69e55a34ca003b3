import type { Handler } from './call.ts';
import { createCheckRun, listCheckRuns, readCheckRun, updateCheckRun } from './check-runs.ts';
import { createComment, deleteComment, listComments, readComment, updateComment } from './comments.ts';
import type { Access, Needs, Scope } from './identities.ts';
import { listCommits, listPulls, listPullsOfCommit, readPull } from './pulls.ts';

/** The calls that the sandbox accepts, by the names that faults use: paths below `/repos/{owner}/{repo}`. */
export const endpoints = [
  'POST /check-runs',
  'GET /check-runs/{id}',
  'PATCH /check-runs/{id}',
  'GET /commits/{ref}/check-runs',
  'GET /commits/{ref}/pulls',
  'GET /commits',
  'GET /issues/{number}/comments',
  'POST /issues/{number}/comments',
  'GET /issues/comments/{id}',
  'PATCH /issues/comments/{id}',
  'DELETE /issues/comments/{id}',
  'GET /pulls',
  'GET /pulls/{number}',
  'GET /user',
] as const;
export type Endpoint = (typeof endpoints)[number];

const to = (access: Access, ...scopes: Scope[]): Needs => scopes.map((scope) => ({ scope, access }));

/** The permissions that a call needs, any one of each, by GitHub's documentation. */
export const rights: Readonly<Record<Exclude<Endpoint, 'GET /user'>, { needs: Needs; handle: Handler }>> = {
  'POST /check-runs': { needs: to('write', 'checks'), handle: createCheckRun },
  'GET /check-runs/{id}': { needs: to('read', 'checks'), handle: readCheckRun },
  'PATCH /check-runs/{id}': { needs: to('write', 'checks'), handle: updateCheckRun },
  'GET /commits/{ref}/check-runs': { needs: to('read', 'checks'), handle: listCheckRuns },
  'GET /commits/{ref}/pulls': { needs: to('read', 'pull-requests'), handle: listPullsOfCommit },
  'GET /commits': { needs: to('read', 'contents'), handle: listCommits },
  'GET /issues/{number}/comments': { needs: to('read', 'issues', 'pull-requests'), handle: listComments },
  'POST /issues/{number}/comments': { needs: to('write', 'issues', 'pull-requests'), handle: createComment },
  'GET /issues/comments/{id}': { needs: to('read', 'issues', 'pull-requests'), handle: readComment },
  'PATCH /issues/comments/{id}': { needs: to('write', 'issues', 'pull-requests'), handle: updateComment },
  'DELETE /issues/comments/{id}': { needs: to('write', 'issues', 'pull-requests'), handle: deleteComment },
  'GET /pulls': { needs: to('read', 'pull-requests'), handle: listPulls },
  'GET /pulls/{number}': { needs: to('read', 'pull-requests'), handle: readPull },
};

const patterns = endpoints.map((endpoint) => {
  const [method = '', path = ''] = endpoint.split(' ');
  // A ref may contain slashes.
  const pattern = path.replace('{ref}', '(.+)').replace(/\{\w+\}/, '([^/]+)');
  return { endpoint, method, pattern: new RegExp(`^${pattern}$`) };
});

/** Which call a request is; the path is the one below the repository, or `/user`. */
export function routeOf(method: string, path: string): { endpoint: Endpoint; parameter: string } | undefined {
  for (const route of patterns) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (match) return { endpoint: route.endpoint, parameter: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}
