import type { Reply } from '../reply.ts';
import type { Identity } from './identities.ts';
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
