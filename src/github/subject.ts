import type { Runtime } from '../base/runtime.ts';
import { type Context, withCommit } from '../context/context.ts';
import type { Subject } from '../context/event.ts';
import { connectGithub, type Github } from './client.ts';
import type { PullRequest } from './schemas.ts';

/** The commit that the reports are about, requested from GitHub if the event does not name it. */
export async function findHeadSha(
  { headSha, pullRequest }: Subject,
  github: Pick<Github, 'pullRequest'>,
): Promise<string | undefined> {
  if (headSha !== undefined || pullRequest.kind !== 'numbered') return headSha;
  return (await github.pullRequest(pullRequest.number)).head.sha;
}

/** Deadline (milliseconds) of the request for the pull request of a comment. */
const COMMIT_REQUEST_MS = 10 * 1000;

/** The context with the commit of the pull request that was commented on, if a report on GitHub needs it. */
export async function withRequestedCommit(
  context: Context,
  settings: Readonly<Record<'isDryRun' | 'checkRun' | 'prComment', boolean>> & { readonly githubToken: string },
  runtime: Runtime,
): Promise<Context> {
  const { isDryRun, checkRun, prComment: writesComments, githubToken: token } = settings;
  if (context.headSha !== undefined || isDryRun || !(checkRun || writesComments)) return context;
  try {
    const endsAtMs = runtime.clock.now() + COMMIT_REQUEST_MS;
    const github = connectGithub({ token, context, endsAtMs, writesComments }, runtime);
    return withCommit(context, await findHeadSha(context.subject, github));
  } catch {
    // The reports that need the commit request it again and explain what failed.
    return context;
  }
}

/** The pull request that the reports are about; of several, the oldest. Undefined if there is none. */
export async function findPullRequest(
  subject: Subject,
  github: Pick<Github, 'pullRequest' | 'openPullRequestsFrom' | 'pullRequestsWith'>,
): Promise<Pick<PullRequest, 'number' | 'base'> | undefined> {
  const { headSha, pullRequest: hint } = subject;
  switch (hint.kind) {
    case 'numbered': {
      const { number, baseBranch } = hint;
      return baseBranch === undefined ? github.pullRequest(number) : { number, base: { ref: baseBranch } };
    }
    case 'from-branch': {
      const pulls = await github.openPullRequestsFrom(ownerOf(hint.repository), hint.branch);
      // An owner may have several forks, and the branch may have newer commits.
      const ofFork = pulls.filter((pull) => pull.head.repo?.full_name === hint.repository);
      return oldest(ofFork.filter(({ head }) => head.sha === headSha)) ?? oldest(ofFork);
    }
    case 'at-head': {
      if (headSha === undefined) return undefined;
      const pulls = await github.pullRequestsWith(headSha);
      return oldest(pulls.filter(({ state, head }) => state === 'open' && head.sha === headSha));
    }
  }
}

/** Why there is no pull request, in a sentence. */
export function noPullRequest({ headSha, pullRequest: hint }: Subject): string {
  if (hint.kind === 'from-branch') return `No open pull request comes from ${ownerOf(hint.repository)}:${hint.branch}.`;
  return headSha === undefined
    ? 'The event names no commit and no pull request.'
    : `No open pull request has commit ${headSha.slice(0, 7)} as its head.`;
}

function ownerOf(repository: string): string {
  return repository.replace(/\/.*/, '');
}

function oldest(pulls: readonly PullRequest[]): PullRequest | undefined {
  return pulls.toSorted((one, other) => one.number - other.number)[0];
}
