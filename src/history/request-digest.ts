import { createHash, createHmac } from 'node:crypto';
import type { Plan, Registration } from '../plan/plan.ts';
import type { PlannedEntry } from '../plan/entry.ts';

/**
 * Tells whether two attempts ask for the same: the entries as planned, with the content of their files instead of
 * target ids, and the extra body. Undefined where the run is another job's.
 *
 * Everybody may read it, and there may be credentials in an entry, which are short at times: a plain hash would let
 * them be guessed. So it is an HMAC (SHA-256, hexadecimal) with Doksi's key, which can't be.
 */
export function requestDigest({ run }: Pick<Plan, 'run'>, apiKey: string): string | undefined {
  if (run.kind === 'existing') return undefined;
  const asked = { matrix: run.entries.map(asDigested), extraBody: run.extraBody };
  return createHmac('sha256', apiKey).update(JSON.stringify(asked, inOrder)).digest('hex');
}

/** The same for the same content under the same name and version; SHA-256, hexadecimal. */
export function targetKey({ key }: Pick<Registration, 'key'>): string {
  return createHash('sha256').update(key).digest('hex');
}

function asDigested({ platform, target, testIds, extras }: PlannedEntry): unknown {
  // A registration's key is made of its content, name and version.
  const value = target.key === 'apk' ? target.registration : target.value;
  return { platform, target: [target.key, value], testIds, extras };
}

/** The order of a mapping's keys means nothing, in YAML as in JSON. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
