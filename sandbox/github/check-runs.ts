import { json } from '../reply.ts';
import type { GithubCall, Handler } from './call.ts';
import { notFound, reject } from './rejection.ts';
import { listOf } from './paging.ts';
import { knowsCommit, resolveRef, type StoredCheckRun } from './repository.ts';
import { checkRunChange, type CheckRunChange, newCheckRun, parseBody } from './shapes.ts';

const FIRST_ID = 31_000_000_001;

export const createCheckRun: Handler = (call) => {
  const { repository, identity } = call;
  if (!identity.app) return reject(403, 'You must authenticate via a GitHub App.');
  const { name, head_sha, ...rest } = parseBody(newCheckRun, call.body);
  if (!knowsCommit(repository, head_sha)) reject(422, `No commit found for SHA: ${head_sha}`);
  const run: StoredCheckRun = {
    id: FIRST_ID + repository.checkRuns.length,
    head_sha,
    name,
    app: identity.app,
    details_url: undefined,
    external_id: undefined,
    status: 'queued',
    conclusion: undefined,
    started_at: call.timestamp,
    completed_at: undefined,
    title: undefined,
    summary: undefined,
    text: undefined,
    annotations: [],
  };
  apply(run, rest, call.timestamp);
  repository.checkRuns.push(run);
  return json(201, view(run, call));
};

export const updateCheckRun: Handler = (call) => {
  const run = find(call);
  const { app } = call.identity;
  if (!app) return reject(403, 'You must authenticate via a GitHub App.');
  const change = parseBody(checkRunChange, call.body);
  if (app.id !== run.app.id)
    reject(403, `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`);
  apply(run, change, call.timestamp);
  return json(200, view(run, call));
};

export const readCheckRun: Handler = (call) => json(200, view(find(call), call));

/** Newest first, as on GitHub. */
export const listCheckRuns: Handler = (call) => {
  const { repository, url } = call;
  const sha = resolveRef(repository, call.parameter);
  if (sha === undefined) return reject(422, `No commit found for SHA: ${call.parameter}`);
  const wanted = {
    name: url.searchParams.get('check_name'),
    status: url.searchParams.get('status'),
    appId: url.searchParams.get('app_id'),
  };
  const matching = repository.checkRuns
    .filter(
      (run) =>
        run.head_sha === sha &&
        (wanted.name === null || run.name === wanted.name) &&
        (wanted.status === null || run.status === wanted.status) &&
        (wanted.appId === null || String(run.app.id) === wanted.appId),
    )
    .reverse();
  const listed = url.searchParams.get('filter') === 'all' ? matching : latest(matching);
  return listOf(listed, url, (items) => ({
    total_count: listed.length,
    check_runs: items.map((run) => view(run, call)),
  }));
};

/** Only the newest of each app and name. */
function latest(newestFirst: readonly StoredCheckRun[]): readonly StoredCheckRun[] {
  const groups = Map.groupBy(newestFirst, ({ app, name }) => `${app.id} ${name}`);
  return [...groups.values()].flatMap((group) => group.slice(0, 1));
}

function find({ repository, parameter }: GithubCall): StoredCheckRun {
  const run = repository.checkRuns.find(({ id }) => String(id) === parameter);
  return run ?? notFound();
}

function apply(run: StoredCheckRun, change: CheckRunChange, timestamp: string): void {
  const { output, conclusion } = change;
  run.name = change.name ?? run.name;
  run.details_url = change.details_url ?? run.details_url;
  run.external_id = change.external_id ?? run.external_id;
  run.started_at = change.started_at ?? run.started_at;
  run.status = conclusion === undefined ? (change.status ?? run.status) : 'completed';
  run.conclusion = conclusion ?? run.conclusion;
  if (run.status === 'completed') run.completed_at = change.completed_at ?? run.completed_at ?? timestamp;
  if (!output) return;
  run.title = output.title ?? run.title;
  run.summary = output.summary;
  run.text = output.text ?? run.text;
  // https://docs.github.com/rest/checks/runs#update-a-check-run: annotations are added.
  run.annotations = [...run.annotations, ...(output.annotations ?? [])];
}

function view(run: StoredCheckRun, { base, repository }: GithubCall): unknown {
  const url = `${base}/repos/${repository.name}/check-runs/${run.id}`;
  const page = `https://github.com/${repository.name}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    name: run.name,
    head_sha: run.head_sha,
    external_id: run.external_id ?? '',
    url,
    html_url: page,
    details_url: run.details_url ?? page,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: run.started_at ?? null,
    completed_at: run.completed_at ?? null,
    output: {
      title: run.title ?? null,
      summary: run.summary ?? null,
      text: run.text ?? null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.app.id * 1000 },
    app: { id: run.app.id, slug: run.app.slug, name: run.app.slug, owner: { login: 'github' } },
    pull_requests: [],
  };
}
