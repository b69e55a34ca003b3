import { describe, expect, it } from '@jest/globals';
import { publish, type Report } from '../../src/publish/publish.ts';
import type { Step } from '../../src/publish/step.ts';
import { cancelledWhileCreating, NOTHING_KNOWN } from '../../src/results/endings.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';

const GATES = {
  'fail-on-failure': true,
  'fail-on-timeout': true,
  'fail-on-no-tests': true,
  'fail-on-flaky': true,
} as const;

/** Publishes with a report that never ends by itself, in a step that is cancelled after so long, or never. */
async function publishWithHang(cancelAfterMs: number | undefined) {
  const clock = new VirtualClock();
  const beginMs = clock.now();
  const cancel = new AbortController();
  const warnings: string[] = [];
  const told: string[] = [];
  const nothing = (): void => undefined;
  const step: Step = {
    ...{ info: nothing, debug: nothing, notice: nothing, annotate: nothing, mask: nothing, output: nothing },
    appendSummary: () => Promise.resolve(),
    warning: (message) => warnings.push(message),
    fail: (message) => told.push(message),
  };
  const hanging: Report = { name: 'The check run', tell: () => new Promise(nothing) };
  const quick: Report = {
    name: 'The job summary',
    tell: () => {
      told.push('summary');
      return Promise.resolve({});
    },
  };
  if (cancelAfterMs === 0) cancel.abort(new Error('cancelled'));
  else if (cancelAfterMs !== undefined) void clock.sleep(cancelAfterMs).then(() => cancel.abort());
  const outcome = cancelledWhileCreating(NOTHING_KNOWN);
  const work = publish({
    outcome,
    shown: outcome,
    gates: GATES,
    reports: [hanging, quick],
    step,
    clock,
    signal: cancel.signal,
  });
  expect(await clock.run(work)).toBe(false);
  return { tookMs: clock.now() - beginMs, warnings, told };
}

describe('a report that hangs', () => {
  it.each([
    ['since before: the runner kills after 7.5 s', 0, 4000],
    ['meanwhile', 10_000, 14_000],
    ['never: it may be slow, within bounds', undefined, 60_000],
  ])('is given up in time where the step is cancelled %s', async (_, cancelAfterMs, endsAfterMs) => {
    const { tookMs, warnings, told } = await publishWithHang(cancelAfterMs);
    expect(tookMs).toBe(endsAfterMs);
    expect(warnings).toEqual([expect.stringContaining('The check run could not be written')]);
    expect(told).toEqual(['summary', expect.stringContaining('may exist')]);
  });
});
