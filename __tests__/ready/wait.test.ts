import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clock.ts';
import { ReadyLog } from '../../src/log/ready-log.ts';
import { NotReadyError } from '../../src/ready/errors.ts';
import type { Look } from '../../src/ready/look.ts';
import type { Awaited } from '../../src/ready/readiness.ts';
import type { Sight } from '../../src/ready/sight.ts';
import { waitUntilReady } from '../../src/ready/wait.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';

const MINUTE_MS = 60_000;
const up: Sight = { isThere: true, words: 'answers 200' };
const down: Sight = { isThere: false, words: 'answers 404' };
const old: Sight = { isThere: false, words: 'answers 200, without the text' };

/** What a target shows at each look; the last stays. A number is how long the look takes, in milliseconds. */
type Script = readonly (Sight | number)[];

interface Setting {
  readonly minutes?: number;
  readonly cancelAtMs?: number;
}

/** Waits for targets that show what their scripts say, on a clock that nobody has to wait for. */
async function wait(scripts: Readonly<Record<string, Script>>, { minutes = 5, cancelAtMs }: Setting = {}) {
  const clock = new VirtualClock();
  const beginMs = clock.now();
  const lines: string[] = [];
  const asked: Record<string, number[]> = {};
  const attempts: number[] = [];
  const targets = Object.keys(scripts).map((host): Awaited => ({
    key: 'web_url',
    url: new URL(`https://${host}`),
    label: host,
  }));
  const look: Look = async ({ label }, { attempt }, signal) => {
    const times = (asked[label] ??= []);
    times.push(clock.now() - beginMs);
    attempts.push(attempt);
    const script = scripts[label] ?? [];
    const shown = script[times.length - 1] ?? script.at(-1) ?? down;
    if (typeof shown !== 'number') return shown;
    await clock.sleep(shown, signal);
    return { isThere: true, words: 'answers 200' };
  };
  const controller = new AbortController();
  if (cancelAtMs !== undefined) {
    void clock.sleep(cancelAtMs).then(() => {
      controller.abort(new Error('cancelled'));
    });
  }
  const work = waitUntilReady(
    { withinMs: minutes * MINUTE_MS, text: undefined, targets },
    {
      look,
      clock,
      signal: controller.signal,
      events: new ReadyLog((line) => lines.push(line), clock.now),
    },
  );
  const error = await clock.run(
    work.then(
      () => undefined,
      (reason: unknown) => reason,
    ),
  );
  return { error, asked, attempts, lines, tookMs: clock.now() - beginMs };
}

describe('a target is ready', () => {
  it('with three good answers, five seconds apart', async () => {
    const { error, asked, attempts, lines, tookMs } = await wait({ 'a.test': [up] });
    expect(error).toBeUndefined();
    expect(asked).toEqual({ 'a.test': [0, 5000, 10_000] });
    expect(attempts).toEqual([1, 2, 3]);
    expect(tookMs).toBe(10_000);
    expect(lines).toEqual(['  a.test answers 200', '  a.test is ready after 10 s']);
  });

  it('not before they come in a row', async () => {
    const { error, asked, lines } = await wait({ 'a.test': [down, down, up, up, down, old, up, up, up] });
    expect(error).toBeUndefined();
    expect(asked['a.test']).toHaveLength(9);
    expect(lines).toEqual([
      '  a.test answers 404',
      '  a.test answers 200',
      '  a.test answers 404',
      '  a.test answers 200, without the text',
      '  a.test answers 200',
      '  a.test is ready after 40 s',
    ]);
  });

  it('five seconds after an answer, however slow that was', async () => {
    const { asked } = await wait({ 'a.test': [7000] });
    expect(asked).toEqual({ 'a.test': [0, 12_000, 24_000] });
  });

  it('by itself, and is then left alone; others are waited for', async () => {
    const late: Script = [...Array<Sight>(20).fill(down), up];
    const { error, asked, lines } = await wait({ 'a.test': [up], 'b.test': late });
    expect(error).toBeUndefined();
    expect(asked['a.test']).toEqual([0, 5000, 10_000]);
    expect(asked['b.test']).toHaveLength(23);
    expect(lines.slice(-2)).toEqual(['  b.test answers 200', '  b.test is ready after 1m 50s']);
  });

  it('by the system clock, too, however long it may take', async () => {
    const target: Awaited = { key: 'web_url', url: new URL('https://a.test'), label: 'a.test' };
    const { promise: asked, resolve } = Promise.withResolvers<undefined>();
    const controller = new AbortController();
    const look: Look = () => {
      setTimeout(() => resolve(undefined), 50);
      return Promise.resolve(down);
    };
    const work = waitUntilReady(
      { withinMs: 100_000 * MINUTE_MS, text: undefined, targets: [target] },
      {
        look,
        clock: systemClock,
        signal: controller.signal,
        events: new ReadyLog(() => undefined, Date.now),
      },
    );
    await Promise.race([work, asked]);
    controller.abort(new Error('cancelled'));
    await expect(work).rejects.toThrow('cancelled');
  });

  it('at once where there is none', async () => {
    expect(await wait({})).toMatchObject({ error: undefined, tookMs: 0, lines: [] });
  });
});

describe('while nothing changes', () => {
  it('a line each minute tells what is waited for', async () => {
    const { lines } = await wait({ 'a.test': [down], 'b.test': [up], 'c.test': [old] }, { minutes: 2.5 });
    const still = 'a.test answers 404; c.test answers 200, without the text';
    expect(lines.slice(4)).toEqual([
      `  … still waiting after 1m 10s: ${still}`,
      `  … still waiting after 2m 10s: ${still}`,
    ]);
  });
});

describe('a target that is not ready in time', () => {
  it('ends the wait when the time is over, with its last answer', async () => {
    const { error, tookMs } = await wait({ 'a.test': [old, down] }, { minutes: 0.5 });
    expect(tookMs).toBe(30_000);
    expect(error).toBeInstanceOf(NotReadyError);
    expect(error).toMatchObject({
      what: 'The target was not ready within 0.5 minutes: a.test answers 404. Nothing was uploaded or spent.',
      next: "See that the deployment is up, or raise ready-minutes. It was asked from this runner: Doksi's cloud may see it otherwise.",
    });
  });

  it('is told among those that were', async () => {
    const { error } = await wait({ 'a.test': [up], 'b.test': [down], 'c.test': [old] });
    expect(error).toMatchObject({
      what: '2 of 3 targets were not ready within 5 minutes: b.test answers 404; c.test answers 200, without the text. Nothing was uploaded or spent.',
    });
  });

  it('ends the wait in the middle of a question, too', async () => {
    const { error, tookMs } = await wait({ 'a.test': [down, 10 * MINUTE_MS] }, { minutes: 1 });
    expect(tookMs).toBe(MINUTE_MS);
    expect(error).toMatchObject({ what: expect.stringContaining('a.test answers 404') });
  });

  it('is not ready with two good answers', async () => {
    const { error } = await wait({ 'a.test': [down, down, down, down, up] }, { minutes: 0.5 });
    expect(error).toMatchObject({ what: expect.stringContaining('a.test answers 200') });
  });
});

describe('cancellation', () => {
  it.each([
    ['between two questions', 7000, [down]],
    ['in the middle of one', 7000, [60_000]],
  ])('%s ends the wait at once', async (_, cancelAtMs, script: Script) => {
    const { error, tookMs } = await wait({ 'a.test': script, 'b.test': [down] }, { cancelAtMs });
    expect(error).toEqual(new Error('cancelled'));
    expect(tookMs).toBe(cancelAtMs);
  });
});
