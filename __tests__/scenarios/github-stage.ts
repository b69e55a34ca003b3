import * as z from 'zod';
import { type DoksiOptions, type DoksiSandbox, SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { type GithubOptions, type GithubSandbox, startGithub } from '../../sandbox/github/server.ts';
import { HEAD_SHA } from '../../sandbox/runner/event.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { encodeRecord, type HistoryRecord, requestDigest } from '../../src/history/record.ts';
import { type Circumstances, type Inputs, start, type WatchedStep, WEB_URL, withDoksi } from './stage.ts';

export interface Services {
  readonly doksi: DoksiSandbox;
  readonly github: GithubSandbox;
  readonly start: (inputs: Inputs, circumstances?: Circumstances) => WatchedStep;
  readonly run: (inputs: Inputs, circumstances?: Circumstances) => Promise<FinishedStep>;
}

/** Starts a Doksi and a GitHub for `play`, with steps that use both. */
export function withServices(
  play: (services: Services) => Promise<void>,
  options: GithubOptions = {},
  doksiOptions: DoksiOptions = {},
): Promise<void> {
  return withDoksi(async (doksi) => {
    const github = await startGithub(options);
    const startHere = (inputs: Inputs, { env, ...circumstances }: Circumstances = {}): WatchedStep =>
      start(doksi, inputs, { ...circumstances, env: { GITHUB_API_URL: github.url, ...env } });
    try {
      await play({ doksi, github, start: startHere, run: (...step) => startHere(...step).done });
    } finally {
      await github.close();
    }
  }, doksiOptions);
}

/** Makes the next run settle at once with this many failed tests. */
export function settleFailed(doksi: DoksiSandbox, count: number): void {
  const results = Array.from({ length: count }, (_, index) => ({
    result_id: `res_${index}`,
    test_id: `test-${index}`,
    test_name: `Test ${index}`,
    status: 'failed',
    url: `https://app.doksi.ai/verify/tests/test-${index}/runs/res_${index}`,
    destination: { platform: 'web', web_url: 'https://staging.example.com' },
  }));
  const body = { status: 'failed', tests_total: count, tests_passed: 0, tests_failed: count, results };
  doksi.fault({ on: 'GET /runs', kind: 'status', status: 200, body: JSON.stringify(body) });
}

/** Leaves what attempt 1 of a step leaves, without a process: a run for each list of tests, and the check run. */
export async function leaveCheckRun(
  { doksi, github }: Services,
  runs: readonly (readonly string[])[],
  { sha = HEAD_SHA, url = WEB_URL, completedAt = '2026-06-02T09:30:00Z' } = {},
): Promise<void> {
  const ids: string[] = [];
  for (const test_ids of runs) {
    const response = await fetch(`${doksi.url}/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SANDBOX_API_KEY}` },
      body: JSON.stringify({ matrix: [{ platform: 'web', web_url: url, test_ids }] }),
    });
    ids.push(z.object({ run_id: z.string() }).parse(await response.json()).run_id);
  }
  const target = { key: 'web_url', value: url } as const;
  const entries = [{ platform: 'web', target, testIds: runs[0] ?? [], extras: {} }];
  const plan = { run: { kind: 'new', entries, extraBody: {} }, jobMatrix: 'null' } as const;
  const record: HistoryRecord = {
    runs: ids.map((id) => ({ id, attempt: 1 })),
    workflowRun: '1234567890',
    attempt: 1,
    job: 'e2e',
    title: 'Doksi',
    headSha: sha,
    eventSha: sha,
    digest: requestDigest(plan, SANDBOX_API_KEY),
    targets: {},
  };
  github.repository.checkRuns.push({
    id: 31_000_000_001 + github.repository.checkRuns.length,
    head_sha: sha,
    app: { id: 15368, slug: 'github-actions' },
    name: 'Doksi',
    details_url: undefined,
    external_id: ids[0],
    status: 'completed',
    conclusion: 'failure',
    started_at: undefined,
    completed_at: completedAt,
    title: 'Title',
    summary: encodeRecord(record),
    text: undefined,
    annotations: [],
  });
}
