import { REPOSITORY } from '../runner/event.ts';
import { json, type Reply } from '../server.ts';
import { type GithubCall, type Handler, listOf } from './call.ts';
import { notFound, reject } from './rejection.ts';
import { holdsCommit, knowsCommit, type SandboxPull } from './repository.ts';

export const readPull: Handler = (call) => {
  const pull = call.repository.pulls.find(({ number }) => String(number) === call.parameter);
  return pull ? json(200, view(pull, call)) : notFound();
};

/** Newest first; only open ones by default. */
export const listPulls: Handler = (call) => {
  const { searchParams } = call.url;
  const state = searchParams.get('state') ?? 'open';
  const head = searchParams.get('head');
  return listed(
    call,
    call.repository.pulls.filter(
      (pull) =>
        (state === 'all' || pull.state === state) &&
        // GitHub ignores a head without its owner.
        (head?.includes(':') !== true || label(pull) === head),
    ),
  );
};

/** In any state, wherever the commit is in them; GitHub does not search forks. */
export const listPullsOfCommit: Handler = (call) => {
  const { repository, parameter: sha } = call;
  if (!knowsCommit(repository, sha)) reject(422, `No commit found for SHA: ${sha}`);
  const isHere = (pull: SandboxPull): boolean => pull.head.repository === REPOSITORY && holdsCommit(pull, sha);
  return listed(call, repository.pulls.filter(isHere));
};

/** The commits of a branch, newest first. */
export const listCommits: Handler = ({ repository, url }) => {
  const shas = repository.branches.get(url.searchParams.get('sha') ?? 'main') ?? notFound();
  return listOf(shas, url, (items) =>
    items.map((sha) => ({ sha, html_url: `https://github.com/${REPOSITORY}/commit/${sha}` })),
  );
};

function listed(call: GithubCall, pulls: readonly SandboxPull[]): Reply {
  const newestFirst = pulls.toSorted((one, other) => other.number - one.number);
  return listOf(newestFirst, call.url, (items) => items.map((pull) => view(pull, call)));
}

function label({ head }: SandboxPull): string {
  return `${head.repository?.split('/')[0] ?? 'unknown'}:${head.ref}`;
}

function view(pull: SandboxPull, { base }: GithubCall): unknown {
  const { number, state, head } = pull;
  const repo = head.repository === null ? null : { full_name: head.repository, fork: head.repository !== REPOSITORY };
  return {
    id: 900_000 + number,
    url: `${base}/repos/${REPOSITORY}/pulls/${number}`,
    html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
    number,
    state,
    head: { label: label(pull), ref: head.ref, sha: head.sha, repo },
    base: { ref: pull.base.ref, repo: { full_name: REPOSITORY, fork: false } },
  };
}
