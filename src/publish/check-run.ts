import { asFailure } from '../base/failure.ts';
import type { Runtime } from '../base/runtime.ts';
import { counted } from '../base/text.ts';
import type { Github } from '../github/client.ts';
import { GithubError } from '../github/errors.ts';
import { findHeadSha } from '../github/subject.ts';
import { checkRunName, encodeRecord, type HistoryRecord, targetKey } from '../history/record.ts';
import { renderCheckRun } from '../report/check-run.ts';
import type { ReportModel } from '../report/model.ts';

type CheckGithub = Pick<Github, 'pullRequest' | 'jobName' | 'createCheckRun' | 'updateCheckRun'>;

/**
 * Publishes the check run on the head commit; none if the conclusion has none. Throws if it could not be created; if only
 * annotations are missing, it logs a warning.
 */
export async function publishCheckRun(
  model: ReportModel,
  { github, onUrl }: { readonly github: CheckGithub; readonly onUrl: (url: string) => void },
  { signal, log }: Runtime,
): Promise<void> {
  const conclusion = model.decision.check;
  if (conclusion === undefined) return;
  const headSha = await findHeadSha(model.context.subject, github);
  if (headSha === undefined) {
    const next = 'It is read from the event or the input commit-sha, which is empty here.';
    throw new GithubError('Could not determine the commit.', next);
  }
  const { onRerun, jobCheckRunId, context } = model;
  // Only re-runs that continue from the record need the name.
  const jobName =
    onRerun === 'failed'
      ? await github.jobName(jobCheckRunId, context.workflowRunId).catch(() => undefined)
      : undefined;
  const record = encodeRecord({ ...recordOf(model, headSha), jobName });
  const { run, further } = renderCheckRun(model, conclusion, headSha, record);
  const { id, html_url: url } = await github.createCheckRun(run);
  if (url) onUrl(url);
  for (const [index, annotations] of further.entries()) {
    try {
      await github.updateCheckRun(id, { ...run.output, annotations });
    } catch (error) {
      signal.throwIfAborted();
      const { what, next } = asFailure(error);
      const missing = counted(further.slice(index).flat().length, 'annotation');
      log.warning(
        `The check run is published, but ${missing} of it could not be added. ${what}\n${next}\nThe conclusion is not affected.`,
      );
      return;
    }
  }
}

/** What later attempts and other pull requests read. */
function recordOf({ outcome, title, digest, context }: ReportModel, headSha: string): HistoryRecord {
  const { workflowAttempt, workflowRunId, job, eventSha } = context;
  return {
    runs: outcome.runs.map((run) => ({ id: run.id, attempt: run.workflowAttempt ?? workflowAttempt })),
    workflowRun: workflowRunId,
    attempt: workflowAttempt,
    job,
    title: checkRunName(title),
    headSha,
    eventSha,
    digest,
    targets: Object.fromEntries(
      outcome.targets.map(({ registration, targetId, formerIds }) => {
        return [targetKey(registration), formerIds.length > 0 ? [...formerIds, targetId] : targetId];
      }),
    ),
  };
}
