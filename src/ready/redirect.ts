import type { HttpHead } from '../http/transport.ts';

/** https://www.rfc-editor.org/rfc/rfc9110#status.3xx: the others lead nowhere by themselves. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where an answer leads, as a browser would go; why not, in words; undefined where it is no redirect. */
export function redirectFrom({ status, headers }: HttpHead, from: URL): URL | string | undefined {
  if (!REDIRECTS.has(status)) return undefined;
  const { location } = headers;
  // Browsers read its bytes as UTF-8, where Node makes one character of each.
  const next =
    location === undefined ? null : URL.parse(Buffer.from(location, 'latin1').toString(), from.href);
  if (next === null) return 'to no address';
  if (next.protocol !== 'https:' && next.protocol !== 'http:') return `to an address of ${next.protocol}`;
  next.hash = '';
  return next;
}

/**
 * The credentials that stand in an address, or those of the address that was asked first where both lead to the same
 * server: no other one gets them.
 */
export function credentialsFor(url: URL, asked: URL): { authorization?: string } {
  const { username, password } = url.username === '' && isSameServer(url, asked) ? asked : url;
  if (username === '' && password === '') return {};
  const pair = Buffer.from(`${decoded(username)}:${decoded(password)}`);
  return { authorization: `Basic ${pair.toString('base64')}` };
}

/** The same origin, or the same host with TLS put on, where many a site sends its visitors first of all. */
function isSameServer(url: URL, asked: URL): boolean {
  if (url.origin === asked.origin) return true;
  const isUpgrade = asked.protocol === 'http:' && url.protocol === 'https:';
  // Without a port in either, the hosts are alike only where both ports are the usual ones.
  return isUpgrade && asked.port === '' && url.host === asked.host;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
