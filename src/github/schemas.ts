import * as z from 'zod';

// The parts of GitHub's requests and responses that this action uses, under GitHub's names: https://docs.github.com/rest

const optionalText = z.string().nullish();

export const CheckRun = z.object({
  id: z.number(),
  html_url: optionalText,
  completed_at: optionalText,
  output: z.object({ summary: optionalText }).nullish(),
  /** Its slug is `github-actions` for check runs that a workflow created. */
  app: z.object({ slug: optionalText }).nullish(),
});
export type CheckRun = z.infer<typeof CheckRun>;

export const Comment = z.object({
  id: z.number(),
  html_url: z.string(),
  body: optionalText.transform((body) => body ?? ''),
  /** Null if the account was deleted. */
  user: z.object({ login: z.string() }).nullish(),
});
export type Comment = z.infer<typeof Comment>;

export const PullRequest = z.object({
  number: z.number(),
  state: z.string(),
  /** Without a `repo` if the fork was deleted. */
  head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  base: z.object({ ref: z.string() }),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** GitHub's limits, in characters if not named otherwise. */
export const LIMITS = {
  annotationsPerRequest: 50,
  /** Also of its annotations. */
  checkTitle: 255,
  /** Of a check run's summary. */
  checkText: 65_535,
  comment: 65_536,
} as const;

/** The conclusions of a check run that this action uses. */
export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out';

/** A check run to create, completed, in the form of the API. */
export interface NewCheckRun {
  readonly name: string;
  readonly head_sha: string;
  readonly external_id?: string;
  readonly details_url?: string;
  readonly conclusion: CheckConclusion;
  readonly output: CheckOutput;
}

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  /** At most 50. */
  readonly annotations: CheckAnnotation[];
}

export interface CheckAnnotation {
  readonly path: string;
  /** From 1. */
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string;
}
