import { ownAttempts, secondsOf } from '../results/attempt.ts';
import type { Outcome } from '../results/outcome.ts';
import { carriedFrom, type Test } from '../results/tests.ts';

/** A job's outputs may have 1 MB, in GitHub's count of two bytes a character (UTF-16); above it all of them are lost. */
const MAX_OUTPUT_BYTES = 900_000;
/** Left out in this order, until the rest is small enough. */
const LEFT_OUT = ['results', 'flaky-tests', 'failed-tests'] as const;

/** Public, and declared in action.yml. */
export const OUTPUT_NAMES = [
  'conclusion',
  'status',
  'run-id',
  'tests-total',
  'tests-passed',
  'tests-failed',
  'tests-flaky',
  'tests-known-failed',
  'duration-seconds',
  'failed-tests',
  'flaky-tests',
  'results',
  'target-id',
  'targets',
  'junit-path',
  'check-run-url',
  'comment-url',
] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];

/** What a report adds once it is done. */
export type ReportOutputs = Partial<Record<OutputName, string>>;

export interface Outputs {
  readonly values: Readonly<Record<OutputName, string>>;
  readonly warnings: readonly string[];
}

/** Every output on every way out. A number that is not known is empty, never 0; a list is JSON in any case. */
export function outputs({ conclusion, attempts, results, targets }: Outcome): Outputs {
  const { counts, tests, failed, flaky } = results;
  const own = ownAttempts(attempts);
  const run = attempts.findLast((attempt) => attempt.run)?.run;
  const known = (count: number): string => (run ? String(count) : '');
  // Of several targets for one file the first: later pairs of a path win in fromEntries.
  const firstOfPath = targets.map(({ path, targetId }) => [path, targetId] as const).toReversed();
  return withinLimit({
    conclusion,
    status: run?.status ?? '',
    'run-id': own[0]?.runId ?? '',
    'tests-total': String(counts.total ?? ''),
    'tests-passed': known(counts.passed),
    'tests-failed': known(counts.failed),
    'tests-flaky': known(counts.flaky),
    'tests-known-failed': known(counts.known),
    'duration-seconds': String(secondsOf(own) ?? ''),
    'failed-tests': JSON.stringify(failed.map(asOutput)),
    'flaky-tests': JSON.stringify(flaky.map(asOutput)),
    results: JSON.stringify(run ? tests.map(asOutput) : []),
    'target-id': targets[0]?.targetId ?? '',
    targets: JSON.stringify(Object.fromEntries(firstOfPath)),
    'junit-path': '',
    'check-run-url': '',
    'comment-url': '',
  });
}

/**
 * A result as Doksi describes it; of a test that ran more than once also in which run that was, and in how many; of one
 * that is carried over, the attempt of the workflow run that ran it.
 */
function asOutput(test: Test): unknown {
  const { result, tries } = test;
  const carried = carriedFrom(test);
  if (tries.length === 1 && carried === undefined) return result;
  const said = { ...result, run_id: tries.at(-1)?.runId, attempts: tries.length };
  return carried === undefined ? said : { ...said, carried_over_from_attempt: carried };
}

function withinLimit(values: Record<OutputName, string>): Outputs {
  const warnings: string[] = [];
  for (const name of LEFT_OUT) {
    if (outputBytes(values) <= MAX_OUTPUT_BYTES) break;
    values = { ...values, [name]: '' };
    warnings.push(
      `The output ${name} is left out: all outputs together would have more than ${MAX_OUTPUT_BYTES / 1000} kB.`,
    );
  }
  return { values, warnings };
}

function outputBytes(values: Readonly<Record<string, string>>): number {
  return Object.entries(values).reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0);
}
