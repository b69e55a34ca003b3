import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { LocatedApps } from './apps/locate.ts';
import { systemClock } from './base/clock.ts';
import { asFailure } from './base/failure.ts';
import { type Runtime, USER_AGENT } from './base/runtime.ts';
import { Secrets } from './base/secrets.ts';
import { type Context, readContext, withCommit } from './context/context.ts';
import { legTitle } from './context/leg.ts';
import { createDoksi } from './doksi/client.ts';
import { connectGithub } from './github/client.ts';
import { findHeadSha } from './github/subject.ts';
import { compareWithBase } from './history/base.ts';
import { findPrior } from './history/rerun.ts';
import { createTransport } from './http/transport.ts';
import type { InputSource } from './inputs/declared.ts';
import type { Entry } from './inputs/matrix.ts';
import { InputError } from './inputs/problems.ts';
import { type Inputs, isSkippedWithoutKey, readInputs } from './inputs/read.ts';
import { readSettings, type ReportSettings } from './inputs/settings.ts';
import { planLines, requestLines } from './log/plan.ts';
import { RunLog } from './log/progress.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { publish } from './publish/publish.ts';
import { createStep, type Step } from './publish/step.ts';
import * as endings from './results/endings.ts';
import type { Outcome } from './results/outcome.ts';
import { execute } from './run/execute.ts';
import { NO_PRIOR } from './run/progress.ts';

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

interface Finished {
  readonly outcome: Outcome;
  /** Undefined if the step ended before it. */
  readonly plan?: Plan;
  readonly inputs?: Inputs;
}

/** From the inputs to the outcome. Never rejects. */
async function run(job: Job, step: Step, runtime: Runtime): Promise<Finished> {
  if (isSkippedWithoutKey(job.source)) return { outcome: endings.skipped() };
  try {
    const { inputs, plan } = await readPlan(job, runtime);
    for (const line of planLines(plan, runtime.secrets.redact)) step.info(line);
    if (inputs.dryRun) {
      for (const line of requestLines(plan)) step.info(line);
      return { outcome: endings.dryRun(), inputs, plan };
    }
    return { outcome: await carryOut(plan, inputs, job, step, runtime), inputs, plan };
  } catch (error) {
    const outcome = runtime.signal.aborted ? endings.cancelledBeforeRun() : endings.failedBeforeRun(asFailure(error));
    return { outcome };
  }
}

/** Reads the inputs and the files that they name. All problems are reported in one error. */
async function readPlan(
  { source, settings, context }: Job,
  { secrets, signal, log }: Runtime,
): Promise<{ inputs: Inputs; plan: Plan }> {
  const nowMs = Date.now();
  const { inputs, problems, warnings } = await readInputs(source, {
    nowMs,
    workspace: context.workspace,
    environmentNames: Object.keys(process.env),
  });
  addTargetSecrets(inputs, source, secrets);
  for (const warning of warnings) log.warning(warning);
  const entries = inputs.run.kind === 'new' ? inputs.run.entries : [];
  const apps = await locateFiles(entries, context.workspace, signal);
  for (const warning of apps.warnings) log.warning(warning);
  const all = [...problems, ...apps.problems];
  if (all.length > 0) throw new InputError(all);
  return { inputs, plan: makePlan(inputs, context, apps.packages, settings.jobMatrix, nowMs) };
}

/** Finds and checks the files to upload. The code for that is loaded only if there are any. */
async function locateFiles(entries: readonly Entry[], workspace: string, signal: AbortSignal): Promise<LocatedApps> {
  if (!entries.some(({ target }) => target.key === 'apk')) return { packages: new Map(), problems: [], warnings: [] };
  const { locateApps } = await import('./apps/locate.ts');
  return locateApps(entries, workspace, signal);
}

/** Registers the secrets in the URLs of targets and in unknown keys. Ids stay visible. */
function addTargetSecrets({ run: request }: Inputs, source: InputSource, secrets: Secrets): void {
  const entries = request.kind === 'new' ? request.entries : [];
  for (const { target, testIds } of entries) {
    secrets.keep(target.key === 'target_id' ? [...testIds, target.value] : testIds);
  }
  for (const name of ['web-url', 'binary-url', 'matrix'] as const) secrets.addUrls(source(name));
  for (const { target, extras } of entries) {
    if (target.key === 'web_url' || target.key === 'binary_url') secrets.addUrls(target.value);
    secrets.addNamedValues(extras);
  }
  if (request.kind === 'new') secrets.addNamedValues(request.extraBody);
}

/** Continues from earlier attempts, carries out the plan, and compares failures with the base branch. */
async function carryOut(
  plan: Plan,
  { apiUrl, onRerun }: Inputs,
  { settings, context, title, apiKey }: Job,
  step: Step,
  runtime: Runtime,
): Promise<Outcome> {
  const send = createTransport(USER_AGENT);
  const doksi = createDoksi({ apiUrl, apiKey, send }, runtime);
  const { githubToken, jobCheckRunId, prComment: writesComments } = settings;
  // GitHub receives the title, and the check runs of earlier attempts have it redacted.
  const shownTitle = runtime.secrets.redact(title);
  const history = { plan, context, title: shownTitle, apiKey, githubToken, jobCheckRunId, writesComments, doksi };
  const isContinued = onRerun === 'failed' && context.runAttempt > 1;
  const prior = isContinued ? await findPrior(history, runtime) : NO_PRIOR;
  const services = { doksi, send, log: new RunLog(runtime), onFirstRun: onFirstRun(step, runtime.secrets.redact) };
  const outcome = await execute(plan, prior, services, runtime);
  return settings.checkRun ? compareWithBase(outcome, history, runtime) : outcome;
}

/** Writes `run-id` as soon as it is known. If that fails, the error is reported when all outputs are written. */
function onFirstRun(step: Step, redact: (text: string) => string): (runId: string) => void {
  return (runId) => {
    try {
      step.output('run-id', redact(runId));
    } catch (error) {
      step.debug(`The output run-id could not be written: ${String(error)}`);
    }
  };
}

/** Deadline (milliseconds) of the request for the pull request of a comment. */
const COMMIT_REQUEST_MS = 10 * 1000;

/** Adds the commit of the pull request that was commented on, if a report on GitHub needs it. */
async function withRequestedCommit(
  context: Context,
  { isOffline, checkRun, prComment, githubToken: token }: ReportSettings,
  runtime: Runtime,
): Promise<Context> {
  if (context.headSha !== undefined || isOffline || !(checkRun || prComment)) return context;
  try {
    const endsAtMs = runtime.clock.now() + COMMIT_REQUEST_MS;
    const github = connectGithub({ token, context, endsAtMs, writesComments: prComment }, runtime);
    return withCommit(context, await findHeadSha(context.subject, github));
  } catch {
    // The reports that need the commit request it again and explain what failed.
    return context;
  }
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
