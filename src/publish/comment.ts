import { asFailure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Context } from '../context/context.ts';
import type { Github } from '../github/client.ts';
import type { Comment } from '../github/schemas.ts';
import { findHeadSha, findPullRequest, noPullRequest } from '../github/subject.ts';
import { isCommentOf, renderComment, sectionsOf } from '../report/comment.ts';
import { isPresent, newerCommit, type Section, sectionOf, withSection } from '../report/comment-section.ts';
import type { ReportModel } from '../report/model.ts';

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
    | ('login' | 'comments' | 'createComment' | 'updateComment' | 'deleteComment')
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
  const { subject } = context;
  const { github } = options;
  const [headSha, pull] = await Promise.all([findHeadSha(subject, github), findPullRequest(subject, github)]);
  if (pull === undefined || headSha === undefined)
    return runtime.log.info(`No comment was written. ${noPullRequest(subject)}`);
  const own = sectionOf(model, headSha);
  await write({ ...options, context, number: pull.number, own, wanted: [], hasWarned: false }, runtime);
}

/** A job that writes its section into a comment that other jobs may be changing, and its progress. */
interface Job extends CommentOptions {
  readonly context: Context;
  /** The number of the pull request. */
  readonly number: number;
  readonly own: Section;
  /** All sections that the comment should have, as far as they were seen. */
  wanted: readonly Section[];
  written?: Comment;
  /** Whether a conflict was logged. */
  hasWarned: boolean;
}

async function write(job: Job, runtime: Runtime): Promise<void> {
  const { clock, random, signal } = runtime;
  const { endsAtMs, cancelled } = job;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const startedAtMs = clock.now();
    const isDone = await writeOnce(job, runtime).catch((error: unknown) => warnIfWritten(error, job, runtime));
    if (isDone) return;
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

/**
 * Reads the comment, and writes it if anything is missing. Resolves to true if nothing was missing or the comment must
 * not be changed; otherwise the job reads it again.
 */
async function writeOnce(job: Job, { log }: Runtime): Promise<boolean> {
  const { own, context, number, github, onUrl } = job;
  const { comments, headSha } = await readComments(job);
  const [first, ...duplicates] = comments;
  if (first) onUrl(first.html_url);
  const existing = comments.flatMap(({ body }) => sectionsOf(body));
  const seen = [...job.wanted, ...existing];

  const leaveUnchanged = (why: string): true => {
    log.info(`The comment on #${number} ${why}. It was not changed.`);
    return true;
  };
  // A merge group's commit may remove the head's sections only once: if they are written again, they stay.
  const isMergeGroup = context.isMergeGroup && job.written === undefined;
  const newer = newerCommit(own, seen, { headSha, isMergeGroup });
  if (newer !== undefined)
    return leaveUnchanged(`is about ${newer.slice(0, 7)}, which is newer than ${own.sha.slice(0, 7)}`);
  const { sections, shown, hidden } = withSection(own, seen);
  if (hidden && !job.hasWarned) log.warning(conflictWarning(number, shown, hidden));
  job.hasWarned ||= hidden !== undefined;
  if (job.written === undefined && shown !== own) {
    const isSameAttempt = shown.workflowRun === own.workflowRun && shown.attempt === own.attempt;
    return leaveUnchanged(`has a section of ${nameOf(shown)}, which ${isSameAttempt ? 'failed' : 'is newer'}`);
  }

  job.wanted = sections;
  const { body, leftOut } = renderComment(sections, context);
  const isComplete = leftOut > 0 || sections.every((section) => isPresent(section, existing));
  if (job.written && duplicates.length === 0 && isComplete) return true;
  const updated = first && (await github.updateComment(first.id, body));
  job.written = updated ?? (await github.createComment(number, body));
  onUrl(job.written.html_url);
  await Promise.all(duplicates.map(({ id }) => github.deleteComment(id)));
  return false;
}

/** The workflow's comments of this token's user, oldest first: several if jobs created the first one at the same time. */
async function readComments({ github, context, number, written }: Job) {
  const [author, { head }, all] = await Promise.all([
    // An app's token cannot request its own login, but its comments have it.
    written?.user?.login ?? github.login(),
    github.pullRequest(number),
    github.comments(number),
  ]);
  const comments = all.filter(({ user, body }) => user?.login === author && isCommentOf(context, body));
  return { headSha: head.sha, comments };
}

/** Once the section is written, an error does not mean that it is missing: then this logs a warning, and the job is done. */
function warnIfWritten(error: unknown, { written }: Job, { signal, log }: Runtime): true {
  if (written === undefined) throw error;
  signal.throwIfAborted();
  const { what, next } = asFailure(error);
  log.warning(
    `The comment was written, but could not be checked for changes by other jobs. ${what}\n${next}\nThe conclusion is not affected.`,
  );
  return true;
}

function conflictWarning(number: number, shown: Section, hidden: Section): string {
  return (
    `The comment on #${number} shows ${nameOf(shown)} instead of ${nameOf(hidden)}, which failed and was ` +
    `about other tests (${hidden.headline}). Both have the title "${hidden.title}".\n` +
    'Give each its own title, or trigger only one of them.'
  );
}

function nameOf({ workflowRun = 'unknown', attempt, url }: Section): string {
  const name = `workflow run ${workflowRun}${attempt > 1 ? ` (attempt ${attempt})` : ''}`;
  return url === undefined ? name : `${name} (${url})`;
}
