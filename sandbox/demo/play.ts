import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredUpload } from '../doksi/storage.ts';
import { SANDBOX_API_KEY, startDoksi } from '../doksi/server.ts';
import { startPreview } from '../preview/server.ts';
import { startGithub } from '../github/server.ts';
import { type FinishedStep, type RunningStep, startStep } from '../runner/step.ts';
import type { Leg, Scenario } from './scenarios.ts';

/** The results of a scenario. */
export interface Played {
  readonly step: FinishedStep;
  /** The log as GitHub shows it. */
  readonly log: string;
  /** The JUnit file, where the scenario asks for one. */
  readonly junit: string | undefined;
  /** What the upload store received. */
  readonly uploads: readonly StoredUpload[];
  /** What stands on GitHub in the end, in Markdown: of check runs the step's own. */
  readonly comment: string | undefined;
  readonly checkRun: string | undefined;
}

/** Runs the built action against sandboxes of its own, exactly as the runner would. `onLog` hears the log as it grows. */
export async function play(scenario: Scenario, onLog: (shown: string) => void = () => undefined): Promise<Played> {
  const { inputs, job, doksi, faults, preview, before, cancelAfter, withApk } = scenario;
  const sandbox = await startDoksi(doksi);
  const github = await startGithub();
  const site = await startPreview({ '/': preview ?? [] });
  const workspace = mkdtempSync(join(tmpdir(), 'doksi-demo-'));
  const start = (leg: Partial<Leg>, onOutput?: (chunk: string) => void): RunningStep =>
    startStep({
      workspace,
      inputs: { 'api-key': SANDBOX_API_KEY, 'api-url': sandbox.url, ...leg.inputs },
      env: { http_proxy: preview && site.url, GITHUB_API_URL: github.url, GITHUB_JOB: leg.job ?? 'e2e' },
      ...(leg.event && { event: leg.event }),
      ...(onOutput && { onOutput }),
    });
  try {
    for (const fault of faults ?? []) sandbox.fault(fault);
    if (withApk) placeApk(workspace);
    for (const leg of before ?? []) await start(leg).done;
    const running = start({ inputs, ...(job !== undefined && { job }) }, (chunk) => {
      onLog(asShown(chunk));
      if (cancelAfter?.test(chunk)) running.kill('SIGINT');
    });
    const step = await running.done;
    const junitPath = step.outputs['junit-path'];
    const check = github.repository.checkRuns.at(-1);
    return {
      step,
      log: asShown(step.log),
      junit: junitPath ? readFileSync(join(workspace, junitPath), 'utf8') : undefined,
      uploads: [...sandbox.uploads],
      comment: github.repository.comments.at(-1)?.body,
      checkRun: check && `## ${check.name}: ${check.title ?? ''}\n\n${check.summary ?? ''}`,
    };
  } finally {
    await Promise.all([sandbox.close(), github.close(), site.close()]);
    rmSync(workspace, { recursive: true });
  }
}

/** A real APK, as a package of the registry ships it. */
function placeApk(workspace: string): void {
  const [apk] = globSync(join(import.meta.dirname, '../../node_modules/io.appium.settings/apks/*.apk'));
  if (apk === undefined) throw new Error('The development dependency io.appium.settings is not installed.');
  const folder = join(workspace, 'app/build/outputs/apk/release');
  mkdirSync(folder, { recursive: true });
  copyFileSync(apk, join(folder, 'app-release.apk'));
}

/** Masks and debug lines are for the runner; errors, warnings and notices are marked as such. */
function asShown(log: string): string {
  return log
    .replaceAll(/^::(add-mask|debug)::.*\n/gm, '')
    .replaceAll(/^::(error|warning|notice)(?: [^\n]*?)?::(.*)$/gm, (_, level: string, message: string) => {
      const text = message.replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%25', '%');
      return `${level.charAt(0).toUpperCase()}${level.slice(1)}: ${text}`;
    });
}
