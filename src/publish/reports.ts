import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import type { Plan } from '../plan/plan.ts';
import type { WorkflowFile } from '../report/anchor.ts';
import { annotations } from '../report/annotations.ts';
import { renderSummary } from '../report/summary.ts';
import type { Outcome } from '../results/outcome.ts';
import { junitFile } from './junit-file.ts';
import type { Report } from './publish.ts';
import type { Step } from './step.ts';

export interface ReportSources {
  readonly outcome: Outcome;
  /** Undefined where the step ended before there was one. */
  readonly plan: Plan | undefined;
  readonly settings: ReportSettings;
  readonly context: Context;
  readonly step: Step;
}

/** The reports that are asked for. A new one has its place here. */
export function reportsOf(sources: ReportSources): Report[] {
  const { settings, context } = sources;
  return [
    ...(settings.summary && context.hasSummary ? [summaryReport(sources)] : []),
    ...(settings.annotations ? [annotationsReport(sources)] : []),
    ...(settings.junitPath === undefined ? [] : [junitFile(settings.junitPath, sources)]),
  ];
}

function summaryReport({ outcome, plan, settings: { title }, context, step }: ReportSources): Report {
  return {
    name: 'The job summary',
    tell: async () => {
      await step.appendSummary(renderSummary({ outcome, title, context, plan }));
      return {};
    },
  };
}

function annotationsReport({ outcome, context, step }: ReportSources): Report {
  return {
    name: 'Annotations',
    tell: () => {
      for (const annotation of annotations(outcome.results, workflowFile(context))) step.annotate(annotation);
      return Promise.resolve({});
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
