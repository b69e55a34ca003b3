import { hideCredentials } from '../url.ts';
import type { KnownTarget, PlannedEntry, PlannedTarget, ResolvedEntry } from './entry.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** The body of `POST /runs`. */
export function requestBody(entries: readonly ResolvedEntry[], extraBody: Mapping): Mapping {
  return { matrix: entries.map(entryBody), ...extraBody };
}

const HIDDEN = '(hidden)';

/** The same body to be shown: what stands under a key that we don't know may be a credential. */
export function shownBody(entries: readonly PlannedEntry[], extraBody: Mapping): Mapping {
  const matrix = entries.map(({ target, extras, ...entry }) =>
    entryBody({ ...entry, target: shownTarget(target), extras: hidden(extras) }),
  );
  return { matrix, ...hidden(extraBody) };
}

function entryBody({ platform, target, testIds, extras }: ResolvedEntry): Mapping {
  return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
}

function shownTarget(target: PlannedTarget): KnownTarget {
  if (target.key === 'apk') return { key: 'target_id', value: `(of ${target.package.path}, once uploaded)` };
  // A staging host's basic auth (`https://user:password@host`) is a credential, too.
  return { ...target, value: hideCredentials(target.value) };
}

function hidden(values: Mapping): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, HIDDEN]));
}
