import type { Answer } from './answers.ts';
import type { Identity } from './identities.ts';
import type { Repository } from './repository.ts';

/** One call by somebody who may make it. */
export interface GithubCall {
  readonly repository: Repository;
  readonly identity: Identity;
  /** What the path has in place of `{…}`. */
  readonly parameter: string;
  /** As the caller wrote it, with its query. */
  readonly url: URL;
  /** The base URL of the API. */
  readonly base: string;
  readonly body: string;
  /** `2026-06-02T09:30:00Z` */
  readonly timestamp: string;
}

export type Handler = (call: GithubCall) => Answer;
