import { isDeepStrictEqual } from 'node:util';
import { type Case, caseOf } from './laws/law.ts';
import { brokenLaws } from './laws/laws.ts';
import { hasFollowed, hasGoneOn, isRenewable } from './laws/rerun.ts';
import { play } from './play/play.ts';
import type { Packages, Schedule } from './play/schedule.ts';
import type { Ending } from './play/stage.ts';

export interface Judged {
  readonly ending: Ending;
  /** What the step made of earlier attempts, in a few words; undefined where it asked for none. */
  readonly rerun: string | undefined;
  /** The laws that were broken, each with what is wrong. */
  readonly complaints: readonly string[];
}

/** Plays a schedule and judges what came of it. */
export async function judge(schedule: Schedule, packages: Packages): Promise<Judged> {
  const ending = await play(schedule, packages);
  const about = caseOf(schedule, ending);
  const complaints = brokenLaws(about);
  const { hasFaultyListener, wallJumpsMs } = schedule;
  if (hasFaultyListener || wallJumpsMs.length > 0) {
    const { outcome } = await play({ ...schedule, hasFaultyListener: false, wallJumpsMs: [] }, packages);
    if (!isDeepStrictEqual(outcome, ending.outcome)) {
      complaints.push(`nothingElseMatters: undisturbed it ends as ${outcome.conclusion} (${outcome.what})`);
    }
  }
  return { ending, rerun: rerunOf(about), complaints };
}

function rerunOf(about: Case): string | undefined {
  const { legacy, evidence } = about;
  if (legacy.kind === 'none') return undefined;
  if (hasFollowed(about)) return 'followed a run';
  if (evidence.creations.length === 0) return 'ran nothing';
  if (hasGoneOn(about))
    return evidence.creations.some(isRenewable) ? 'ran a part on new targets' : 'ran a part';
  return legacy.kind === 'doubt' ? 'ran everything for a doubt' : 'ran everything';
}
