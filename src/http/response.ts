import { clipped, oneLine } from '../base/text.ts';
import type { HttpHead, HttpResponse } from './transport.ts';

/** https://www.rfc-editor.org/rfc/rfc9110#status.3xx: the other statuses lead nowhere. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
export const MAX_REDIRECTS = 5;

/** Headers of responses that check whether the client is a browser. */
const CHALLENGES = {
  'cf-mitigated': 'Cloudflare',
  'x-vercel-mitigated': 'Vercel',
  'x-amzn-waf-action': 'AWS WAF',
};

/** The title of a page is in its first characters. */
const HEAD_LENGTH = 64 * 1024;
const MAX_QUOTE = 300;
const MAX_NAME = 100;

/** Where a redirect leads, as in a browser; the reason in words if nowhere; undefined if it is not a redirect. */
export function redirectOf({ status, headers }: HttpHead, from: URL): URL | string | undefined {
  if (!REDIRECTS.has(status)) return undefined;
  // Browsers read the header's bytes as UTF-8.
  const location = Buffer.from(headers['location'] ?? '', 'latin1').toString();
  const next = location === '' ? null : URL.parse(location, from.href);
  if (next === null) return 'without an address';
  if (next.protocol !== 'https:' && next.protocol !== 'http:') return `to an address of ${next.protocol}`;
  next.hash = '';
  return next;
}

/** Who returned a challenge for browsers in place of the response, if this is one. */
export function challengeOf({ headers }: HttpHead): string | undefined {
  return Object.entries(CHALLENGES).find(([name]) => /challenge|captcha/i.test(headers[name] ?? ''))?.[1];
}

/**
 * What a body is that has not the expected form: `an HTML page with the title "Access denied" from squid/5.7`. Takes
 * linear time: the text may be long and hostile.
 */
export function describeBody(response: HttpResponse, isSecret: boolean): string {
  const head = response.text.slice(0, HEAD_LENGTH).trim();
  const challenge = challengeOf(response);
  if (challenge !== undefined) return `a ${challenge} challenge for browsers${titleOf(head, isSecret)}`;
  if (head === '') return 'an empty body';
  if (head.startsWith('<')) return `an HTML page${titleOf(head, isSecret)}${senderOf(response)}`;
  return isSecret ? 'a body that is not shown, since it may contain a secret' : clipped(oneLine(head), MAX_QUOTE);
}

function titleOf(html: string, isSecret: boolean): string {
  const tag = html.toLowerCase().indexOf('<title');
  const begin = html.indexOf('>', tag) + 1;
  const end = html.indexOf('<', begin);
  const title = tag < 0 || begin === 0 || end < 0 ? '' : oneLine(html.slice(begin, end));
  return title === '' || isSecret ? '' : ` with the title "${clipped(title, MAX_QUOTE)}"`;
}

/** Gateways and proxies name themselves in these headers. */
function senderOf({ headers: { server, via } }: HttpHead): string {
  const from = server ? ` from ${clipped(oneLine(server), MAX_NAME)}` : '';
  return via ? `${from} via ${clipped(oneLine(via), MAX_NAME)}` : from;
}
