import { readFileSync } from 'node:fs';
import { getInput } from '@actions/core';
import { collectPackages } from './apps/collect.ts';
import { systemClock } from './clock.ts';
import { readContext } from './context.ts';
import { createDoksi } from './doksi/client.ts';
import { createTransport } from './http/transport.ts';
import { asFailure } from './failure.ts';
import type { InputSource } from './inputs/declared.ts';
import { isSkippedWithoutKey } from './inputs/key.ts';
import { InputError } from './inputs/problems.ts';
import { type Inputs, readInputs } from './inputs/read.ts';
import { readSettings } from './inputs/settings.ts';
import type { Outcome } from './results/outcome.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { publish } from './publish/publish.ts';
import { createStep, type Step } from './publish/step.ts';
import { planLines, requestLines } from './log/plan-lines.ts';
import { ProgressLog } from './log/progress.ts';
import { UploadLog } from './log/upload-log.ts';
import { cancelledBeforeRun, dryRun, type Known, lost, skipped } from './results/endings.ts';
import { execute, type RunTools } from './run/execute.ts';
import { Secrets } from './secrets.ts';
import { VERSION } from './version.ts';

/** Runs the step; resolves to the process's exit code. */
export async function main(): Promise<number> {
  const signal = cancellation();
  const secrets = new Secrets();
  const step = createStep(secrets.redact);
  const apiKey = getInput('api-key');
  if (apiKey !== '') {
    secrets.add(apiKey);
    step.mask(apiKey);
  }

  const context = readContext(process.env, readTextFile);
  const source: InputSource = (name) => getInput(name, { trimWhitespace: false });
  const { settings } = readSettings(source);
  let plan: Plan | undefined;
  let known: Known = {};
  let outcome: Outcome;
  try {
    if (isSkippedWithoutKey(source)) {
      outcome = skipped();
    } else {
      const { inputs, problems, warnings } = readInputs(source, systemClock.now());
      for (const warning of warnings) step.warning(warning);
      if (problems.length > 0) throw new InputError(problems);
      const entries = inputs.run.kind === 'new' ? inputs.run.entries : [];
      plan = makePlan(inputs, context, await collectPackages(entries, context.workspace, signal));
      for (const line of planLines(plan)) step.info(line);
      if (inputs.dryRun) {
        for (const line of requestLines(plan)) step.info(line);
        outcome = dryRun();
      } else {
        outcome = await execute(
          plan,
          connect(inputs, plan, step, secrets, signal, (now) => {
            known = now;
            if (now.runId !== undefined) step.output('run-id', now.runId);
          }),
        );
      }
    }
  } catch (error) {
    outcome = signal.aborted ? cancelledBeforeRun(known) : lost(known, asFailure(error));
  }
  const isGreen = await publish(outcome, plan, settings, context, step);
  return isGreen ? 0 : 1;
}

/** The real tools: the clock, chance, Doksi over HTTP, and the log. */
function connect(
  inputs: Inputs,
  plan: Plan,
  step: Step,
  secrets: Secrets,
  signal: AbortSignal,
  onKnown: (known: Known) => void,
): RunTools {
  const clock = systemClock;
  const random = (): number => Math.random();
  const info = (line: string): void => {
    step.info(line);
  };
  const onRetry: RunTools['onRetry'] = ({ brief }, waitMs) => {
    info(`  ! Doksi did not take the request (${brief}); trying again in ${Math.round(waitMs / 1000)} s`);
  };
  const onSecret = (secret: string): void => {
    for (const form of secretForms(secret)) {
      secrets.add(form);
      step.mask(form);
    }
  };
  const doksi = createDoksi({
    apiUrl: inputs.apiUrl,
    apiKey: inputs.apiKey,
    send: createTransport(`doksi-run-action/${VERSION}`),
    clock,
    random,
    redact: secrets.redact,
    trace: (line) => {
      step.debug(line);
    },
    onRetry,
  });
  step.debug(requestLines(plan).join(' '));
  const now = (): number => clock.now();
  return {
    doksi,
    clock,
    random,
    signal,
    observer: new ProgressLog(info, now),
    uploadObserver: new UploadLog(info, now),
    onKnown,
    onRetry,
    onSecret,
  };
}

/** Shorter values of a query (characters) are no secrets, such as its date. */
const MIN_SECRET_LENGTH = 20;

/** Of a presigned URL the query alone is as good as the whole, and so is, to who knows the file, its signature. */
function secretForms(url: string): string[] {
  const { search, searchParams } = new URL(url);
  const values = [...searchParams.values()].filter((value) => value.length >= MIN_SECRET_LENGTH);
  return [url, search, search.slice(1), ...values].filter((form) => form !== '');
}

/** Aborts on SIGINT and SIGTERM. The runner sends both, 7.5 s apart, so the handlers stay. */
function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      controller.abort(new Error(`cancelled by ${name}`));
    });
  }
  return controller.signal;
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
