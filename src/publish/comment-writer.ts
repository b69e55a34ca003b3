import { asFailure, Failure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Github } from '../github/client.ts';
import type { Comment } from '../github/schemas.ts';
import { type CommentFrame, isCommentOf, renderComment, sectionsOf } from '../report/comment.ts';
import { conflictOf, isPresent, winningSection, withSection } from '../report/comment-merge.ts';
import type { Head, Section } from '../report/comment-section.ts';

// GitHub cannot change a comment only if it is unchanged: of two jobs that read the same text, the second to write removes
// the section of the first. So each job looks again, later than any job that read before it can still write, and restores
// what is missing: its own section, and all others that it has seen.

/** The shortest wait before a job looks again, and the random part of it (milliseconds). */
const LOOK_AGAIN_MS = 2000;
const SPREAD_MS = 1000;
/** In simulations, twelve jobs at once need at most eight rounds and thirty jobs eleven, however slow GitHub is. */
const MAX_ROUNDS = 12;

export interface CommentOptions {
  readonly github: Pick<
    Github,
    | ('login' | 'comments' | 'comment' | 'createComment' | 'updateComment' | 'deleteComment')
    | ('pullRequest' | 'openPullRequestsFrom' | 'pullRequestsWith')
  >;
  /** When the time for the reports ends; milliseconds of the clock. */
  readonly endsAtMs: number;
  /** Aborts when the step is cancelled: then the job does not look again. */
  readonly cancelled: AbortSignal;
  /** Receives the comment's address each time that it is read or written: jobs may have created several. */
  readonly onUrl: (url: string) => void;
}

/** Other jobs removed the section each time it was written. */
class CommentLostError extends Failure {
  constructor() {
    const what =
      'Other jobs kept changing the comment on the pull request at the same time, so this section may be missing.';
    super(what, 'Run this job again to restore it.', { help: 'github-unavailable' });
  }
}

export interface CommentRequest {
  readonly section: Section;
  readonly frame: CommentFrame;
  /** Of the pull request. */
  readonly number: number;
  readonly isMergeGroup: boolean;
}

/** Writes a section into a comment that other jobs may be changing. */
export class CommentWriter {
  readonly #request: CommentRequest;
  readonly #options: CommentOptions;
  readonly #runtime: Runtime;
  /** All sections that the comment should have, as far as they were seen. */
  #wanted: readonly Section[] = [];
  #written: Comment | undefined;
  #author: string | undefined;
  #hasWarned = false;

  constructor(request: CommentRequest, options: CommentOptions, runtime: Runtime) {
    this.#request = request;
    this.#options = options;
    this.#runtime = runtime;
  }

