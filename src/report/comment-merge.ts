import type { Head, Section } from './comment-section.ts';

/**
 * The newer commit that the comment is already about, so that it must stay unchanged; undefined if there is none.
 * `headSha` is the head of the pull request. A merge group's commit is newer than the head.
 */
export function newerCommit(
  own: Head,
  existing: readonly Section[],
  { headSha, isMergeGroup }: { readonly headSha: string; readonly isMergeGroup: boolean },
): string | undefined {
  if (isMergeGroup) return undefined;
  const others = existing.map(({ head }) => head).filter(({ sha }) => sha !== own.sha);
  if (own.sha === headSha) return others.find((other) => other.isMergeGroup === true && isReplacedBy(own, other))?.sha;
  // If neither is the head, the later workflow run has the higher id. Without ids, the comment stays unchanged.
  return others.find((other) => other.sha === headSha || !isReplacedBy(other, own))?.sha;
}

/**
 * Adds a section to those of the comment, or of several comments, and removes those of other commits. For the same job
 * and title, it keeps the section of the newest workflow run and attempt; within one attempt, that of a failed job.
 */
export function withSection(own: Section, existing: readonly Section[]): Section[] {
  const kept = new Map<string, Section>();
  for (const section of [own, ...existing.filter(({ head }) => head.sha === own.head.sha)]) {
    const same = kept.get(keyOf(section.head));
    if (same === undefined || isReplacedBy(same.head, section.head)) kept.set(keyOf(section.head), section);
  }
  return [...kept.values()];
}

/** Whether the comment has the section, or a newer one of its job and title. */
export function isPresent({ head }: Section, existing: readonly Section[]): boolean {
  const found = existing.find((other) => isSamePlace(other.head, head));
  return found !== undefined && !isReplacedBy(found.head, head);
}

/** The section that has the place of this one and must not be replaced by it. */
export function winningSection({ head }: Section, existing: readonly Section[]): Head | undefined {
  return existing.find((other) => isSamePlace(other.head, head) && isReplacedBy(head, other.head))?.head;
}

/** A failing section that is hidden by another one in its place, although that is about other tests. */
export function conflictOf(
  { head }: Section,
  existing: readonly Section[],
): { readonly hidden: Head; readonly shown: Head } | undefined {
  return existing
    .filter((other) => isSamePlace(other.head, head))
    .map((other) => {
      return isReplacedBy(head, other.head) ? { hidden: head, shown: other.head } : { hidden: other.head, shown: head };
    })
    .find(({ hidden, shown }) => hidden.isRed && hasOtherTests(hidden, shown));
}

/** Whether two jobs or workflow runs tested something else. The next deployment of the same kind may. */
function hasOtherTests(one: Head, other: Head): boolean {
  if (one.workflowRun === other.workflowRun) return isOtherJob(one, other);
  const isRedeployed = one.deployment !== undefined && one.deployment === other.deployment;
  return differ(one.digest, other.digest) && !isRedeployed;
}

function keyOf({ job, title }: Head): string {
  return JSON.stringify([job, title]);
}

function isSamePlace(one: Head, other: Head): boolean {
  return keyOf(one) === keyOf(other) && one.sha === other.sha;
}

/** Whether the other section replaces this one: it has a newer workflow run or attempt, or failed in the same attempt. */
function isReplacedBy(one: Head, other: Head): boolean {
  const [first, second] = [BigInt(one.workflowRun ?? 0), BigInt(other.workflowRun ?? 0)];
  if (first !== second) return first < second;
  if (one.attempt !== other.attempt) return one.attempt < other.attempt;
  return isOtherJob(one, other) && !one.isRed && other.isRed;
}

/** Whether two jobs, or steps, of one attempt have the same key and title, as callers of a reusable workflow do. */
function isOtherJob(one: Head, other: Head): boolean {
  const isSameAttempt = one.workflowRun === other.workflowRun && one.attempt === other.attempt;
  return isSameAttempt && (differ(one.url, other.url) || differ(one.digest, other.digest));
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
