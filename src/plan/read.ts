import { locateApps } from '../apps/locate.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Secrets } from '../base/secrets.ts';
import type { Context } from '../context/context.ts';
import type { InputSource } from '../inputs/declared.ts';
import { InputError } from '../inputs/problems.ts';
import { type Inputs, readInputs } from '../inputs/read.ts';
import type { RunRequest } from '../inputs/run-request.ts';
import { makePlan, type Plan } from './plan.ts';

interface PlanRequest {
  readonly source: InputSource;
  readonly context: Context;
  /** The values of the job's matrix, as JSON. */
  readonly jobMatrix: string;
  /** The names of environment variables, which contain misspelt inputs. */
  readonly environmentNames: readonly string[];
}

/** Reads the inputs and the files that they name, and makes the plan. Throws all problems as one InputError. */
export async function readPlan(
  { source, context, jobMatrix, environmentNames }: PlanRequest,
  { clock, secrets, signal, log }: Runtime,
): Promise<{ inputs: Inputs; plan: Plan }> {
  const nowMs = clock.now();
  const { workspace } = context;
  const { inputs, problems, warnings } = await readInputs(source, { nowMs, workspace, environmentNames });
  addTargetSecrets(inputs.run, source, secrets);
  for (const warning of warnings) log.warning(warning);
  const entries = inputs.run.kind === 'new' ? inputs.run.entries : [];
  const { packages, ...apps } = await locateApps(entries, workspace, signal);
  for (const warning of apps.warnings) log.warning(warning);
  const all = [...problems, ...apps.problems];
  if (all.length > 0) throw new InputError(all);
  return { inputs, plan: makePlan(inputs, context, packages, jobMatrix, nowMs) };
}

/** Registers the secrets in the URLs of targets and in unknown keys. Ids stay visible. */
function addTargetSecrets(run: RunRequest, source: InputSource, secrets: Secrets): void {
  for (const name of ['web-url', 'binary-url', 'matrix'] as const) secrets.addUrls(source(name));
  if (run.kind === 'existing') return;
  for (const { target, testIds, extras } of run.entries) {
    secrets.keep(target.key === 'target_id' ? [...testIds, target.value] : testIds);
    if (target.key === 'web_url' || target.key === 'binary_url') secrets.addUrls(target.value);
    secrets.addNamedValues(extras);
  }
  secrets.addNamedValues(run.extraBody);
}
