import type { Clock } from '../../src/base/runtime.ts';
import type { Comment } from '../../src/github/schemas.ts';
import type { publishComment } from '../../src/publish/comment.ts';
import { SHA } from '../report/models.ts';

/** The part of GitHub that the comment needs. */
export type CommentGithub = Parameters<typeof publishComment>[1]['github'];

const BOT = 'github-actions[bot]';

/** The comments of one pull request in memory; requests take time by the clock. */
export class MemoryGithub {
  readonly comments: Comment[] = [];
  /** When a comment was written, by the clock. */
  readonly writtenAtMs: number[] = [];
  #lastId = 0;
  readonly #clock: Clock;
  readonly #latencyMs: () => number;

  constructor(clock: Clock, latencyMs: () => number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  /** GitHub for a job whose token writes under this name. */
  as(author = BOT): CommentGithub {
    return {
      // The default for tokens that cannot request their own name.
      login: () => Promise.resolve(BOT),
      pullRequest: (number) =>
        this.#respond(() => ({
          number,
          state: 'open',
          head: { sha: SHA, repo: { full_name: 'octo/shop' } },
          base: { ref: 'main' },
        })),
      openPullRequestsFrom: () => Promise.resolve([]),
      pullRequestsWith: () => Promise.resolve([]),
      comments: () => this.#respond(() => [...this.comments]),
      createComment: (_number, body) =>
        this.#respond(() => {
          const id = ++this.#lastId;
          const comment = { id, html_url: `https://github.test/${id}`, body, user: { login: author } };
          this.comments.push(comment);
          this.writtenAtMs.push(this.#clock.now());
          return comment;
        }),
      updateComment: (id, body) =>
        this.#respond(() => {
          const index = this.comments.findIndex((comment) => comment.id === id);
          const old = this.comments[index];
          if (old === undefined) return undefined;
          this.writtenAtMs.push(this.#clock.now());
          return (this.comments[index] = { ...old, body });
        }),
      deleteComment: (id) =>
        this.#respond(() => {
          const index = this.comments.findIndex((comment) => comment.id === id);
          if (index >= 0) this.comments.splice(index, 1);
        }),
    };
  }

  /** GitHub acts after half of the time. */
  async #respond<T>(act: () => T): Promise<T> {
    const halfMs = this.#latencyMs() / 2;
    await this.#clock.sleep(halfMs);
    const response = act();
    await this.#clock.sleep(halfMs);
    return response;
  }
}
