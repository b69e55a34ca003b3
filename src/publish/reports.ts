import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import type { Plan } from '../plan/plan.ts';
import type { WorkflowFile } from '../report/anchor.ts';
import { decide } from '../results/gates.ts';
import type { Outcome } from '../results/outcome.ts';
import type { Report } from './publish.ts';
import type { Step } from './step.ts';

export interface ReportSources {
  /** Without secrets, see `redacted`. */
  readonly outcome: Outcome;
  /** Undefined where the step ended before there was one. */
  readonly plan: Plan | undefined;
  readonly settings: ReportSettings;
  readonly context: Context;
  readonly step: Step;
  readonly clock: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  /** Aborts when the step is cancelled. */
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
  /** Doksi's key, with which what is asked for is digested. */
  readonly apiKey: string;
}

/** The reports that are asked for. A new one has its place here. What each needs is loaded when it is told. */
export function reportsOf(raw: ReportSources): Report[] {
  const { settings, context, redact } = raw;
  const sources = { ...raw, title: redact(settings.title) };
  // A dry run uses no network at all, not even to tell that its inputs are wrong.
  const isOnline = !settings.isOffline;
  return [
    ...(settings.summary && context.hasSummary ? [summaryReport(sources)] : []),
    ...(settings.annotations ? [annotationsReport(sources)] : []),
    ...(settings.junitPath === undefined ? [] : [junitFile(settings.junitPath, sources)]),
    ...(settings.checkRun && isOnline ? [checkRun(sources)] : []),
    ...(settings.prComment && isOnline ? [comment(sources)] : []),
  ];
}

function checkRun(sources: CleanSources): Report {
  return {
    name: 'The check run',
    tell: async (signal) => {
      const { tellCheckRun } = await import('./check-run.ts');
      return tellCheckRun({ ...sources, workflowFile: () => workflowFile(sources.context) }, signal);
    },
  };
}

function comment(sources: CleanSources): Report {
  return {
    name: 'The comment on the pull request',
    tell: async (signal) => {
      const { tellComment } = await import('./comment-report.ts');
      return tellComment({ ...sources, cancelled: sources.signal }, signal);
    },
  };
}

function junitFile(path: string, sources: CleanSources): Report {
  return {
    name: 'The JUnit file',
    tell: async (signal) => {
      const { tellJunit } = await import('./junit-file.ts');
      return tellJunit(path, sources, signal);
    },
  };
}

type CleanSources = ReportSources & { readonly title: string };

function summaryReport({ outcome, plan, title, context, step, settings }: CleanSources): Report {
  return {
    name: 'The job summary',
    tell: async () => {
      const { renderSummary } = await import('../report/summary.ts');
      const { closed } = decide(outcome, settings.gates);
      await step.appendSummary(renderSummary({ outcome, title, context, plan, closed }));
      return {};
    },
  };
}

function annotationsReport({ outcome: { results }, context, step }: CleanSources): Report {
  return {
    name: 'Annotations',
    tell: async () => {
      const { failed, flaky, known } = results.counts;
      if (failed + flaky + known === 0) return {};
      const { annotations } = await import('../report/annotations.ts');
      for (const annotation of annotations(results, workflowFile(context))) step.annotate(annotation);
      return {};
    },
  };
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
