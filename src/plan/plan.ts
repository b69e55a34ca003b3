import { contentKey, type Package, type PlannedTarget, type Upload } from '../apps/package.ts';
import type { Context } from '../context.ts';
import type { Entry } from '../inputs/entry.ts';
import type { Inputs, RunRequest } from '../inputs/read.ts';

/** What will be done, decided before anything is: a dry run shows it and stops. */
export interface Plan {
  readonly uploads: readonly Upload[];
  readonly run: RunRequest;
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number | undefined;
}

export type NewRun = Extract<RunRequest, { kind: 'new' }>;

/** Target ids that stand for the `apk` of entries, once they are registered. */
export type TargetIds = ReadonlyMap<Entry, string>;

export function makePlan(inputs: Inputs, context: Context, packages: ReadonlyMap<Entry, Package>): Plan {
  const { run, wait, timeoutMs, pollIntervalMs } = inputs;
  const groups = Map.groupBy(packages, ([, found]) => contentKey(found));
  const uploads = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ package: first[1], targets: planTargets(group, inputs, context) }];
  });
  return { uploads, run, wait, timeoutMs, pollIntervalMs };
}

function planTargets(
  packages: readonly (readonly [Entry, Package])[],
  inputs: Inputs,
  context: Context,
): PlannedTarget[] {
  const repository = context.repository?.replace(/^.*\//, '');
  const commit = context.headSha?.slice(0, 7);
  const labelled = packages.map(([entry, { path }]) => {
    const apk = entry.target.key === 'apk' ? entry.target.apk : undefined;
    return {
      entry,
      path,
      name: apk?.name ?? inputs.targetName ?? repository ?? 'app',
      version: apk?.version ?? inputs.targetVersion ?? context.tag ?? commit ?? 'unknown',
    };
  });
  const groups = Map.groupBy(labelled, ({ name, version }) => JSON.stringify([name, version]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const entries = group.map(({ entry }) => entry);
    const paths = [...new Set(group.map(({ path }) => path))];
    return [{ name: first.name, version: first.version, entries, paths }];
  });
}

/** The body of `POST /runs`. */
export function requestBody({ entries, extraBody }: NewRun, targetIds: TargetIds): Record<string, unknown> {
  return { matrix: entries.map((entry) => entryBody(entry, targetIds)), ...extraBody };
}

const HIDDEN = '(hidden)';

/** The same body to be shown: what stands under a key that we don't know may be a credential. */
export function shownBody({ entries, extraBody }: NewRun): Record<string, unknown> {
  const matrix = entries.map(({ target, extras, ...entry }) =>
    entryBody({ ...entry, target: shownTarget(target), extras: hidden(extras) }, new Map()),
  );
  return { matrix, ...hidden(extraBody) };
}

function entryBody(entry: Entry, targetIds: TargetIds): Record<string, unknown> {
  const { platform, target, testIds, extras } = entry;
  const reference =
    target.key === 'apk' ? { target_id: targetIds.get(entry) } : { [target.key]: target.value };
  return { platform, ...reference, test_ids: testIds, ...extras };
}

function shownTarget(target: Entry['target']): Entry['target'] {
  if (target.key === 'apk')
    return { key: 'target_id', value: `(of ${target.apk.paths.join(', ')}, once uploaded)` };
  // A staging host's basic auth (`https://user:password@host`) is a credential, too.
  return { ...target, value: target.value.replace(/^(https?:\/\/)[^/?#]*@/i, `$1${HIDDEN}@`) };
}

function hidden(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, HIDDEN]));
}
