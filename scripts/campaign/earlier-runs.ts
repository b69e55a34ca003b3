import { type Check, type Flaw, type RequestedTest, type RunScript, type Schedule, TARGETS } from './world.ts';

/** A run that exists before the step starts. */
export interface EarlierRun {
  readonly runId: string;
  readonly tests: readonly RequestedTest[];
  readonly script: RunScript;
}

/** The id of the target that earlier attempts registered for the app. */
export const PAST_TARGET = 'tgt_past';
const BASE_URL = 'https://www.example.com';

/** The tests of the matrix with their destinations; `appTarget` is the id of the app's target. */
export function matrixOf({ entries }: Pick<Schedule, 'entries'>, appTarget: string): RequestedTest[] {
  return entries.flatMap(({ target, testIds }) => {
    const { platform, key, value } = TARGETS[target];
    const destination = { platform, ...(key === 'apk' ? { target_id: appTarget } : { [key]: value }) };
    return testIds.map((testId) => ({ testId, destination }));
  });
}

/** The runs of earlier attempts, in order. */
export function pastRuns(schedule: Schedule): EarlierRun[] {
  if (schedule.past === undefined || schedule.kind === 'existing') return [];
  const matrix = matrixOf(schedule, PAST_TARGET);
  const strange = matrix.map((test) => ({ ...test, testId: `other-${test.testId}` }));
  const runs: EarlierRun[] = [];
  for (const [index, { tests, script }] of schedule.past.runs.entries()) {
    const before = runs.at(-1);
    const left = before ? leftBy(before) : matrix;
    runs.push({ runId: `run_past_${index + 1}`, tests: { all: matrix, left, strange }[tests], script });
  }
  return runs;
}

/** The tests that did not pass in the last state of a run; all of them if there is none. */
function leftBy({ tests, script: { last } }: EarlierRun): readonly RequestedTest[] {
  if (last.kind !== 'state') return tests;
  const left = tests.filter((_, index) => last.statuses[index % last.statuses.length] !== 'passed');
  return left.length > 0 ? left : tests;
}

/** The ids of the runs that a check run's record names. */
export function namedBy({ names }: Check, runs: readonly EarlierRun[]): string[] {
  const count = { all: runs.length, first: 1, none: 0 }[names];
  return runs.slice(0, count).map(({ runId }) => runId);
}

/** The check runs of each commit of the base branch, with the runs that they name. */
export function baseChecks(schedule: Schedule): { readonly flaws: readonly Flaw[]; readonly runs: EarlierRun[] }[][] {
  const tests = matrixOf(schedule, '').map(({ testId, destination: { platform = '' } }) => ({
    testId,
    destination: platform === 'web' ? { platform, web_url: BASE_URL } : { platform, target_id: 'tgt_base' },
  }));
  return (schedule.base ?? []).map((checks, commit) =>
    checks.map(({ flaws, runs }, check) => ({
      flaws,
      runs: runs.map((script, run) => ({ runId: `run_base_${commit}_${check}_${run}`, tests, script })),
    })),
  );
}
