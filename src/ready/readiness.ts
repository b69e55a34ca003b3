import type { Inputs } from '../inputs/read.ts';
import { shortUrl } from '../text.ts';

/** What has to be there before anything is spent. */
export interface Readiness {
  /** How long to wait for it at most, in milliseconds. */
  readonly withinMs: number;
  /** What the answer of every `web_url` has to hold. */
  readonly text: string | undefined;
  /** Each once; none, where all targets are at Doksi already or will be uploaded. */
  readonly targets: readonly Awaited[];
}

/** A target that somebody serves: Doksi will ask it when the tests begin. */
export interface Awaited {
  readonly key: 'web_url' | 'binary_url';
  readonly url: URL;
  /** For people: neither credentials nor a query. */
  readonly label: string;
}

/** What the inputs ask to wait for; undefined where they don't. */
export function readinessOf({
  readyMs,
  readyText,
  run,
}: Pick<Inputs, 'readyMs' | 'readyText' | 'run'>): Readiness | undefined {
  if (readyMs === 0) return undefined;
  const entries = run.kind === 'new' ? run.entries : [];
  const targets = new Map<string, Awaited>();
  const labels = new Map<string, number>();
  for (const { target } of entries) {
    if (target.key !== 'web_url' && target.key !== 'binary_url') continue;
    const url = new URL(target.value);
    // No server is told what stands behind the `#`, so it makes no other question.
    url.hash = '';
    const id = `${target.key} ${url.href}`;
    if (targets.has(id)) continue;
    const name = shortUrl(url.href);
    const number = (labels.get(name) ?? 0) + 1;
    labels.set(name, number);
    // Their queries may tell them apart, but may hold a token, too.
    const label = number === 1 ? name : `${name} (${number})`;
    targets.set(id, { key: target.key, url, label });
  }
  return { withinMs: readyMs, text: readyText, targets: [...targets.values()] };
}
