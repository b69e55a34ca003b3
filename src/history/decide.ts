import type { PlannedEntry } from '../plan/entry.ts';
import type { KnownFailures } from '../plan/known-failures.ts';
import type { ResolvedEntry } from '../plan/entry.ts';
import { type Attempt, isSettledAttempt } from '../results/attempt.ts';
import { type Results, resultsOf } from '../results/results.ts';
import type { Test } from '../results/tests.ts';
import { entriesAgain, isSame } from '../run/again.ts';
import { isComplete } from '../run/complete.ts';
import type { Prior } from '../run/prior.ts';
import { counted } from '../text.ts';
import { resolveEntries } from '../upload/resolve.ts';
import type { RegisteredTarget } from '../upload/upload.ts';

/** What earlier attempts are good for, and what is to be said of it: why all is run again, or what is not. */
export interface Decision {
  readonly prior: Prior;
  readonly said: string;
}

/** What Doksi said of all runs of earlier attempts, in order. */
export interface Remembered {
  /** The attempt of the workflow run that told which runs these are: the one before this. */
  readonly attempt: number;
  readonly attempts: readonly Attempt[];
  readonly entries: readonly PlannedEntry[];
  readonly registered: readonly RegisteredTarget[];
  readonly knownFailures: KnownFailures;
}

/** Decides from Doksi's own words what has to be run again; in any doubt that is everything. */
export function decidePrior({ attempt, attempts, entries, registered, knownFailures }: Remembered): Decision {
  const registeredKeys = new Set(registered.map(({ key }) => key));
  const isRegistered = ({ target }: PlannedEntry): boolean =>
    target.key !== 'apk' || registeredKeys.has(target.registration);
  if (!entries.every(isRegistered)) return everything('it is not known which target stands for an app');
  const resolved = resolveEntries(entries, registered);

  const settled = attempts.filter(isSettledAttempt);
  const last = attempts.at(-1);
  if (last === undefined) return everything('no run is known of it');
  const earlier = { attempts: settled, entries: resolved, registered };
  if (!isSettledAttempt(last)) {
    if (settled.length < attempts.length - 1) return everything(`one of its runs has not ended`);
    const before = resultsOf(settled);
    // What runs again has failed before, whether that counts by now or not.
    const isAgain = before.failed.length > 0 && isComplete(before, resolved);
    if (settled.length > 0 && !isAgain) return everything('its last run goes on, and none before it failed');
    if (!isPartOf(resultsOf([last]), resolved)) return everything('its run has other tests than the matrix');
    const said = `its run ${last.runId} still goes on; it is followed, and no other is started`;
    return { prior: { kind: 'going-on', runId: last.runId, ...earlier }, said };
  }
  if (settled.length < attempts.length) return everything('one of its runs has not ended');

  const results = resultsOf(settled, knownFailures);
  if (!isComplete(results, resolved))
    return everything("Doksi's results do not match the tests of the matrix one to one");
  const unfinished = [...results.failed, ...results.others];
  // A run that passed with tests that did not finish is no failed one: joined with another it would count as such.
  if (results.failed.length === 0) return everything('nothing failed in it that counts');
  const again = entriesAgain(unfinished, resolved);
  return {
    prior: { kind: 'unfinished', again, ...earlier },
    said: saidOf(results, { last, attempt, again }),
  };
}

export function everything(why: string): Decision {
  return { prior: { kind: 'none' }, said: `${why}, so everything is run` };
}

interface Told {
  readonly last: Attempt;
  readonly attempt: number;
  readonly again: readonly ResolvedEntry[];
}

function saidOf({ failed, others, counts, tests }: Results, { last, attempt, again }: Told): string {
  const parts = [
    ...(failed.length > 0 ? [`${failed.length} of ${counted(counts.total ?? 0, 'test')} failed`] : []),
    ...(others.length > 0 ? [`${others.length} did not finish`] : []),
  ].join(', ');
  const sent = again.reduce((sum, { testIds }) => sum + testIds.length, 0);
  const alone = failed.length + others.length === 1 ? 'only it runs again' : 'only they run again';
  const only =
    sent > failed.length + others.length
      ? `${sent} tests run again, since Doksi's results do not tell in which entries of the matrix that was`
      : alone;
  if (last.earlier !== undefined && last.earlier !== attempt)
    return `it created no run that is known; in the runs so far ${parts} (the last is ${last.runId}, of attempt ${last.earlier}); ${only}`;
  const isOfSeveral = tests.some(({ tries }) => tries.some(({ earlier }) => earlier !== last.earlier));
  return isOfSeveral
    ? `in the runs so far ${parts} (its last is ${last.runId}); ${only}`
    : `${parts} (run ${last.runId}); ${only}`;
}

/** Whether a run that goes on has none but tests of the matrix: it may not list all of them yet, nor all of each. */
function isPartOf({ tests, counts }: Results, entries: readonly ResolvedEntry[]): boolean {
  const asked = entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
  const isAsked = ({ result: { test_id, destination } }: Test): boolean =>
    test_id != null &&
    entries.some(({ platform, target, testIds }) => {
      const told = destination?.[target.key];
      const isThere = told == null || isSame(target.value, told);
      return testIds.includes(test_id) && isThere && (destination?.platform ?? platform) === platform;
    });
  return (counts.total ?? 0) <= asked && tests.length <= asked && tests.every(isAsked);
}
