import * as baseLaws from './laws/base.ts';
import { type Case, caseOf, type Law } from './laws/case.ts';
import * as creationLaws from './laws/creation.ts';
import * as reportLaws from './laws/report.ts';
import * as rerunLaws from './laws/rerun.ts';
import * as timeLaws from './laws/time.ts';
import * as verdictLaws from './laws/verdict.ts';
import { play } from './play.ts';
import type { Schedule } from './world.ts';

/** What must hold of every step, by name: everything that these files export is a law. */
const LAWS: Readonly<Record<string, Law>> = {
  ...verdictLaws,
  ...creationLaws,
  ...rerunLaws,
  ...timeLaws,
  ...reportLaws,
  ...baseLaws,
};

/** The laws that a step breaks, each with what is wrong. */
export function brokenLaws(about: Case): string[] {
  return Object.entries(LAWS).flatMap(([name, law]) => {
    const complaint = law(about);
    return complaint === undefined ? [] : [`${name}: ${complaint}`];
  });
}

/** Plays a schedule and judges the step. */
export async function judge(schedule: Schedule): Promise<{ about: Case; complaints: readonly string[] }> {
  const about = caseOf(schedule, await play(schedule));
  return { about, complaints: brokenLaws(about) };
}
