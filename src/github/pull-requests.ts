import * as z from 'zod';
import type { Call, Github } from './api.ts';
import type { Put } from './ask.ts';
import type { Permission } from './errors.ts';
import { allPages } from './pages.ts';
import { CommitsAnswer, PullRequestAnswer } from './schemas.ts';

type PullRequestCalls = Pick<Github, 'pullRequest' | 'openPullRequestsFrom' | 'pullRequestsWith' | 'commits'>;

/** The calls that find pull requests and commits. */
export function pullRequestCalls(put: Put, home: string, writesComments: boolean): PullRequestCalls {
  const permission: Permission = writesComments ? 'pull-requests: write' : 'pull-requests: read';
  const common = { purpose: 'find the pull request', method: 'GET', permission } as const;
  const list = (path: string, call: Call) =>
    allPages((page) => put({ ...common, path: `${path}${page}`, schema: z.array(PullRequestAnswer) }, call));
  return {
    async pullRequest(number, call) {
      const path = `${home}/pulls/${number}`;
      const question = {
        ...common,
        purpose: `read pull request #${number}`,
        path,
        schema: PullRequestAnswer,
      };
      return (await put(question, call)).value;
    },
    openPullRequestsFrom(owner, branch, call) {
      const query = new URLSearchParams({ head: `${owner}:${branch}`, state: 'open' });
      return list(`${home}/pulls?${query.toString()}&`, call);
    },
    pullRequestsWith: (sha, call) => list(`${home}/commits/${encodeURIComponent(sha)}/pulls?`, call),
    async commits(ref, count, call) {
      const query = new URLSearchParams({ sha: ref, per_page: String(count) });
      const question = {
        purpose: `read the last commits of ${ref}`,
        method: 'GET',
        path: `${home}/commits?${query.toString()}`,
        schema: CommitsAnswer,
        permission: 'contents: read',
      } as const;
      return (await put(question, call)).value;
    },
  };
}
