import type { Runtime } from '../base/runtime.ts';
import { findHeadSha, findPullRequest, noPullRequest } from '../github/subject.ts';
import { sectionOf } from '../report/comment-section.ts';
import { commitOf, type ReportModel } from '../report/model.ts';
import { type CommentOptions, CommentWriter } from './comment-writer.ts';

/** Writes this job's section into the workflow's comment on the pull request. Throws if it was not written. */
export async function publishComment(model: ReportModel, options: CommentOptions, runtime: Runtime): Promise<void> {
  const { github } = options;
  const { context } = model;
  const { subject, serverUrl, repository = '', runId } = context;
  const [headSha, pull] = await Promise.all([findHeadSha(subject, github), findPullRequest(subject, github)]);
  if (pull === undefined || headSha === undefined) {
    runtime.log.info(`No comment was written. ${noPullRequest(subject)}`);
    return;
  }
  const frame = {
    workflow: context.workflowPath ?? context.workflow ?? '',
    commit: commitOf(context, headSha),
    workflowRunUrl: runId === undefined ? undefined : `${serverUrl}/${repository}/actions/runs/${runId}`,
  };
  const section = sectionOf(model, headSha);
  const request = { section, frame, number: pull.number, isMergeGroup: context.isMergeGroup };
  await new CommentWriter(request, options, runtime).write();
}