  /** Throws a GithubError, a CommentLostError, or the signal's reason. */
  async write(): Promise<void> {
    const { clock, random } = this.#runtime;
    for (let round = 1; ; round++) {
      const startedAtMs = clock.now();
      if (await this.#round(round)) return;
      const roundMs = clock.now() - startedAtMs;
      const waitMs = Math.max(LOOK_AGAIN_MS, roundMs) + random() * Math.max(SPREAD_MS, roundMs);
      const isLate = clock.now() + waitMs >= this.#options.endsAtMs;
      // After a section was lost once, it may be missing again.
      if (isLate && round > 1) throw new CommentLostError();
      if (isLate || !(await this.#sleep(waitMs))) return;
    }
  }

  /** Looks, and writes if anything is missing. Resolves to whether the job is done; otherwise it has to look again. */
  async #round(round: number): Promise<boolean> {
    const { section, frame, number, isMergeGroup } = this.#request;
    const { github, onUrl } = this.#options;
    const seen = await this.#tolerating(() => this.#look());
    if (seen === undefined) return true;
    const { comments, headSha } = seen;
    const [first, ...duplicates] = comments;
    if (first) onUrl(first.htmlUrl);
    const existing = comments.flatMap(({ body }) => sectionsOf(body));
    this.#warnOfConflict(existing);
    // A merge group's commit may remove the head's sections only once: if they are written again, they stay.
    const standing = { headSha, isMergeGroup: isMergeGroup && this.#written === undefined };
    const merged = withSection(section, [...this.#wanted, ...existing], standing);
    if (merged.kind === 'newer-commit')
      return this.#stays(`is about ${merged.sha.slice(0, 7)}, which is newer than ${section.head.sha.slice(0, 7)}`);
    const winner = winningSection(section, existing);
    if (winner && !this.#written) {
      const isSameRun = winner.workflowRun === section.head.workflowRun && winner.attempt === section.head.attempt;
      return this.#stays(`has a section of ${nameOf(winner)}, which ${isSameRun ? 'failed' : 'is newer'}`);
    }

    this.#wanted = merged.sections;
    const { body, leftOut } = renderComment(merged.sections, frame);
    const isComplete = leftOut > 0 || merged.sections.every((one) => isPresent(one, existing));
    if (this.#written && duplicates.length === 0 && isComplete) return true;
    if (round > MAX_ROUNDS) throw new CommentLostError();
    await this.#put(body, first, number);
    // Of several comments the oldest stays.
    const deleted = await this.#tolerating(() => Promise.all(duplicates.map(({ id }) => github.deleteComment(id))));
    return deleted === undefined;
  }

  /** Logs why nothing is written; the job is done. */
  #stays(why: string): true {
    this.#runtime.log.info(`The comment on #${this.#request.number} ${why}. It was not changed.`);
    return true;
  }

  #warnOfConflict(existing: readonly Section[]): void {
    const { section, number } = this.#request;
    const conflict = this.#hasWarned ? undefined : conflictOf(section, existing);
    if (conflict === undefined) return;
    this.#hasWarned = true;
    const { hidden, shown } = conflict;
    this.#runtime.log.warning(
      `The comment on #${number} shows ${nameOf(shown)} instead of ${nameOf(hidden)}, which failed and was about other ` +
        `tests (${hidden.headline}). Both have the title "${hidden.title}".\n` +
        'Give each its own title, or trigger only one of them.',
    );
  }

  /** Once the section is written, an error does not mean that it is missing: then this logs a warning. */
  async #tolerating<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.#written === undefined) throw error;
      this.#runtime.signal.throwIfAborted();
      const { what, next } = asFailure(error);
      this.#runtime.log.warning(
        `The comment was written, but could not be checked for changes by other jobs. ${what}\n${next}\nThe conclusion is not affected.`,
      );
      return undefined;
    }
  }

  /** The workflow's comments of this token's user, oldest first: several if jobs created the first at the same time. */
  async #look(): Promise<{ readonly comments: readonly Comment[]; readonly headSha: string }> {
    const { number, frame } = this.#request;
    const { github } = this.#options;
    const [author, { headSha }, all] = await Promise.all([
      this.#author ?? github.login(),
      github.pullRequest(number),
      github.comments(number),
    ]);
    const own = all.filter((comment) => comment.author === author && isCommentOf(frame.workflow, comment.body));
    this.#author ??= author;
    const written = this.#written;
    // A list may lag behind what was written.
    const isMissing = written !== undefined && !all.some(({ id }) => id === written.id);
    const missing = isMissing ? await github.comment(written.id) : undefined;
    const comments = missing ? [...own, missing] : own;
    return { comments: comments.sort((one, other) => one.id - other.id), headSha };
  }

  async #put(body: string, existing: Comment | undefined, number: number): Promise<void> {
    const { github } = this.#options;
    const updated = existing && (await github.updateComment(existing.id, body));
    const written = updated ?? (await github.createComment(number, body));
    this.#written = written;
    // An app's token cannot request its own login, but its comments have it.
    this.#author = written.author ?? this.#author;
    this.#options.onUrl(written.htmlUrl);
  }

  /** False if the step was cancelled meanwhile. */
  async #sleep(ms: number): Promise<boolean> {
    const { clock, signal } = this.#runtime;
    try {
      await clock.sleep(ms, AbortSignal.any([signal, this.#options.cancelled]));
      return true;
    } catch {
      signal.throwIfAborted();
      return false;
    }
  }
}

function nameOf({ workflowRun = 'unknown', attempt, url }: Head): string {
  const name = `workflow run ${workflowRun}${attempt > 1 ? ` (attempt ${attempt})` : ''}`;
  return url === undefined ? name : `${name} (${url})`;
}
