import { eventEnvironment, HEAD_SHA, pullRequestEvent, REPOSITORY } from '../../sandbox/runner/event.ts';
import type { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { untilAborted } from '../../src/base/runtime.ts';
import { type Context, readContext } from '../../src/context/context.ts';
import { encodeRecord, type HistoryRecord, requestDigest, targetKey } from '../../src/history/record.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { API_KEY, SILENCE } from './doksi.ts';
import { baseChecks, namedBy, PAST_TARGET, pastRuns } from './earlier-runs.ts';
import type { Flaw, Schedule } from './world.ts';

// The GitHub of a schedule: one repository with the check runs of a pull request's head and of its base branch.

export const TITLE = 'Doksi';
export const GITHUB_TOKEN = 'ghs_6174b.6174b-6174b_6174b6174b6174b6174b6174b6';
const [RUN, JOB] = ['77', 'e2e'];

export interface GithubCall {
  /** Whether the check runs of the head commit are read, or anything about the base branch. */
  readonly name: 'head' | 'base';
  succeeded: boolean;
}

/** Where the step runs. */
export function contextOf({ past }: Schedule): Context {
  const env = {
    ...eventEnvironment(pullRequestEvent),
    GITHUB_API_URL: 'https://api.github.test',
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_RUN_ID: RUN,
    GITHUB_RUN_ATTEMPT: String(past?.attempt ?? 1),
    GITHUB_JOB: JOB,
    GITHUB_EVENT_PATH: 'event.json',
    GITHUB_STEP_SUMMARY: 'summary.md',
  };
  return readContext(env, () => JSON.stringify(pullRequestEvent.payload));
}

/** Responds to requests to GitHub by the schedule while it lasts, and records them. */
export function fetchFor(schedule: Schedule, plan: Plan, clock: VirtualClock, calls: GithubCall[]): typeof fetch {
  const replies = { head: schedule.github.head.values(), base: schedule.github.base.values() };
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const name = url.pathname.includes(HEAD_SHA) ? 'head' : 'base';
    const call: GithubCall = { name, succeeded: false };
    calls.push(call);
    const { kind, afterMs } = replies[name].next().value ?? { kind: 'success', afterMs: 120 };
    const signal = init?.signal ?? new AbortController().signal;
    if (kind === 'silent') return untilAborted(signal, SILENCE);
    await clock.sleep(afterMs, signal);
    call.succeeded = kind === 'success';
    const response = call.succeeded ? Response.json(truth(schedule, plan, url)) : new Response('', { status: 502 });
    // Octokit reads the URL of a response to build that of the next page.
    return Object.defineProperty(response, 'url', { value: url.href });
  };
}

/** GitHub's correct response. */
function truth(schedule: Schedule, plan: Plan, url: URL): unknown {
  const sha = /\/commits\/([^/]+)\/check-runs$/.exec(url.pathname)?.[1];
  const shas = (schedule.base ?? []).map((_, index) => `ba5e${index}`.repeat(8));
  if (sha === undefined) {
    return shas.slice(0, Number(url.searchParams.get('per_page') ?? 30)).map((one) => ({ sha: one }));
  }
  const checks = sha === HEAD_SHA ? headChecks(schedule, plan) : checksOfBase(schedule, sha, shas.indexOf(sha));
  return { total_count: checks.length, check_runs: checks };
}

function headChecks(schedule: Schedule, plan: Plan): object[] {
  const { past } = schedule;
  const runs = pastRuns(schedule);
  return (past?.checks ?? []).map((check, index) => {
    const has = (flaw: Flaw): boolean => check.flaws.includes(flaw);
    const digest = has('digest') ? 'f'.repeat(64) : requestDigest(plan, API_KEY);
    return checkRun(1000 + index, check.flaws, {
      ...recordOn(HEAD_SHA, namedBy(check, runs)),
      workflowRun: has('workflow-run') ? '76' : RUN,
      attempt: (past?.attempt ?? 1) - (has('this-attempt') ? 0 : 1),
      job: has('job') ? 'lint' : JOB,
      title: has('title') ? 'Doksi 2' : TITLE,
      digest: has('no-digest') ? undefined : digest,
      targets: check.hasTarget ? { [targetKey('apk')]: PAST_TARGET } : {},
    });
  });
}

function checksOfBase(schedule: Schedule, sha: string, commit: number): object[] {
  return (baseChecks(schedule)[commit] ?? []).map(({ flaws, runs }, index) => {
    const runIds = runs.map(({ runId }) => runId);
    return checkRun(2000 + 10 * commit - index, flaws, recordOn(sha, runIds));
  });
}

function recordOn(sha: string, runIds: readonly string[]): HistoryRecord {
  return {
    runs: runIds.map((id) => ({ id, attempt: 1 })),
    workflowRun: '5',
    attempt: 1,
    job: JOB,
    title: TITLE,
    headSha: sha,
    eventSha: sha,
    digest: undefined,
    targets: {},
  };
}

function checkRun(id: number, flaws: readonly Flaw[], record: HistoryRecord): object {
  const text = `The summary.\n\n${encodeRecord(record)}`;
  const broken = flaws.includes('no-record') ? text.replace('"runs"', '"runs') : text;
  const summary = flaws.includes('other-version') ? broken.replace('"v":1', '"v":2') : broken;
  return {
    id,
    html_url: `https://github.test/octo/shop/runs/${id}`,
    completed_at: '2026-06-02T09:00:00Z',
    output: { summary },
    app: { slug: flaws.includes('app') ? 'another' : 'github-actions' },
  };
}
