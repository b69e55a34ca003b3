import type { ClientRequest } from 'node:http';

/** A store that does not know `Expect` gets the body after this long (milliseconds) without a word. */
const CONSENT_MS = 1000;
/** What refuses at once says so right behind its consent: Node's own server consents before anybody was asked. */
const SECOND_THOUGHT_MS = 20;

/**
 * Sends a body once the server agrees to have it, for a request with `Expect: 100-continue`. Whoever is sending when a
 * refusal comes may find the connection closed (EPIPE) instead of the server's words. Takes a chunk once the one before
 * has left; what the body throws ends the request.
 * https://www.rfc-editor.org/rfc/rfc9110#field.expect
 */
export function sendAfterConsent(request: ClientRequest, body: AsyncIterable<Buffer>): void {
  const begin = (): void => {
    // A consent that comes later than that is no reason to begin again.
    request.off('continue', onConsent);
    send(request, body).catch((error: unknown) => {
      request.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  };
  const onConsent = (): void => {
    clearTimeout(timer);
    timer = setTimeout(begin, SECOND_THOUGHT_MS);
  };
  let timer = setTimeout(begin, CONSENT_MS);
  request.once('continue', onConsent);
  for (const end of ['response', 'error', 'close']) {
    request.once(end, () => {
      clearTimeout(timer);
    });
  }
  request.flushHeaders();
}

async function send(request: ClientRequest, body: AsyncIterable<Buffer>): Promise<void> {
  const closed = Promise.withResolvers<never>();
  // Once all is sent nobody waits for it.
  closed.promise.catch(() => undefined);
  request.once('close', () => closed.reject(new Error('the connection was closed')));
  for await (const chunk of body) {
    const written = Promise.withResolvers<undefined>();
    request.write(chunk, (error) => (error ? written.reject(error) : written.resolve(undefined)));
    await Promise.race([written.promise, closed.promise]);
  }
  request.end();
}
