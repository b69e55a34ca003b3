import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '../../../src/results/outcome.ts';
import { inGroup } from '../../../src/results/results.ts';
import { baseChecks } from '../earlier-runs.ts';
import type { Law } from './case.ts';
import { resultsWith, statesOf } from './evidence.ts';

const BASE_MS = 10_000;
const BASE_COMMITS = 5;

/** The base branch changes neither the conclusion, the counts, nor anything else that the colour depends on. */
export const baseDecidesNothing: Law = ({ course: { outcome, decided } }) => {
  const essence = (one: Outcome): unknown => ({ ...one, results: one.results.counts });
  const isSame = isDeepStrictEqual(essence(outcome), essence(decided.outcome));
  return isSame ? undefined : 'the base branch has changed the outcome';
};

export const baseIsQuick: Law = ({ course: { decided, endedAtMs } }) => {
  const tookMs = endedAtMs - decided.atMs;
  return tookMs > BASE_MS ? `reading the base branch takes ${tookMs} ms` : undefined;
};

/** A failed test is compared only with a run that a check run of ours on the base branch names. */
export const comparisonsAreTrue: Law = ({ schedule, course }) => {
  const compared = inGroup(course.outcome.results, 'failed').filter(({ base }) => base !== undefined);
  const checks = baseChecks(schedule).slice(0, BASE_COMMITS).flat();
  const runs = checks.filter(({ flaws }) => flaws.length === 0).flatMap((check) => check.runs);
  const states = runs.flatMap(({ runId }) => statesOf(runId, course.exchanges));
  const wrong = compared.find(({ base, result }) => {
    const wanted = base?.kind === 'new' ? 'passed' : 'failed';
    return !states.some((state) => resultsWith(state, wanted).some(({ test_id: id }) => id === result.test_id));
  });
  return wrong && `${String(wrong.result.test_id)} is called ${wrong.base?.kind ?? ''} without a reason`;
};

/** GitHub is used only if there is a reason. */
export const githubIsUsedForAReason: Law = ({ schedule, course: { github, decided } }) => {
  const hasPast = schedule.past !== undefined && schedule.kind === 'new';
  if (!hasPast && github.some(({ name }) => name === 'head')) return 'there are no earlier attempts to read';
  const failed = inGroup(decided.outcome.results, 'failed').length;
  return failed === 0 && github.some(({ name }) => name === 'base')
    ? 'the base branch is read although nothing failed'
    : undefined;
};
