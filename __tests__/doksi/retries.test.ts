import { describe, expect, it } from '@jest/globals';
import type { Doksi } from '../../src/doksi/client.ts';
import { ConnectionError, RejectedError } from '../../src/http/errors.ts';
import { RetryBudget } from '../../src/http/retry.ts';
import { busy, created, failureOf, MINUTE_MS, running, SECOND_MS, world } from './world.ts';

const create = (doksi: Doksi): Promise<unknown> => doksi.createRun({}, running);
const register = (doksi: Doksi): Promise<unknown> =>
  doksi.createTarget({ uploadId: 'upl_1', name: 'shop', version: '1' }, running);

describe.each([
  ['the creation of a run', create],
  ['the registration of a target', register],
])('%s', (_, work) => {
  it('ends after two minutes and a few requests if Doksi stays busy', async () => {
    const { clock, doksi, sentAtMs, lines } = world(() => busy(503));
    expect(await failureOf(clock.run(work(doksi)))).toMatchObject({
      summary: '503 Service Unavailable: Busy',
    });
    expect(sentAtMs.length).toBeGreaterThan(5);
    expect(sentAtMs.length).toBeLessThan(12);
    expect(sentAtMs.at(-1)).toBeGreaterThan(MINUTE_MS);
    expect(sentAtMs.at(-1)).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect(lines[2]).toBe('  ! Doksi returned no valid response (503 Service Unavailable: Busy); trying again in 4 s');
  });

  it.each(['120', '119', '1', '3600'])('waits for Retry-After: %s once, up to two minutes', async (seconds) => {
    const { clock, doksi, sentAtMs } = world((number) => (number === 1 ? busy(429, seconds) : created()));
    await clock.run(work(doksi));
    expect(sentAtMs).toEqual([0, Math.min(Number(seconds), 120) * SECOND_MS]);
  });

  it('waits for a Retry-After that follows other waits', async () => {
    const { clock, doksi, sentAtMs } = world((number) => {
      if (number < 4) return busy(503);
      return number === 4 ? busy(503, '120') : created();
    });
    await clock.run(work(doksi));
    expect(sentAtMs.at(-1)).toBe(127 * SECOND_MS);
  });

  it('waits only once for a long Retry-After that repeats', async () => {
    const { clock, doksi, sentAtMs } = world(() => busy(503, '119'));
    expect(await failureOf(clock.run(work(doksi)))).toBeInstanceOf(RejectedError);
    expect(sentAtMs).toEqual([0, 119 * SECOND_MS]);
  });

  it('retries if no connection could be established', async () => {
    const { clock, doksi, lines } = world((number, request) =>
      number === 1 ? Promise.reject(new ConnectionError(request, { code: 'ECONNREFUSED' }, true)) : created(),
    );
    await clock.run(work(doksi));
    expect(lines).toEqual(['  ! Doksi could not be reached (connection refused); trying again in 1 s']);
  });
});

describe('requests that are safe to repeat', () => {
  it.each([
    ['408', () => busy(408)],
    ['500', () => busy(500)],
    ['a gateway page with 502', () => Promise.resolve({ status: 502, headers: {}, text: '<title>No</title>' })],
  ])('are retried after %s', async (_, first) => {
    const { clock, doksi, sentAtMs } = world((number) => (number === 1 ? first() : created()));
    expect(await clock.run(register(doksi))).toBe('tgt_1');
    expect(sentAtMs).toHaveLength(2);
  });

  it('share the budget that they are given', async () => {
    const { clock, doksi, sentAtMs } = world(() => busy(500));
    const budget = new RetryBudget(3 * SECOND_MS);
    await failureOf(clock.run(doksi.createUpload('shop', running, budget)));
    expect(sentAtMs).toEqual([0, 1000, 3000]);
  });

  it('are not retried after a rejection', async () => {
    const { clock, doksi, sentAtMs } = world(() => busy(422));
    expect(await failureOf(clock.run(register(doksi)))).toMatchObject({
      what: 'Doksi rejected the target shop 1: Busy (HTTP 422).',
      help: 'target-rejected',
    });
    expect(sentAtMs).toHaveLength(1);
  });
});

it.each([400, 409, 422])(
  'a target that a lost request has registered: the error names the inputs to change first (%i)',
  async (status) => {
    const { clock, doksi } = world((number, request) =>
      number === 1 ? Promise.reject(new ConnectionError(request, { code: 'ECONNRESET' }, false)) : busy(status),
    );
    expect(await failureOf(clock.run(register(doksi)))).toMatchObject({
      next: expect.stringMatching(/^If a target .* exists already, set another target-name or target-version\./),
      help: 'target-rejected',
    });
  },
);
