import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { decide } from '../results/gates.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import type { Outcome } from '../results/outcome.ts';
import type { Plan } from '../plan/plan.ts';
import { annotations, type WorkflowFile } from '../report/annotations.ts';
import { closingLines } from '../log/closing.ts';
import { renderSummary } from '../report/summary.ts';
import { outputs } from './outputs.ts';
import type { Step } from './step.ts';

/**
 * Tells the outcome everywhere: outputs first, since other jobs depend on them. Reports are extras: one that fails
 * is a warning. Returns whether the step is green.
 */
export async function publish(
  outcome: Outcome,
  plan: Plan | undefined,
  settings: ReportSettings,
  context: Context,
  step: Step,
): Promise<boolean> {
  const { values, warnings } = outputs(outcome);
  for (const [name, value] of Object.entries(values)) step.output(name, value);

  for (const line of closingLines(outcome)) step.info(line);
  for (const warning of [...outcome.warnings, ...warnings]) step.warning(warning);

  if (settings.annotations && outcome.run) {
    const workflow = workflowFile(context);
    for (const annotation of annotations(outcome.run, workflow)) step.annotate(annotation);
  }
  if (settings.summary) await writeSummary(outcome, plan, settings, context, step);

  const { isGreen, openGate } = decide(outcome.conclusion, settings.gates);
  const message = [outcome.what, outcome.next].filter((part) => part !== '').join('\n');
  if (!isGreen) step.fail(message);
  if (openGate)
    step.warning(
      `${openGate} is off, so this step is green although it ended as ${outcome.conclusion}: ${message}`,
    );
  return isGreen;
}

async function writeSummary(
  outcome: Outcome,
  plan: Plan | undefined,
  { title }: ReportSettings,
  context: Context,
  step: Step,
): Promise<void> {
  if (!context.hasSummary) return;
  try {
    await step.appendSummary(renderSummary({ outcome, title, context, plan }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    step.warning(`The job summary could not be written (${reason}). The conclusion is not affected.`);
  }
}

/** The workflow's own text, to point at the line that names a test; it is there only after a checkout. */
function workflowFile({ workflowPath, workspace }: Context): WorkflowFile | undefined {
  if (workflowPath === undefined) return undefined;
  try {
    return { path: workflowPath, text: readFileSync(join(workspace, workflowPath), 'utf8') };
  } catch {
    return { path: workflowPath, text: undefined };
  }
}
