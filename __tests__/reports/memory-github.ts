import type { Clock } from '../../src/clock.ts';
import type { Call, Comment } from '../../src/github/api.ts';
import type { CommentTools } from '../../src/publish/comment.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';

const BOT = 'github-actions[bot]';

/** Comments of one pull request that nobody has to ask over a network, however slow it is by the clock. */
export class MemoryGithub {
  readonly comments: Comment[] = [];
  /** When a comment was written, by the clock. */
  readonly writtenAtMs: number[] = [];
  #ever = 0;
  readonly #clock: Clock;
  /** Milliseconds that a request takes. */
  readonly #latencyMs: () => number;

  constructor(clock: Clock, latencyMs: () => number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  /** What a job sees of it whose token writes under this name. */
  as(author = BOT): CommentTools['github'] {
    return {
      // The name that is taken for granted where a token can't ask for its own.
      login: () => Promise.resolve(BOT),
      pullRequest: (number, call) =>
        this.#ask(call, () => ({
          number,
          isOpen: true,
          headSha: HEAD_SHA,
          headBranch: 'feature',
          headRepository: 'octo/shop',
          baseBranch: 'main',
        })),
      comments: (_number, call) => this.#ask(call, () => [...this.comments]),
      comment: (id, call) => this.#ask(call, () => this.comments.find((comment) => comment.id === id)),
      createComment: (_number, body, call) =>
        this.#ask(call, () => {
          const id = ++this.#ever;
          const [createdAt, updatedAt] = ['', ''];
          const comment = { id, htmlUrl: `https://github.test/${id}`, body, author, createdAt, updatedAt };
          this.comments.push(comment);
          this.writtenAtMs.push(this.#clock.now());
          return comment;
        }),
      updateComment: (id, body, call) =>
        this.#ask(call, () => {
          const index = this.comments.findIndex((comment) => comment.id === id);
          const old = this.comments[index];
          if (old === undefined) return undefined;
          this.writtenAtMs.push(this.#clock.now());
          return (this.comments[index] = { ...old, body });
        }),
      deleteComment: (id, call) =>
        this.#ask(call, () => {
          const index = this.comments.findIndex((comment) => comment.id === id);
          if (index >= 0) this.comments.splice(index, 1);
        }),
    };
  }

  /** Half of the time goes by before GitHub acts, and half before its answer is there. */
  async #ask<T>({ signal }: Call, act: () => T): Promise<T> {
    const halfMs = this.#latencyMs() / 2;
    await this.#clock.sleep(halfMs, signal);
    const answer = act();
    await this.#clock.sleep(halfMs, signal);
    return answer;
  }
}
