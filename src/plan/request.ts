import type { Mapping } from '../base/json.ts';
import { hideCredentials } from '../base/url.ts';
import type { PlannedEntry, ResolvedEntry } from './plan.ts';

/** The body of `POST /runs`. */
export function requestBody(entries: readonly ResolvedEntry[], extraBody: Mapping): Mapping {
  return { matrix: entries.map(entryBody), ...extraBody };
}

function entryBody({ platform, target, testIds, extras }: ResolvedEntry): Mapping {
  return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
}

/** The same body for people. Values of unknown keys are hidden: they may be credentials. */
export function shownBody(entries: readonly PlannedEntry[], extraBody: Mapping): Mapping {
  const matrix = entries.map(({ target, extras, ...entry }) =>
    entryBody({
      ...entry,
      target:
        target.key === 'apk'
          ? { key: 'target_id', value: `(of ${target.package.path}, after its upload)` }
          : { ...target, value: hideCredentials(target.value) },
      extras: hidden(extras),
    }),
  );
  return { matrix, ...hidden(extraBody) };
}

function hidden(values: Mapping): Mapping {
  return Object.fromEntries(Object.keys(values).map((key) => [key, '(hidden)']));
}
