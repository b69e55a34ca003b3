import type { Clock } from './clock.ts';
import type { Context } from './context.ts';
import type { Doksi } from './doksi/client.ts';
import type { Failure } from './failure.ts';
import type { Github } from './github/api.ts';
import type { GithubOptions } from './github/client.ts';
import { MissingPermissionError } from './github/errors.ts';
import { withBase } from './history/base.ts';
import { everything } from './history/decide.ts';
import { recall } from './history/recall.ts';
import { requestDigest } from './history/request-digest.ts';
import type { Inputs } from './inputs/read.ts';
import type { ReportSettings } from './inputs/settings.ts';
import type { Plan } from './plan/plan.ts';
import { githubOf } from './publish/on-github.ts';
import type { Step } from './publish/step.ts';
import { checkName } from './report/check-run.ts';
import type { Outcome } from './results/outcome.ts';
import { NO_PRIOR, type Prior } from './run/prior.ts';

/** What the base branch says is worth so many questions to GitHub. */
const BASE_REQUESTS = 8;

export interface Memory {
  readonly plan: Plan;
  readonly inputs: Pick<Inputs, 'apiKey' | 'onRerun'>;
  readonly settings: ReportSettings;
  readonly context: Context;
  readonly step: Step;
  readonly doksi: Doksi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Opens the way to GitHub within such bounds. */
export type Connect = (memory: Memory, bounds?: Pick<GithubOptions, 'maxAttempts' | 'maxRequests'>) => Github;

/** What an earlier attempt of this job left, where on-rerun asks for it; the log says what that means. */
export async function priorOf(memory: Memory, connect: Connect = githubOf): Promise<Prior> {
  const { plan, inputs, settings, context, step } = memory;
  if (inputs.onRerun !== 'failed' || context.runAttempt < 2) return NO_PRIOR;
  const { prior, said } =
    context.repository === undefined
      ? everything('nothing tells which repository this is about')
      : await recall({
          ...memory,
          checkName: checkName(settings.title),
          digest: requestDigest(plan, inputs.apiKey),
          github: connect(memory),
        });
  // Who cancels runs nothing.
  if (!memory.signal.aborted)
    step.info(`Attempt ${context.runAttempt} of this job; of attempt ${context.runAttempt - 1}: ${said}`);
  return prior;
}

/** The outcome, with what the base branch says of failed tests where check runs tell its runs. */
export async function comparedToBase(
  outcome: Outcome,
  memory: Memory,
  connect: Connect = githubOf,
): Promise<Outcome> {
  const { settings, context, signal } = memory;
  if (!settings.checkRun || signal.aborted) return outcome;
  if (context.repository === undefined) return outcome;
  const github = connect(memory, { maxAttempts: 1, maxRequests: BASE_REQUESTS });
  const onLack = (failure: Failure): void => {
    const said = `Nothing tells whether the failures are new. ${failure.what}`;
    if (failure instanceof MissingPermissionError)
      memory.step.warning(`${said}\n${failure.next}\nThe conclusion is not affected.`);
    // Nobody can do anything about the others, nor need anybody.
    else memory.step.info(said);
  };
  return withBase(outcome, { ...memory, checkName: checkName(settings.title), github, onLack });
}
