import type { GateName } from '../../src/inputs/settings.ts';
import { knownFailuresAt } from '../../src/plan/known-failures.ts';
import type { PlannedEntry } from '../../src/plan/entry.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Package } from '../../src/apps/package.ts';
import type { GithubWorld } from './github-script.ts';
import type { Base, Past } from './past.ts';
import type { Reply } from './reply.ts';
import type { Creation, RunStory } from './story.ts';

/** All that happens to one step: what it was told to do, and what the world does to it. */
export interface Schedule extends Settings, World {}

export interface Settings {
  /** `existing` follows a run of another job. */
  readonly way: 'new' | 'existing';
  readonly entries: readonly PlannedTests[];
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number | undefined;
  readonly retries: number;
  readonly known: readonly { readonly testId: string; readonly until: string }[];
  readonly gates: Readonly<Record<GateName, boolean>>;
}

export interface PlannedTests {
  /** `gone` is a file that has vanished since it was looked at. */
  readonly target: 'web' | 'web2' | 'binary' | 'id' | 'apk' | 'splits' | 'gone';
  readonly testIds: readonly string[];
}

export interface World {
  /** Of the clock, since the epoch. */
  readonly beginMs: number;
  readonly seed: number;
  readonly cancelAtMs: number | undefined;
  /** Whether somebody who listens throws at everything. */
  readonly hasFaultyListener: boolean;
  /** By how much the wall clock jumps whenever somebody looks at it, in turn (milliseconds). */
  readonly wallJumpsMs: readonly number[];
  /** Replies to requests of each kind, in turn; what comes after is as it should be. */
  readonly uploads: readonly Reply[];
  readonly puts: readonly Reply[];
  readonly targets: readonly Reply[];
  readonly creations: readonly (Reply | Creation)[];
  /** By the number of the run that was created. */
  readonly runs: readonly RunStory[];
  /** What earlier attempts of the workflow run have left, where GitHub runs the job again. */
  readonly past: Past | undefined;
  /** What the base branch has, where the step has a check run on a pull request. */
  readonly base: Base | undefined;
  readonly github: GithubWorld;
}

export const EXISTING_RUN = 'run_of_another_job';

/** Where each kind of target leads. */
export const PLACES: Readonly<Record<PlannedTests['target'], string>> = {
  web: 'https://staging.example.com',
  web2: 'https://preview.example.com/a?b=c',
  binary: 'https://builds.example.com/app.apk',
  id: 'tgt_known',
  apk: 'app.apk',
  splits: 'splits/base.apk',
  gone: 'gone.apk',
};

/** The packages that there are, by the kind of target. */
export type Packages = Readonly<Record<'apk' | 'splits' | 'gone', Package>>;

/** The plan that the inputs would make. */
export function planOf(schedule: Schedule, packages: Packages): Plan {
  const { way, entries, wait, timeoutMs, pollIntervalMs, retries, known, beginMs, past } = schedule;
  const list = known.map((failure) => ({ ...failure, reason: 'SHOP-1' }));
  const planned = way === 'new' ? entries : [];
  const kinds = (['apk', 'splits', 'gone'] as const).filter((kind) =>
    planned.some(({ target }) => target === kind),
  );
  return {
    uploads: kinds.map((kind) => ({
      package: packages[kind],
      registrations: [{ key: kind, name: 'Shop', version: '1', paths: [PLACES[kind]] }],
    })),
    run:
      way === 'existing'
        ? { kind: 'existing', runId: EXISTING_RUN }
        : {
            kind: 'new',
            entries: planned.map((entry) => entryOf(entry, packages)),
            extraBody: { note: 'n' },
          },
    isRerun: past !== undefined,
    wait,
    timeoutMs,
    pollIntervalMs,
    retries,
    knownFailures: knownFailuresAt(beginMs, list),
  };
}

function entryOf({ target, testIds }: PlannedTests, packages: Packages): PlannedEntry {
  return {
    platform: platformOf(target),
    testIds,
    extras: { login: target },
    target: plannedTarget(target, packages),
  };
}

function plannedTarget(target: PlannedTests['target'], packages: Packages): PlannedEntry['target'] {
  switch (target) {
    case 'web':
    case 'web2':
      return { key: 'web_url', value: PLACES[target] };
    case 'binary':
      return { key: 'binary_url', value: PLACES[target] };
    case 'id':
      return { key: 'target_id', value: PLACES[target] };
    case 'apk':
    case 'splits':
    case 'gone':
      return { key: 'apk', package: packages[target], registration: target };
  }
}

function platformOf(target: PlannedTests['target']): string {
  return target === 'web' || target === 'web2' ? 'web' : 'android';
}
