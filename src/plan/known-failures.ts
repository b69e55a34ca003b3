import type { KnownFailure } from '../inputs/known-failures.ts';

const DAY_MS = 86_400_000;
/** So long before its day comes (milliseconds) a known failure is told. */
const SOON_MS = 10 * DAY_MS;

/** The list of known failures as it stands today. */
export interface KnownFailures {
  /** By test id: those that count as known. */
  readonly inForce: ReadonlyMap<string, KnownFailure>;
  /** By test id: those whose day has passed. */
  readonly expired: ReadonlyMap<string, KnownFailure>;
  /** Those in force whose day comes within ten days. */
  readonly soon: readonly KnownFailure[];
}

export const NO_KNOWN_FAILURES: KnownFailures = { inForce: new Map(), expired: new Map(), soon: [] };

/** Sorts the list by `nowMs` (since the epoch): a failure is known through the last moment of its day, UTC. */
export function knownFailuresAt(nowMs: number, list: readonly KnownFailure[]): KnownFailures {
  const endsMs = ({ until }: KnownFailure): number => Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  const isInForce = (failure: KnownFailure): boolean => nowMs < endsMs(failure);
  const byId = (failures: readonly KnownFailure[]): Map<string, KnownFailure> =>
    new Map(failures.map((failure) => [failure.testId, failure]));
  const inForce = list.filter(isInForce);
  return {
    inForce: byId(inForce),
    expired: byId(list.filter((failure) => !isInForce(failure))),
    soon: inForce.filter((failure) => endsMs(failure) - nowMs <= SOON_MS),
  };
}
