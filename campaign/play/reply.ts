/** What becomes of one request. */
export type Reply = AnswerReply | BrokenReply | SilentReply;

export interface AnswerReply {
  readonly kind: 'answer';
  readonly status: number;
  readonly text: string;
  /** As the header has it; a number stands for a date, so many milliseconds from then. */
  readonly retryAfter?: string | number;
  readonly location?: string;
  /** Plain, if not given. */
  readonly encoding?: Encoding;
  readonly afterMs: number;
  /** How much of a streamed body is taken before, from 0 to 1; all of it, if not given. */
  readonly takes?: number;
}

export interface BrokenReply {
  readonly kind: 'broken';
  /** As Node throws it. */
  readonly error: { readonly code: string; readonly syscall?: string };
  /** Whether it happened before a byte of the request was sent. */
  readonly neverArrived: boolean;
  readonly afterMs: number;
  readonly takes?: number;
}

/** No answer, ever. */
export interface SilentReply {
  readonly kind: 'silence';
  /** The deaf one does not even notice that nobody listens any more. */
  readonly isDeaf: boolean;
  /** Whether not even a connection came about. */
  readonly isConnecting?: boolean;
  readonly takes?: number;
}

/** How a body is packed; the last four can't be read. */
export const ENCODINGS = ['gzip', 'deflate', 'raw', 'br', 'bom', 'lie', 'strange', 'endless', 'cut'] as const;
export type Encoding = (typeof ENCODINGS)[number];
const UNREADABLE: ReadonlySet<Encoding> = new Set(['lie', 'strange', 'endless', 'cut']);

/** Whether the text of an answer reaches whoever can read what HTTP allows. */
export function isLegible({ encoding }: AnswerReply): boolean {
  return encoding === undefined || !UNREADABLE.has(encoding);
}

/** Whether it is certain that the server did not take the request. */
export function isProof(reply: Reply): boolean {
  if (reply.kind === 'broken') return reply.neverArrived;
  if (reply.kind === 'silence') return reply.isConnecting === true;
  return reply.status === 429 || reply.status === 503;
}
