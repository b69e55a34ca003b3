import type { Head, Section } from './comment-section.ts';

/** How a job's commit relates to the pull request. */
export interface Standing {
  /** The pull request's current head. */
  readonly headSha: string;
  /** The commit of a merge group is never the head, but is newer. */
  readonly isMergeGroup: boolean;
}

/** The sections that the comment should have; or it is about a newer commit and stays unchanged. */
export type Merged =
  | { readonly kind: 'sections'; readonly sections: readonly Section[] }
  | { readonly kind: 'newer-commit'; readonly sha: string };

/**
 * Adds a section to those of the comment, or of several comments. Afterwards all are about one commit: a newer commit's
 * first section removes the others. For the same job and title, the newest workflow run and attempt wins; of one attempt, a job that failed.
 */
export function withSection(own: Section, existing: readonly Section[], standing: Standing): Merged {
  const newer = existing.find(({ head }) => isOfNewerCommit(head, own.head, standing));
  if (newer) return { kind: 'newer-commit', sha: newer.head.sha };
  const kept = new Map<string, Section>();
  for (const section of [own, ...existing.filter(({ head }) => head.sha === own.head.sha)]) {
    const same = kept.get(keyOf(section.head));
    if (same === undefined || givesWay(same.head, section.head)) kept.set(keyOf(section.head), section);
  }
  return { kind: 'sections', sections: [...kept.values()] };
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

/** Two jobs or workflow runs whose sections have one place in the comment although they tested something else. */
export interface Conflict {
  /** It failed, and is not shown. */
  readonly hidden: Head;
  readonly shown: Head;
}

/** A failing section that is replaced although it was about other tests. The next deployment of the same kind may. */
export function conflictOf({ head }: Section, existing: readonly Section[]): Conflict | undefined {
  return existing
    .map((other) => other.head)
    .filter((other) => isSamePlace(other, head) && (other.workflowRun !== head.workflowRun || isOtherJob(other, head)))
    .map((other) => (givesWay(head, other) ? { hidden: head, shown: other } : { hidden: other, shown: head }))
    .find(
      ({ hidden, shown }) =>
        hidden.isRed &&
        (isOtherJob(hidden, shown) ||
          (hidden.digest !== undefined &&
            shown.digest !== undefined &&
            hidden.digest !== shown.digest &&
            (hidden.deployment === undefined || hidden.deployment !== shown.deployment))),
    );
}

function keyOf({ job, title }: Head): string {
  return JSON.stringify([job, title]);
}

function isSamePlace(one: Head, other: Head): boolean {
  return keyOf(one) === keyOf(other) && one.sha === other.sha;
}

function isOfNewerCommit(existing: Head, own: Head, { headSha, isMergeGroup }: Standing): boolean {
  if (existing.sha === own.sha || isMergeGroup) return false;
  if (own.sha === headSha) return existing.isMergeGroup === true && givesWay(own, existing);
  // If neither is the head, the later workflow run has the higher id. Without ids, the comment stays unchanged.
  return existing.sha === headSha || !givesWay(existing, own);
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
  const differ = (key: 'url' | 'digest'): boolean =>
    one[key] !== undefined && other[key] !== undefined && one[key] !== other[key];
  const isSameAttempt = one.workflowRun === other.workflowRun && one.attempt === other.attempt;
  return isSameAttempt && (differ('url') || differ('digest'));
}
