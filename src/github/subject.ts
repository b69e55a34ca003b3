import type { Subject } from '../event.ts';
import type { Call, Github, PullRequest } from './api.ts';
import { isRefusal } from './errors.ts';

/** The pull request that the reports are about. */
export interface FoundPullRequest {
  readonly number: number;
  readonly baseBranch: string;
}

/** The commit that the reports are about; GitHub is asked where the event doesn't tell it. */
export async function findHeadSha(
  { headSha, pullRequest }: Subject,
  github: Pick<Github, 'pullRequest'>,
  call: Call,
): Promise<string | undefined> {
  if (headSha !== undefined || pullRequest.kind !== 'numbered') return headSha;
  return (await github.pullRequest(pullRequest.number, call)).headSha;
}

/**
 * The pull request that the reports are about, or undefined where there is none; GitHub is asked where the event
 * doesn't tell it. Of several the oldest counts.
 */
export async function findPullRequest(
  subject: Subject,
  github: Pick<Github, 'pullRequest' | 'openPullRequestsFrom' | 'pullRequestsWith'>,
  call: Call,
): Promise<FoundPullRequest | undefined> {
  const { headSha, pullRequest: hint } = subject;
  switch (hint.kind) {
    case 'numbered': {
      const { number, baseBranch } = hint;
      if (baseBranch !== undefined) return { number, baseBranch };
      return github.pullRequest(number, call);
    }
    case 'from-branch': {
      const all = await github.openPullRequestsFrom(hint.owner, hint.branch, call);
      // An owner may have several forks. One whose branch has gone on since is meant all the same.
      const ofFork = all.filter((pull) => pull.headRepository === (hint.repository ?? pull.headRepository));
      return oldest(ofFork.filter((pull) => pull.headSha === headSha)) ?? oldest(ofFork);
    }
    case 'at-head': {
      if (headSha === undefined) return undefined;
      const all = await pullRequestsWith(headSha, github, call);
      return oldest(all.filter((pull) => pull.isOpen && pull.headSha === headSha));
    }
  }
}

/** Why there is no pull request, in a sentence. */
export function noPullRequest({ headSha, pullRequest: hint }: Subject): string {
  if (hint.kind === 'from-branch') return `No open pull request comes from ${hint.owner}:${hint.branch}.`;
  return headSha === undefined
    ? 'Nothing tells which commit, and so which pull request, this is about.'
    : `No open pull request has commit ${headSha.slice(0, 7)} as its head.`;
}

/** A commit that GitHub doesn't know is in no pull request. */
async function pullRequestsWith(
  sha: string,
  github: Pick<Github, 'pullRequestsWith'>,
  call: Call,
): Promise<readonly PullRequest[]> {
  try {
    return await github.pullRequestsWith(sha, call);
  } catch (error) {
    if (isRefusal(error, 422)) return [];
    throw error;
  }
}

function oldest(pulls: readonly PullRequest[]): PullRequest | undefined {
  return pulls.toSorted((one, other) => one.number - other.number)[0];
}
