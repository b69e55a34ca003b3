import type { Clock } from './clock.ts';
import { createDoksi } from './doksi/client.ts';
import { createTransport } from './http/transport.ts';
import type { Inputs } from './inputs/read.ts';
import { requestLines } from './log/plan-lines.ts';
import { ProgressLog } from './log/progress.ts';
import { ReadyLog } from './log/ready-log.ts';
import { UploadLog } from './log/upload-log.ts';
import type { Plan } from './plan/plan.ts';
import { createLook } from './ready/look.ts';
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

/** The real tools: the clock, chance, Doksi and the targets over HTTP, and the log. */
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
    new ReadyLog(info, now),
    new UploadLog(info, now),
    new ProgressLog(info, now, secrets.redact),
  ];
  const events = broadcast(listeners, (error) => step.debug(`A listener failed: ${String(error)}`));
  step.debug(`The plan: ${requestLines(plan).join(' ')}`);
  const send = createTransport(`doksi-run-action/${VERSION}`, clock);
  const trace = (line: string): void => step.debug(line);
  return {
    doksi: createDoksi({
      apiUrl: inputs.apiUrl,
      apiKey: inputs.apiKey,
      send,
      clock,
      random,
      redact: secrets.redact,
      trace,
      onRetry: events.backingOff,
    }),
    look: createLook({ send, clock, trace }),
    clock,
    random,
    signal,
    events,
    onSecret: (url) => secrets.addPresigned(url).forEach((form) => step.mask(form)),
  };
}
