import { encodeRecord, type HistoryRecord } from '../../src/history/record.ts';
import { requestDigest, targetKey } from '../../src/history/request-digest.ts';
import type { Request } from '../../src/github/connection.ts';
import type { Context } from '../../src/context.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { GithubReply, GithubTopic } from './github-script.ts';
import { baseRuns, namedBy, pastRuns, pastTargets } from './past-runs.ts';
import type { Check, Flaw } from './past.ts';
import type { Schedule } from './schedule.ts';

// The GitHub that a schedule has: one repository with one pull request, its check runs and those of the base branch.

const HEAD_SHA = '4ead'.repeat(10);
const OTHER_SHA = '07e4'.repeat(10);
const PULL_REQUEST = 7;
const BRANCH = 'main';
export const TITLE = 'Doksi';
const [RUN, JOB] = ['77', 'e2e'];

/** Where the step runs. */
export function contextOf({ past, github: { event } }: Schedule): Context {
  const headSha = event === 'asked' ? undefined : HEAD_SHA;
  const pullRequest = {
    numbered: { kind: 'numbered', number: PULL_REQUEST, baseBranch: BRANCH },
    asked: { kind: 'numbered', number: PULL_REQUEST, baseBranch: undefined },
    'at-head': { kind: 'at-head' },
    'from-branch': { kind: 'from-branch', owner: 'mona', branch: 'cart', repository: 'mona/shop' },
  } as const;
  return {
    repository: 'octo/shop',
    serverUrl: 'https://github.test',
    apiUrl: 'https://api.github.test',
    defaultBranch: BRANCH,
    eventName: 'pull_request',
    workflow: 'E2E',
    workflowPath: '.github/workflows/e2e.yml',
    runId: RUN,
    runAttempt: past?.attempt ?? 1,
    job: JOB,
    headSha,
    subject: { headSha, pullRequest: pullRequest[event] },
    hasForkToken: false,
    ref: undefined,
    tag: undefined,
    workspace: '/',
    hasSummary: true,
  };
}

/** Answers whatever it is asked, by the script as long as that goes. */
export function githubOf(
  schedule: Schedule,
  plan: Plan,
  apiKey: string,
): (request: Pick<Request, 'path'>) => GithubReply {
  const { replies, hasSmallPages } = schedule.github;
  const counts = new Map<GithubTopic, number>();
  const bases = baseChecks(schedule);
  const truth = (path: string): readonly unknown[] | object => {
    const sha = /commits\/([^/]+)\/check-runs/.exec(path)?.[1];
    if (sha === HEAD_SHA) return headChecks(schedule, requestDigest(plan, apiKey));
    if (sha !== undefined) return bases[shaNumber(sha)] ?? [];
    if (path.includes('/commits?')) return bases.map((_, index) => ({ sha: baseSha(index) }));
    return /\/pulls\/\d+$/.test(path) ? PULL : [PULL];
  };
  return ({ path }) => {
    const topic = topicOf(path);
    const number = counts.get(topic) ?? 0;
    counts.set(topic, number + 1);
    return replies[topic][number] ?? trueReply(path, truth(path), hasSmallPages);
  };
}

export function topicOf(path: string): GithubTopic {
  if (path.includes(`/commits/${HEAD_SHA}/check-runs`)) return 'checks';
  if (path.includes('/check-runs')) return 'baseChecks';
  return path.includes('/commits?') ? 'commits' : 'pulls';
}

/** What GitHub has to say; a list page by page. */
function trueReply(path: string, truth: readonly unknown[] | object, hasSmallPages: boolean): GithubReply {
  const answer = (data: unknown, hasMore = false): GithubReply => ({
    kind: 'answer',
    status: 200,
    ...(hasMore && { headers: { link: `<https://api.github.test${path}>; rel="next"` } }),
    data,
    afterMs: 120,
    isTrue: true,
  });
  if (!Array.isArray(truth)) return answer(truth);
  const query = new URLSearchParams(path.replace(/^[^?]*\?/, ''));
  const size = hasSmallPages ? 1 : Number(query.get('per_page'));
  const page = Number(query.get('page') ?? '1');
  const all = Number(query.get('per_page'));
  const items = query.has('page') ? truth.slice((page - 1) * size, page * size) : truth.slice(0, all);
  return answer(
    path.includes('/check-runs') ? { check_runs: items } : items,
    query.has('page') && page * size < truth.length,
  );
}

