import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpUrl } from '../base/failure.ts';
import { mapStrings } from '../base/json.ts';
import { type Runtime, withDeadline } from '../base/runtime.ts';
import { clipped } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import { type Context, jobUrl } from '../context/context.ts';
import { connectGithub, type Github } from '../github/client.ts';
import { requestDigest } from '../history/record.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import { closingLines } from '../log/closing.ts';
import type { Plan } from '../plan/plan.ts';
import { annotations } from '../report/annotations.ts';
import { type ReportModel, reportModel, type WorkflowFile } from '../report/model.ts';
import { type OutputName, outputs } from '../report/outputs.ts';
import { unfinishedLines } from '../report/prose.ts';
import { renderSummary } from '../report/summary.ts';
import type { Outcome } from '../results/outcome.ts';
import { publishCheckRun } from './check-run.ts';
import { publishComment } from './comment.ts';
import { writeJunitFile } from './junit-file.ts';
import type { Step } from './step.ts';

export interface Publication {
  readonly outcome: Outcome;
  /** Undefined if the step ended before there was one. */
  readonly plan: Plan | undefined;
  readonly settings: ReportSettings;
  readonly title: string;
  readonly context: Context;
  readonly apiKey: string;
  readonly onRerun: 'all' | 'failed';
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
  await publishAll(reportsOf(model, publication, step, runtime.signal), step, runtime);
  // GitHub shows ten notices of a step: annotations with a line come first.
  for (const notice of outcome.notices) step.notice(notice);

  conclude(model, step);
  if (outputFault !== undefined) step.error(outputsLost(outputFault, values['run-id']));
  return decision.isGreen && outputFault === undefined;
}

/** Redacts the outcome once for all reports, before anything is shortened or escaped. */
function modelOf(
  { outcome, plan, settings, title, context, apiKey, onRerun }: Publication,
  { secrets }: Runtime,
): ReportModel {
  const { conclusion } = outcome;
  const { workspace } = context;
  const clean = (text: string): string => secrets.redact(text.toWellFormed());
  return reportModel({
    outcome: { ...mapStrings(outcome, clean), conclusion },
    title: clean(title),
    gates: settings.gates,
    context: { ...mapStrings(context, clean), workspace },
    plan,
    digest: plan && requestDigest(plan, apiKey),
    onRerun,
    jobCheckRunId: settings.jobCheckRunId,
    jobUrl: jobUrl(context, settings.jobCheckRunId ?? ''),
    workflowFile: workflowFileOf(context),
  });
}

/** The workflow file, in which annotations point at lines. Its text is available only after a checkout. */
function workflowFileOf({ workflowPath, workspace, job }: Context): WorkflowFile | undefined {
  if (workflowPath === undefined) return undefined;
  try {
    return { path: workflowPath, text: readFileSync(join(workspace, workflowPath), 'utf8'), job };
  } catch {
    return { path: workflowPath, text: undefined, job };
  }
}

interface Report {
  /** For a warning: `The job summary`. */
  readonly name: string;
  /** `runtime.signal` aborts when the time for reports ends. */
  readonly publish: (runtime: Runtime) => Promise<void>;
}

