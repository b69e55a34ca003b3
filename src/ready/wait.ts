import { type Clock, withDeadline } from '../clock.ts';
import { NotReadyError } from './errors.ts';
import type { Look } from './look.ts';
import type { Awaited, Readiness } from './readiness.ts';
import type { Sight } from './sight.ts';

/** A server that has just come up may go down once more, and of several behind one name only some may be up. */
const GOOD_IN_A_ROW = 3;
/** Between an answer and the next question, in milliseconds. */
const PAUSE_MS = 5000;
/** No timer goes further than 24 days; a longer one would end at once. https://nodejs.org/api/timers.html */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What can be told of targets while they are waited for. */
export interface ReadyEvents {
  /** A target was looked at, so many milliseconds after the waiting began. */
  readonly looked: (target: Awaited, sight: Sight, afterMs: number) => void;
  /** A target is there, and is not looked at any more. */
  readonly ready: (target: Awaited, afterMs: number) => void;
}

export interface ReadyTools {
  readonly look: Look;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly events: ReadyEvents;
}

/**
 * Waits until every target is there, each by itself: three good answers in a row. Rejects with a NotReadyError when the
 * time is over, or with the signal's reason.
 */
export async function waitUntilReady(
  readiness: Readiness,
  { look, clock, signal: cancelled, events }: ReadyTools,
): Promise<void> {
  const { targets, text, withinMs } = readiness;
  if (targets.length === 0) return;
  const startedAtMs = clock.now();
  const age = (): number => clock.now() - startedAtMs;
  const missing = new Map(targets.map((target) => [target, 'gave no answer']));

  const watch = async (target: Awaited, signal: AbortSignal): Promise<void> => {
    let inARow = 0;
    for (let attempt = 1; inARow < GOOD_IN_A_ROW; attempt++) {
      if (attempt > 1) await clock.sleep(PAUSE_MS, signal);
      const sight = await look(target, { text, attempt }, signal);
      missing.set(target, sight.words);
      events.looked(target, sight, age());
      inARow = sight.isThere ? inARow + 1 : 0;
    }
    missing.delete(target);
    events.ready(target, age());
  };
  const notReady = (): NotReadyError =>
    new NotReadyError(
      readiness,
      [...missing].map(([{ label }, words]) => `${label} ${words}`),
    );
  await withDeadline(clock, Math.min(withinMs, LONGEST_TIMER_MS), cancelled, notReady, (signal) =>
    Promise.all(targets.map((target) => watch(target, signal))),
  );
}
