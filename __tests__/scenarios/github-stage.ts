import type { DoksiOptions, DoksiSandbox } from '../../sandbox/doksi/server.ts';
import type { GithubOptions, GithubSandbox } from '../../sandbox/github/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { type Circumstances, type Inputs, start, type WatchedStep, withDoksi } from './stage.ts';

export interface Services {
  readonly doksi: DoksiSandbox;
  readonly github: GithubSandbox;
  readonly start: (inputs: Inputs, circumstances?: Circumstances) => WatchedStep;
  readonly run: (inputs: Inputs, circumstances?: Circumstances) => Promise<FinishedStep>;
}

/** Gives `play` a Doksi and a GitHub, and steps that know both. */
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

/** Lets the next run settle at once, with so many tests that failed. */
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
