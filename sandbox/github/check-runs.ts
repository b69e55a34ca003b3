import { REPOSITORY } from '../runner/event.ts';
import { json } from '../server.ts';
import { type GithubCall, type Handler, listOf } from './call.ts';
import { notFound, reject } from './rejection.ts';
import { knowsCommit, type StoredCheckRun } from './repository.ts';
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
  const { repository, url, parameter: sha } = call;
  if (!knowsCommit(repository, sha)) return reject(422, `No commit found for SHA: ${sha}`);
  const name = url.searchParams.get('check_name');
  const matching = repository.checkRuns
    .filter((run) => run.head_sha === sha && (name === null || run.name === name))
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
  run.status = conclusion === undefined ? (change.status ?? run.status) : 'completed';
  run.conclusion = conclusion ?? run.conclusion;
  if (run.status === 'completed') run.completed_at ??= timestamp;
  if (!output) return;
  run.title = output.title ?? run.title;
  run.summary = output.summary;
  run.text = output.text ?? run.text;
  // https://docs.github.com/rest/checks/runs#update-a-check-run: annotations are added.
  run.annotations = [...run.annotations, ...(output.annotations ?? [])];
}

function view(run: StoredCheckRun, { base }: GithubCall): unknown {
  const { id, name, head_sha, external_id = '', status, conclusion = null, app } = run;
  const { started_at = null, completed_at = null, title = null, summary = null, text = null, annotations } = run;
  const page = `https://github.com/${REPOSITORY}/runs/${id}`;
  return {
    ...{ id, name, head_sha, external_id, status, conclusion, app, started_at, completed_at },
    url: `${base}/repos/${REPOSITORY}/check-runs/${id}`,
    html_url: page,
    details_url: run.details_url ?? page,
    output: { title, summary, text, annotations_count: annotations.length },
  };
}
