import { asFailure } from './failure.ts';
import type { InputSource } from './inputs/declared.ts';
import { isSkippedWithoutKey } from './inputs/key.ts';
import type { Inputs } from './inputs/read.ts';
import { planLines, requestLines } from './log/plan-lines.ts';
import type { Plan } from './plan/plan.ts';
import type { Surroundings } from './read-plan.ts';
import { cancelledBeforeRun, dryRun, lost, NOTHING_KNOWN, skipped } from './results/endings.ts';
import type { Outcome } from './results/outcome.ts';

export interface Ready {
  readonly kind: 'ready';
  readonly plan: Plan;
  readonly inputs: Inputs;
}

/** What is to be done; or how the step ended before there was anything to do. */
export type Prepared = Ready | { readonly kind: 'over'; readonly outcome: Outcome; readonly plan?: Plan };

/** Reads the inputs, looks at the files, and makes the plan, which the log tells; nothing is sent. Never rejects. */
export async function prepare(source: InputSource, surroundings: Surroundings): Promise<Prepared> {
  if (isSkippedWithoutKey(source)) return { kind: 'over', outcome: skipped() };
  const { step, signal, redact, onAddress } = surroundings;
  try {
    // Loaded only now: a step that is skipped needs none of it.
    const { readPlan } = await import('./read-plan.ts');
    const { inputs, plan } = await readPlan(source, surroundings);
    for (const address of addressesIn(plan)) onAddress(address);
    for (const line of planLines(plan, redact)) step.info(line);
    if (!inputs.dryRun) return { kind: 'ready', inputs, plan };
    for (const line of requestLines(plan)) step.info(line);
    return { kind: 'over', outcome: dryRun(), plan };
  } catch (error) {
    const outcome = signal.aborted
      ? cancelledBeforeRun(NOTHING_KNOWN)
      : lost(NOTHING_KNOWN, asFailure(error));
    return { kind: 'over', outcome };
  }
}

function addressesIn({ run }: Plan): string[] {
  const targets = run.kind === 'new' ? run.entries.map(({ target }) => target) : [];
  return targets.flatMap((target) =>
    target.key === 'web_url' || target.key === 'binary_url' ? [target.value] : [],
  );
}
