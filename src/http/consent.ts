import type { ClientRequest } from 'node:http';
import type { Readable } from 'node:stream';

/** A store that does not know `Expect` gets the body after this long (milliseconds) without a word. */
const CONSENT_MS = 1000;
/** What refuses at once says so right behind its consent: Node's own server consents before anybody was asked. */
const SECOND_THOUGHT_MS = 20;

/**
 * Sends a body once the server agrees to have it, for a request with `Expect: 100-continue`. Whoever is sending when a
 * refusal comes may find the connection closed (EPIPE) instead of the server's words.
 * https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
export function sendAfterConsent(request: ClientRequest, body: Readable): void {
  const begin = (): void => {
    body.pipe(request);
  };
  let timer = setTimeout(begin, CONSENT_MS);
  request.once('continue', () => {
    clearTimeout(timer);
    timer = setTimeout(begin, SECOND_THOUGHT_MS);
  });
  for (const end of ['response', 'error', 'close']) {
    request.once(end, () => {
      clearTimeout(timer);
    });
  }
  request.flushHeaders();
}
