import { STATUS_CODES } from 'node:http';
import { clipped, oneLine } from '../base/text.ts';
import {
  GithubError,
  GithubUnavailableError,
  MissingPermissionError,
  type Permission,
  type Purpose,
  RateLimitError,
} from './errors.ts';
import { Rejection } from './schemas.ts';

/** A response whose status is not 2xx. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data?: unknown;
}

/** `text` is GitHub's message; undefined if the body is not in GitHub's form, such as the page of a proxy. */
type Rejected = Omit<ErrorResponse, 'data'> & { readonly text: string | undefined };

/** How GitHub reports that a token lacks a permission. */
const PERMISSION = /not accessible by|authenticate via|must have|write access|permission|\bscopes?\b/i;
/** Rules of an organization or a repository, which no permission changes. Their text may mention permissions. */
const RULE = /forbids access|ip allow list|are limited/i;
/** Personal tokens cannot create check runs: https://docs.github.com/rest/checks/runs#create-a-check-run */
const APP_ONLY = /authenticate via a GitHub App/i;

const OTHER = 'Correct what GitHub reports, or switch this report off.';
const PROXY =
  "The response is not in GitHub's form, so it may come from a proxy or gateway. Allow the runner to reach GitHub's API.";
const BAD_TOKEN = 'Check github-token: it may be wrong, revoked or expired.';

/** What an error response means. */
export function errorFrom(
  { data, ...response }: ErrorResponse,
  purpose: Purpose,
  hasForkToken: boolean,
  nowMs: number,
): GithubError {
  const rejected = { ...response, text: errorText(data) };
  const { status, text = '' } = rejected;
  const limit = rateLimitError(purpose, rejected, nowMs);
  if (limit) return limit;
  if (status >= 500 || status === 408)
    return new GithubUnavailableError(purpose, `GitHub returned ${reason(rejected)}`);

  const what = `GitHub rejected the request to ${purpose.purpose}: ${reason(rejected)}`;
  const isHidden = status === 404 && text !== '';
  const isDenied = status === 403 && PERMISSION.test(text) && !RULE.test(text);
  if (purpose.permission !== undefined && (isHidden || isDenied)) {
    const hides = isHidden ? '; GitHub also returns this if the token has no access' : '';
    const next = permissionRemedy(purpose.permission, text, hasForkToken);
    return new MissingPermissionError(`${what}${hides}.`, next, status);
  }
  if (rejected.text === undefined) return new GithubError(`${what}.`, PROXY, 'gateway-page', { status });
  return status === 401
    ? new GithubError(`${what}.`, BAD_TOKEN, 'missing-permission', { status })
    : new GithubError(`${what}.`, OTHER, undefined, { status });
}

function permissionRemedy(permission: Permission, text: string, hasForkToken: boolean): string {
  const yaml = `permissions:\n  ${permission}`;
  if (hasForkToken)
    return `This pull request comes from a fork, so the token of its jobs is read-only, whatever permissions they request. Report from a second workflow that runs on workflow_run and has:\n${yaml}`;
  if (APP_ONLY.test(text))
    return `Only the job's own token or the token of a GitHub App can write checks. Omit github-token, and give the job:\n${yaml}`;
  return `Add this permission to those of the job:\n${yaml}`;
}

/** How much of GitHub's message is shown (characters). */
const MAX_TEXT = 2000;

/** GitHub's message with its details, in one line. */
function errorText(body: unknown): string | undefined {
  const { data } = Rejection.safeParse(body);
  return data && clipped(oneLine([data.message, ...data.errors].join('; ')), MAX_TEXT);
}

/** `Bad credentials (HTTP 401)` */
function reason({ status, text }: Rejected): string {
  const words = text?.replace(/\.+$/, '') ?? STATUS_CODES[status] ?? 'no reason';
  return `${words} (HTTP ${status})`;
}

/** The wait (milliseconds) if GitHub names none: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const DEFAULT_WAIT_MS = 60 * 1000;

/** The error for a response that reports a rate limit. Both of GitHub's limits use 403 or 429. */
function rateLimitError(purpose: Purpose, rejected: Rejected, nowMs: number): RateLimitError | undefined {
  const { status, headers, text = '' } = rejected;
  if (status !== 403 && status !== 429) return undefined;
  const isUsedUp = String(headers['x-ratelimit-remaining']) === '0';
  const isSecondary = !isUsedUp || /secondary rate|abuse/i.test(text);
  const retryAfterMs = secondsIn(headers['retry-after']);
  // The last request of the hour may lack a permission like any other.
  const isLimit = /rate limit|abuse/i.test(text) || (isUsedUp && !PERMISSION.test(text));
  if (retryAfterMs === undefined && status !== 429 && !isLimit) return undefined;

  const resetMs = isSecondary ? undefined : secondsIn(headers['x-ratelimit-reset']);
  const waitMs = retryAfterMs ?? (resetMs === undefined ? DEFAULT_WAIT_MS : Math.max(resetMs - nowMs, 0));
  const seconds = Math.ceil(waitMs / 1000);
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  const endsAt = new Date(nowMs + waitMs).toISOString().slice(11, 16);
  const name = isSecondary ? 'secondary rate limit' : 'rate limit';
  return new RateLimitError(
    `Could not ${purpose.purpose}: GitHub's ${name} is exceeded: ${reason(rejected)}.`,
    `The limit ends in ${wait}, at ${endsAt} UTC. The token and its permissions are fine.`,
    waitMs,
  );
}

function secondsIn(header: string | number | undefined): number | undefined {
  const text = String(header ?? '');
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : undefined;
}
