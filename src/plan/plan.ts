import { contentKey, type Package, packageName, packageSize } from '../apps/package.ts';
import type { Mapping } from '../base/json.ts';
import { megabytes } from '../base/text.ts';
import { shortUrl } from '../base/url.ts';
import type { Context } from '../context/context.ts';
import type { KnownFailure } from '../inputs/known-failures.ts';
import type { Entry } from '../inputs/matrix.ts';
import type { Inputs } from '../inputs/read.ts';
import type { ResolvedTarget } from '../inputs/target.ts';

/** What will be done, decided before anything is sent. */
export interface Plan {
  readonly uploads: readonly Upload[];
  readonly run: PlannedRun;
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** Undefined: adaptive. */
  readonly pollIntervalMs: number | undefined;
  /** The maximum number of retries of failed tests. */
  readonly retries: number;
  readonly knownFailures: KnownFailures;
  /** Whether this is a re-run of the job. */
  readonly isRerun: boolean;
  /** The values of the job's matrix, as JSON; part of what identifies a request. */
  readonly jobMatrix: string;
  /** Undefined: the targets are not probed. */
  readonly readiness: Readiness | undefined;
}

export interface NewRun {
  readonly kind: 'new';
  readonly entries: readonly PlannedEntry[];
  readonly extraBody: Mapping;
}
/** A new run, or one that another job has created. */
export type PlannedRun = NewRun | { readonly kind: 'existing'; readonly runId: string };

/** An entry whose files are found; its target may still have to be registered. */
export type PlannedEntry = Entry<ResolvedTarget | PlannedApk>;
/** An entry whose target is known. Nothing else can be sent. */
export type ResolvedEntry = Entry<ResolvedTarget>;

export interface PlannedApk {
  readonly key: 'apk';
  readonly package: Package;
  readonly registration: string;
}

/** Content that is uploaded once for all entries that use it. */
export interface Upload {
  readonly package: Package;
  readonly registrations: readonly Registration[];
}

export interface Registration {
  /** Equal for the same content, name and version. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** Where the content lies in the workspace: equal files may lie in several places. */
  readonly paths: readonly string[];
}

export interface RegisteredTargetId {
  readonly key: string;
  readonly targetId: string;
}

/** What must respond before anything is spent. */
export interface Readiness {
  readonly withinMs: number;
  /** The text that the response of every `web_url` must contain. */
  readonly text: string | undefined;
  /** Empty if all targets are registered or uploaded. */
  readonly targets: readonly ReadyTarget[];
}

export interface ReadyTarget {
  readonly key: 'web_url' | 'binary_url';
  readonly url: URL;
  /** Host and path, for people. */
  readonly label: string;
}

/** The known failures by test id, as of today. */
export interface KnownFailures {
  readonly inForce: ReadonlyMap<string, KnownFailure>;
  readonly expired: ReadonlyMap<string, KnownFailure>;
}

export const NO_KNOWN_FAILURES: KnownFailures = { inForce: new Map(), expired: new Map() };

export interface PlanSources {
  readonly inputs: Inputs;
  readonly context: Context;
  /** The files found for each APK target, by its `where`. */
  readonly packages: ReadonlyMap<string, Package>;
  readonly jobMatrix: string;
  /** Since the epoch; decides which known failures have expired. */
  readonly nowMs: number;
}

