import { type Check, type EntryOfTests, PLACES, type RequestedTest, type RunScript, type Schedule } from './world.ts';

/** A run that exists before the step starts. */
export interface EarlierRun {
  readonly runId: string;
  readonly tests: readonly RequestedTest[];
  readonly script: RunScript;
}

const UNKNOWN_RUN = 'run_unknown';
const BASE_URL = 'https://www.example.com';

/** The ids of the targets that earlier attempts registered, by the kind of target. */
export function pastTargets(
  { entries }: Pick<Schedule, 'entries'>,
  whose: Check['targets'] = 'ours',
): Record<string, string> {
  if (whose === 'none') return {};
  const apps = entries.map(({ target }) => target).filter((target) => isApp(target));
  return Object.fromEntries(apps.map((app) => [app, `tgt_${whose === 'ours' ? 'past' : 'strange'}_${app}`]));
}

export function isApp(target: EntryOfTests['target']): target is 'apk' | 'gone' {
  return target === 'apk' || target === 'gone';
}

/** The tests of the matrix with their destinations; `targets` has the ids of registered targets. */
export function matrixOf(
  { entries }: Pick<Schedule, 'entries'>,
  targets: Readonly<Record<string, string>>,
): RequestedTest[] {
  return entries.flatMap(({ target, testIds }) => {
    const destination = destinationOf(target, targets);
    return testIds.map((testId) => ({ testId, destination }));
  });
}

export function destinationOf(
  target: EntryOfTests['target'],
  targets: Readonly<Record<string, string>>,
): RequestedTest['destination'] {
  if (target === 'web' || target === 'web2') return { platform: 'web', web_url: PLACES[target] };
  if (target === 'binary') return { platform: 'android', binary_url: PLACES.binary };
  return { platform: 'android', target_id: target === 'id' ? PLACES.id : (targets[target] ?? '') };
}

/** The runs of earlier attempts, in order. */
export function pastRuns(schedule: Schedule): EarlierRun[] {
  if (schedule.past === undefined || schedule.kind === 'existing') return [];
  const matrix = matrixOf(schedule, pastTargets(schedule));
  const runs: EarlierRun[] = [];
  for (const [index, { tests, script }] of schedule.past.runs.entries()) {
    const before = runs.at(-1);
    const requested = {
      all: matrix,
      left: before ? leftBy(before) : matrix,
      strange: matrix.map(({ testId, destination }) => ({ testId: `other-${testId}`, destination })),
    }[tests];
    runs.push({ runId: `run_past_${index + 1}`, tests: requested, script });
  }
  return runs;
}

/** The tests that did not pass in the last state of a run; all of them if there is none. */
function leftBy({ tests, script: { last } }: EarlierRun): readonly RequestedTest[] {
  if (last.kind !== 'state') return tests;
  const { statuses } = last.recipe;
  const left = tests.filter((_, index) => statuses[index % statuses.length] !== 'passed');
  return left.length > 0 ? left : tests;
}

/** The ids of the runs that a check run's record names. */
export function namedBy({ names }: Pick<Check, 'names'>, runs: readonly EarlierRun[]): string[] {
  const ids = runs.map(({ runId }) => runId);
  return {
    all: ids,
    first: ids.slice(0, 1),
    last: ids.slice(-1),
    reversed: ids.toReversed(),
    twice: [...ids, ...ids],
    none: [],
    unknown: [...ids, UNKNOWN_RUN],
  }[names];
}

/** The runs of the base branch, by commit and check run. */
export function baseRuns(schedule: Schedule): EarlierRun[][][] {
  const tests = matrixOf(schedule, {}).map(({ testId, destination: { platform = '' } }) => ({
    testId,
    destination: platform === 'web' ? { platform, web_url: BASE_URL } : { platform, target_id: 'tgt_base' },
  }));
  return (schedule.base?.commits ?? []).map((checks, commit) =>
    checks.map(({ runs }, check) =>
      runs.map((script, run) => ({ runId: `run_base_${commit}_${check}_${run}`, tests, script })),
    ),
  );
}
