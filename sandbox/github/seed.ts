import {
  BASE_SHA,
  BRANCH,
  FORK,
  FORK_PULL_REQUEST_NUMBER,
  FORK_SHA,
  HEAD_SHA,
  MERGE_SHA,
  PULL_REQUEST_NUMBER,
  QUEUE_SHA,
  REPOSITORY,
} from '../runner/event.ts';
import type { SandboxPull } from './repository.ts';

/** The two pull requests of the runner's events. */
export const sandboxPulls: readonly SandboxPull[] = [
  {
    number: PULL_REQUEST_NUMBER,
    title: 'Faster checkout',
    state: 'open',
    head: { ref: BRANCH, sha: HEAD_SHA, repository: REPOSITORY },
    base: { ref: 'main' },
  },
  {
    number: FORK_PULL_REQUEST_NUMBER,
    title: 'Mend the cart',
    state: 'open',
    head: { ref: 'mend-cart', sha: FORK_SHA, repository: FORK },
    base: { ref: 'main' },
  },
];

export const sandboxBranches: Readonly<Record<string, readonly string[]>> = { main: [MERGE_SHA, BASE_SHA] };

export const sandboxLooseCommits: readonly string[] = [QUEUE_SHA];
