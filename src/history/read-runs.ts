import type { Clock } from '../clock.ts';
import type { Doksi } from '../doksi/client.ts';
import { RetryBudget } from '../http/retry-budget.ts';
import { isTransient, withRetries } from '../http/retry.ts';
import type { Attempt } from '../results/attempt.ts';
import type { RecordedRun } from './record.ts';

/** For each run Doksi's passing faults are waited for this long (milliseconds). */
const BUDGET_MS = 20 * 1000;

interface Tools {
  readonly doksi: Pick<Doksi, 'readRun'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/**
 * What Doksi says of runs of the past, in their order. Rejects where it does not say it of one of them, and asks about
 * the others no more then.
 */
export async function readRuns(runs: readonly RecordedRun[], tools: Tools): Promise<Attempt[]> {
  const { doksi, clock, random } = tools;
  const others = new AbortController();
  const signal = AbortSignal.any([tools.signal, others.signal]);
  const readings = runs.map(async ({ id, attempt }) => {
    const patience = { clock, random, signal, budget: new RetryBudget(BUDGET_MS, 0) };
    const { value } = await withRetries(() => doksi.readRun(id, signal), isTransient, patience);
    return { runId: id, run: value, earlier: attempt };
  });
  try {
    return await Promise.all(readings);
  } finally {
    others.abort();
  }
}
