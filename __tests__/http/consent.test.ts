import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sendAfterConsent } from '../../src/http/consent.ts';
import { bodyOf } from '../upload/tiny-doksi.ts';
import { listen } from './wire.ts';

const BODY = ['one,', 'two,', 'three'];

/** The body, each of whose chunks is given when it may be; and how often it was begun. */
function slowBody(mayGoOn: (chunk: number) => Promise<unknown>) {
  const seen = { begun: 0 };
  const body: AsyncIterable<Buffer> = {
    async *[Symbol.asyncIterator]() {
      seen.begun++;
      for (const [index, chunk] of BODY.entries()) {
        await mayGoOn(index);
        yield Buffer.from(chunk);
      }
    },
  };
  return { body, seen };
}

describe('a body that waits for consent', () => {
  beforeEach(() => {
    // Only what the consent waits by: the network goes by real time.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is sent once, though the consent comes after it was begun without', async () => {
    const server = createServer();
    const consented = Promise.withResolvers<() => void>();
    const whole = Promise.withResolvers<string>();
    server.on('checkContinue', (request, response) => {
      consented.resolve(() => response.writeContinue());
      bodyOf(request).then((body) => {
        whole.resolve(body.toString());
        response.end();
      }, whole.reject);
    });
    const request = httpRequest({
      port: await listen(server),
      method: 'PUT',
      agent: false,
      headers: { expect: '100-continue', 'content-length': BODY.join('').length },
    });
    try {
      const { promise: goOn, resolve: letGo } = Promise.withResolvers<undefined>();
      const { body, seen } = slowBody((chunk) => (chunk === 0 ? Promise.resolve() : goOn));
      const answer = once(request, 'response');
      sendAfterConsent(request, body);
      const consent = await consented.promise;
      jest.advanceTimersByTime(1000);
      expect(seen.begun).toBe(1);
      const heard = once(request, 'continue');
      consent();
      await heard;
      jest.advanceTimersByTime(1000);
      letGo(undefined);
      await answer;
      expect(await whole.promise).toBe(BODY.join(''));
      expect(seen.begun).toBe(1);
    } finally {
      request.destroy();
      server.close();
    }
  });
});
