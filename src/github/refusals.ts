import type { Reply } from './connection.ts';
import {
  brief,
  GithubRefusedError,
  type GithubError,
  GithubUnavailableError,
  type Limit,
  MissingPermissionError,
  type Permission,
  RateLimitError,
} from './errors.ts';
import { RefusalAnswer } from './schemas.ts';

/** Of GitHub's own words we tell no more than this (characters). */
const MAX_SAID = 2000;
/** What GitHub asks to wait where it doesn't say: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const UNTOLD_WAIT_MS = 60 * 1000;

export interface Asked {
  /** What is asked, to complete "Could not …". */
  readonly purpose: string;
  /** What the token needs; undefined where no permission would help. */
  readonly permission: Permission | undefined;
  /** Whether 404 means that the thing is gone, rather than hidden. */
  readonly mayBeGone: boolean;
  readonly hasForkToken: boolean;
}

/** What an answer other than 2xx means. */
export function refusalOf(reply: Reply, asked: Asked, nowMs: number): GithubError {
  const { purpose, permission, mayBeGone, hasForkToken } = asked;
  const { status } = reply;
  const said = wordsOf(reply.data);
  const refusal = { purpose, status, said };
  const limit = limitOf(reply, said ?? '', nowMs);
  if (limit) return new RateLimitError(refusal, limit);
  if (status >= 500 || status === 408) {
    const words = said === undefined ? '' : `: ${said}`;
    return new GithubUnavailableError(purpose, `GitHub answered ${brief(status)}${words}`);
  }
  const lacksPermission = status === 403 ? !isClosed(said) : status === 404 && !mayBeGone;
  return lacksPermission && permission !== undefined
    ? new MissingPermissionError(refusal, permission, hasForkToken)
    : new GithubRefusedError(refusal);
}

/** No permission opens what is locked or archived. */
function isClosed(said: string | undefined): boolean {
  return /\b(is|was|are|been) (locked|archived|disabled|suspended)\b/i.test(said ?? '');
}

/** How GitHub says that a token has asked too often; both limits come as 403 or 429. */
function limitOf({ status, headers }: Reply, said: string, nowMs: number): Limit | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const isSecondary = /secondary rate|abuse/i.test(said) || !isUsedUp;
  const retryAfterMs = secondsIn(headers['retry-after']);
  if (retryAfterMs !== undefined) return { isSecondary, waitMs: retryAfterMs, nowMs };

  const isSaid = status === 429 || /rate limit|abuse/i.test(said);
  // The last request of the hour may lack a permission like any other.
  if (!isSaid && (!isUsedUp || /not accessible/i.test(said))) return undefined;
  const resetMs = secondsIn(headers['x-ratelimit-reset']);
  const waitMs = isSecondary || resetMs === undefined ? UNTOLD_WAIT_MS : Math.max(0, resetMs - nowMs);
  return { isSecondary, waitMs, nowMs };
}

function secondsIn(header: string | undefined): number | undefined {
  return /^\d{1,12}$/.test(header ?? '') ? Number(header) * 1000 : undefined;
}

/** GitHub's message with its details, in one line. */
function wordsOf(data: unknown): string | undefined {
  const { data: body } = RefusalAnswer.safeParse(data);
  if (!body) return undefined;
  const details = (body.errors ?? []).map((error) =>
    typeof error === 'string'
      ? error
      : (error.message ?? [error.field, error.code].filter(Boolean).join(' ')),
  );
  const words = [body.message, ...details].join('; ').slice(0, MAX_SAID).replace(/\s+/g, ' ').trim();
  return words === '' ? undefined : words;
}
