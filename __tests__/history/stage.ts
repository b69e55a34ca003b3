import type { Clock, Runtime } from '../../src/base/runtime.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { type Context, readContext } from '../../src/context/context.ts';
import { RunState } from '../../src/doksi/schemas.ts';
import { connectGithub } from '../../src/github/client.ts';
import { encodeRecord, type HistoryRecord, requestDigest } from '../../src/history/record.ts';
import type { HistorySources } from '../../src/history/rerun.ts';
import { NO_KNOWN_FAILURES } from '../../src/inputs/known-failures.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { actionsBot } from '../../sandbox/github/identities.ts';
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts';
import { eventEnvironment, HEAD_SHA, REPOSITORY, type WorkflowEvent } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';

export const API_KEY = 'dk_live_key';

/** A plan of these tests, all at one address. */
export function planOf(testIds: readonly string[], jobMatrix = ''): Plan {
  const target = { key: 'web_url', value: 'https://staging.example.com' } as const;
  return {
    uploads: [],
    run: { kind: 'new', entries: [{ platform: 'web', target, testIds, extras: {} }], extraBody: {} },
    ...{ wait: true, timeoutMs: 1, pollIntervalMs: undefined, retries: 0, jobMatrix },
    onRerun: 'failed',
    isRerun: true,
    knownFailures: NO_KNOWN_FAILURES,
    readiness: undefined,
  };
}

/** A settled run: `{ a: 'failed' }`. */
export function stateOf(statuses: Readonly<Record<string, string>>): RunState {
  const results = Object.entries(statuses).map(([test_id, status]) => ({
    test_id,
    status,
    url: `https://app.doksi.ai/${test_id}`,
    destination: { platform: 'web', web_url: 'https://staging.example.com' },
  }));
  const status = results.some((result) => result.status === 'failed') ? 'failed' : 'passed';
  return RunState.parse({ status, tests_total: results.length, results });
}

export interface Stage {
  readonly github: GithubSandbox;
  readonly runtime: Runtime;
  /** Every line of the log that is not for debugging. */
  readonly log: readonly string[];
  readonly sources: (event: WorkflowEvent, plan: Plan, env?: Readonly<Record<string, string>>) => HistorySources;
  /** Publishes a check run with this record, by default of attempt 1 of the job and request. */
  readonly publish: (record: Partial<HistoryRecord>, check?: { slug?: string; sha?: string }) => void;
  /** Adds the check run of a job with this full name; resolves to its id. */
  readonly addJob: (name: string, workflowRun?: string) => string;
}

interface CheckRunFields {
  readonly head_sha: string;
  readonly name: string;
  readonly summary: string;
  readonly details_url: string | undefined;
  readonly slug: string;
}

/** Provides a GitHub, and a Doksi with these runs. */
export async function withHistory(
  runs: Readonly<Record<string, RunState>>,
  work: (stage: Stage) => Promise<void>,
  identity = actionsBot,
): Promise<void> {
  const github = await startGithub({ tokens: { [SANDBOX_GITHUB_TOKEN]: identity } });
  const log: string[] = [];
  const add = (line: string): number => log.push(line);
  const signal = new AbortController().signal;
  const runtime: Runtime = {
    clock: realTime,
    random: () => 0,
    signal,
    log: { info: add, notice: add, warning: add, debug: () => undefined },
    secrets: new Secrets(),
  };
  const doksi: HistorySources['doksi'] = {
    readRun: (id) => {
      const value = runs[id];
      if (value === undefined) return Promise.reject(new Error(`no run ${id}`));
      return Promise.resolve({ value, retryAfterMs: undefined });
    },
  };
  const sources: Stage['sources'] = (event, plan, env = {}) => ({
    plan,
    context: contextOf(event, github.url, env),
    title: 'Doksi',
    apiKey: API_KEY,
    githubToken: SANDBOX_GITHUB_TOKEN,
    prComment: true,
    jobCheckRunId: undefined,
    doksi,
    connect: connectGithub,
  });
  const publish: Stage['publish'] = (record, { slug = 'github-actions', sha = HEAD_SHA } = {}) => {
    const summary = encodeRecord({
      ...{ runs: [{ id: 'r1', attempt: 1 }], workflowRun: '100', attempt: 1, job: 'e2e', title: 'Doksi' },
      ...{ headSha: sha, eventSha: sha, digest: requestDigest(planOf(['a', 'b']), API_KEY), targets: {} },
      ...record,
    });
    push({ head_sha: sha, name: 'Doksi', summary, details_url: undefined, slug });
  };
  const push = ({ slug, ...run }: CheckRunFields): string => {
    const id = 1 + github.repository.checkRuns.length;
    github.repository.checkRuns.push({
      ...run,
      id,
      app: { id: actionsBot.app?.id ?? 0, slug },
      ...{ external_id: undefined, title: 'x', text: undefined, annotations: [] },
      ...{ status: 'completed', conclusion: 'failure', started_at: undefined },
      completed_at: '2026-06-02T09:30:00Z',
    });
    return String(id);
  };
  const addJob: Stage['addJob'] = (name, workflowRun = '100') => {
    const details_url = `https://github.com/${REPOSITORY}/actions/runs/${workflowRun}/job/1`;
    return push({ head_sha: HEAD_SHA, name, summary: '', details_url, slug: 'github-actions' });
  };
  try {
    await work({ github, runtime, log, sources, publish, addJob });
  } finally {
    await github.close();
  }
}

function contextOf(event: WorkflowEvent, apiUrl: string, env: Readonly<Record<string, string>>): Context {
  const variables = {
    ...eventEnvironment(event),
    ...{ GITHUB_REPOSITORY: REPOSITORY, GITHUB_API_URL: apiUrl, GITHUB_EVENT_PATH: 'event.json' },
    ...{ GITHUB_RUN_ID: '100', GITHUB_JOB: 'e2e', GITHUB_RUN_ATTEMPT: '2' },
    ...env,
  };
  return readContext(variables, () => JSON.stringify(event.payload));
}

/** Deadlines never expire; nothing else waits. */
const realTime: Clock = {
  now: () => Date.parse('2026-06-02T12:30:00Z'),
  sleep: (_, signal) => {
    const { promise, reject } = Promise.withResolvers<undefined>();
    signal?.addEventListener('abort', () => reject(signal.reason));
    return promise;
  },
};
