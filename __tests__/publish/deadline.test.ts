import { describe, expect, it } from '@jest/globals';
import { Secrets } from '../../src/base/secrets.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Step } from '../../src/publish/step.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import { outcome, results, run } from '../builders.ts';
import { context, model } from '../report/models.ts';

const failing = outcome({ runs: [run({ results: results({ login: 'failed' }) })] });

/** Publishes with a summary that is never written, in a step that is cancelled after so long, or never. */
async function publishWithHang(cancelAfterMs: number | undefined) {
  const clock = new VirtualClock();
  const startedAtMs = clock.now();
  const cancel = new AbortController();
  const warnings: string[] = [];
  const shown: string[] = [];
  const nothing = (): void => undefined;
  const step: Step = {
    ...{ info: nothing, debug: nothing, notice: nothing, output: nothing },
    annotate: ({ title }) => void shown.push(title),
    appendSummary: () => new Promise(nothing),
    warning: (message) => void warnings.push(message),
    error: (message) => void shown.push(message),
  };
  if (cancelAfterMs === 0) cancel.abort(new Error('cancelled'));
  else if (cancelAfterMs !== undefined) void clock.sleep(cancelAfterMs).then(() => cancel.abort());
  const settings = {
    isOffline: true,
    title: undefined,
    jobMatrix: '',
    jobCheckRunId: undefined,
    summary: true,
    annotations: true,
    checkRun: false,
    prComment: false,
    junitPath: undefined,
    githubToken: '',
    commitSha: undefined,
    gates: model(failing).gates,
  };
  const work = publish(
    {
      outcome: failing,
      plan: undefined,
      settings,
      title: 'Doksi',
      context: { ...context, hasSummary: true },
      apiKey: '',
      onRerun: 'all',
    },
    step,
    { clock, random: () => 0, signal: cancel.signal, log: step, secrets: new Secrets() },
  );
  expect(await clock.run(work)).toBe(false);
  return { tookMs: clock.now() - startedAtMs, warnings, shown };
}

describe('a report that hangs', () => {
  it.each([
    ['before: the runner kills it after 7.5 s', 0, 4000],
    ['meanwhile', 10_000, 14_000],
    ['never', undefined, 60_000],
  ])('is given up in time if the step was cancelled %s', async (_, cancelAfterMs, endsAfterMs) => {
    const { tookMs, warnings, shown } = await publishWithHang(cancelAfterMs);
    expect(tookMs).toBe(endsAfterMs);
    expect(warnings).toEqual([expect.stringContaining('The job summary could not be published')]);
    expect(shown).toEqual([
      'Test login (web · staging.example.com) failed',
      expect.stringContaining('1 of 1 Doksi test failed'),
    ]);
  });
});
