import * as core from '@actions/core';
import { locateApps } from './apps/locate.ts';
import { asFailure } from './base/failure.ts';
import { type Runtime, systemClock, USER_AGENT } from './base/runtime.ts';
import { Secrets } from './base/secrets.ts';
import { type Context, legTitle, readContext, withCommit } from './context/context.ts';
import { DoksiClient } from './doksi/client.ts';
import { withRequestedCommit } from './github/subject.ts';
import { compareWithBase } from './history/base-branch.ts';
import { findPrior } from './history/rerun.ts';
import { createTransport } from './http/transport.ts';
import { InputError } from './inputs/problems.ts';
import { type Inputs, isSkippedWithoutKey, readInputs } from './inputs/read.ts';
import { type InputName, InputReader } from './inputs/reader.ts';
import { addTargetSecrets } from './inputs/run-request.ts';
import { readSettings, type ReportSettings } from './inputs/settings.ts';
import { planLines, requestLines } from './log/plan.ts';
import { RunLog } from './log/progress.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { publish } from './publish/publish.ts';
import { createStep, type Step } from './publish/step.ts';
import * as endings from './results/endings.ts';
import type { Outcome } from './results/outcome.ts';
import { execute } from './run/execute.ts';
import { NO_PRIOR } from './run/execution.ts';

/** Runs the step; resolves to whether it passes. `signal` aborts when the step is cancelled. */
export async function main(signal: AbortSignal): Promise<boolean> {
  const getInput = (name: InputName): string => core.getInput(name, { trimWhitespace: false });
  const apiKey = getInput('api-key').trim();
  const secrets = new Secrets((secret) => core.setSecret(secret));
  if (apiKey !== '') core.setSecret(apiKey);
  secrets.add(apiKey);
  // The runner masks its own token.
  secrets.add(getInput('github-token').trim());
  // https://no-color.org
  const step = createStep(secrets, !process.env['NO_COLOR']);
  const runtime = { clock: systemClock, random: Math.random, signal, log: step, secrets };

  const eventContext = readContext(process.env);
  const reader = new InputReader(getInput, eventContext.workspace, Object.keys(process.env));
  const settings = readSettings(reader);
  const context = await withRequestedCommit(withCommit(eventContext, settings.commitSha), settings, runtime);
  const title = settings.title ?? legTitle(settings.jobMatrix, context);
  const job = { reader, settings, context, title, apiKey };
  const { outcome, plan } = await run(job, step, runtime);
  return publish({ ...job, outcome, plan }, step, runtime);
}

interface Job {
  readonly reader: InputReader;
  readonly settings: ReportSettings;
  readonly context: Context;
  readonly title: string;
  readonly apiKey: string;
}

/** Makes the plan and carries it out. Without valid inputs there is only an outcome. Never rejects. */
async function run(job: Job, step: Step, runtime: Runtime): Promise<{ outcome: Outcome; plan?: Plan }> {
  const { reader, settings } = job;
  if (isSkippedWithoutKey(reader)) return { outcome: endings.skipped() };
  try {
    const { inputs, plan } = await readPlan(job, runtime);
    for (const line of planLines(plan, runtime.secrets.redact)) step.info(line);
    if (settings.isDryRun) for (const line of requestLines(plan)) step.info(line);
    const outcome = settings.isDryRun ? endings.dryRun() : await carryOut(plan, inputs, job, step, runtime);
    return { outcome, plan };
  } catch (error) {
    const { aborted } = runtime.signal;
    return { outcome: aborted ? endings.cancelledBeforeRun() : endings.erroredBeforeRun(asFailure(error)) };
  }
}

/** Reads the inputs and the files that they name, and makes the plan. Throws all problems as one InputError. */
async function readPlan(
  { reader, settings, context }: Job,
  { clock, secrets, signal, log }: Runtime,
): Promise<{ inputs: Inputs; plan: Plan }> {
  const inputs = await readInputs(reader, settings, clock.now());
  addTargetSecrets(inputs.run, reader, secrets);
  const entries = inputs.run.kind === 'new' ? inputs.run.entries : [];
  for (const warning of reader.findings.warnings) log.warning(warning);
  const apps = await locateApps(entries, context.workspace, signal);
  for (const warning of apps.warnings) log.warning(warning);
  const problems = [...reader.findings.problems, ...apps.problems];
  if (problems.length > 0) throw new InputError(problems);
  return { inputs, plan: makePlan(inputs, context, apps.packages, settings.jobMatrix) };
}

/** Continues from earlier attempts, carries out the plan, and compares failures with the base branch. */
async function carryOut(
  plan: Plan,
  { apiUrl }: Inputs,
  { settings, context, title, apiKey }: Job,
  step: Step,
  runtime: Runtime,
): Promise<Outcome> {
  const { redact } = runtime.secrets;
  const send = createTransport(USER_AGENT);
  const doksi = new DoksiClient({ apiUrl, apiKey, send });
  // Redacted, because earlier check runs are found by the title that they were published with.
  const history = { ...settings, plan, context, title: redact(title), apiKey, doksi };
  const isContinued = plan.onRerun === 'failed' && plan.isRerun;
  const prior = isContinued ? await findPrior(history, runtime) : NO_PRIOR;
  const onFirstRun = (runId: string): void => writeRunId(redact(runId), step);
  const services = { doksi, send, log: new RunLog(runtime), onFirstRun };
  const outcome = await execute(plan, prior, services, runtime);
  return settings.checkRun ? compareWithBase(outcome, history, runtime) : outcome;
}

/** Writes `run-id` as soon as it is known. If that fails, the error is reported when all outputs are written. */
function writeRunId(runId: string, step: Step): void {
  try {
    step.output('run-id', runId);
  } catch (error) {
    step.debug(`The output run-id could not be written: ${String(error)}`);
  }
}
