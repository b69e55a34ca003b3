import { readFileSync } from 'node:fs';
import { systemClock } from './clock.ts';
import { type Context, readContext, wantsColours, withCommit } from './context.ts';
import type { HeadSources } from './head-commit.ts';
import type { InputSource } from './inputs/declared.ts';
import { readSettings } from './inputs/settings.ts';
import { prepare, type Ready } from './prepare.ts';
import { getInput } from './publish/core.ts';
import { publish } from './publish/publish.ts';
import { reportsOf } from './publish/reports.ts';
import { createStep } from './publish/step.ts';
import type { Memory } from './remember.ts';
import type { Outcome } from './results/outcome.ts';
import { redacted } from './results/redacted.ts';
import type { Instruments } from './run-tools.ts';
import { Secrets } from './secrets.ts';

/** Runs the step; resolves to the process's exit code. `signal` aborts when the step is cancelled. */
export async function main(signal: AbortSignal): Promise<number> {
  const source: InputSource = getInput;
  const clock = systemClock;
  const random = (): number => Math.random();
  const secrets = new Secrets();
  const step = createStep(secrets.redact, wantsColours(process.env));
  const apiKey = source('api-key').trim();
  secrets.add(apiKey);
  if (apiKey !== '') step.mask(apiKey);
  // The runner masks it by itself.
  secrets.add(source('github-token').trim());

  const { settings } = readSettings(source);
  const told = withCommit(readContext(process.env, readTextFile), settings.commitSha);
  const context = await aboutCommit(told, { settings, step, clock, random, signal });
  const prepared = await prepare(source, {
    context,
    step,
    signal,
    redact: secrets.redact,
    onAddress: (url) => secrets.addSignatures(url),
    nowMs: Date.now(),
  });
  const outcome =
    prepared.kind === 'over'
      ? prepared.outcome
      : await carryOut(prepared, { settings, context, step, secrets, clock, signal });
  const shown = redacted(outcome, secrets.redact);
  const reports = reportsOf({
    outcome: shown,
    plan: prepared.plan,
    settings,
    context,
    step,
    clock,
    random,
    signal,
    redact: secrets.redact,
    apiKey,
  });
  const isGreen = await publish({ outcome, shown, gates: settings.gates, reports, step, clock, signal });
  return isGreen ? 0 : 1;
}

/** What a comment's event doesn't tell is asked of GitHub, where a report on GitHub needs it anyhow. */
async function aboutCommit(context: Context, sources: HeadSources): Promise<Context> {
  const { checkRun, prComment, isOffline } = sources.settings;
  if (context.subject.headSha !== undefined || isOffline || !(checkRun || prComment)) return context;
  return (await import('./head-commit.ts')).withAskedHead(context, sources);
}

/** From the plan to its outcome, with what is remembered before it and compared after it. What that needs is loaded here. */
async function carryOut(
  ready: Ready,
  surroundings: Instruments & Pick<Memory, 'settings' | 'context'>,
): Promise<Outcome> {
  const [{ execute }, { runTools }] = await Promise.all([
    import('./run/execute.ts'),
    import('./run-tools.ts'),
  ]);
  const tools = runTools(ready, surroundings);
  if (!surroundings.settings.checkRun) return execute(ready.plan, tools);

  const { comparedToBase, priorOf } = await import('./remember.ts');
  const memory = { ...ready, ...surroundings, ...tools };
  const prior = await priorOf(memory);
  return comparedToBase(await execute(ready.plan, tools, prior), memory);
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
