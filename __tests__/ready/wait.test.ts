import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/base/runtime.ts';
import type { HttpResponse, Send } from '../../src/http/transport.ts';
import type { ReadyTarget } from '../../src/plan/plan.ts';
import { NotReadyError, waitUntilReady } from '../../src/ready/wait.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { testRuntime } from '../http/wire.ts';

const MINUTE_MS = 60_000;
const up = { status: 200 };
const down = { status: 404 };
const broken = { status: 502 };

/** The responses of a target, the last of which repeats; `afterMs` is how long each takes. */
type Script = readonly { readonly status: number; readonly afterMs?: number }[];

interface Setting {
  readonly minutes?: number;
  readonly cancelAtMs?: number;
}

function targetAt(host: string): ReadyTarget {
  return { key: 'web_url', url: new URL(`https://${host}`), label: host };
}

/** Waits for targets with these scripts, on a virtual clock. */
async function wait(scripts: Readonly<Record<string, Script>>, { minutes = 5, cancelAtMs }: Setting = {}) {
  const clock = new VirtualClock();
  const startMs = clock.now();
  const requestedAtMs: Record<string, number[]> = {};
  const send: Send = async ({ url }, signal): Promise<HttpResponse> => {
    const times = (requestedAtMs[url.host] ??= []);
    times.push(clock.now() - startMs);
    const script = scripts[url.host] ?? [];
    const { status, afterMs = 0 } = script[times.length - 1] ?? script.at(-1) ?? { status: 500 };
    if (afterMs > 0) await clock.sleep(afterMs, signal);
    return { status, headers: {}, text: '' };
  };
  const controller = new AbortController();
  if (cancelAtMs !== undefined) {
    void clock.sleep(cancelAtMs).then(() => controller.abort(new Error('cancelled')));
  }
  const runtime = testRuntime({ clock, signal: controller.signal });
  const targets = Object.keys(scripts).map(targetAt);
  const readiness = { withinMs: minutes * MINUTE_MS, text: undefined, targets };
  const error = await clock.run(
    waitUntilReady(readiness, send, runtime).then(
      () => undefined,
      (reason: unknown) => reason,
    ),
  );
  return { error, requestedAtMs, lines: runtime.lines, tookMs: clock.now() - startMs };
}

describe('a target is ready', () => {
  it('after three good responses, five seconds apart', async () => {
    const { error, requestedAtMs, lines, tookMs } = await wait({ 'a.test': [up] });
    expect(error).toBeUndefined();
    expect(requestedAtMs).toEqual({ 'a.test': [0, 5000, 10_000] });
    expect(tookMs).toBe(10_000);
    expect(lines).toEqual(['  a.test returned 200', '  a.test is ready after 10 s']);
  });

  it('only if they are in a row', async () => {
    const { error, requestedAtMs, lines } = await wait({
      'a.test': [down, down, up, up, down, broken, up, up, up],
    });
    expect(error).toBeUndefined();
    expect(requestedAtMs['a.test']).toHaveLength(9);
    expect(lines).toEqual([
      '  a.test returned 404',
      '  a.test returned 200',
      '  a.test returned 404',
      '  a.test returned 502',
      '  a.test returned 200',
      '  a.test is ready after 40 s',
    ]);
  });

  it('with five seconds after slow responses, too', async () => {
    const { requestedAtMs } = await wait({ 'a.test': [{ status: 200, afterMs: 7000 }] });
    expect(requestedAtMs).toEqual({ 'a.test': [0, 12_000, 24_000] });
  });

  it('by itself, and is then not requested again', async () => {
    const late: Script = [...Array.from({ length: 20 }, () => ({ status: 404 })), { status: 200 }];
    const { error, requestedAtMs, lines } = await wait({ 'a.test': [up], 'b.test': late });
    expect(error).toBeUndefined();
    expect(requestedAtMs['a.test']).toEqual([0, 5000, 10_000]);
    expect(requestedAtMs['b.test']).toHaveLength(23);
    expect(lines.slice(-2)).toEqual(['  b.test returned 200', '  b.test is ready after 1m 50s']);
  });

  it('at once if there is none', async () => {
    expect(await wait({})).toMatchObject({ error: undefined, tookMs: 0, lines: [] });
  });
});

it('a line each minute names the targets that are not ready', async () => {
  const { lines } = await wait({ 'a.test': [down], 'b.test': [up], 'c.test': [broken] }, { minutes: 2.5 });
  const still = 'a.test returned 404, c.test returned 502';
  expect(lines.slice(4)).toEqual([
    `  … still waiting after 1m 10s: ${still}`,
    `  … still waiting after 2m 10s: ${still}`,
  ]);
});

describe('a target that is not ready in time', () => {
  it('is an error with its last response', async () => {
    const { error, tookMs } = await wait({ 'a.test': [broken, down] }, { minutes: 0.5 });
    expect(tookMs).toBe(30_000);
    expect(error).toBeInstanceOf(NotReadyError);
    expect(error).toMatchObject({
      what: 'The target was not ready within 30s: a.test returned 404. Nothing was uploaded or spent.',
      next: "Check that the deployment is up, or raise ready-minutes. The requests came from this runner; Doksi's cloud may get other responses.",
      help: 'target-not-ready',
    });
  });

  it('is named among others', async () => {
    const { error } = await wait({ 'a.test': [up], 'b.test': [down], 'c.test': [broken] });
    expect(error).toMatchObject({
      what: '2 of 3 targets were not ready within 5 minutes: b.test returned 404; c.test returned 502. Nothing was uploaded or spent.',
    });
  });

  it('ends the wait during a request, too', async () => {
    const slow = { status: 200, afterMs: 10 * MINUTE_MS };
    const { error, tookMs } = await wait({ 'a.test': [down, slow] }, { minutes: 0.2 });
    expect(tookMs).toBe(0.2 * MINUTE_MS);
    expect(error).toMatchObject({ what: expect.stringContaining('a.test returned 404') });
  });

  it('is not ready after two good responses', async () => {
    const { error } = await wait({ 'a.test': [down, down, down, down, up] }, { minutes: 0.5 });
    expect(error).toMatchObject({ what: expect.stringContaining('a.test returned 200') });
  });
});

describe('cancellation', () => {
  it.each<[string, number, Script]>([
    ['between two requests', 7000, [down]],
    ['during a request', 7000, [{ status: 200, afterMs: 9000 }]],
  ])('%s ends the wait at once', async (_, cancelAtMs, script) => {
    const { error, tookMs } = await wait({ 'a.test': script, 'b.test': [down] }, { cancelAtMs });
    expect(error).toEqual(new Error('cancelled'));
    expect(tookMs).toBe(cancelAtMs);
  });

  it('works with the system clock and a wait of weeks', async () => {
    const controller = new AbortController();
    const runtime = testRuntime({ clock: systemClock, signal: controller.signal });
    const send: Send = () => {
      setTimeout(() => controller.abort(new Error('cancelled')), 20);
      return Promise.resolve({ status: 404, headers: {}, text: '' });
    };
    const readiness = { withinMs: 100_000 * MINUTE_MS, text: undefined, targets: [targetAt('a.test')] };
    await expect(waitUntilReady(readiness, send, runtime)).rejects.toThrow('cancelled');
  });
});
