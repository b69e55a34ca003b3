import type { Clock } from '../clock.ts';
import { Failure } from '../failure.ts';
import type { Call, Comment, Github } from '../github/api.ts';
import { type CommentFrame, isCommentOf, renderComment, sectionsOf } from '../report/comment.ts';
import { isThere, rivalOf, withSection } from '../report/comment-merge.ts';
import type { About, Section } from '../report/comment-section.ts';

// GitHub knows no way to change a comment only if nobody else has: of two jobs that read the same text, the second one
// to write takes the first one's section away. So everybody looks again, later than anybody who read before them can
// still write, and puts back what is gone: the own section, and all others that were seen.

/** At the earliest so long (milliseconds) after it wrote, a job looks again; */
const LOOK_AGAIN_MS = 2000;
/** and at another moment than the others, within at least so long (milliseconds). */
const SPREAD_MS = 1000;
/** By simulation, twelve jobs that write at once need eight rounds at most, and thirty eleven, however slow GitHub is. */
const MAX_ROUNDS = 12;
/** As many comments come at once. Where there are more, reading them takes a while, and the text may be old by then. */
const PAGE = 100;

export interface CommentTools {
  readonly github: Pick<
    Github,
    'login' | 'pullRequest' | 'comments' | 'comment' | 'createComment' | 'updateComment' | 'deleteComment'
  >;
  readonly clock: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  readonly call: Call;
  /** Aborts when the step is cancelled: then nobody looks again. */
  readonly cancelled: AbortSignal;
  /** Hears the comment's address as soon as there is one. */
  readonly onUrl: (url: string) => void;
}

export interface CommentRequest {
  readonly section: Section;
  readonly frame: CommentFrame;
  /** Of the pull request. */
  readonly number: number;
  readonly isMergeGroup: boolean;
}

/** Written, though perhaps where another step's section had its place; or left as it is, since it tells of a newer commit. */
export type CommentEnding =
  | { readonly kind: 'written'; readonly rival: About | undefined }
  | { readonly kind: 'newer'; readonly sha: string };

/** Other jobs took the section away as often as it was written. */
class CommentLostError extends Failure {
  constructor() {
    super(
      'Other jobs kept changing the comment on the pull request at the same time, so this section may be missing.',
      'The next run of this job writes it again.',
    );
  }
}

/**
 * Puts a section into the workflow's comment on a pull request, whoever else does so at the same time.
 * @throws GithubError, CommentLostError, or the signal's reason.
 */
export async function publishComment(request: CommentRequest, tools: CommentTools): Promise<CommentEnding> {
  const { section, frame } = request;
  const { clock, random, call } = tools;
  let wanted: readonly Section[] = [];
  let rival: About | undefined;
  let known: Known = {};
  const asWritten = (): CommentEnding => ({ kind: 'written', rival });

  for (let round = 1; ; round++) {
    const startedAtMs = clock.now();
    const { ours, headSha, author } = await look(request, known, tools);
    const there = ours.flatMap(({ body }) => sectionsOf(body));
    rival ??= rivalOf(section, there);
    // A merge group's commit may take the head's sections away, but whoever writes them again has the last word.
    const isMergeGroup = request.isMergeGroup && known.written === undefined;
    const merged = withSection(section, [...wanted, ...there], { headSha, isMergeGroup });
    if (merged.kind === 'newer') {
      ours.slice(0, 1).forEach(({ htmlUrl }) => tools.onUrl(htmlUrl));
      return merged;
    }
    // What was taken away on purpose is not remembered: else it would look as if somebody had written it again.
    wanted = merged.sections;
    const { body, leftOut } = renderComment(merged.sections, frame);
    const isWhole = leftOut > 0 || merged.sections.every((one) => isThere(one, there));
    if (known.written && ours.length === 1 && isWhole) return asWritten();
    if (round > MAX_ROUNDS) throw new CommentLostError();

    const written = await write(body, ours, request.number, tools);
    // An app's token can't ask for its own name, but its comments tell it.
    known = { written, author: written.author ?? author };
    const roundMs = clock.now() - startedAtMs;
    const waitMs = Math.max(LOOK_AGAIN_MS, roundMs) + random() * Math.max(SPREAD_MS, roundMs);
    if (clock.now() + waitMs >= call.endsAtMs) {
      // Who has lost once and may not look again can't say that it is there.
      if (round > 1) throw new CommentLostError();
      return asWritten();
    }
    if (!(await hasSlept(waitMs, tools))) return asWritten();
  }
}

/** What earlier rounds brought. */
interface Known {
  readonly author?: string;
  readonly written?: Comment;
}

interface Sight {
  /** The workflow's comments by this token, the oldest first: more than one where several jobs wrote the first. */
  readonly ours: readonly Comment[];
  /** The pull request's head. */
  readonly headSha: string;
  readonly author: string;
}

/** Who asks for all at once has more of the little time after a cancellation. */
async function look(
  { number, frame }: CommentRequest,
  known: Known,
  { github, call }: CommentTools,
): Promise<Sight> {
  const [author, { headSha }, all] = await Promise.all([
    known.author ?? github.login(call),
    github.pullRequest(number, call),
    github.comments(number, call),
  ]);
  const ours = all.filter(
    (comment) => comment.author === author && isCommentOf(frame.workflow, comment.body),
  );
  const [first] = ours;
  const { written } = known;
  // A list may lag behind what was written.
  const missing = written && !all.some(({ id }) => id === written.id) ? written : undefined;
  const again = missing ?? (all.length > PAGE ? first : undefined);
  const fresh = again && (await github.comment(again.id, call));
  const others = ours.filter(({ id }) => id !== again?.id);
  return {
    ours: (fresh ? [fresh, ...others] : others).sort((one, other) => one.id - other.id),
    headSha,
    author,
  };
}

/** The oldest comment stays. */
async function write(
  body: string,
  [first, ...others]: readonly Comment[],
  number: number,
  { github, call, onUrl }: CommentTools,
): Promise<Comment> {
  const updated = first && (await github.updateComment(first.id, body, call));
  const written = updated ?? (await github.createComment(number, body, call));
  onUrl(written.htmlUrl);
  for (const { id } of others) await github.deleteComment(id, call);
  return written;
}

/** Whether the time went by; false where the step was cancelled meanwhile. */
async function hasSlept(ms: number, { clock, call, cancelled }: CommentTools): Promise<boolean> {
  try {
    await clock.sleep(ms, AbortSignal.any([call.signal, cancelled]));
    return true;
  } catch {
    call.signal.throwIfAborted();
    return false;
  }
}
