import type { Clock } from './clock.ts';
import { createDoksi } from './doksi/client.ts';
import { createTransport } from './http/transport.ts';
import type { Inputs } from './inputs/read.ts';
import { requestLines } from './log/plan-lines.ts';
import { ProgressLog } from './log/progress.ts';
import { UploadLog } from './log/upload-log.ts';
import type { Plan } from './plan/plan.ts';
import type { Secrets } from './secrets.ts';
import type { Step } from './publish/step.ts';
import { broadcast, type Listener } from './run/events.ts';
import type { RunTools } from './run/execute.ts';
import { VERSION } from './version.ts';

export interface Instruments {
  readonly step: Step;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The real tools: the clock, chance, Doksi over HTTP, and the log. */
export function runTools(
  { inputs, plan }: { readonly inputs: Inputs; readonly plan: Plan },
  { step, secrets, clock, signal }: Instruments,
): RunTools {
  const random = (): number => Math.random();
  const info = (line: string): void => step.info(line);
  const now = (): number => clock.now();
  const listeners: Listener[] = [
    { created: (runId, _created, attempt) => attempt === 1 && step.output('run-id', runId) },
    { following: (runId) => step.output('run-id', runId) },
    new UploadLog(info, now),
    new ProgressLog(info, now),
  ];
  const events = broadcast(listeners, (error) => step.debug(`A listener failed: ${String(error)}`));
  step.debug(requestLines(plan).join(' '));
  return {
    doksi: createDoksi({
      apiUrl: inputs.apiUrl,
      apiKey: inputs.apiKey,
      send: createTransport(`doksi-run-action/${VERSION}`),
      clock,
      random,
      redact: secrets.redact,
      trace: (line) => step.debug(line),
      onRetry: events.backingOff,
    }),
    clock,
    random,
    signal,
    events,
    onSecret: (url) => secrets.addPresigned(url).forEach((form) => step.mask(form)),
  };
}
