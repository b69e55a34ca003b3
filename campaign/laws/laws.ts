import {
  neverBoughtTwice,
  neverBoughtWithoutTargets,
  onlyFailedRunAgain,
  everythingIsRun,
  maybeCreatedIsSaid,
} from './creation.ts';
import {
  baseDecidesNothing,
  baseIsQuick,
  githubIsAskedForAReason,
  marksAreTrue,
  strangersKnowNothing,
} from './base.ts';
import type { Case, Law } from './law.ts';
import {
  carriedOverHasPassed,
  doubtRunsAll,
  goingOnIsFollowed,
  nobodyAsksInVain,
  onlyWhatIsLeftRuns,
  recallsInTime,
  targetsAreReused,
  vainFollowerIsTold,
} from './rerun.ts';
import {
  endsInTime,
  createsInTime,
  cancelledEndsAtOnce,
  timedOutWasHeard,
  heardTimesOut,
  patienceIsKept,
  neverHammers,
} from './time.ts';
import {
  greenIsDeserved,
  simpleVerdictsAreExact,
  faithfulVerdictsAreExact,
  failedWasSaid,
  firstVerdictStands,
  flakyHasFailedAndPassed,
} from './verdict.ts';
import {
  conclusionIsAWord,
  startedOnlyWhereAsked,
  colourIsRight,
  idsAreTold,
  keyIsKept,
  keyIsSent,
} from './words.ts';

/** What must hold of every step, by name. */
const LAWS: Readonly<Record<string, Law>> = {
  greenIsDeserved,
  simpleVerdictsAreExact,
  faithfulVerdictsAreExact,
  failedWasSaid,
  firstVerdictStands,
  flakyHasFailedAndPassed,
  neverBoughtTwice,
  neverBoughtWithoutTargets,
  onlyFailedRunAgain,
  everythingIsRun,
  maybeCreatedIsSaid,
  doubtRunsAll,
  carriedOverHasPassed,
  onlyWhatIsLeftRuns,
  goingOnIsFollowed,
  targetsAreReused,
  nobodyAsksInVain,
  recallsInTime,
  vainFollowerIsTold,
  baseDecidesNothing,
  baseIsQuick,
  marksAreTrue,
  githubIsAskedForAReason,
  strangersKnowNothing,
  endsInTime,
  createsInTime,
  cancelledEndsAtOnce,
  timedOutWasHeard,
  heardTimesOut,
  patienceIsKept,
  neverHammers,
  conclusionIsAWord,
  startedOnlyWhereAsked,
  colourIsRight,
  idsAreTold,
  keyIsKept,
  keyIsSent,
};

/** The laws that a step breaks, each with what is wrong. */
export function brokenLaws(about: Case): string[] {
  return Object.entries(LAWS).flatMap(([name, law]) => {
    const complaint = law(about);
    return complaint === undefined ? [] : [`${name}: ${complaint}`];
  });
}
