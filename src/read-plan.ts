import { collectApps } from './apps/collect.ts';
import { InputError } from './inputs/problems.ts';
import type { InputSource } from './inputs/declared.ts';
import { type Inputs, readInputs, yamlParserFor } from './inputs/read.ts';
import type { Context } from './context.ts';
import type { Step } from './publish/step.ts';
import { makePlan, type Plan } from './plan/plan.ts';

export interface Surroundings {
  readonly context: Context;
  readonly step: Step;
  readonly signal: AbortSignal;
  /** The text without secrets, for what is shortened to be shown. */
  readonly redact: (text: string) => string;
  /** Told each address of a target before it is shown: it may be signed. */
  readonly onAddress: (url: string) => void;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Every problem is told at once: those of the inputs, and those of the files that they name. */
export async function readPlan(
  source: InputSource,
  { context, step, signal, nowMs }: Surroundings,
): Promise<{ inputs: Inputs; plan: Plan }> {
  const { inputs, problems, warnings } = readInputs(source, nowMs, await yamlParserFor(source));
  for (const warning of warnings) step.warning(warning);
  const asked = inputs.run.kind === 'new' ? inputs.run.entries : [];
  const apps = await collectApps(asked, context.workspace, signal);
  const all = [...problems, ...apps.problems];
  if (all.length > 0) throw new InputError(all);
  return { inputs, plan: makePlan(inputs, context, apps.entries, nowMs) };
}
