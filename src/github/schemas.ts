import * as z from 'zod';
import type { CheckRun, Comment, PullRequest } from './api.ts';

// What https://docs.github.com/rest says of the answers, as far as the reports read them.

/** A text that GitHub may leave out, leave empty, or set to null. */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));

export const CheckRunAnswer = z
  .object({
    id: z.number(),
    name: z.string(),
    head_sha: z.string(),
    external_id: optionalText,
    html_url: optionalText,
    status: z.string(),
    conclusion: optionalText,
    started_at: optionalText,
    completed_at: optionalText,
    output: z
      .object({
        title: optionalText,
        summary: optionalText,
        text: optionalText,
        annotations_count: z.number().catch(0),
      })
      .nullish(),
    app: z.object({ id: z.number(), slug: optionalText }).nullish(),
  })
  .transform(({ id, name, status, conclusion, output, app, ...run }): CheckRun => ({
    id,
    name,
    status,
    conclusion,
    headSha: run.head_sha,
    externalId: run.external_id,
    htmlUrl: run.html_url,
    startedAt: run.started_at,
    completedAt: run.completed_at,
    title: output?.title,
    summary: output?.summary,
    text: output?.text,
    annotationsCount: output?.annotations_count ?? 0,
    app: app ?? undefined,
  }));

export const CheckRunsAnswer = z
  .object({ check_runs: z.array(CheckRunAnswer) })
  .transform(({ check_runs }) => check_runs);

export const CommentAnswer = z
  .object({
    id: z.number(),
    html_url: z.string(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .transform(({ id, html_url, body, user, created_at, updated_at }): Comment => ({
    id,
    htmlUrl: html_url,
    body: body ?? '',
    author: user?.login,
    createdAt: created_at,
    updatedAt: updated_at,
  }));

export const PullRequestAnswer = z
  .object({
    number: z.number(),
    state: z.string(),
    head: z.object({
      sha: z.string(),
      ref: z.string(),
      repo: z.object({ full_name: z.string() }).nullish(),
    }),
    base: z.object({ ref: z.string() }),
  })
  .transform(({ number, state, head, base }): PullRequest => ({
    number,
    isOpen: state === 'open',
    headSha: head.sha,
    headBranch: head.ref,
    headRepository: head.repo?.full_name,
    baseBranch: base.ref,
  }));

export const CommitsAnswer = z
  .array(z.object({ sha: z.string() }))
  .transform((commits) => commits.map(({ sha }) => sha));

export const UserAnswer = z.object({ login: z.string().min(1) }).transform(({ login }) => login);

/** A refusal's body. Its `errors` are objects, or texts. */
export const RefusalAnswer = z.object({
  message: z.string(),
  errors: z
    .array(
      z.union([
        z.string(),
        z.object({
          message: z.string().optional(),
          field: z.string().optional(),
          code: z.string().optional(),
        }),
      ]),
    )
    .optional()
    .catch(undefined),
});
