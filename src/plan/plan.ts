import { contentKey, type Package, packageName, packageSize } from '../apps/package.ts';
import type { Mapping } from '../base/json.ts';
import { megabytes } from '../base/text.ts';
import { hideCredentials, shortUrl } from '../base/url.ts';
import type { Context } from '../context/context.ts';
import type { Entry } from '../inputs/matrix.ts';
import type { Inputs, RunRules } from '../inputs/read.ts';
import type { ResolvedTarget } from '../inputs/target.ts';

/** What will be done, decided before anything is sent. */
export interface Plan extends RunRules {
  readonly uploads: readonly Upload[];
  /** A new run, or one that another job has created. */
  readonly run: NewRun | { readonly kind: 'existing'; readonly runId: string };
  readonly isRerun: boolean;
  /** The values of the job's matrix, as JSON; part of what identifies a request. */
  readonly jobMatrix: string;
  readonly readiness: Readiness | undefined;
}

export interface NewRun {
  readonly kind: 'new';
  readonly entries: readonly PlannedEntry[];
  readonly extraBody: Mapping;
}

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
  readonly targets: readonly ReadyTarget[];
}

export interface ReadyTarget {
  readonly key: 'web_url' | 'binary_url';
  readonly url: URL;
  readonly label: string;
}

/** Decides what to do. `packages` has the files found for each APK target, by its `where`. */
export function makePlan(
  inputs: Inputs,
  context: Context,
  packages: ReadonlyMap<string, Package>,
  jobMatrix: string,
): Plan {
  const { run, wait, timeoutMs, pollIntervalMs, retries, onRerun, knownFailures } = inputs;
  const plan = {
    wait,
    timeoutMs,
    pollIntervalMs,
    retries,
    onRerun,
    jobMatrix,
    knownFailures,
    isRerun: context.workflowAttempt > 1,
    readiness: readinessOf(inputs),
  };
  if (run.kind === 'existing') return { ...plan, run, uploads: [] };

  const defaultName = inputs.targetName ?? context.repository?.replace(/^.*\//, '') ?? 'app';
  const defaultVersion = inputs.targetVersion ?? context.tag ?? context.headSha?.slice(0, 7) ?? 'unknown';
  const registered: Registered[] = [];
  const entries = run.entries.map(({ target, ...entry }): PlannedEntry => {
    if (target.key !== 'apk') return { ...entry, target };
    const found = packages.get(target.where);
    if (found === undefined) throw new Error(`no files were found for ${target.where}`);
    const { name = defaultName, version = defaultVersion } = target;
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
    const registrations = [...Map.groupBy(group, ({ key }) => key).values()].flatMap((same) => {
      const paths = [...new Set(same.map((registration) => registration.package.path))];
      return same.slice(0, 1).map(({ key, name, version }) => ({ key, name, version, paths }));
    });
    return group.slice(0, 1).map((first) => ({ package: first.package, registrations }));
  });
}

function readinessOf({ readyMs, readyText, run }: Inputs): Readiness | undefined {
  if (readyMs === 0) return undefined;
  const targets = new Map<string, ReadyTarget>();
  for (const { target } of run.kind === 'new' ? run.entries : []) {
    if (target.key !== 'web_url' && target.key !== 'binary_url') continue;
    // The fragment is never sent to the server.
    const url = new URL(target.value.replace(/#.*/s, ''));
    targets.set(`${target.key} ${url.href}`, { key: target.key, url, label: shortUrl(url.href) });
  }
  return { withinMs: readyMs, text: readyText, targets: [...targets.values()] };
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

/** The body of `POST /runs`. */
export function requestBody(entries: readonly ResolvedEntry[], extraBody: Mapping): Mapping {
  const matrix = entries.map(({ platform, target, testIds, extras }) => {
    return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
  });
  return { matrix, ...extraBody };
}

/** The same body for people. Values of unknown keys are hidden: they may be credentials. */
export function shownBody(entries: readonly PlannedEntry[], extraBody: Mapping): Mapping {
  const hidden = (values: Mapping): Mapping => Object.fromEntries(Object.keys(values).map((key) => [key, '(hidden)']));
  const shown = entries.map((entry): ResolvedEntry => {
    return { ...entry, target: shownTarget(entry.target), extras: hidden(entry.extras) };
  });
  return requestBody(shown, hidden(extraBody));
}

function shownTarget(target: PlannedEntry['target']): ResolvedTarget {
  if (target.key === 'apk') return { key: 'target_id', value: `(of ${target.package.path}, after its upload)` };
  return { key: target.key, value: hideCredentials(target.value) };
}
