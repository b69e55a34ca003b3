import { describe, expect, it } from '@jest/globals';
import { createDoksi, type Doksi } from '../../src/doksi/client.ts';
import { CreationAbandonedError, RunMayExistError } from '../../src/doksi/creation.ts';
import { ConnectionError, NoAnswerError, RefusedError } from '../../src/http/errors.ts';
import type { HttpAnswer, HttpRequest, Send } from '../../src/http/transport.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** No undertaking needs so many requests. */
const TOO_MANY = 100;

type Reply = (number: number, request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

interface World {
  readonly clock: VirtualClock;
  readonly doksi: Doksi;
  readonly sentAtMs: number[];
}

function world(reply: Reply): World {
  const clock = new VirtualClock();
  const beginMs = clock.now();
  const sentAtMs: number[] = [];
  const send: Send = (request, signal) => {
    sentAtMs.push(clock.now() - beginMs);
    if (sentAtMs.length > TOO_MANY) throw new Error('This would go on without end.');
    return reply(sentAtMs.length, request, signal);
  };
  const doksi = createDoksi({
    apiUrl: 'https://doksi.test',
    apiKey: 'dk_live_0',
    send,
    clock,
    random: () => 1,
    redact: (text) => text,
    trace: () => undefined,
  });
  return { clock, doksi, sentAtMs };
}

const status = (code: number, retryAfter?: string): Promise<HttpAnswer> =>
  Promise.resolve({
    status: code,
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    text: '{"error":"Busy"}',
  });
const created = (): Promise<HttpAnswer> =>
  Promise.resolve({ status: 201, headers: {}, text: '{"run_id":"run_1","target_id":"tgt_1"}' });

const live = new AbortController().signal;
const create = (doksi: Doksi): Promise<unknown> => doksi.createRun({}, live);
const register = (doksi: Doksi): Promise<unknown> =>
  doksi.createTarget({ uploadId: 'upl_1', name: 'shop', version: '1' }, live);

describe.each([
  ['the creation', create],
  ['a registration', register],
])('of %s', (_, work) => {
  it('a constant 503 ends after two minutes and a handful of requests', async () => {
    const { clock, doksi, sentAtMs } = world(() => status(503));
    await expect(clock.run(work(doksi))).rejects.toMatchObject({ brief: '503 Service Unavailable: Busy' });
    expect(sentAtMs.length).toBeGreaterThan(5);
    expect(sentAtMs.length).toBeLessThan(12);
    expect(sentAtMs.at(-1)).toBeGreaterThan(MINUTE_MS);
    expect(sentAtMs.at(-1)).toBeLessThanOrEqual(2 * MINUTE_MS);
  });

  it.each(['120', '119', '1', '3600'])(
    'Retry-After: %s is waited for once, up to two minutes',
    async (seconds) => {
      const { clock, doksi, sentAtMs } = world((number) => (number === 1 ? status(429, seconds) : created()));
      await clock.run(work(doksi));
      expect(sentAtMs).toEqual([0, Math.min(Number(seconds), 120) * SECOND_MS]);
    },
  );

  it('a Retry-After that comes after other waits is waited for, too', async () => {
    const { clock, doksi, sentAtMs } = world((number) => {
      if (number < 4) return status(503);
      return number === 4 ? status(503, '120') : created();
    });
    await clock.run(work(doksi));
    expect(sentAtMs.at(-1)).toBe(127 * SECOND_MS);
  });

  it('a constant Retry-After of nearly two minutes is waited for once', async () => {
    const { clock, doksi, sentAtMs } = world(() => status(503, '119'));
    await expect(clock.run(work(doksi))).rejects.toBeInstanceOf(RefusedError);
    expect(sentAtMs).toEqual([0, 119 * SECOND_MS]);
  });
});

describe('the creation', () => {
  const silent =
    (clock: () => VirtualClock, phase: 'connecting' | 'sent' | undefined): Reply =>
    async (_number, request, signal) => {
      if (phase !== undefined) request.onPhase?.('connecting');
      if (phase === 'sent') request.onPhase?.('sent');
      await clock().sleep(60 * MINUTE_MS, signal);
      return created();
    };

  it('that finds no connection in time is asked again, and never longer than 2½ minutes', async () => {
    const all: World = world((...args) => silent(() => all.clock, 'connecting')(...args));
    const beginMs = all.clock.now();
    const failure = all.clock.run(create(all.doksi));
    await expect(failure).rejects.toBeInstanceOf(NoAnswerError);
    await expect(failure).rejects.toMatchObject({ brief: 'no connection within 30 s' });
    expect(all.sentAtMs.length).toBeGreaterThan(2);
    expect(all.clock.now() - beginMs).toBeLessThanOrEqual(2.5 * MINUTE_MS);
  });

  it.each(['sent', undefined] as const)(
    'whose answer does not come in time is sent once: %s',
    async (phase) => {
      const all: World = world((...args) => silent(() => all.clock, phase)(...args));
      await expect(all.clock.run(create(all.doksi))).rejects.toBeInstanceOf(RunMayExistError);
      expect(all.sentAtMs).toHaveLength(1);
    },
  );

  it.each([
    ['before it was sent', 'connecting' as const, false],
    ['after it was sent', 'sent' as const, true],
    ['when nobody knows', undefined, true],
  ])('that is cancelled %s says whether a run may exist', async (_, phase, mayExist) => {
    const all: World = world((...args) => silent(() => all.clock, phase)(...args));
    const cancel = new AbortController();
    void all.clock.sleep(SECOND_MS).then(() => cancel.abort(new Error('cancelled')));
    const failure = all.clock.run(all.doksi.createRun({}, cancel.signal));
    if (mayExist) await expect(failure).rejects.toBeInstanceOf(CreationAbandonedError);
    else await expect(failure).rejects.toThrow('cancelled');
  });

  it('that is cancelled while it waits to be sent again leaves no run behind', async () => {
    const { clock, doksi } = world((_number, request) => {
      request.onPhase?.('sent');
      return status(429, '60');
    });
    const cancel = new AbortController();
    void clock.sleep(SECOND_MS).then(() => cancel.abort(new Error('cancelled')));
    await expect(clock.run(doksi.createRun({}, cancel.signal))).rejects.toThrow(/^cancelled$/);
  });

  it.each([true, false])(
    'on a broken connection counts by what was sent, whatever the error: %s',
    async (never) => {
      const { clock, doksi, sentAtMs } = world((number, request) =>
        number === 1
          ? Promise.reject(new ConnectionError(request, { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, never))
          : created(),
      );
      const work = clock.run(create(doksi));
      if (never) await expect(work).resolves.toMatchObject({ run_id: 'run_1' });
      else await expect(work).rejects.toBeInstanceOf(RunMayExistError);
      expect(sentAtMs).toHaveLength(never ? 2 : 1);
    },
  );
});
