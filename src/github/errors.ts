import { STATUS_CODES } from 'node:http';
import { Failure } from '../failure.ts';

/** What a job asks for under `permissions:`. */
export type Permission = 'checks: write' | 'pull-requests: write' | 'pull-requests: read' | 'contents: read';

/** One call of GitHub's API that did not bring what was asked for. */
export abstract class GithubError extends Failure {
  /** What came back, in a few words: `503 Service Unavailable`. */
  abstract readonly brief: string;
}

/** There is no token to ask with. */
export class MissingTokenError extends GithubError {
  readonly brief = 'no token';

  constructor(purpose: string) {
    super(
      `Could not ${purpose}: github-token is empty.`,
      "Leave github-token out, so that it is the job's own token, or check the secret that it is read from.",
    );
  }
}

/** GitHub doesn't let the token do this. */
export class MissingPermissionError extends GithubError {
  readonly brief: string;
  readonly permission: Permission;

  constructor(refusal: Refusal, permission: Permission, hasForkToken: boolean) {
    const hides = refusal.status === 404 ? ', as it does where a token may not see what it asks for' : '';
    super(refused(refusal, hides), permissionRemedy(refusal.said ?? '', permission, hasForkToken));
    this.brief = brief(refusal.status);
    this.permission = permission;
  }
}

/** The token has asked too often. Not the fault of who reads this, and it passes. */
export class RateLimitError extends GithubError {
  readonly brief: string;
  /** How long GitHub asks to be left alone, in milliseconds. */
  readonly waitMs: number;

  constructor(refusal: Refusal, { isSecondary, waitMs, nowMs }: Limit) {
    const name = isSecondary ? 'secondary rate limit' : 'rate limit';
    const resetsAt = new Date(nowMs + waitMs).toISOString().slice(11, 16);
    super(
      `GitHub's ${name} stopped the attempt to ${refusal.purpose}: ${reason(refusal)}.`,
      `The limit is lifted at ${resetsAt} UTC, in ${soon(waitMs)}. Nothing is wrong with the token or its permissions.`,
    );
    this.brief = `${name}, ${brief(refusal.status)}`;
    this.waitMs = waitMs;
  }
}

/** No answer, or none of GitHub's: the network, a timeout, a 5xx, garbage. It may pass. */
export class GithubUnavailableError extends GithubError {
  readonly brief: string;

  constructor(purpose: string, brief: string, options?: ErrorOptions) {
    super(
      `Could not ${purpose}: ${brief}.`,
      'GitHub, or the network on the way to it, may have a problem: see https://www.githubstatus.com.',
      options,
    );
    this.brief = brief;
  }
}

/** The call's own time was over before an answer came, which says little of how fast GitHub is. */
export class TimeOverError extends GithubError {
  readonly brief: string;

  constructor(purpose: string, timeFor: string, askedMs: number) {
    const after = askedMs > 0 ? ` ${Math.ceil(askedMs / 1000)} s after this was asked` : '';
    const brief = `the time for ${timeFor} was over${after}`;
    super(
      `Could not ${purpose}: ${brief}.`,
      'There was a lot to ask, or GitHub was slow: see https://www.githubstatus.com.',
    );
    this.brief = brief;
  }
}

/** Any other refusal, with GitHub's own words. */
export class GithubRefusedError extends GithubError {
  readonly brief: string;
  readonly status: number;

  constructor(refusal: Refusal) {
    super(
      refused(refusal),
      refusal.status === 401
        ? 'Check github-token: it may be wrong, revoked or expired.'
        : 'If these words of GitHub do not help, report them as a fault of doksi/run-action.',
    );
    this.brief = brief(refusal.status);
    this.status = refusal.status;
  }
}

/** Whether GitHub refused with one of these statuses, and no permission would help. */
export function isRefusal(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof GithubRefusedError && statuses.includes(error.status);
}

export interface Refusal {
  /** What was asked, to complete "Could not …". */
  readonly purpose: string;
  readonly status: number;
  /** GitHub's own words. */
  readonly said: string | undefined;
}

export interface Limit {
  readonly isSecondary: boolean;
  readonly waitMs: number;
  readonly nowMs: number;
}

export function brief(status: number): string {
  return [status, STATUS_CODES[status]].filter(Boolean).join(' ');
}

function refused(refusal: Refusal, addition = ''): string {
  return `GitHub refused to ${refusal.purpose}: ${reason(refusal)}${addition}.`;
}

function reason({ status, said }: Refusal): string {
  const words = (said ?? STATUS_CODES[status] ?? 'it gave no reason').replace(/\.+$/, '');
  return `${words} (HTTP ${status})`;
}

function permissionRemedy(said: string, permission: Permission, hasForkToken: boolean): string {
  const yaml = `permissions:\n  ${permission}`;
  if (hasForkToken)
    return (
      'This pull request comes from a fork, so GitHub gives its jobs a token that can only read, whatever they ask ' +
      `for. Report from a second workflow, on workflow_run, that has:\n${yaml}`
    );
  // Personal tokens may never write checks: https://docs.github.com/rest/checks/runs#create-a-check-run
  if (/authenticate via a GitHub App/i.test(said))
    return (
      "Only the job's own token, or that of a GitHub App, may write checks: leave github-token out, and give the " +
      `job:\n${yaml}`
    );
  return `Give the job this permission, next to those that it has:\n${yaml}`;
}

function soon(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
