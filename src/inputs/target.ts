import { type ApkRequest, readApk } from './apk.ts';
import { named, namedUrl } from './named.ts';
import type { Findings } from './problems.ts';
import { isPrivate, isWebUrl } from './web-url.ts';

export const TARGET_KEYS = ['web_url', 'binary_url', 'target_id', 'apk'] as const;
export type TargetKey = (typeof TARGET_KEYS)[number];

/** What a test runs on: something that Doksi knows or can fetch, or files to be uploaded first. */
export type Target =
  | { readonly key: Exclude<TargetKey, 'apk'>; readonly value: string }
  | { readonly key: 'apk'; readonly where: string; readonly apk: ApkRequest };

/** Checks the value of one of the target keys; `where` is its public name. */
export function readTarget(
  key: TargetKey,
  value: unknown,
  where: string,
  findings: Findings,
): Target | undefined {
  if (key === 'apk') {
    const apk = readApk(value, where, findings);
    return apk && { key, where, apk };
  }
  const isUrl = key !== 'target_id';
  const allowed = isUrl ? 'give an http(s) URL' : 'give the id of a target, quoted if it looks like a number';
  if (typeof value !== 'string' || value.trim() === '' || (isUrl && !isWebUrl(value))) {
    return findings.problem(where, `is ${isUrl ? namedUrl(value) : named(value)}; ${allowed}`);
  }
  if (isUrl && isPrivate(value)) {
    const host = URL.parse(value)?.hostname ?? '';
    findings.warn(
      where,
      `leads to ${host}, which is this machine or in a private network: Doksi's cloud can't reach it`,
    );
  }
  return { key, value };
}

/** The platform that a target goes with. */
export function platformOf(key: TargetKey): 'web' | 'android' {
  return key === 'web_url' ? 'web' : 'android';
}
