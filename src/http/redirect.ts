import type { HttpAnswer, HttpRequest, Send } from './transport.ts';

const MAX_REDIRECTS = 5;

/** Only reads are led elsewhere, and the key goes to no other origin than the one it was meant for. */
export async function sendFollowingRedirects(
  send: Send,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let { url, headers } = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await send({ ...request, url, headers }, signal);
    if (request.method !== 'GET' || redirects === MAX_REDIRECTS) return answer;
    const next = redirectOf(answer, url);
    if (next === undefined) return answer;
    if (next.origin !== request.url.origin) {
      headers = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)),
      );
    }
    url = next;
  }
}

/** Where a redirect leads, unless that gives up TLS or is no web address; undefined where it is no redirect. */
export function redirectOf({ status, headers }: HttpAnswer, from: URL): URL | undefined {
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  const next = isRedirect ? URL.parse(headers['location'] ?? '', from.href) : null;
  if (next === null || headers['location'] === undefined) return undefined;
  if (next.protocol === 'https:') return next;
  return next.protocol === 'http:' && from.protocol === 'http:' ? next : undefined;
}
