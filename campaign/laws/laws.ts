import {
  neverBoughtTwice,
  neverBoughtWithoutTargets,
  onlyFailedRunAgain,
  everythingIsRun,
  maybeCreatedIsSaid,
} from './creation.ts';
import type { Case, Law } from './law.ts';
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
