import { json, type Reply } from '../server.ts';
import type { Identity } from './identities.ts';
import { invalidRequest } from './rejection.ts';
import type { Repository } from './repository.ts';

/** An authorized call. */
export interface GithubCall {
  readonly repository: Repository;
  readonly identity: Identity;
  /** The part of the path in place of `{…}`. */
  readonly parameter: string;
  /** As the caller wrote it, with its query. */
  readonly url: URL;
  /** The base URL of the API. */
  readonly base: string;
  readonly body: string;
  /** `2026-06-02T09:30:00Z` */
  readonly timestamp: string;
}

export type Handler = (call: GithubCall) => Reply;

/** One page of a list, with a link to the next one: 30 items by default, at most 100. */
export function listOf<T>(all: readonly T[], url: URL, body: (items: readonly T[]) => unknown): Reply {
  const perPage = Math.min(positive(url, 'per_page', 30), 100);
  const page = positive(url, 'page', 1);
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  const headers = page * perPage < all.length ? { link: `<${next.href}>; rel="next"` } : {};
  return json(200, body(all.slice((page - 1) * perPage, page * perPage)), headers);
}

function positive(url: URL, name: string, fallback: number): number {
  const text = url.searchParams.get(name) ?? String(fallback);
  return /^[1-9]\d*$/.test(text) ? Number(text) : invalidRequest([`"${name}" is not a positive number.`]);
}
