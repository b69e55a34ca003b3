import { asFailure } from '../failure.ts';
import type { Call, CheckRun, Github } from '../github/api.ts';
import { findHeadSha } from '../github/subject.ts';
import { requestDigest, targetKey } from '../history/request-digest.ts';
import type { HistoryRecord } from '../history/record.ts';
import type { Plan } from '../plan/plan.ts';
import type { WorkflowFile } from '../report/anchor.ts';
import { checkConclusion } from '../report/check-conclusion.ts';
import { checkName, type CheckReport, checkReport } from '../report/check-run.ts';
import { decide } from '../results/gates.ts';
import { counted } from '../text.ts';
import { connection, type GithubReportSources, UnknownSubjectError } from './on-github.ts';
import type { ReportOutputs } from '../report/outputs.ts';

export interface CheckRunSources extends GithubReportSources {
  /** Undefined where the step ended before there was one. */
  readonly plan: Plan | undefined;
  /** Doksi's key, with which what was asked for is digested. */
  readonly apiKey: string;
  readonly workflowFile: () => WorkflowFile | undefined;
}

/** Publishes the check run on the head commit; none where there is nothing yet that a check could say. */
export async function tellCheckRun(sources: CheckRunSources, signal: AbortSignal): Promise<ReportOutputs> {
  const { outcome, settings, context, step, title, workflowFile } = sources;
  const decision = decide(outcome, settings.gates);
  const conclusion = checkConclusion(outcome.conclusion, decision);
  if (conclusion === undefined) return {};
  const { github, call } = connection(sources, signal);
  const headSha = await findHeadSha(context.subject, github, call);
  if (headSha === undefined) throw new UnknownSubjectError('commit', 'the event or the input commit-sha');
  const record = recordOf(sources, headSha);
  const { closed } = decision;
  const workflow = workflowFile();
  const report = checkReport({ outcome, conclusion, closed, title, headSha, workflow, record });
  const lack = await publishCheckRun(report, github, call, (url) => step.output('check-run-url', url));
  if (lack !== undefined) step.warning(`${lack}\nThe conclusion is not affected.`);
  return {};
}

/** What later attempts need to know, to run no test again that they needn't. */
function recordOf(
  { outcome, plan, title, context, apiKey }: CheckRunSources,
  headSha: string,
): HistoryRecord {
  const targets = outcome.targets.map(
    ({ registration, targetId }) => [targetKey({ key: registration }), targetId] as const,
  );
  return {
    runs: outcome.attempts.map(({ runId, earlier }) => ({
      id: runId,
      attempt: earlier ?? context.runAttempt,
    })),
    workflowRun: context.runId,
    attempt: context.runAttempt,
    job: context.job,
    title: checkName(title),
    headSha,
    digest: plan && requestDigest(plan, apiKey),
    targets: Object.fromEntries(targets),
  };
}

/**
 * Creates the check run, then adds the annotations that one request can't hold. `onUrl` hears of its page at once: what
 * comes after may fail, or be cut short. Resolves to what it lacks, for a warning; undefined where it is complete.
 * @throws GithubError where there is no check run at all, or the signal's reason.
 */
async function publishCheckRun(
  { run, rest }: CheckReport,
  github: Pick<Github, 'createCheckRun' | 'updateCheckRun'>,
  call: Call,
  onUrl: (url: string) => void,
): Promise<string | undefined> {
  let published: CheckRun = await github.createCheckRun(run, call);
  if (published.htmlUrl !== undefined) onUrl(published.htmlUrl);
  for (const [index, output] of rest.entries()) {
    try {
      published = await github.updateCheckRun(published, { output }, call);
    } catch (error) {
      call.signal.throwIfAborted();
      const missing = rest.slice(index).flatMap(({ annotations = [] }) => annotations).length;
      const { what, next } = asFailure(error);
      return `The check run is published, but lacks ${counted(missing, 'annotation')}. ${what}\n${next}`;
    }
  }
  return undefined;
}
