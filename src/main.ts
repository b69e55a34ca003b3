import { readFileSync } from 'node:fs';
import { getInput } from '@actions/core';
import { systemClock } from './clock.ts';
import { aboutCommit, readContext, wantsColours } from './context.ts';
import type { InputSource } from './inputs/declared.ts';
import { readSettings } from './inputs/settings.ts';
import { prepare } from './prepare.ts';
import { publish } from './publish/publish.ts';
import { reportsOf } from './publish/reports.ts';
import { createStep } from './publish/step.ts';
import { runTools } from './run-tools.ts';
import { execute } from './run/execute.ts';
import { Secrets } from './secrets.ts';

/** Runs the step; resolves to the process's exit code. `signal` aborts when the step is cancelled. */
export async function main(signal: AbortSignal): Promise<number> {
  const source: InputSource = (name) => getInput(name, { trimWhitespace: false });
  const clock = systemClock;
  const secrets = new Secrets();
  const step = createStep(secrets.redact, wantsColours(process.env));
  const keepSecret = (secret: string): void => {
    secrets.add(secret);
    if (secret !== '') step.mask(secret);
  };
  keepSecret(source('api-key').trim());
  // The runner masks it by itself.
  secrets.add(source('github-token').trim());

  const { settings } = readSettings(source);
  const context = aboutCommit(settings.commitSha, readContext(process.env, readTextFile));
  const prepared = await prepare(source, { context, step, signal, nowMs: clock.now() });
  const { plan } = prepared;
  const outcome =
    prepared.kind === 'over'
      ? prepared.outcome
      : await execute(
          prepared.plan,
          runTools(prepared, { step, keepSecret, redact: secrets.redact, clock, signal }),
        );
  const reports = reportsOf({ outcome, plan, settings, context, step });
  const isGreen = await publish({ outcome, gates: settings.gates, reports, step, clock, signal });
  return isGreen ? 0 : 1;
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
