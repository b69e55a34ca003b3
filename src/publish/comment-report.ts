import { findHeadSha, findPullRequest, noPullRequest } from '../github/subject.ts';
import { sectionOf } from '../report/comment-section.ts';
import { decide } from '../results/gates.ts';
import { publishComment } from './comment.ts';
import { connection, type GithubReportSources } from './on-github.ts';
import type { ReportOutputs } from '../report/outputs.ts';

export interface CommentSources extends GithubReportSources {
  /** Aborts when the step is cancelled. */
  readonly cancelled: AbortSignal;
}

/** Puts this job's section into the workflow's comment on the pull request. */
export async function tellComment(sources: CommentSources, signal: AbortSignal): Promise<ReportOutputs> {
  const { outcome, settings, title, context, step, clock, random, cancelled } = sources;
  const { github, call } = connection(sources, signal);
  const { subject, serverUrl, repository = '', runId, job, runAttempt, eventName } = context;
  const [headSha, pull] = await Promise.all([
    findHeadSha(subject, github, call),
    findPullRequest(subject, github, call),
  ]);
  if (pull === undefined || headSha === undefined) {
    step.info(`No comment was written. ${noPullRequest(subject)}`);
    return {};
  }
  const home = `${serverUrl}/${repository}`;
  const commitUrl = `${home}/commit/${headSha}`;
  const request = {
    section: sectionOf({
      outcome,
      closed: decide(outcome, settings.gates).closed,
      title,
      job,
      headSha,
      workflowRun: runId,
      attempt: runAttempt,
      commitUrl,
    }),
    frame: {
      workflow: context.workflowPath ?? context.workflow ?? '',
      commitUrl,
      workflowRunUrl: runId === undefined ? undefined : `${home}/actions/runs/${runId}`,
    },
    number: pull.number,
    isMergeGroup: eventName === 'merge_group',
  };
  const onUrl = (url: string): void => step.output('comment-url', url);
  const ending = await publishComment(request, { github, call, clock, random, cancelled, onUrl });
  if (ending.kind === 'newer') {
    const [ours, theirs] = [headSha.slice(0, 7), ending.sha.slice(0, 7)];
    step.info(`The comment on #${pull.number} is about ${theirs}, which is newer than ${ours}: it stays.`);
  } else if (ending.rival !== undefined) {
    const { job, doksiRun } = ending.rival;
    step.warning(
      `In the comment, another step of job ${job} tells of run ${doksiRun} under the same title, "${title}": only one of the two stays.\n` +
        'Give each step, and each leg of a job matrix, its own title.',
    );
  }
  return {};
}
