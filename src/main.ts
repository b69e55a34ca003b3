import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { asFailure } from './base/failure.ts';
import { type Runtime, systemClock, USER_AGENT } from './base/runtime.ts';
import { Secrets } from './base/secrets.ts';
import { type Context, readContext, withCommit } from './context/context.ts';
import { legTitle } from './context/leg.ts';
import { DoksiClient } from './doksi/client.ts';
import { withRequestedCommit } from './github/subject.ts';
import { compareWithBase } from './history/base.ts';
import { findPrior } from './history/rerun.ts';
import { createTransport } from './http/transport.ts';
import type { InputSource } from './inputs/declared.ts';
import { type Inputs, isSkippedWithoutKey } from './inputs/read.ts';
import { readSettings, type ReportSettings } from './inputs/settings.ts';
import { planLines, requestLines } from './log/plan.ts';
import { RunLog } from './log/progress.ts';
import type { Plan } from './plan/plan.ts';
import { readPlan } from './plan/read.ts';
import { publish } from './publish/publish.ts';
import { createStep, type Step } from './publish/step.ts';
import * as endings from './results/endings.ts';
import type { Outcome } from './results/outcome.ts';
import { execute } from './run/execute.ts';
import { NO_PRIOR } from './run/execution.ts';

/** Runs the step; resolves to whether it passes. `signal` aborts when the step is cancelled. */
export async function main(signal: AbortSignal): Promise<boolean> {
  const source: InputSource = (name) => core.getInput(name, { trimWhitespace: false });
  const apiKey = source('api-key').trim();
  const secrets = new Secrets((secret) => core.setSecret(secret));
  if (apiKey !== '') core.setSecret(apiKey);
  secrets.add(apiKey);
  // The runner masks its own token.
  secrets.add(source('github-token').trim());
  // https://no-color.org
  const step = createStep(secrets, !process.env['NO_COLOR']);
  const runtime = { clock: systemClock, random: Math.random, signal, log: step, secrets };

  const { settings } = readSettings(source);
  const eventContext = withCommit(readContext(process.env, readTextFile), settings.commitSha);
  const context = await withRequestedCommit(eventContext, settings, runtime);
  const title = settings.title ?? legTitle(settings.jobMatrix, context);
  const job = { source, settings, context, title, apiKey };
  const { outcome, plan, inputs } = await run(job, step, runtime);
  return publish({ ...job, outcome, plan, onRerun: inputs?.onRerun ?? 'all' }, step, runtime);
}

interface Job {
  readonly source: InputSource;
  readonly settings: ReportSettings;
  readonly context: Context;
  readonly title: string;
  readonly apiKey: string;
}

/** Reads the inputs, makes the plan and carries it out. Without valid inputs there is only an outcome. Never rejects. */
async function run(
  job: Job,
  step: Step,
  runtime: Runtime,
): Promise<{ outcome: Outcome; inputs?: Inputs; plan?: Plan }> {
  const { source, context, settings } = job;
  if (isSkippedWithoutKey(source)) return { outcome: endings.skipped() };
  try {
    const environmentNames = Object.keys(process.env);
    const request = { source, context, jobMatrix: settings.jobMatrix, environmentNames };
    const { inputs, plan } = await readPlan(request, runtime);
    for (const line of planLines(plan, runtime.secrets.redact)) step.info(line);
    if (inputs.dryRun) for (const line of requestLines(plan)) step.info(line);
    const outcome = inputs.dryRun ? endings.dryRun() : await carryOut(plan, inputs, job, step, runtime);
    return { outcome, inputs, plan };
  } catch (error) {
    const { aborted } = runtime.signal;
    return { outcome: aborted ? endings.cancelledBeforeRun() : endings.failedBeforeRun(asFailure(error)) };
  }
}

/** Continues from earlier attempts, carries out the plan, and compares failures with the base branch. */
async function carryOut(
  plan: Plan,
  { apiUrl, onRerun }: Inputs,
  { settings, context, title, apiKey }: Job,
  step: Step,
  runtime: Runtime,
): Promise<Outcome> {
  const { redact } = runtime.secrets;
  const send = createTransport(USER_AGENT);
  const doksi = new DoksiClient({ apiUrl, apiKey, send });
  // Redacted, because earlier check runs are found by the title that they were published with.
  const history = { ...settings, plan, context, title: redact(title), apiKey, doksi };
  const isContinued = onRerun === 'failed' && plan.isRerun;
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

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
