import type { Outcome } from '../results/outcome.ts';
import { tally } from '../results/tally.ts';

/** An output of a job may have 1 MB; a list above this (bytes) is left out rather than lost with all the others. */
const MAX_LIST_BYTES = 500_000;

export interface Outputs {
  readonly values: Readonly<Record<OutputName, string>>;
  readonly warnings: readonly string[];
}

/** Public, and declared in action.yml. */
export const OUTPUT_NAMES = [
  'conclusion',
  'status',
  'run-id',
  'tests-total',
  'tests-passed',
  'tests-failed',
  'duration-seconds',
  'failed-tests',
  'results',
  'target-id',
  'targets',
] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];

/** Every output on every way out. A number that is not known is empty, never 0; a list is JSON in any case. */
export function outputs({ conclusion, run, runId, targets = [] }: Outcome): Outputs {
  const counts = run && tally(run);
  const warnings: string[] = [];
  // Of several targets for one file the first: later pairs of a path win in fromEntries.
  const firstOfPath = targets.map(({ path, targetId }) => [path, targetId] as const).toReversed();
  const list = (name: OutputName, values: readonly unknown[]): string => {
    const json = JSON.stringify(values);
    if (Buffer.byteLength(json) <= MAX_LIST_BYTES) return json;
    warnings.push(`The output ${name} is left out: it would have more than ${MAX_LIST_BYTES / 1000} kB.`);
    return '';
  };
  return {
    values: {
      conclusion,
      status: run?.status ?? '',
      'run-id': runId ?? '',
      'tests-total': String(counts?.total ?? ''),
      'tests-passed': String(counts?.passed ?? ''),
      'tests-failed': String(counts?.failed ?? ''),
      'duration-seconds': String(run?.duration_seconds ?? ''),
      'failed-tests': list('failed-tests', counts?.failedResults ?? []),
      results: list('results', run?.results ?? []),
      'target-id': targets[0]?.targetId ?? '',
      targets: JSON.stringify(Object.fromEntries(firstOfPath)),
    },
    warnings,
  };
}
