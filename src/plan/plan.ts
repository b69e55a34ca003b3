import { contentKey, type LocatedApk, type LocatedEntry, type Package } from '../apps/package.ts';
import type { Context } from '../context.ts';
import type { Inputs } from '../inputs/read.ts';
import { type Readiness, readinessOf } from '../ready/readiness.ts';
import { type KnownFailures, knownFailuresAt } from './known-failures.ts';
import type { PlannedEntry } from './entry.ts';

/** What will be done, decided before anything is: a dry run shows it and stops. */
export interface Plan {
  readonly uploads: readonly Upload[];
  readonly run: PlannedRun;
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number | undefined;
  /** How many times the failed tests are run again at most. */
  readonly retries: number;
  readonly knownFailures: KnownFailures;
  /** Whether GitHub runs the job again: an attempt of the workflow run above the first. */
  readonly isRerun: boolean;
  /** What has to be there before anything is sent; undefined where nobody asked to look. */
  readonly readiness?: Readiness | undefined;
}

/** A new run of these entries, or one that another job has created. */
export type PlannedRun =
  | {
      readonly kind: 'new';
      readonly entries: readonly PlannedEntry[];
      readonly extraBody: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'existing'; readonly runId: string };

/** Content that is sent once, whatever the number of entries that use it. */
export interface Upload {
  readonly package: Package;
  readonly registrations: readonly Registration[];
}

/** A target to register for an upload. */
export interface Registration {
  /** Entries name it by this. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** Where its content lies in the workspace: equal files may lie in several places. */
  readonly paths: readonly string[];
}

type Settings = Pick<
  Inputs,
  | 'knownFailures'
  | 'wait'
  | 'timeoutMs'
  | 'pollIntervalMs'
  | 'retries'
  | 'targetName'
  | 'targetVersion'
  | 'readyMs'
  | 'readyText'
  | 'run'
>;

/** `entries` are those of the inputs, with their files; `nowMs`, since the epoch, tells today. */
export function makePlan(
  inputs: Settings,
  context: Context,
  entries: readonly LocatedEntry[],
  nowMs: number,
): Plan {
  const { run, wait, timeoutMs, pollIntervalMs, retries } = inputs;
  const labels = defaultLabels(inputs, context);
  const registered = entries
    .map(({ target }) => target)
    .filter((target) => target.key === 'apk')
    .map((target) => registrationOf(target, labels));
  const planned = entries.map(({ target, ...entry }) => ({
    ...entry,
    target:
      target.key === 'apk'
        ? { key: target.key, package: target.package, registration: registrationOf(target, labels).key }
        : target,
  }));
  return {
    uploads: uploadsOf(registered),
    run: run.kind === 'new' ? { ...run, entries: planned } : run,
    wait,
    timeoutMs,
    pollIntervalMs,
    retries,
    knownFailures: knownFailuresAt(nowMs, inputs.knownFailures),
    isRerun: context.runAttempt > 1,
    readiness: readinessOf(inputs),
  };
}

interface Labels {
  readonly name: string;
  readonly version: string;
}

function defaultLabels({ targetName, targetVersion }: Settings, context: Context): Labels {
  const repository = context.repository?.replace(/^.*\//, '');
  const commit = context.headSha?.slice(0, 7);
  return {
    name: targetName ?? repository ?? 'app',
    version: targetVersion ?? context.tag ?? commit ?? 'unknown',
  };
}

type Registered = Labels & { readonly key: string; readonly package: Package };

/** The same content under the same name and version is one target. */
function registrationOf({ apk, package: found }: LocatedApk, labels: Labels): Registered {
  const name = apk.name ?? labels.name;
  const version = apk.version ?? labels.version;
  return { key: JSON.stringify([contentKey(found), name, version]), name, version, package: found };
}

function uploadsOf(registered: readonly Registered[]): Upload[] {
  const byContent = Map.groupBy(registered, (registration) => contentKey(registration.package));
  return [...byContent.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ package: first.package, registrations: merged(group) }] : [];
  });
}

function merged(group: readonly Registered[]): Registration[] {
  return [...Map.groupBy(group, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same;
    const paths = [...new Set(same.map(({ package: found }) => found.path))];
    return first ? [{ key: first.key, name: first.name, version: first.version, paths }] : [];
  });
}
