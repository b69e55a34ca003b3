import type { AskedTest } from '../play/run-recipe.ts';
import { failuresIn, resultsWith, type Word } from './evidence.ts';
import { isFaithful } from './legacy.ts';
import { type Case, type Law, wasCancelled, wasClose } from './law.ts';
import {
  hasFollowed,
  hasGoneOn,
  heritageOf,
  inheritedWords,
  isAnew,
  isDone,
  isRenewable,
  saidOf,
} from './rerun.ts';

/** Green needs a positive reason. Returns what is missing for it, from the server's words alone. */
export function missingForGreen(
  { evidence: { attempts }, known }: Pick<Case, 'evidence' | 'known'>,
  inherited: readonly Word[] = [],
): string | undefined {
  const words = [...inherited, ...attempts.map(({ verdict }) => verdict)];
  const last = attempts.at(-1)?.verdict;
  if (last === undefined) return 'the last word did not end the run';
  const heard = words.filter((word) => word !== undefined);
  if (heard.length < words.length) return 'a run before the last was not heard to its end';

  const isKnown = ({ test_id: id }: { readonly test_id?: unknown }): boolean =>
    typeof id === 'string' && known.has(id);
  const failedLast = resultsWith(last, 'failed');
  if (!failedLast.every(isKnown)) return 'a test failed in the last run';
  if (failuresIn(last) > failedLast.length) return 'the last run counts failures that it does not list';
  if (last.status === 'failed' && failedLast.length === 0) return 'the last run is called failed';

  const total = heard[0]?.tests_total ?? heard[0]?.results?.length ?? 0;
  const passes = heard.flatMap((word) => resultsWith(word, 'passed')).length;
  if (total === 0 && passes === 0) return 'there was no test';

  const isUndone = heard.length > 1 || failedLast.length > 0;
  return heard
    .map((word, index) => leftOver(word, heard.slice(index + 1), heard, isKnown, isUndone))
    .find(Boolean);
}

type IsKnown = (result: { readonly test_id?: unknown }) => boolean;

/** What of a run's bad results no later run has made good. `isUndone`: only what every test says can make green. */
function leftOver(
  word: Word,
  later: readonly Word[],
  all: readonly Word[],
  isKnown: IsKnown,
  isUndone: boolean,
): string | undefined {
  const passes = later.flatMap((one) => resultsWith(one, 'passed'));
  const bad = (word.results ?? []).filter(
    ({ status }) => status === 'failed' || (isUndone && status !== 'passed'),
  );
  // What has not ended, and is known to fail, needs no pass.
  const failures = all.flatMap((one) => resultsWith(one, 'failed'));
  const isExcused = (result: { readonly test_id?: unknown }): boolean =>
    isKnown(result) && failures.some(({ test_id: id }) => id === result.test_id);
  const toMend = bad.filter((result) => !isExcused(result));
  const ids = new Set(toMend.map(({ test_id: id }) => id));
  for (const id of ids) {
    const [need, have] = [toMend, passes].map(
      (list) => list.filter(({ test_id: other }) => other === id).length,
    );
    if ((have ?? 0) < (need ?? 0)) return `nothing has made good what became of ${String(id)}`;
  }
  const knownHere = resultsWith(word, 'failed').filter(isKnown).length;
  if (failuresIn(word) - knownHere > passes.length) return 'more failures are counted than were made good';
  const good = Math.max(word.tests_passed ?? 0, resultsWith(word, 'passed').length) + passes.length;
  const total = word.tests_total ?? word.results?.length ?? 0;
  if (isUndone && total > good + bad.filter(isExcused).length)
    return 'tests are counted of which nothing is known';
  return undefined;
}

/** A result of which not even the platform is told: whether the matrix has it there can't be known. */
function placeless({ evidence: { attempts } }: Case): string | undefined {
  const results = attempts.flatMap(({ verdict }) => verdict?.results ?? []);
  return results.some(({ destination }) => destination === undefined) ? 'a test is nowhere' : undefined;
}

export const greenIsDeserved: Law = (about) => {
  if (about.ending.outcome.conclusion !== 'passed') return undefined;
  return missingForGreen(about, inheritedWords(about)) ?? missingFromMatrix(about);
};

/** What nobody said of the matrix, all attempts together, where not all of it was run by this one. */
function missingFromMatrix(about: Case): string | undefined {
  const heritage = heritageOf(about);
  const isRenewed = about.evidence.creations.some(isRenewable);
  if (!heritage || !hasGoneOn(about) || isRenewed) return undefined;
  const { matrix } = heritage;
  const own = about.evidence.attempts.flatMap(({ verdict }) => verdict ?? []);
  const inherited = inheritedWords(about);
  const words = [...inherited, ...own];
  // One run alone may pass with tests that neither passed nor failed; but it has to tell of all of them.
  const isAlone = inherited.length + own.length === 1;
  const isWell = (test: AskedTest): boolean =>
    isAlone ? saidOf(test, words, matrix).length > 0 : isDone(test, words, about, matrix);
  const lost = matrix.find((test) => !isWell(test));
  return lost && `nobody said that ${lost.testId} has passed on ${Object.values(lost.destination).join(' ')}`;
}

