import { asFailure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Github } from '../github/client.ts';
import type { Comment } from '../github/schemas.ts';
import { findHeadSha, findPullRequest, noPullRequest } from '../github/subject.ts';
import { type CommentFrame, isCommentOf, renderComment, sectionsOf } from '../report/comment.ts';
import { conflictOf, isPresent, newerCommit, winningSection, withSection } from '../report/comment-merge.ts';
import { type Head, type Section, sectionOf } from '../report/comment-section.ts';
import { commitOf, type ReportModel } from '../report/model.ts';

// GitHub has no conditional update of comments: if two jobs read the same text, the second one to write removes the
// section of the first. So each job waits until jobs that read the old text have written, reads the comment again, and
// restores the sections that are missing: its own, and all others that it has read.

/** The shortest wait before a job looks again, and the random part of it (milliseconds). */
const LOOK_AGAIN_MS = 2000;
const SPREAD_MS = 1000;
/** In simulations, twelve jobs at once need at most eight rounds and thirty jobs eleven, however slow GitHub is. */
const MAX_ROUNDS = 13;

const LOST =
  'Other jobs kept changing the comment on the pull request at the same time, so this section may be missing.\n' +
  'Run this job again to restore it.';

interface CommentOptions {
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

/** Writes this job's section into the workflow's comment on the pull request. Throws if it may be missing there. */
export async function publishComment(model: ReportModel, options: CommentOptions, runtime: Runtime): Promise<void> {
  const { context } = model;
  const { subject, serverUrl, repository = '', workflowRunId } = context;
  const { github } = options;
  const [headSha, pull] = await Promise.all([findHeadSha(subject, github), findPullRequest(subject, github)]);
  if (pull === undefined || headSha === undefined)
    return runtime.log.info(`No comment was written. ${noPullRequest(subject)}`);
  const frame = {
    workflow: context.workflowPath ?? context.workflow ?? '',
    commit: commitOf(context, headSha),
    workflowRunUrl:
      workflowRunId === undefined ? undefined : `${serverUrl}/${repository}/actions/runs/${workflowRunId}`,
  };
  const place = { frame, number: pull.number, isMergeGroup: context.isMergeGroup };
  await new CommentWriter(sectionOf(model, headSha), place, options, runtime).write();
}

interface Place {
  readonly frame: CommentFrame;
  /** The number of the pull request. */
  readonly number: number;
  readonly isMergeGroup: boolean;
}

/** Writes a section into a comment that other jobs may be changing. */
class CommentWriter {
  readonly #own: Section;
  readonly #place: Place;
  readonly #options: CommentOptions;
  readonly #runtime: Runtime;
  /** All sections that the comment should have, as far as they were seen. */
  #wanted: readonly Section[] = [];
  #written: Comment | undefined;
  #author: string | undefined;
  #hasWarned = false;

  constructor(own: Section, place: Place, options: CommentOptions, runtime: Runtime) {
    this.#own = own;
    this.#place = place;
    this.#options = options;
    this.#runtime = runtime;
  }

  async write(): Promise<void> {
    const { clock, random, signal } = this.#runtime;
    const { endsAtMs, cancelled } = this.#options;
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const startedAtMs = clock.now();
      if (await this.#round()) return;
      const roundMs = clock.now() - startedAtMs;
      const waitMs = Math.max(LOOK_AGAIN_MS, roundMs) + random() * Math.max(SPREAD_MS, roundMs);
      if (clock.now() + waitMs >= endsAtMs) {
        // After a section was lost once, it may be missing again.
        if (round > 1) break;
        return;
      }
      await clock.sleep(waitMs, AbortSignal.any([signal, cancelled])).catch(() => signal.throwIfAborted());
      if (cancelled.aborted) return;
    }
    throw new Error(LOST);
  }

