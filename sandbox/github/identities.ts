import type { Reply } from '../reply.ts';
import { notFound, refusal, Rejection } from './rejection.ts';

export type Scope = 'checks' | 'contents' | 'issues' | 'pull-requests';
export type Access = 'read' | 'write';

/** The owner of a token, and what it may do. */
export interface Identity {
  readonly login: string;
  /** A job's own token is an app's. */
  readonly kind: 'app' | 'user';
  readonly app?: { readonly id: number; readonly slug: string };
  readonly permissions: Readonly<Partial<Record<Scope, Access>>>;
  /** False for a token without access to the private repository. */
  readonly seesRepository?: boolean;
}

const ACTIONS_APP = { id: 15368, slug: 'github-actions' } as const;

/** A job's own token with all permissions that reports need. */
export const actionsBot: Identity = {
  login: 'github-actions[bot]',
  kind: 'app',
  app: ACTIONS_APP,
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
  kind: 'user',
  permissions: { checks: 'write', contents: 'write', issues: 'write', 'pull-requests': 'write' },
});

/** What a call needs: any one of these. */
export type Needs = readonly { readonly scope: Scope; readonly access: Access }[];

/** Rejects a call without the permission, as GitHub does. Everybody may read a public repository. */
export function authorize(identity: Identity, needs: Needs, isPublic: boolean): void {
  const isRead = needs.every(({ access }) => access === 'read');
  if (identity.seesRepository === false && !isPublic) notFound();
  if (isRead && isPublic) return;
  if (needs.some(({ scope, access }) => allows(identity.permissions[scope], access))) return;
  throw new Rejection(notAccessible(identity, needs));
}

export function notAccessible({ kind }: Identity, needs: Needs): Reply {
  const by = kind === 'app' ? 'integration' : 'personal access token';
  const rejected = refusal(403, `Resource not accessible by ${by}`);
  const accepted = needs.map(({ scope, access }) => `${scope.replaceAll('-', '_')}=${access}`).join('; ');
  return { ...rejected, headers: { ...rejected.headers, 'x-accepted-github-permissions': accepted } };
}

function allows(granted: Access | undefined, wanted: Access): boolean {
  return granted === 'write' || granted === wanted;
}
