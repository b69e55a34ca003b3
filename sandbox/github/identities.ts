import { json, type Reply } from '../server.ts';
import { notFound, refusal, Rejection } from './rejection.ts';

export type Scope = 'checks' | 'contents' | 'issues' | 'pull-requests';
export type Access = 'read' | 'write';

/** The owner of a token, and what it may do. */
export interface Identity {
  readonly login: string;
  /** A job's own token is an app's; other tokens are a person's. */
  readonly app?: { readonly id: number; readonly slug: string };
  readonly permissions: Readonly<Partial<Record<Scope, Access>>>;
  /** False for a token without access to the private repository. */
  readonly seesRepository?: boolean;
}

/** A job's own token with all permissions that reports need. */
export const actionsBot: Identity = {
  login: 'github-actions[bot]',
  app: { id: 15368, slug: 'github-actions' },
  permissions: { checks: 'write', contents: 'read', 'pull-requests': 'write' },
};

/** The same token with other permissions; that of a fork's pull request can only read. */
export const actionsBotWith = (permissions: Identity['permissions']): Identity => ({
  ...actionsBot,
  permissions,
});

/** A person's own token. */
export const personalToken = (login: string): Identity => ({
  login,
  permissions: { checks: 'write', contents: 'write', issues: 'write', 'pull-requests': 'write' },
});

/** The permissions for a call; any one of them is enough. */
export type Needs = readonly { readonly scope: Scope; readonly access: Access }[];

/** Rejects a call without the permission, as GitHub does. */
export function authorize({ seesRepository = true, permissions, app }: Identity, needs: Needs): void {
  if (!seesRepository) notFound();
  const isAllowed = needs.some(({ scope, access }) => [access, 'write'].includes(permissions[scope] ?? ''));
  if (!isAllowed) throw new Rejection(notAccessible(app, needs));
}

/** An app is not a user. */
export function readUser({ login, app }: Identity): Reply {
  return app ? notAccessible(app, []) : json(200, { login, id: 1, type: 'User' });
}

function notAccessible(app: Identity['app'], needs: Needs): Reply {
  const { status, headers, body } = refusal(
    403,
    `Resource not accessible by ${app ? 'integration' : 'personal access token'}`,
  );
  const accepted = needs.map(({ scope, access }) => `${scope.replaceAll('-', '_')}=${access}`).join('; ');
  return { status, headers: { ...headers, 'x-accepted-github-permissions': accepted }, body };
}
