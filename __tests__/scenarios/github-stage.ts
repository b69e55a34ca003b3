import type { DoksiOptions, DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { type GithubOptions, type GithubSandbox, startGithub } from '../../sandbox/github/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { type Circumstances, type Inputs, start, type WatchedStep, withDoksi } from './stage.ts';

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
