import type { Failure } from '../failure.ts';
import { RefusedError } from '../http/errors.ts';
import { type Known, lastRunId, lost } from './endings.ts';
import type { Outcome } from './outcome.ts';

/** Doksi's ways to say that there is no such run. */
const GONE: ReadonlySet<number> = new Set([404, 410]);

/** Doksi tells no more of the run, and that will not pass by itself. It says nothing about the tests. */
export function untold(known: Known, failure: Failure): Outcome {
  const last = known.attempts.at(-1);
  const existed = last?.created !== undefined || last?.run !== undefined;
  const isGone = failure instanceof RefusedError && GONE.has(failure.status);
  if (isGone && !existed) return lost(known, failure);
  const next = isGone
    ? "Doksi knew this run before, so api-url and api-key were right: look for it in Doksi's dashboard."
    : failure.next;
  const where = existed && !isGone ? 'The run goes on in the cloud' : 'The run may go on in the cloud';
  return { ...lost(known, failure), next: `${next} ${where}; follow it with run-id: ${lastRunId(known)}.` };
}
