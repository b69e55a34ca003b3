import type { About, Section } from './comment-section.ts';

/** How a job's commit stands to the pull request, when it writes. */
export interface Standing {
  /** The pull request's head as of now. */
  readonly headSha: string;
  /** A merge group's commit is never the head, and newer all the same. */
  readonly isMergeGroup: boolean;
}

/** The sections that the comment is to have; or what is there is of a newer commit, and stays as it is. */
export type Merged =
  | { readonly kind: 'sections'; readonly sections: readonly Section[] }
  | { readonly kind: 'newer'; readonly sha: string };

/**
 * Puts a job's section among those that are there, which may come from several comments. All sections are of one
 * commit then: a newer commit's first section takes the older ones away, and an older commit's adds nothing to newer ones.
 */
export function withSection(own: Section, there: readonly Section[], standing: Standing): Merged {
  const newer = there.find(({ about }) => isOfNewerCommit(about, own.about, standing));
  if (newer) return { kind: 'newer', sha: newer.about.sha };
  const kept = new Map<string, Section>();
  for (const section of there.filter(({ about }) => about.sha === own.about.sha)) {
    const twin = kept.get(keyOf(section));
    if (twin === undefined || isOlder(twin.about, section.about)) kept.set(keyOf(section), section);
  }
  kept.set(keyOf(own), own);
  return { kind: 'sections', sections: [...kept.values()] };
}

/** Whether a section, or one that its job wrote later, is there. */
export function isThere({ about }: Section, there: readonly Section[]): boolean {
  const found = there.find(
    (section) => keyOf(section) === keyOf({ about }) && section.about.sha === about.sha,
  );
  return found !== undefined && !isOlder(found.about, about);
}

/**
 * The section that another step wrote under the same job and title in the same attempt of the workflow run, about a Doksi
 * run of its own: only one of the two stays. Who follows a run that a step before it started has the same run.
 */
export function rivalOf({ about: own }: Section, there: readonly Section[]): About | undefined {
  return there
    .map(({ about }) => about)
    .find(
      (other) =>
        keyOf({ about: other }) === keyOf({ about: own }) &&
        other.sha === own.sha &&
        own.workflowRun !== undefined &&
        other.workflowRun === own.workflowRun &&
        other.attempt === own.attempt &&
        other.doksiRun !== undefined &&
        own.doksiRun !== undefined &&
        other.doksiRun !== own.doksiRun,
    );
}

function keyOf({ about: { job, title } }: Pick<Section, 'about'>): string {
  return JSON.stringify([job, title]);
}

function isOfNewerCommit(there: About, own: About, { headSha, isMergeGroup }: Standing): boolean {
  if (there.sha === own.sha || own.sha === headSha || isMergeGroup) return false;
  // Neither is the head: a later workflow run has a higher number. Without one, what is there stays.
  return there.sha === headSha || !isOlder(there, own);
}

/** Whether a section was written by an earlier workflow run, or by an earlier attempt of the same. */
function isOlder(one: About, other: About): boolean {
  const [first, second] = [BigInt(one.workflowRun ?? 0), BigInt(other.workflowRun ?? 0)];
  return first < second || (first === second && one.attempt < other.attempt);
}
