import * as z from 'zod';
import { clipped } from '../base/text.ts';
import { jobUrl } from '../context/context.ts';
import { CONCLUSIONS, type Conclusion } from '../results/outcome.ts';
import { isSettled } from '../results/tests.ts';
import type { ReportModel } from './model.ts';
import { countWords, explanation, facts, joined } from './prose.ts';
import { notableTests } from './rows.ts';

// The comment has a section for each job and title: hidden information, which other jobs read, and a body, which they copy.

const count = z.int().nonnegative();

/** The part of a section that other jobs read. */
export const SectionInfo = z.object({
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

export interface Section extends z.infer<typeof SectionInfo> {
  /** The Markdown below the section's line; may be empty. */
  readonly body: string;
}

/** The room for the rows of a section (bytes): three long ones fit into a comment. */
const ROOM = 20_000;
/** Longer explanations, and titles or headlines, are cut (characters). */
const MAX_EXPLANATION = 400;
const MAX_TITLE = 255;

/** This job's section about a commit. */
export function sectionOf(model: ReportModel, sha: string): Section {
  const { outcome, decision, title, digest, jobCheckRunId = '', context } = model;
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
    headline: clipped(decision.headline.text, MAX_TITLE),
    facts: factsLine(model),
    url: jobUrl(context, jobCheckRunId),
    rerun: rerunOf(model),
    ...outcome.results.counts,
    body: bodyOf(model),
  };
}

/** The counts; the headline comes before them if the tests do not explain the conclusion. */
function factsLine(model: ReportModel): string {
  const { groups, needsExplaining, decision } = model;
  const words = countWords(model).join(', ');
  if (needsExplaining) return facts(model, [decision.headline.text, words].filter((text) => text !== '').join(': '));
  const [first, ...others] = groups;
  // A passed section is one of several on a line.
  const isPlain = first?.kind === 'passed' && others.length === 0;
  return facts(model, isPlain && first.count > 1 ? `all ${words}` : words, !isPlain);
}

/** A re-run cannot run another job's run again, and with `failed` it follows a run that is still in progress. */
function rerunOf({ planned, onRerun, groups, outcome }: ReportModel): Section['rerun'] {
  if (planned?.kind === 'existing') return 'nothing';
  if (onRerun === 'all' || outcome.runs.length === 0) return 'all';
  if (groups.some(({ kind }) => kind === 'failed')) return 'failed';
  return outcome.runs.every(isSettled) ? 'all' : 'nothing';
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

/**
 * The newer commit that the comment is already about, so that it must stay unchanged; undefined if there is none.
 * `headSha` is the head of the pull request. A merge group's commit is newer than the head.
 */
export function newerCommit(
  own: Section,
  existing: readonly Section[],
  { headSha, isMergeGroup }: { readonly headSha: string; readonly isMergeGroup: boolean },
): string | undefined {
  if (isMergeGroup) return undefined;
  const others = existing.filter(({ sha }) => sha !== own.sha);
  if (own.sha === headSha) return others.find((other) => other.isMergeGroup === true && isReplacedBy(own, other))?.sha;
  // If neither is the head, the later workflow run has the higher id. Without ids, the comment stays unchanged.
  return others.find((other) => other.sha === headSha || !isReplacedBy(other, own))?.sha;
}

interface MergedSections {
  /** One for each job and title of the commit. */
  readonly sections: readonly Section[];
  /** The one in the place of the job's own: itself, or one that it must not replace. */
  readonly shown: Section;
  /** A failing section that `shown` hides although it is about other tests. */
  readonly hidden: Section | undefined;
}

/**
 * Adds a section to those of the comment, or of several comments, and removes those of other commits. For the same job
 * and title, it keeps the section of the newest workflow run and attempt; within one attempt, that of a failed job.
 */
export function withSection(own: Section, existing: readonly Section[]): MergedSections {
  const ofCommit = [own, ...existing.filter(({ sha }) => sha === own.sha)];
  const kept = new Map<string, Section>();
  for (const section of ofCommit) {
    const same = kept.get(placeOf(section));
    if (same === undefined || isReplacedBy(same, section)) kept.set(placeOf(section), section);
  }
  const shown = kept.get(placeOf(own)) ?? own;
  const hidden = ofCommit.find((one) => placeOf(one) === placeOf(own) && one.isRed && hasOtherTests(one, shown));
  return { sections: [...kept.values()], shown, hidden };
}

/** Whether the comment has the section, or a newer one of its job and title. */
export function isPresent(section: Section, existing: readonly Section[]): boolean {
  return existing.some((other) => placeOf(other) === placeOf(section) && !isReplacedBy(other, section));
}

function placeOf({ job, title, sha }: Section): string {
  return JSON.stringify([job, title, sha]);
}

/** Whether the other section replaces this one: it has a newer workflow run or attempt, or failed in the same attempt. */
function isReplacedBy(one: Section, other: Section): boolean {
  const [first, second] = [BigInt(one.workflowRun ?? 0), BigInt(other.workflowRun ?? 0)];
  if (first !== second) return first < second;
  if (one.attempt !== other.attempt) return one.attempt < other.attempt;
  return !one.isRed && other.isRed && isOtherJob(one, other);
}

/** Whether two jobs or workflow runs tested something else. The next deployment of the same kind has another address. */
function hasOtherTests(one: Section, other: Section): boolean {
  if (one.workflowRun === other.workflowRun) return one.attempt === other.attempt && isOtherJob(one, other);
  const isRedeployed = one.deployment !== undefined && one.deployment === other.deployment;
  return differ(one.digest, other.digest) && !isRedeployed;
}

/** Of one attempt: whether two jobs or steps share their key and title, as callers of a reusable workflow do. */
function isOtherJob(one: Section, other: Section): boolean {
  return differ(one.url, other.url) || differ(one.digest, other.digest);
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
