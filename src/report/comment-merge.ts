import type { Head, Section } from './comment-section.ts';

/**
 * The newer commit that the comment is about already: then it stays unchanged. `headSha` is the pull request's head; the
 * commit of a merge group is never that, but newer.
 */
export function newerCommit(
  own: Head,
  existing: readonly Section[],
  { headSha, isMergeGroup }: { readonly headSha: string; readonly isMergeGroup: boolean },
): string | undefined {
  if (isMergeGroup) return undefined;
  const others = existing.map(({ head }) => head).filter(({ sha }) => sha !== own.sha);
  if (own.sha === headSha) return others.find((other) => other.isMergeGroup === true && givesWay(own, other))?.sha;
  // If neither is the head, the later workflow run has the higher id. Without ids, the comment stays unchanged.
  return others.find((other) => other.sha === headSha || !givesWay(other, own))?.sha;
}

/**
 * Adds a section to those of the comment, or of several comments. Afterwards all are about one commit: a newer commit's
 * first section removes the others. For the same job and title, the newest workflow run and attempt wins; of one attempt, a job that failed.
 */
export function withSection(own: Section, existing: readonly Section[]): Section[] {
  const kept = new Map<string, Section>();
  for (const section of [own, ...existing.filter(({ head }) => head.sha === own.head.sha)]) {
    const same = kept.get(keyOf(section.head));
    if (same === undefined || givesWay(same.head, section.head)) kept.set(keyOf(section.head), section);
  }
  return [...kept.values()];
}

/** Whether the comment has the section, or a newer one of its job and title. */
export function isPresent({ head }: Section, existing: readonly Section[]): boolean {
  const found = existing.find((other) => isSamePlace(other.head, head));
  return found !== undefined && !givesWay(found.head, head);
}

/** The section that has the place of this one and must not be replaced by it. */
export function winningSection({ head }: Section, existing: readonly Section[]): Head | undefined {
  return existing.find((other) => isSamePlace(other.head, head) && givesWay(head, other.head))?.head;
}

/** A failing section that is hidden by another one in its place, although that is about other tests. */
export function conflictOf(
  { head }: Section,
  existing: readonly Section[],
): { readonly hidden: Head; readonly shown: Head } | undefined {
  return existing
    .filter((other) => isSamePlace(other.head, head))
    .map((other) => {
      return givesWay(head, other.head) ? { hidden: head, shown: other.head } : { hidden: other.head, shown: head };
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

/** Whether a section gives way to another: to a newer workflow run or attempt, or to a failing job of the same attempt. */
function givesWay(one: Head, other: Head): boolean {
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
