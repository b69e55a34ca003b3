import { namedUrl } from './named.ts';
import type { Findings } from './problems.ts';
import type { ScalarReader } from './scalars.ts';
import { isWebUrl } from './web-url.ts';

/** Its value is never part of a message, not even of one about its form. */
export function readApiKey(reader: ScalarReader, mayBeEmpty: boolean, findings: Findings): string {
  const key = reader.text('api-key');
  if (key === '') {
    if (!mayBeEmpty) {
      const why = 'is empty; give a secret, such as ${{ secrets.DOKSI_API_KEY }}';
      findings.problem('api-key', `${why} (workflows of forks get none: if-no-api-key: skip lets them pass)`);
    }
  } else if (!/^[\x21-\x7e]+$/.test(key)) {
    findings.problem(
      'api-key',
      'has a space, a line break or another character that no key has; copy it again',
    );
  } else if (!/^dk_live_[0-9a-f]{40}$/.test(key)) {
    findings.warn('api-key', 'does not look like a key of Doksi (dk_live_ and 40 hexadecimal digits)');
  }
  return key;
}

/** The base URL, without a slash at its end. */
export function readApiUrl(reader: ScalarReader, findings: Findings): string {
  const text = reader.text('api-url');
  const url = URL.parse(text);
  const hasCredentials = isWebUrl(text) && (url?.username !== '' || url.password !== '');
  // An empty query would swallow the path that is added; it shows in no part of the URL.
  const isPlain = isWebUrl(text) && !hasCredentials && !/[?#]/.test(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!isPlain || !isSafe) {
    const fault = hasCredentials ? ', which holds credentials' : '';
    findings.problem(
      'api-url',
      `is ${namedUrl(text)}${fault}; give an https URL (http only for this machine itself) without credentials or a query`,
    );
  }
  return text.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
