import type { Check } from './past.ts';
import type { AskedTest } from './run-recipe.ts';
import { PLACES, type PlannedTests, type Schedule } from './schedule.ts';
import type { RunStory } from './story.ts';

/** A run that is there before the step begins. */
export interface EarlierRun {
  readonly runId: string;
  readonly tests: readonly AskedTest[];
  readonly story: RunStory;
}

/** A run that no server has ever heard of. */
const NOBODY = 'run_of_nobody';
const TOO_MANY = 101;
const BASE_URL = 'https://www.example.com';

/** The targets that earlier attempts have registered, by what they stand for. */
export function pastTargets(
  { entries }: Pick<Schedule, 'entries'>,
  whose: Check['targets'] = 'ours',
): Record<string, string> {
  if (whose === 'none') return {};
  const apps = entries.filter(({ target }) => isApp(target)).map(({ target }) => target);
  return Object.fromEntries(apps.map((app) => [app, `tgt_${whose === 'ours' ? 'past' : 'strange'}_${app}`]));
}

function isApp(target: PlannedTests['target']): boolean {
  return target === 'apk' || target === 'splits' || target === 'gone';
}

/** The tests of the matrix, each where it runs; `targets` are those that stand for apps. */
export function matrixOf(
  { entries }: Pick<Schedule, 'entries'>,
  targets: Readonly<Record<string, string>>,
): AskedTest[] {
  return entries.flatMap(({ target, testIds }) => {
    const destination = destinationOf(target, targets);
    return testIds.map((testId) => ({ testId, destination }));
  });
}

function destinationOf(
  target: PlannedTests['target'],
  targets: Readonly<Record<string, string>>,
): AskedTest['destination'] {
  switch (target) {
    case 'web':
    case 'web2':
      return { platform: 'web', web_url: PLACES[target] };
    case 'binary':
      return { platform: 'android', binary_url: PLACES[target] };
    case 'id':
      return { platform: 'android', target_id: PLACES[target] };
    case 'apk':
    case 'splits':
    case 'gone':
      return { platform: 'android', target_id: targets[target] ?? '' };
  }
}

/** The runs of earlier attempts, in order. */
export function pastRuns(schedule: Schedule): EarlierRun[] {
  if (schedule.past === undefined || schedule.way === 'existing') return [];
  const matrix = matrixOf(schedule, pastTargets(schedule));
  const runs: EarlierRun[] = [];
  for (const [index, { tests, story }] of schedule.past.runs.entries()) {
    const before = runs.at(-1);
    const asked = { all: matrix, left: before ? leftBy(before) : matrix, strange: strangers(matrix) }[tests];
    runs.push({ runId: `run_past_${index + 1}`, tests: asked, story });
  }
  return runs;
}

/** What a run's last word does not call passed; all of it where that leaves nothing. */
function leftBy({ tests, story: { last } }: EarlierRun): readonly AskedTest[] {
  if (last.kind !== 'word') return tests;
  const { fates } = last.recipe;
  const left = tests.filter((_, index) => fates[index % fates.length] !== 'passed');
  return left.length > 0 ? left : tests;
}

function strangers(matrix: readonly AskedTest[]): AskedTest[] {
  return matrix.map(({ testId, destination }) => ({ testId: `other-${testId}`, destination }));
}

/** The runs that a check run names. */
export function namedBy({ names }: Pick<Check, 'names'>, runs: readonly EarlierRun[]): string[] {
  const ids = runs.map(({ runId }) => runId);
  switch (names) {
    case 'all':
      return ids;
    case 'first':
      return ids.slice(0, 1);
    case 'last':
      return ids.slice(-1);
    case 'reversed':
      return ids.toReversed();
    case 'twice':
      return [...ids, ...ids];
    case 'none':
      return [];
    case 'nobody':
      return [...ids, NOBODY];
    case 'too-many':
      return Array.from({ length: TOO_MANY }, () => ids[0] ?? NOBODY);
  }
}

/** The runs of the base branch, by commit and check run. */
export function baseRuns(schedule: Schedule): EarlierRun[][][] {
  const tests = matrixOf(schedule, {}).map(({ testId, destination: { platform = '' } }) => ({
    testId,
    destination: platform === 'web' ? { platform, web_url: BASE_URL } : { platform, target_id: 'tgt_base' },
  }));
  return (schedule.base?.commits ?? []).map((checks, commit) =>
    checks.map(({ runs }, check) =>
      runs.map((story, run) => ({ runId: `run_base_${commit}_${check}_${run}`, tests, story })),
    ),
  );
}
