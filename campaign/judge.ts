import { isDeepStrictEqual } from 'node:util';
import { caseOf } from './laws/law.ts';
import { brokenLaws } from './laws/laws.ts';
import { play } from './play/play.ts';
import type { Packages, Schedule } from './play/schedule.ts';
import type { Ending } from './play/stage.ts';

export interface Judged {
  readonly ending: Ending;
  /** The laws that were broken, each with what is wrong. */
  readonly complaints: readonly string[];
}

/** Plays a schedule and judges what came of it. */
export async function judge(schedule: Schedule, packages: Packages): Promise<Judged> {
  const ending = await play(schedule, packages);
  const complaints = brokenLaws(caseOf(schedule, ending));
  const { hasFaultyListener, wallJumpsMs } = schedule;
  if (hasFaultyListener || wallJumpsMs.length > 0) {
    const { outcome } = await play({ ...schedule, hasFaultyListener: false, wallJumpsMs: [] }, packages);
    if (!isDeepStrictEqual(outcome, ending.outcome)) {
      complaints.push(`nothingElseMatters: undisturbed it ends as ${outcome.conclusion} (${outcome.what})`);
    }
  }
  return { ending, complaints };
}