/** Of a step with one run and without known failures it is known exactly when it is green, or failed. */
export const simpleVerdictsAreExact: Law = (about) => {
  const { ending, evidence, known } = about;
  const [attempt, ...more] = evidence.attempts;
  const word = attempt?.verdict;
  const { conclusion } = ending.outcome;
  if (word === undefined || more.length > 0 || known.size > 0 || wasCancelled(about) || wasClose(about))
    return undefined;
  if (!isAnew(about)) return undefined;
  const expected = simpleVerdict(word);
  return conclusion === expected ? undefined : `it is ${conclusion}, and should be ${expected}`;
};

function simpleVerdict(word: Word): string {
  if (word.status === 'failed' || failuresIn(word) > 0) return 'failed';
  const total = totalOf(word);
  if (total === undefined) return 'error';
  return total > 0 ? 'passed' : 'no-tests';
}

/** How many tests a run had; undefined where nobody says so, and none is listed. */
function totalOf({ tests_total: total, results }: Word): number | undefined {
  return total ?? (results && results.length > 0 ? results.length : undefined);
}

/** Where every run tells everything, it is known exactly what all attempts mean together. */
export const faithfulVerdictsAreExact: Law = (about) => {
  const { ending, evidence, known, schedule } = about;
  const { attempts } = evidence;
  if (wasCancelled(about) || wasClose(about) || schedule.way === 'existing' || attempts.length === 0)
    return undefined;
  if (attempts.length !== evidence.creations.length) return undefined;
  const isClear = isAnew(about) || about.legacy.kind === 'left';
  const areFaithful = attempts.every(({ verdict, asked = [] }) => verdict && isFaithful(verdict, asked));
  if (!isClear || !areFaithful) return undefined;
  const finals = new Map<string, string>();
  for (const word of [...inheritedWords(about), ...attempts.map(({ verdict }) => verdict)]) {
    for (const result of word?.results ?? []) {
      finals.set(JSON.stringify([result.test_id, result.destination]), result.status ?? '');
    }
  }
  const bad = [...finals].filter(([key, status]) => status !== 'passed' && !isKnownKey(key, known));
  const isAllKnown = ![...finals.values()].includes('passed');
  const expected = bad.length > 0 || isAllKnown ? 'failed' : 'passed';
  const { conclusion } = ending.outcome;
  return conclusion === expected ? undefined : `it is ${conclusion}, and should be ${expected}`;
};

function isKnownKey(key: string, known: ReadonlySet<string>): boolean {
  return [...known].some((id) => key.startsWith(`[${JSON.stringify(id)},`));
}

/** An outage is not a failed test: somebody has to have said that something failed. */
export const failedWasSaid: Law = (about) => {
  const { ending, evidence } = about;
  if (ending.outcome.conclusion !== 'failed') return undefined;
  const first = evidence.attempts[0]?.verdict;
  if (first === undefined) return 'nobody said how the first run ended';
  const words = [first, ...(heritageOf(about)?.named ?? []).map(({ word }) => word)];
  const isSaid = words.some((word) => word.status === 'failed' || failuresIn(word) > 0);
  return isSaid ? undefined : 'nobody said that anything failed';
};

/** What was said of the first run stands, whatever happens to those that try again. */
export const firstVerdictStands: Law = (about) => {
  const { conclusion } = about.ending.outcome;
  const first = about.evidence.attempts[0]?.verdict;
  if (first === undefined || wasCancelled(about) || wasClose(about)) return undefined;
  if (conclusion === 'passed' || conclusion === 'failed') return undefined;
  const total = totalOf(first);
  const isEmpty = first.status === 'passed' && !total;
  const isStrange = hasFollowed(about) && (missingFromMatrix(about) ?? placeless(about)) !== undefined;
  return isEmpty || isStrange
    ? undefined
    : `the first run was heard to its end, and the step ends as ${conclusion}`;
};

export const flakyHasFailedAndPassed: Law = ({ ending, evidence }) => {
  const own = evidence.attempts.flatMap(({ verdict }) => verdict ?? []);
  const words = [...evidence.recalled.values(), ...own];
  for (const { result } of ending.outcome.results.flaky) {
    const failedAt = words.findIndex((word) =>
      resultsWith(word, 'failed').some(({ test_id: id }) => id === result.test_id),
    );
    const hasPassed = words
      .slice(failedAt + 1)
      .some((word) => resultsWith(word, 'passed').some(({ test_id: id }) => id === result.test_id));
    if (failedAt < 0 || !hasPassed)
      return `${String(result.test_id)} is called flaky, and did not fail and then pass`;
  }
  return undefined;
};