  /** Looks, and writes if anything is missing. Resolves to whether the job is done; otherwise it has to look again. */
  async #round(): Promise<boolean> {
    const { frame, isMergeGroup } = this.#place;
    const { github, onUrl } = this.#options;
    const { head } = this.#own;
    const seen = await this.#tolerating(() => this.#look());
    if (seen === undefined) return true;
    const [first, ...duplicates] = seen.comments;
    if (first) onUrl(first.html_url);
    const existing = seen.comments.flatMap(({ body }) => sectionsOf(body));
    this.#warnOfConflict(existing);
    const seenSoFar = [...this.#wanted, ...existing];
    // A merge group's commit may remove the head's sections only once: if they are written again, they stay.
    const replacesHead = isMergeGroup && this.#written === undefined;
    const newer = newerCommit(head, seenSoFar, { headSha: seen.headSha, isMergeGroup: replacesHead });
    if (newer !== undefined)
      return this.#leaveUnchanged(`is about ${newer.slice(0, 7)}, which is newer than ${head.sha.slice(0, 7)}`);
    const winner = this.#written ? undefined : winningSection(this.#own, existing);
    if (winner) {
      const isSameRun = winner.workflowRun === head.workflowRun && winner.attempt === head.attempt;
      return this.#leaveUnchanged(`has a section of ${nameOf(winner)}, which ${isSameRun ? 'failed' : 'is newer'}`);
    }

    this.#wanted = withSection(this.#own, seenSoFar);
    const { body, leftOut } = renderComment(this.#wanted, frame);
    const isComplete = leftOut > 0 || this.#wanted.every((one) => isPresent(one, existing));
    if (this.#written && duplicates.length === 0 && isComplete) return true;
    await this.#put(body, first);
    // Only the oldest comment is kept.
    const deleted = await this.#tolerating(() => Promise.all(duplicates.map(({ id }) => github.deleteComment(id))));
    return deleted === undefined;
  }

  /** Logs why nothing is written; the job is done. */
  #leaveUnchanged(why: string): true {
    this.#runtime.log.info(`The comment on #${this.#place.number} ${why}. It was not changed.`);
    return true;
  }

  #warnOfConflict(existing: readonly Section[]): void {
    const conflict = this.#hasWarned ? undefined : conflictOf(this.#own, existing);
    if (conflict === undefined) return;
    this.#hasWarned = true;
    const { hidden, shown } = conflict;
    this.#runtime.log.warning(
      `The comment on #${this.#place.number} shows ${nameOf(shown)} instead of ${nameOf(hidden)}, which failed and was ` +
        `about other tests (${hidden.headline}). Both have the title "${hidden.title}".\n` +
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
    const { number, frame } = this.#place;
    const { github } = this.#options;
    const [author, { head }, all] = await Promise.all([
      this.#author ?? github.login(),
      github.pullRequest(number),
      github.comments(number),
    ]);
    this.#author ??= author;
    const own = all.filter((comment) => comment.user?.login === author && isCommentOf(frame.workflow, comment.body));
    const written = this.#written;
    // A list may lag behind what was written.
    const isMissing = written !== undefined && !all.some(({ id }) => id === written.id);
    const missing = isMissing ? await github.comment(written.id) : undefined;
    const comments = missing ? [...own, missing] : own;
    return { comments: comments.sort((one, other) => one.id - other.id), headSha: head.sha };
  }

  async #put(body: string, existing: Comment | undefined): Promise<void> {
    const { github, onUrl } = this.#options;
    const updated = existing && (await github.updateComment(existing.id, body));
    const written = updated ?? (await github.createComment(this.#place.number, body));
    this.#written = written;
    // An app's token cannot request its own login, but its comments have it.
    this.#author = written.user?.login ?? this.#author;
    onUrl(written.html_url);
  }
}

function nameOf({ workflowRun = 'unknown', attempt, url }: Head): string {
  const name = `workflow run ${workflowRun}${attempt > 1 ? ` (attempt ${attempt})` : ''}`;
  return url === undefined ? name : `${name} (${url})`;
}
