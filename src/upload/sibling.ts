import { isIP } from 'node:net';
import type { RefusedError } from '../http/errors.ts';

/** Redirects that keep method and body. S3's others say that the request was wrong. */
const KEEPS_METHOD: ReadonlySet<number> = new Set([307, 308]);

/**
 * Where a store sends a PUT on, if that is the same store: the same host, or another of the same domain, as S3's
 * `bucket.s3.amazonaws.com` and `bucket.s3.eu-west-1.amazonaws.com`; undefined for anywhere else.
 */
export function siblingOf(url: string, { status, location }: RefusedError): string | undefined {
  const [from, to] = [URL.parse(url), URL.parse(location ?? '')];
  if (!KEEPS_METHOD.has(status) || from === null || to === null) return undefined;
  return domainOf(from.hostname) === domainOf(to.hostname) ? to.href : undefined;
}

/** The part of a host name that one owner has; of an address the whole. */
function domainOf(host: string): string {
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return host;
  const labels = host.split('.');
  // Below two letters of a country often stand two or three more that belong to many: co.uk, com.cn.
  const isShared = labels.at(-1)?.length === 2 && (labels.at(-2)?.length ?? 0) <= 3;
  return labels.slice(isShared ? -3 : -2).join('.');
}
