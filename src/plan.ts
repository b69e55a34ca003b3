import type { Entry } from './inputs/entry.ts';
import type { Inputs, RunRequest } from './inputs/read.ts';

/** What will be done, decided before anything is: a dry run shows it and stops. */
export interface Plan {
  readonly run: RunRequest;
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number | undefined;
}

export type NewRun = Extract<RunRequest, { kind: 'new' }>;

export function makePlan({ run, wait, timeoutMs, pollIntervalMs }: Inputs): Plan {
  return { run, wait, timeoutMs, pollIntervalMs };
}

/** The body of `POST /runs`. */
export function requestBody({ entries, extraBody }: NewRun): Record<string, unknown> {
  return { matrix: entries.map(entryBody), ...extraBody };
}

const HIDDEN = '(hidden)';

/** The same body to be shown: what stands under a key that we don't know may be a credential. */
export function shownBody({ entries, extraBody }: NewRun): Record<string, unknown> {
  const matrix = entries.map((entry) =>
    entryBody({
      ...entry,
      target: { ...entry.target, value: withoutLogin(entry.target.value) },
      extras: hidden(entry.extras),
    }),
  );
  return { matrix, ...hidden(extraBody) };
}

function entryBody({ platform, target, testIds, extras }: Entry): Record<string, unknown> {
  return { platform, [target.key]: target.value, test_ids: testIds, ...extras };
}

function hidden(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, HIDDEN]));
}

/** A staging host's basic auth (`https://user:password@host`) is a credential, too. */
function withoutLogin(value: string): string {
  return value.replace(/^(https?:\/\/)[^/?#]*@/i, `$1${HIDDEN}@`);
}
