import { collectApps } from './apps/collect.ts';
import type { Context } from './context.ts';
import { asFailure } from './failure.ts';
import type { InputSource } from './inputs/declared.ts';
import { isSkippedWithoutKey } from './inputs/key.ts';
import { InputError } from './inputs/problems.ts';
import { type Inputs, readInputs } from './inputs/read.ts';
import { planLines, requestLines } from './log/plan-lines.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import type { Step } from './publish/step.ts';
import { cancelledBeforeRun, dryRun, lost, NOTHING_KNOWN, skipped } from './results/endings.ts';
import type { Outcome } from './results/outcome.ts';

export interface Ready {
  readonly kind: 'ready';
  readonly plan: Plan;
  readonly inputs: Inputs;
}

/** What is to be done; or how the step ended before there was anything to do. */
export type Prepared = Ready | { readonly kind: 'over'; readonly outcome: Outcome; readonly plan?: Plan };

export interface Surroundings {
  readonly context: Context;
  readonly step: Step;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Reads the inputs, looks at the files, and makes the plan, which the log tells; nothing is sent. Never rejects. */
export async function prepare(source: InputSource, surroundings: Surroundings): Promise<Prepared> {
  if (isSkippedWithoutKey(source)) return { kind: 'over', outcome: skipped() };
  const { step, signal } = surroundings;
  try {
    const { inputs, plan } = await readPlan(source, surroundings);
    for (const line of planLines(plan)) step.info(line);
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

/** Every problem is told at once: those of the inputs, and those of the files that they name. */
async function readPlan(
  source: InputSource,
  { context, step, signal, nowMs }: Surroundings,
): Promise<{ inputs: Inputs; plan: Plan }> {
  const { inputs, problems, warnings } = readInputs(source, nowMs);
  for (const warning of warnings) step.warning(warning);
  const asked = inputs.run.kind === 'new' ? inputs.run.entries : [];
  const apps = await collectApps(asked, context.workspace, signal);
  const all = [...problems, ...apps.problems];
  if (all.length > 0) throw new InputError(all);
  return { inputs, plan: makePlan(inputs, context, apps.entries, nowMs) };
}
