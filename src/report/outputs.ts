import type { Outcome } from '../results/outcome.ts';
import { carriedFrom, ownRuns, type Test, totalSeconds } from '../results/tests.ts';
import { inGroup } from '../results/results.ts';

/** GitHub drops all outputs of a job above 1 MB, at two bytes a character (UTF-16). */
const MAX_OUTPUT_BYTES = 900_000;
/** Left out in this order until the rest is small enough. */
const OPTIONAL = ['results', 'flaky-tests', 'failed-tests'] as const;

/** Public, and declared in action.yml. */
export type OutputName = keyof ReturnType<typeof valuesOf>;

export interface Outputs {
  readonly values: Readonly<Record<OutputName, string>>;
  readonly warnings: readonly string[];
}

/** All outputs, from a redacted outcome: redacting serialised JSON could break it. */
export function outputs(outcome: Outcome): Outputs {
  let values: Outputs['values'] = valuesOf(outcome);
  const warnings: string[] = [];
  for (const name of OPTIONAL) {
    if (outputBytes(values) <= MAX_OUTPUT_BYTES) break;
    if (values[name] === '[]') continue;
    values = { ...values, [name]: '' };
    warnings.push(`The output ${name} is left out: all outputs together exceed ${MAX_OUTPUT_BYTES / 1000} kB.`);
  }
  return { values, warnings };
}

/** Unknown numbers are empty, never 0; lists are always JSON. */
function valuesOf({ conclusion, runs, results, targets }: Outcome) {
  const { counts, tests } = results;
  const own = ownRuns(runs);
  const state = runs.findLast((run) => run.state)?.state;
  const reported = (count: number): string => (state ? String(count) : '');
  // Reversed, because `fromEntries` keeps the last value of a key, but the first target of a path counts.
  const idsByPath = Object.fromEntries(targets.toReversed().map(({ path, targetId }) => [path, targetId]));
  return {
    conclusion,
    status: state?.status ?? '',
    'run-id': own[0]?.id ?? '',
    'tests-total': String(counts.total ?? ''),
    'tests-passed': reported(counts.passed),
    'tests-failed': reported(counts.failed),
    'tests-flaky': reported(counts.flaky),
    'tests-known-failed': reported(counts.known),
    'duration-seconds': String(totalSeconds(own) ?? ''),
    'failed-tests': JSON.stringify(inGroup(results, 'failed').map(asOutput)),
    'flaky-tests': JSON.stringify(inGroup(results, 'flaky').map(asOutput)),
    results: JSON.stringify(state ? tests.map(asOutput) : []),
    'target-id': targets[0]?.targetId ?? '',
    targets: JSON.stringify(idsByPath),
    // Reports that are published write these.
    'junit-path': '',
    'check-run-url': '',
    'comment-url': '',
  };
}

/** Doksi's result, with the run and the number of runs if there were several, and the attempt it is carried over from. */
function asOutput(test: Test): unknown {
  const { result, results } = test;
  const carried = carriedFrom(test);
  if (results.length === 1 && carried === undefined) return result;
  return {
    ...result,
    run_id: results.at(-1)?.runId,
    attempts: results.length,
    ...(carried !== undefined && { carried_over_from_attempt: carried }),
  };
}

function outputBytes(values: Readonly<Record<string, string>>): number {
  return Object.entries(values).reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0);
}
