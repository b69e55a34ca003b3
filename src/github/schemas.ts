import * as z from 'zod';

// The parts of GitHub's responses that this action reads: https://docs.github.com/rest

/** A text that GitHub may omit, leave empty or set to null. */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));

export const CheckRun = z
  .object({
    id: z.number(),
    head_sha: z.string(),
    html_url: optionalText,
    completed_at: optionalText,
    output: z.object({ summary: optionalText }).nullish(),
    app: z.object({ slug: optionalText }).nullish(),
  })
  .transform(({ id, head_sha, html_url, completed_at, output, app }) => ({
    id,
    headSha: head_sha,
    htmlUrl: html_url,
    completedAt: completed_at,
    summary: output?.summary,
    /** `github-actions` for check runs that a workflow created. */
    appSlug: app?.slug,
  }));
export type CheckRun = z.infer<typeof CheckRun>;

/** The check run of a job. */
export const JobCheckRun = z.object({ name: z.string(), details_url: optionalText });

export const Comment = z
  .object({
    id: z.number(),
    html_url: z.string(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
  })
  .transform(({ id, html_url, body, user }) => ({
    id,
    htmlUrl: html_url,
    body: body ?? '',
    /** Login of its author; undefined if the account was deleted. */
    author: user?.login,
  }));
export type Comment = z.infer<typeof Comment>;

export const PullRequest = z
  .object({
    number: z.number(),
    state: z.string(),
    head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
    base: z.object({ ref: z.string() }),
  })
  .transform(({ number, state, head, base }) => ({
    number,
    isOpen: state === 'open',
    headSha: head.sha,
    /** `owner/name`; undefined if the fork was deleted. */
    headRepository: head.repo?.full_name,
    baseBranch: base.ref,
  }));
export type PullRequest = z.infer<typeof PullRequest>;

export const Commit = z.object({ sha: z.string() });
export const User = z.object({ login: z.string().min(1) });

const ErrorDetail = z
  .object({ message: optionalText, field: optionalText, code: optionalText })
  .transform(({ message, field, code }) => message ?? [field, code].filter(Boolean).join(' '));

/** The body of a rejection. */
export const Rejection = z.object({
  message: z.string(),
  errors: z.array(z.union([z.string(), ErrorDetail])).catch([]),
});

/** The conclusions of a check run that this action uses. */
export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out';

/** GitHub's limits, in characters if not named otherwise. */
export const LIMITS = {
  annotationsPerRequest: 50,
  checkTitle: 255,
  /** Of a check run's summary. */
  checkText: 65_535,
  annotationMessageBytes: 64 * 1024,
  annotationTitle: 255,
  comment: 65_536,
} as const;

export interface CheckAnnotation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string;
}

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  /** At most 50. */
  readonly annotations?: readonly CheckAnnotation[];
}

export interface NewCheckRun {
  readonly name: string;
  readonly headSha: string;
  readonly externalId?: string;
  readonly detailsUrl?: string;
  readonly conclusion: CheckConclusion;
  readonly output: CheckOutput;
}
