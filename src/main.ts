import { readFileSync } from 'node:fs';
import { systemClock } from './clock.ts';
import { readContext, withCommit } from './context.ts';
import type { InputSource } from './inputs/declared.ts';
import { readSettings } from './inputs/settings.ts';
import { prepare, type Ready } from './prepare.ts';
import { getInput } from './publish/core.ts';
import { publish } from './publish/publish.ts';
import { reportsOf } from './publish/reports.ts';
import { createStep } from './publish/step.ts';
import type { Outcome } from './results/outcome.ts';
import type { Instruments } from './run-tools.ts';
import { Secrets } from './secrets.ts';

/** Runs the step; resolves to the process's exit code. `signal` aborts when the step is cancelled. */
export async function main(signal: AbortSignal): Promise<number> {
  const source: InputSource = getInput;
  const clock = systemClock;
  const secrets = new Secrets();
  const step = createStep(secrets.redact);
  const apiKey = source('api-key').trim();
  secrets.add(apiKey);
  if (apiKey !== '') step.mask(apiKey);
  // The runner masks it by itself.
  secrets.add(source('github-token').trim());

  const { settings } = readSettings(source);
  const context = withCommit(readContext(process.env, readTextFile), settings.commitSha);
  const prepared = await prepare(source, { context, step, signal, nowMs: clock.now() });
  const { plan } = prepared;
  const outcome =
    prepared.kind === 'over' ? prepared.outcome : await carryOut(prepared, { step, secrets, clock, signal });
  const reports = reportsOf({ outcome, plan, settings, context, step });
  const isGreen = await publish({ outcome, gates: settings.gates, reports, step, clock, signal });
  return isGreen ? 0 : 1;
}

/** What talks to Doksi is loaded only once there is something to say. */
async function carryOut(prepared: Ready, instruments: Instruments): Promise<Outcome> {
  const [{ execute }, { runTools }] = await Promise.all([
    import('./run/execute.ts'),
    import('./run-tools.ts'),
  ]);
  return execute(prepared.plan, runTools(prepared, instruments));
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
