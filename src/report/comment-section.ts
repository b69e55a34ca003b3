import * as z from 'zod';
import { clipped } from '../base/text.ts';
import { jobUrl } from '../context/context.ts';
import { CONCLUSIONS, type Conclusion } from '../results/outcome.ts';
import type { ReportModel } from './model.ts';
import { countWords, explanation, facts, joined } from './prose.ts';
import { notableTests } from './rows.ts';

// The comment has a section for each job and title: a hidden head, which other jobs read, and a body, which they copy.

const count = z.int().nonnegative();

export const Head = z.object({
  v: z.literal(2),
  /** The job's key in the workflow file; empty if it is unknown. */
  job: z.string(),
  title: z.string(),
  /** The commit that was tested. */
  sha: z.string(),
  /** Id of the workflow run; ids grow. */
  workflowRun: z.string().regex(/^\d+$/).optional(),
  attempt: z.int().positive(),
  /** Whether the commit is a merge group's, which is never the head of a pull request. */
  isMergeGroup: z.literal(true).optional(),
  /** See `requestDigest`. */
  digest: z.string().optional(),
  /** What was deployed, if a deployment started the workflow. */
  deployment: z.string().optional(),
  conclusion: z.string().refine((word): word is Conclusion => Object.hasOwn(CONCLUSIONS, word)),
  /** Whether the section needs attention, even if a gate lets the step pass. */
  isRed: z.boolean(),
  mark: z.string(),
  /** The conclusion in a few words. */
  headline: z.string(),
  /** Counts, duration and run ids, in Markdown. */
  facts: z.string(),
  /** The job's page. */
  url: z.string().optional(),
  /** What GitHub's button to re-run failed jobs runs. */
  rerun: z.enum(['all', 'failed', 'nothing']),
  total: count.optional(),
  failed: count,
  known: count,
  flaky: count,
  others: count,
  passed: count,
});
/** The part of a section that other jobs read. */
export type Head = z.infer<typeof Head>;

export interface Section {
  readonly head: Head;
  /** The Markdown below the section's line; may be empty. */
  readonly body: string;
}

/** The room for the rows of a section (bytes): three long ones fit into a comment. */
const ROOM = 20_000;
/** Longer explanations, titles and headlines are cut (characters). */
const MAX_EXPLANATION = 400;
const MAX_TITLE = 255;
const MAX_HEADLINE = 200;

/** This job's section about a commit. */
export function sectionOf(model: ReportModel, sha: string): Section {
  return { head: headOf(model, sha), body: bodyOf(model) };
}

function headOf(model: ReportModel, sha: string): Head {
  const { outcome, decision, title, digest, jobCheckRunId = '', context } = model;
  const { total, failed, known, flaky, others, passed } = outcome.results.counts;
  const { workflowRunId = '', workflowAttempt, job = '', deployment } = context;
  return {
    v: 2,
    job,
    title: clipped(title.toWellFormed(), MAX_TITLE),
    sha,
    workflowRun: /^\d+$/.test(workflowRunId) ? workflowRunId : undefined,
    attempt: workflowAttempt,
    isMergeGroup: context.isMergeGroup || undefined,
    digest,
    deployment: deployment.length > 0 ? JSON.stringify(deployment) : undefined,
    conclusion: outcome.conclusion,
    isRed: CONCLUSIONS[outcome.conclusion].gate !== 'green' || !decision.isGreen,
    mark: decision.headline.mark,
    headline: clipped(decision.headline.text, MAX_HEADLINE),
    facts: factsLine(model),
    url: jobUrl(context, jobCheckRunId),
    rerun: rerunOf(model),
    total,
    failed,
    known,
    flaky,
    others,
    passed,
  };
}

/** The counts, after what happened if they do not show it. */
function factsLine(model: ReportModel): string {
  const { groups, needsExplaining, decision } = model;
  const words = countWords(model).join(', ');
  if (needsExplaining) return facts(model, [decision.headline.text, words].filter((text) => text !== '').join(': '));
  const [first, ...others] = groups;
  // A passed section is one of several on a line.
  const isPlain = first?.kind === 'passed' && others.length === 0;
  return facts(model, isPlain && first.count > 1 ? `all ${words}` : words, !isPlain);
}

/** A re-run cannot run another job's run again, and with `failed` it follows a run without failed tests. */
function rerunOf({ isFollower, onRerun, groups, outcome }: ReportModel): Head['rerun'] {
  if (isFollower) return 'nothing';
  if (onRerun === 'all' || outcome.runs.length === 0) return 'all';
  return groups.some(({ kind }) => kind === 'failed') ? 'failed' : 'nothing';
}

function bodyOf(model: ReportModel): string {
  const reasons = [
    model.decision.closed === 'fail-on-flaky' ? 'This step is red because `fail-on-flaky` is on.' : '',
    ...explanation(model, MAX_EXPLANATION),
  ].filter((reason) => reason !== '');
  // Sentences form one paragraph; a list is a block of its own.
  const quotation = reasons.join(reasons.some((block) => block.includes('\n')) ? '\n\n' : ' ').replace(/^/gm, '> ');
  return joined([reasons.length > 0 ? quotation : '', ...notableTests(model, ROOM)]);
}
