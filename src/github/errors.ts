import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import { Failure, type HelpTopic } from '../base/failure.ts';
import { clipped, oneLine } from '../base/text.ts';

/** A line under `permissions:` of a job. */
type Permission = 'checks: write' | 'pull-requests: write' | 'pull-requests: read' | 'contents: read';

/** What a request is for. */
export interface Purpose {
  /** Completes "Could not …". */
  readonly purpose: string;
  /** The permission that the token needs for it; undefined if it needs none. */
  readonly permission?: Permission;
}

interface GithubErrorOptions extends ErrorOptions {
  readonly help?: HelpTopic;
  readonly status?: number;
  readonly retryAfterMs?: number;
}

/** A request to GitHub that failed. */
export class GithubError extends Failure {
  /** The status of GitHub's response, if that is the reason. */
  readonly status: number | undefined;
  /** The least wait (milliseconds) before another try; undefined if it would fail, too. */
  readonly retryAfterMs: number | undefined;

  constructor(what: string, next: string, { status, retryAfterMs, ...options }: GithubErrorOptions = {}) {
    super(what, next, options);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The token lacks a permission. */
export class MissingPermissionError extends GithubError {}

/** No response, or one that is not GitHub's: a network error, a timeout, 5xx, an invalid body. It may be temporary. */
export class GithubUnavailableError extends GithubError {
  constructor({ purpose }: Purpose, fault: string, options?: ErrorOptions) {
    const next = 'GitHub or the network may have a problem. See https://www.githubstatus.com.';
    super(`Could not ${purpose}: ${fault}.`, next, { help: 'github-unavailable', retryAfterMs: 0, ...options });
  }
}

/** Resolves to undefined if GitHub rejects the request with one of these statuses. */
export async function unlessRejected<T>(statuses: readonly number[], request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GithubError && statuses.includes(error.status ?? 0)) return undefined;
    throw error;
  }
}

/** A response whose status is not 2xx. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data?: unknown;
}

/** How GitHub reports that a token lacks a permission. The rules of an organization are reported in other words. */
const PERMISSION = /not accessible by|authenticate via|must have/i;
/** Personal tokens cannot create check runs: https://docs.github.com/rest/checks/runs#create-a-check-run */
const APP_ONLY = /authenticate via a GitHub App/i;

const OTHER = 'Fix the cause that GitHub reports, or turn this report off.';
const PROXY =
  "The response is not in GitHub's form, so it may come from a proxy or gateway. Allow the runner to reach GitHub's API.";
const BAD_TOKEN = 'Check github-token: it may be wrong, revoked or expired.';

/** What an error response means. */
export function errorFrom(
  response: ErrorResponse,
  purpose: Purpose,
  hasForkToken: boolean,
  nowMs: number,
): GithubError {
  const { status } = response;
  const message = messageIn(response.data);
  const text = message ?? '';
  const reason = `${message?.replace(/\.+$/, '') ?? STATUS_CODES[status] ?? 'no reason'} (HTTP ${status})`;
  const retryAfterMs = rateLimitWaitMs(response, text, nowMs);
  if (retryAfterMs !== undefined) {
    const what = `Could not ${purpose.purpose}: GitHub's rate limit is exceeded: ${reason}.`;
    return new GithubError(what, limitEnd(retryAfterMs, nowMs), { help: 'github-unavailable', retryAfterMs });
  }
  if (status >= 500 || status === 408) return new GithubUnavailableError(purpose, `GitHub returned ${reason}`);

  const what = `GitHub rejected the request to ${purpose.purpose}: ${reason}`;
  const isHidden = status === 404 && text !== '';
  const isDenied = status === 403 && PERMISSION.test(text);
  if (purpose.permission !== undefined && (isHidden || isDenied)) {
    const hides = isHidden ? '; GitHub also returns this if the token has no access' : '';
    const next = permissionRemedy(purpose.permission, text, hasForkToken);
    return new MissingPermissionError(`${what}${hides}.`, next, { help: 'missing-permission', status });
  }
  if (message === undefined) return new GithubError(`${what}.`, PROXY, { help: 'gateway-page', status });
  if (status === 401) return new GithubError(`${what}.`, BAD_TOKEN, { help: 'missing-permission', status });
  return new GithubError(`${what}.`, OTHER, { status });
}

function permissionRemedy(permission: Permission, text: string, hasForkToken: boolean): string {
  const yaml = `permissions:\n  ${permission}`;
  if (hasForkToken)
    return `This pull request comes from a fork, so the token of its jobs is read-only, whatever permissions they request. Report from a second workflow that runs on workflow_run and has:\n${yaml}`;
  if (APP_ONLY.test(text))
    return `Only the job's own token or the token of a GitHub App can write checks. Omit github-token, and give the job:\n${yaml}`;
  return `Add this permission to those of the job:\n${yaml}`;
}

const optionalText = z.string().nullish();
const ErrorDetail = z
  .object({ message: optionalText, field: optionalText, code: optionalText })
  .transform(({ message, field, code }) => message ?? [field, code].filter(Boolean).join(' '));
const ErrorBody = z.object({
  message: z.string(),
  errors: z.array(z.union([z.string(), ErrorDetail])).catch([]),
});

/** How much of GitHub's message is shown (characters). */
const MAX_TEXT = 2000;

/** GitHub's message with its details, in one line; undefined if the body is not GitHub's, such as the page of a proxy. */
function messageIn(body: unknown): string | undefined {
  const { data } = ErrorBody.safeParse(body);
  return data && clipped(oneLine([data.message, ...data.errors].join('; ')), MAX_TEXT);
}

/** The wait (milliseconds) if GitHub names none: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const DEFAULT_WAIT_MS = 60 * 1000;

/** How long to wait (milliseconds) if the response reports a rate limit. Both of GitHub's limits use 403 or 429. */
function rateLimitWaitMs({ status, headers }: ErrorResponse, text: string, nowMs: number): number | undefined {
  const retryAfterMs = secondsIn(headers['retry-after']);
  const isLimit = status === 429 || (status === 403 && (retryAfterMs !== undefined || /rate limit|abuse/i.test(text)));
  if (!isLimit) return undefined;
  const isUsedUp = String(headers['x-ratelimit-remaining']) === '0';
  const resetMs = isUsedUp ? secondsIn(headers['x-ratelimit-reset']) : undefined;
  return retryAfterMs ?? (resetMs === undefined ? DEFAULT_WAIT_MS : Math.max(resetMs - nowMs, 0));
}

function limitEnd(waitMs: number, nowMs: number): string {
  const seconds = Math.ceil(waitMs / 1000);
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  const endsAt = new Date(nowMs + waitMs).toISOString().slice(11, 16);
  return `The limit ends in ${wait}, at ${endsAt} UTC. It has nothing to do with the token's permissions.`;
}

function secondsIn(header: string | number | undefined): number | undefined {
  const text = String(header ?? '');
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : undefined;
}