export function makePlan({ inputs, context, packages, jobMatrix, nowMs }: PlanSources): Plan {
  const { run, wait, timeoutMs, pollIntervalMs, retries } = inputs;
  const plan = {
    ...{ wait, timeoutMs, pollIntervalMs, retries, jobMatrix },
    knownFailures: knownFailuresAt(nowMs, inputs.knownFailures),
    isRerun: context.runAttempt > 1,
    readiness: readinessOf(inputs),
  };
  if (run.kind === 'existing') return { ...plan, run, uploads: [] };

  const defaults = {
    name: inputs.targetName ?? context.repository?.replace(/^.*\//, '') ?? 'app',
    version: inputs.targetVersion ?? context.tag ?? context.headSha?.slice(0, 7) ?? 'unknown',
  };
  const registered: Registered[] = [];
  const entries = run.entries.map(({ target, ...entry }): PlannedEntry => {
    if (target.key !== 'apk') return { ...entry, target };
    const found = packages.get(target.where);
    if (found === undefined) throw new Error(`no files were found for ${target.where}`);
    const { name = defaults.name, version = defaults.version } = target;
    const key = JSON.stringify([contentKey(found), name, version]);
    registered.push({ key, name, version, package: found });
    return { ...entry, target: { key: 'apk', package: found, registration: key } };
  });
  return { ...plan, run: { ...run, entries }, uploads: uploadsOf(registered) };
}

type Registered = Omit<Registration, 'paths'> & { readonly package: Package };

function uploadsOf(registered: readonly Registered[]): Upload[] {
  const byContent = Map.groupBy(registered, (registration) => contentKey(registration.package));
  return [...byContent.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ package: first.package, registrations: registrationsOf(group) }] : [];
  });
}

function registrationsOf(group: readonly Registered[]): Registration[] {
  return [...Map.groupBy(group, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same;
    const paths = [...new Set(same.map((registration) => registration.package.path))];
    return first ? [{ key: first.key, name: first.name, version: first.version, paths }] : [];
  });
}

/** A failure is known until the end of its day in UTC. */
export function knownFailuresAt(nowMs: number, list: readonly KnownFailure[]): KnownFailures {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const isInForce = ({ until }: KnownFailure): boolean => today <= until;
  const byId = (failures: readonly KnownFailure[]): Map<string, KnownFailure> =>
    new Map(failures.map((failure) => [failure.testId, failure]));
  return {
    inForce: byId(list.filter(isInForce)),
    expired: byId(list.filter((failure) => !isInForce(failure))),
  };
}

function readinessOf({ readyMs, readyText, run }: Inputs): Readiness | undefined {
  if (readyMs === 0) return undefined;
  const targets = new Map<string, ReadyTarget>();
  const labels = new Map<string, number>();
  for (const { target } of run.kind === 'new' ? run.entries : []) {
    if (target.key !== 'web_url' && target.key !== 'binary_url') continue;
    const url = new URL(target.value);
    // The fragment is never sent to the server.
    url.hash = '';
    const id = `${target.key} ${url.href}`;
    if (targets.has(id)) continue;
    const name = shortUrl(url.href);
    const number = (labels.get(name) ?? 0) + 1;
    labels.set(name, number);
    // Only the queries may differ, and a query may contain a token.
    targets.set(id, { key: target.key, url, label: number === 1 ? name : `${name} (${number})` });
  }
  return { withinMs: readyMs, text: readyText, targets: [...targets.values()] };
}

/** The number of tests that the entries run. */
export function testCount(entries: readonly Entry<unknown>[]): number {
  return entries.reduce((sum, { testIds }) => sum + testIds.length, 0);
}

/** The entries with target ids in place of files. Throws if a target was not registered. */
export function resolveEntries(
  entries: readonly PlannedEntry[],
  registered: readonly RegisteredTargetId[],
): ResolvedEntry[] {
  const ids = new Map(registered.map(({ key, targetId }) => [key, targetId]));
  return entries.map(({ target, ...entry }) => {
    if (target.key !== 'apk') return { ...entry, target };
    const value = ids.get(target.registration);
    if (value === undefined) throw new Error(`no target is registered for ${target.package.path}`);
    return { ...entry, target: { key: 'target_id', value } };
  });
}

/** A target for people: host and path, an id, or a file with its size. */
export function targetLabel(target: PlannedEntry['target']): string {
  if (target.key === 'target_id') return target.value;
  if (target.key !== 'apk') return shortUrl(target.value);
  return `${packageName(target.package)} (${megabytes(packageSize(target.package))})`;
}
