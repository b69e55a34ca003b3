import { join } from 'node:path';
import { helpUrl, reasonOf } from '../base/failure.ts';
import { mapStrings } from '../base/json.ts';
import type { Runtime } from '../base/runtime.ts';
import { clipped } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import { type Context, readTextFile } from '../context/context.ts';
import { requestDigest } from '../history/record.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import { closingLines, unfinishedLines } from '../log/closing.ts';
import type { Plan } from '../plan/plan.ts';
import { type ReportModel, reportModel } from '../report/model.ts';
import { type OutputName, outputs } from '../report/outputs.ts';
import type { Outcome } from '../results/outcome.ts';
import { publishReports } from './reports.ts';
import type { Step } from './step.ts';

export interface Publication {
  readonly outcome: Outcome;
  /** Undefined if the step ended before there was one. */
  readonly plan: Plan | undefined;
  readonly settings: ReportSettings;
  readonly title: string;
  readonly context: Context;
  readonly apiKey: string;
}

/**
 * Publishes the outcome: outputs first, since other jobs depend on them, then the log and the reports. A report that fails
 * is a warning. Resolves to whether the step passes.
 */
export async function publish(publication: Publication, step: Step, runtime: Runtime): Promise<boolean> {
  const model = modelOf(publication, runtime);
  const { outcome, decision } = model;
  const { values, warnings } = outputs(outcome);
  const outputFault = writeOutputs(values, step);

  for (const line of closingLines(outcome)) step.info(line);
  for (const warning of [...outcome.warnings, ...warnings]) step.warning(warning);
  await publishReports(model, publication, step, runtime);
  // GitHub shows ten notices of a step: annotations with a line come first.
  for (const notice of outcome.notices) step.notice(notice);

  conclude(model, step);
  if (outputFault !== undefined) step.error(outputFault);
  return decision.isGreen && outputFault === undefined;
}

/** Redacts the outcome once for all reports, before anything is shortened or escaped. */
function modelOf({ outcome, plan, settings, title, context, apiKey }: Publication, { secrets }: Runtime): ReportModel {
  const { conclusion } = outcome;
  const { workspace } = context;
  const clean = (text: string): string => secrets.redact(text.toWellFormed());
  return reportModel({
    outcome: { ...mapStrings(outcome, clean), conclusion },
    title: clean(title),
    gates: settings.gates,
    context: { ...mapStrings(context, clean), workspace },
    planned: plan && mapStrings(plan.run, clean),
    digest: plan && requestDigest(plan, apiKey),
    onRerun: plan?.onRerun ?? 'all',
    jobCheckRunId: settings.jobCheckRunId,
    workflowText: readTextFile(join(context.workspace, context.workflowPath ?? '')) ?? '',
  });
}

/** Writes the outputs. Returns what to report if that fails. */
function writeOutputs(values: Readonly<Record<OutputName, string>>, step: Step): string | undefined {
  try {
    for (const [name, value] of Object.entries(values)) step.output(name, value);
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    const run = values['run-id'] === '' ? 'No run was created.' : `The run is ${values['run-id']}.`;
    return `The outputs could not be written (${reason}). ${run}\nLater steps do not have them. Check the runner's disk, then run the job again.\nMore: ${helpUrl('outputs-not-written')}`;
  }
}

/** Logs why the step fails, or what an open gate lets pass. */
function conclude({ outcome, decision }: ReportModel, step: Step): void {
  const message = messageOf(outcome);
  if (decision.closed === 'fail-on-flaky') step.error(`${message}\nThis step fails because fail-on-flaky is on.`);
  else if (!decision.isGreen) step.error(message);
  else if (outcome.conclusion === 'skipped') step.warning(message);
  for (const gate of decision.open) {
    // Off by default, so not worth a warning.
    if (gate === 'fail-on-flaky') step.info('fail-on-flaky is off: flaky tests do not fail this step');
    else step.warning(`${gate} is off, so this step passes with conclusion ${outcome.conclusion}: ${message}`);
  }
}

/** The runner cuts messages at 4,096 characters. Names come last in `what`, so that cutting it loses no fact. */
const MAX_WHAT = 2500;

function messageOf({ what, next, help, problems, runs }: Outcome): string {
  const first = problems.length > 0 ? what : clipped(what, MAX_WHAT);
  // A link to the failed test belongs to the same line.
  const lines = webLink(next) === undefined ? [first, next] : [`${first} ${next}`];
  lines.push(...unfinishedLines(runs));
  if (help !== undefined) lines.push(`More: ${helpUrl(help)}`);
  return lines.filter((line) => line !== '').join('\n');
}
