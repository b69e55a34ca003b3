import type { Package } from '../apps/package.ts';
import type { Entry } from '../inputs/entry.ts';

/** A target that Doksi knows or can fetch. */
export type KnownTarget = Exclude<Entry['target'], { key: 'apk' }>;

/** A target that is known, or one that will be once its registration is made. */
export type PlannedTarget =
  KnownTarget | { readonly key: 'apk'; readonly package: Package; readonly registration: string };

/** An entry as it is planned: its files are found, its target may have to be registered. */
export interface PlannedEntry extends Omit<Entry, 'target'> {
  readonly target: PlannedTarget;
}

/** An entry whose target is known: nothing else can be posted. */
export interface ResolvedEntry extends Omit<Entry, 'target'> {
  readonly target: KnownTarget;
}