const PULL = {
  number: PULL_REQUEST,
  state: 'open',
  head: { sha: HEAD_SHA, ref: 'cart', repo: { full_name: 'mona/shop' } },
  base: { ref: BRANCH },
};

function headChecks(schedule: Schedule, digest: string | undefined): object[] {
  const { past } = schedule;
  if (past === undefined) return [];
  const runs = pastRuns(schedule);
  return past.checks.map((check, index) => {
    const { flaws, targets, boasts } = check;
    const attempt = attemptOf(flaws, past.attempt);
    const has = (flaw: Flaw): boolean => flaws.includes(flaw);
    const ids = pastTargets(schedule, targets);
    const record: HistoryRecord = {
      runs: namedBy(check, runs).map((id) => ({ id, attempt: 1 })),
      workflowRun: has('workflow-run') ? '76' : RUN,
      attempt,
      job: has('job') ? 'lint' : JOB,
      title: has('title') ? 'Doksi 2' : TITLE,
      headSha: has('commit') ? OTHER_SHA : HEAD_SHA,
      digest: has('no-digest') ? undefined : has('digest') ? 'f'.repeat(64) : digest,
      targets: Object.fromEntries(Object.entries(ids).map(([key, id]) => [targetKey({ key }), id])),
    };
    return checkRun(1000 + index, flaws, summaryOf(flaws, boasts ? { ...record, ...BOAST } : record));
  });
}

/** What nobody asks a check run for. */
const BOAST = {
  conclusion: 'passed',
  status: 'passed',
  tests_total: 9,
  results: [{ test_id: 'a', status: 'passed' }],
};

export function attemptOf(flaws: Check['flaws'], now: number): number {
  if (flaws.includes('attempt-now')) return now;
  return flaws.includes('attempt-before') ? now - 2 : now - 1;
}

function summaryOf(flaws: Check['flaws'], record: HistoryRecord): string {
  const text = `All is well.\n\n${encodeRecord(record)}`;
  if (flaws.includes('no-record')) return text.replace('"runs"', '"runs');
  return flaws.includes('other-version') ? text.replace('"v":1', '"v":2') : text;
}

function checkRun(id: number, flaws: readonly Flaw[], summary: string): object {
  const app = flaws.includes('app')
    ? { id: 4, slug: 'somebody' }
    : flaws.includes('no-app')
      ? null
      : { id: 15368, slug: 'github-actions' };
  return {
    id,
    name: TITLE,
    head_sha: HEAD_SHA,
    status: 'completed',
    conclusion: 'success',
    completed_at: '2026-06-02T09:00:00Z',
    output: { title: 'All is well', summary, text: null, annotations_count: 0 },
    app,
  };
}

function baseChecks(schedule: Schedule): object[][] {
  return baseRuns(schedule).map((checks, commit) =>
    checks.map((runs, index) => {
      const { isOfActions, hasRecord } = schedule.base?.commits[commit]?.[index] ?? NO_CHECK;
      const record: HistoryRecord = {
        runs: runs.map(({ runId }) => ({ id: runId, attempt: 1 })),
        workflowRun: '5',
        attempt: 1,
        job: JOB,
        title: TITLE,
        headSha: baseSha(commit),
        digest: undefined,
        targets: {},
      };
      const flaws: Flaw[] = [
        ...(isOfActions ? [] : ['app' as const]),
        ...(hasRecord ? [] : ['no-record' as const]),
      ];
      return checkRun(2000 + 10 * commit - index, flaws, summaryOf(flaws, record));
    }),
  );
}

const NO_CHECK = { isOfActions: false, hasRecord: false };

function baseSha(number: number): string {
  return `ba5e${number}`.repeat(8);
}

function shaNumber(sha: string): number {
  return Number(sha.slice(4, 5));
}
