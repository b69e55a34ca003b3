import { json, type Reply } from '../reply.ts';
import type { GithubCall, Handler } from './call.ts';
import { notFound, reject } from './rejection.ts';
import { listOf } from './paging.ts';
import { holdsCommit, knowsCommit, resolveRef, type SandboxPull } from './repository.ts';

export const readPull: Handler = (call) => {
  const pull = call.repository.pulls.find(({ number }) => String(number) === call.parameter);
  return pull ? json(200, view(pull, call)) : notFound();
};

/** Newest first; only open ones by default. */
export const listPulls: Handler = (call) => {
  const { searchParams } = call.url;
  const state = searchParams.get('state') ?? 'open';
  const head = searchParams.get('head');
  const base = searchParams.get('base');
  return listed(
    call,
    call.repository.pulls.filter(
      (pull) =>
        (state === 'all' || pull.state === state) &&
        // GitHub ignores a head without its owner.
        (head?.includes(':') !== true || label(pull) === head) &&
        (base === null || pull.base.ref === base),
    ),
  );
};

/** In any state, wherever the commit is in them; GitHub does not search forks. */
export const listPullsOfCommit: Handler = (call) => {
  const { repository, parameter } = call;
  if (!knowsCommit(repository, parameter)) reject(422, `No commit found for SHA: ${parameter}`);
  return listed(
    call,
    repository.pulls.filter((pull) => pull.head.repository === repository.name && holdsCommit(pull, parameter)),
  );
};

export const listCommits: Handler = (call) => {
  const { repository, url, base } = call;
  const ref = url.searchParams.get('sha') ?? 'main';
  const branch = repository.branches.get(ref);
  const sha = resolveRef(repository, ref);
  if (sha === undefined) return notFound();
  const line = [...repository.branches.values()].find((shas) => shas.includes(sha)) ?? [sha];
  return listOf(branch ?? line.slice(line.indexOf(sha)), url, (items) =>
    items.map((item) => ({
      sha: item,
      node_id: `C_${item}`,
      url: `${base}/repos/${repository.name}/commits/${item}`,
      html_url: `https://github.com/${repository.name}/commit/${item}`,
      commit: { message: 'A commit' },
      parents: [],
    })),
  );
};

function listed(call: GithubCall, pulls: readonly SandboxPull[]): Reply {
  const newestFirst = pulls.toSorted((one, other) => other.number - one.number);
  return listOf(newestFirst, call.url, (items) => items.map((pull) => view(pull, call)));
}

function label({ head }: SandboxPull): string {
  return `${head.repository?.split('/')[0] ?? 'unknown'}:${head.ref}`;
}

function view(pull: SandboxPull, { base, repository }: GithubCall): unknown {
  const { number, state, head } = pull;
  const url = `${base}/repos/${repository.name}/pulls/${number}`;
  const repo = (name: string | null): unknown =>
    name === null
      ? null
      : {
          name: name.split('/')[1],
          full_name: name,
          url: `${base}/repos/${name}`,
          fork: name !== repository.name,
        };
  const owner = repository.name.split('/')[0] ?? '';
  return {
    id: 900_000 + number,
    node_id: `PR_${number}`,
    url,
    html_url: `https://github.com/${repository.name}/pull/${number}`,
    number,
    state,
    locked: false,
    draft: false,
    title: pull.title ?? `Pull request ${number}`,
    user: { login: 'mona', type: 'User' },
    body: null,
    head: { label: label(pull), ref: head.ref, sha: head.sha, repo: repo(head.repository) },
    base: {
      label: `${owner}:${pull.base.ref}`,
      ref: pull.base.ref,
      sha: repository.branches.get(pull.base.ref)?.[0] ?? '',
      repo: repo(repository.name),
    },
    merged_at: null,
  };
}
