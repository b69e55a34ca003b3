import type { Clock } from '../clock.ts';
import { withDeadline } from '../clock.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import { closingLines } from '../log/closing.ts';
import { type OutputName, outputs, type ReportOutputs } from '../report/outputs.ts';
import { decide, type GateDecision, RED_BY_FLAKY } from '../results/gates.ts';
import type { Outcome } from '../results/outcome.ts';
import type { Step } from './step.ts';

/** A place where the outcome is told, beside the outputs and the log. */
export interface Report {
  /** For a warning: `The job summary`. */
  readonly name: string;
  /** Tells it; resolves to the outputs that exist from then on. */
  tell(signal: AbortSignal): Promise<ReportOutputs>;
}

/** All reports together take no longer than this (milliseconds), */
export const REPORTS_MS = 60 * 1000;
/** and than this after a cancellation: the runner kills after 7.5 s. */
const REPORTS_CANCELLED_MS = 4 * 1000;

export interface Publication {
  readonly outcome: Outcome;
  /** The same without secrets: in what is shortened to be shown none may be cut in two. */
  readonly shown: Outcome;
  readonly gates: ReportSettings['gates'];
  readonly reports: readonly Report[];
  readonly step: Step;
  readonly clock: Clock;
  /** Aborts when the step is cancelled. */
  readonly signal: AbortSignal;
}

/**
 * Tells the outcome everywhere: outputs first, since other jobs depend on them. Reports are extras: one that fails
 * is a warning. Returns whether the step is green.
 */
export async function publish({
  outcome,
  shown,
  gates,
  reports,
  step,
  clock,
  signal,
}: Publication): Promise<boolean> {
  const { values, warnings } = outputs(outcome);
  const mainFault = writeOutputs(values, step);

  for (const line of closingLines(shown)) step.info(line);
  for (const warning of [...outcome.warnings, ...warnings]) step.warning(warning);
  const reportFault = await tellAll(reports, { step, clock, signal });
  const outputFault = mainFault ?? reportFault;
  // GitHub shows ten notices of a step: those that stand at a line go first.
  for (const notice of outcome.notices) step.notice(notice);

  const decision = decide(outcome, gates);
  conclude(outcome, decision, step);
  if (outputFault !== undefined) step.fail(lostOutputs(outputFault, values['run-id']));
  return decision.isGreen && outputFault === undefined;
}

/** Writes what can be written; what is wrong with the output file, if anything is. */
function writeOutputs(values: Partial<Record<OutputName, string>>, step: Step): string | undefined {
  try {
    for (const [name, value] of Object.entries(values)) step.output(name, value);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * Side by side, so that a slow one costs the others nothing; all under one deadline. Resolves to what is wrong with the
 * output file, if anything is.
 */
async function tellAll(
  reports: readonly Report[],
  { step, clock, signal }: Pick<Publication, 'step' | 'clock' | 'signal'>,
): Promise<string | undefined> {
  const hurry = new AbortController();
  const onCancel = (): void => {
    clock.sleep(REPORTS_CANCELLED_MS, hurry.signal).then(
      () => hurry.abort(new Error('the step was cancelled')),
      () => undefined,
    );
  };
  if (signal.aborted) onCancel();
  else signal.addEventListener('abort', onCancel, { once: true });
  const late = (): Error => new Error(`it took longer than ${REPORTS_MS / 1000} s`);
  const faults = await Promise.all(
    reports.map(async (report) => {
      try {
        const told = await withDeadline(clock, REPORTS_MS, hurry.signal, late, (deadline) =>
          report.tell(deadline),
        );
        return writeOutputs(told, step);
      } catch (error) {
        step.warning(
          `${report.name} could not be written: ${reasonOf(error)}\nThe conclusion is not affected.`,
        );
        return undefined;
      }
    }),
  );
  signal.removeEventListener('abort', onCancel);
  hurry.abort();
  return faults.find((fault) => fault !== undefined);
}

function conclude(outcome: Outcome, { isGreen, closed, open }: GateDecision, step: Step): void {
  const { conclusion, what, next } = outcome;
  const message = [what, next].filter((part) => part !== '').join('\n');
  if (closed === 'fail-on-flaky') step.fail(`${message}\n${RED_BY_FLAKY}`);
  else if (!isGreen) step.fail(message);
  for (const gate of open) {
    // It is off unless somebody wants it: no reason to warn each time.
    if (gate === 'fail-on-flaky') step.info('fail-on-flaky is off, so flaky tests do not make this step red');
    else step.warning(`${gate} is off, so this step is green although it ended as ${conclusion}: ${message}`);
  }
}

function lostOutputs(reason: string, runId: string): string {
  const run = runId === '' ? 'No run was created.' : `The run is ${runId}.`;
  return `The outputs could not be written (${reason}). ${run}\nLater steps miss them: check the disk of the runner, then run the job again.`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
