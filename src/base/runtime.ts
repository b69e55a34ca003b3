import type { Clock } from './clock.ts';
import type { Secrets } from './secrets.ts';

/** As in package.json; a test compares the two. */
export const VERSION = '1.0.0';
/** The `User-Agent` of every request. */
export const USER_AGENT = `doksi-run-action/${VERSION}`;

/** The step's log. Messages may have several lines and contain foreign text. */
export interface Log {
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
}

/** What everything effectful receives. */
export interface Runtime {
  readonly clock: Clock;
  /** From 0 to below 1, as Math.random. */
  readonly random: () => number;
  /** Aborts when the step is cancelled. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly secrets: Secrets;
}