/** The reports that the settings ask for. A new report is added here. */
function reportsOf(
  model: ReportModel,
  { settings, context }: Publication,
  step: Step,
  cancelled: AbortSignal,
): Report[] {
  const { junitPath, githubToken: token, prComment, isOffline } = settings;
  const output = (name: OutputName) => (value: string) => step.output(name, value);
  const connect = (runtime: Runtime, endsAtMs: number): Github =>
    connectGithub({ token, context, endsAtMs, writesComments: prComment }, runtime);
  // Leaves time to log what is missing before all reports are cut off.
  const endOf = ({ clock }: Runtime): number => clock.now() + REPORTS_MS - LAST_WORDS_MS;
  const reports: (Report | false)[] = [
    settings.summary &&
      context.hasSummary && {
        name: 'The job summary',
        publish: () => step.appendSummary(renderSummary(model)),
      },
    settings.annotations && {
      name: 'Annotations',
      publish: async () => {
        for (const annotation of annotations(model)) step.annotate(annotation);
        return Promise.resolve();
      },
    },
    junitPath !== undefined && {
      name: 'The JUnit file',
      publish: async ({ signal, secrets }) => {
        await writeJunitFile(junitPath, model, signal);
        step.output('junit-path', secrets.redact(junitPath));
      },
    },
    settings.checkRun &&
      !isOffline && {
        name: 'The check run',
        publish: (runtime) => {
          const github = connect(runtime, endOf(runtime));
          return publishCheckRun(model, { github, onUrl: output('check-run-url') }, runtime);
        },
      },
    prComment &&
      !isOffline && {
        name: 'The comment on the pull request',
        publish: (runtime) => {
          const endsAtMs = endOf(runtime);
          const github = connect(runtime, endsAtMs);
          return publishComment(model, { github, endsAtMs, cancelled, onUrl: output('comment-url') }, runtime);
        },
      },
  ];
  return reports.filter((report) => report !== false);
}

/** All reports together take at most this long (milliseconds), */
const REPORTS_MS = 60 * 1000;
/** and this long after a cancellation: the runner kills the step after 7.5 s. */
const REPORTS_AFTER_CANCELLATION_MS = 4 * 1000;
const LAST_WORDS_MS = 1500;

/** Publishes in parallel, so that a slow report does not delay the others. */
async function publishAll(reports: readonly Report[], step: Step, runtime: Runtime): Promise<void> {
  const { clock, signal } = runtime;
  const ended = new AbortController();
  const onCancel = (): void => {
    clock.sleep(REPORTS_AFTER_CANCELLATION_MS, ended.signal).then(
      () => ended.abort(new Error('the step was cancelled')),
      () => undefined,
    );
  };
  if (signal.aborted) onCancel();
  else signal.addEventListener('abort', onCancel, { once: true });
  const expired = (): Error => new Error(`it took longer than ${REPORTS_MS / 1000} s`);
  await Promise.all(
    reports.map(async ({ name, publish }) => {
      try {
        await withDeadline(clock, REPORTS_MS, ended.signal, expired, (inTime) =>
          publish({ ...runtime, signal: inTime }),
        );
      } catch (error) {
        step.warning(`${name} could not be published: ${reasonOf(error)}\nThe conclusion is not affected.`);
      }
    }),
  );
  signal.removeEventListener('abort', onCancel);
  ended.abort();
}

/** What prevents writing the outputs, if anything does. */
function writeOutputs(values: Readonly<Record<OutputName, string>>, step: Step): string | undefined {
  try {
    for (const [name, value] of Object.entries(values)) step.output(name, value);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Logs why the step fails, or what an open gate lets pass. */
function conclude({ outcome, decision }: ReportModel, step: Step): void {
  const message = messageOf(outcome);
  if (decision.closed === 'fail-on-flaky') {
    step.error(`${message}\nThis step fails because fail-on-flaky is on.`);
  } else if (!decision.isGreen) {
    step.error(message);
  } else if (outcome.conclusion === 'skipped') {
    step.warning(message);
  }
  for (const gate of decision.open) {
    // Off by default, so not worth a warning.
    if (gate === 'fail-on-flaky') step.info('fail-on-flaky is off: flaky tests do not fail this step');
    else {
      step.warning(`${gate} is off, so this step passes with conclusion ${outcome.conclusion}: ${message}`);
    }
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

function outputsLost(reason: string, runId: string): string {
  const run = runId === '' ? 'No run was created.' : `The run is ${runId}.`;
  return `The outputs could not be written (${reason}). ${run}\nLater steps do not have them. Check the runner's disk, then run the job again.\nMore: ${helpUrl('outputs-not-written')}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
