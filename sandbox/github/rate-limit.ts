import type { Reply } from '../server.ts';
import { refusal } from './rejection.ts';

export interface RateLimitOptions {
  /** Requests of one token. */
  readonly limit: number;
  readonly resetsInSeconds: number;
}

/** Counts the requests of each token. A job's own token has a thousand requests an hour. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #now: () => number;
  readonly #windows = new Map<string, { used: number; readonly resetsAtMs: number }>();

  constructor(options: RateLimitOptions = { limit: 1000, resetsInSeconds: 3600 }, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  /** Counts a request. Returns the headers of its response, and the rejection if none are left. */
  count(token: string): { headers: Record<string, string>; rejected: Reply | undefined } {
    const { limit, resetsInSeconds } = this.#options;
    let window = this.#windows.get(token);
    if (!window || window.resetsAtMs <= this.#now()) {
      window = { used: 0, resetsAtMs: this.#now() + resetsInSeconds * 1000 };
      this.#windows.set(token, window);
    }
    const isOver = window.used >= limit;
    if (!isOver) window.used += 1;
    return {
      headers: rateLimitHeaders(limit, limit - window.used, window.resetsAtMs),
      rejected: isOver ? primaryRefusal(403) : undefined,
    };
  }
}

export function rateLimitHeaders(limit: number, remaining: number, resetsAtMs: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(limit - remaining),
    'x-ratelimit-reset': String(Math.ceil(resetsAtMs / 1000)),
    'x-ratelimit-resource': 'core',
  };
}

export function primaryRefusal(status: 403 | 429): Reply {
  return refusal(status, 'API rate limit exceeded for installation ID 4711.');
}
