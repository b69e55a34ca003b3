// What is done with a run's results, each for as many of them as are asked for.
import { Run } from '../../src/doksi/schemas.ts';
import { ProgressLog } from '../../src/log/progress.ts';
import { NO_KNOWN_FAILURES } from '../../src/plan/known-failures.ts';
import { annotations } from '../../src/report/annotations.ts';
import { checkReport } from '../../src/report/check-run.ts';
import { renderComment } from '../../src/report/comment.ts';
import { sectionOf } from '../../src/report/comment-section.ts';
import { junitReport } from '../../src/report/junit.ts';
import { junitXml } from '../../src/report/junit-xml.ts';
import { outputs } from '../../src/report/outputs.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { type Settled, verdict } from '../../src/results/verdict.ts';
import { Pace } from '../../src/run/interval.ts';

export interface Work {
  readonly name: string;
  readonly once: () => unknown;
}

/** One in so many tests has failed. */
const FAILED_OF = 20;

/** The answer of Doksi to one question, with so many results. */
export function answerText(count: number): string {
  const results = Array.from({ length: count }, (_, index) => {
    const id = `test_${String(index).padStart(6, '0')}`;
    return {
      result_id: `res_${index}`,
      test_id: id,
      test_name: `Customer ${index} puts things into the cart and pays for them`,
      status: index % FAILED_OF === 0 ? 'failed' : 'passed',
      duration_seconds: 10 + (index % 50),
      url: `https://app.doksi.ai/verify/tests/${id}/runs/res_${index}`,
      destination: { platform: 'web', web_url: `https://preview-${index % 5}.staging.example.com` },
    };
  });
  const failed = results.filter(({ status }) => status === 'failed').length;
  return JSON.stringify({
    run_id: 'k3n2mPq9Rxyz',
    status: 'failed',
    tests_total: count,
    tests_passed: count - failed,
    tests_failed: failed,
    tests_running: 0,
    duration_seconds: 600,
    created_at: '2026-04-14T14:22:10.000Z',
    results,
  });
}

/** From the answer that ends the run to the last report. A new report has its line here. */
export function worksOn(count: number): Work[] {
  const text = answerText(count);
  const run = Run.parse(JSON.parse(text));
  const settled: Settled = {
    targets: [],
    knownFailures: NO_KNOWN_FAILURES,
    attempts: [{ runId: 'k3n2mPq9Rxyz', run }],
  };
  const outcome = verdict(settled);
  const log = new ProgressLog(
    () => undefined,
    () => 0,
    (text) => text,
  );
  log.answered(run);
  const pace = new Pace(() => 0.5);
  const headSha = 'b1946ac9'.repeat(5);
  const context = { repository: 'doksi/shop', serverUrl: 'https://github.com', headSha };
  const about = { title: 'Doksi', headSha, workflowRun: '1', attempt: 1, job: 'e2e' };
  const record = { ...about, runs: [{ id: 'k3n2mPq9Rxyz', attempt: 1 }], digest: undefined, targets: {} };
  const check = {
    outcome,
    conclusion: 'failure',
    title: 'Doksi',
    headSha,
    workflow: undefined,
    record,
  } as const;
  const frame = { workflow: '.github/workflows/e2e.yml', commitUrl: undefined, workflowRunUrl: undefined };
  return [
    { name: 'an answer: read and checked', once: () => Run.parse(JSON.parse(text)) },
    { name: 'an answer: what is new in it', once: () => log.answered(run) },
    { name: 'an answer: when to ask again', once: () => pace.nextWaitMs(60_000, run) },
    { name: 'the verdict', once: () => verdict(settled) },
    {
      name: 'the job summary',
      once: () => renderSummary({ outcome, title: 'Doksi', context, plan: undefined }),
    },
    { name: 'the annotations', once: () => annotations(outcome.results, undefined) },
    { name: 'the outputs', once: () => outputs(outcome) },
    { name: 'the check run', once: () => checkReport(check) },
    {
      name: 'the comment',
      once: () => renderComment([sectionOf({ ...about, outcome, commitUrl: undefined })], frame),
    },
    { name: 'the JUnit file', once: () => junitXml(junitReport(outcome, 'Doksi')) },
  ];
}

const ROUNDS = 11;

/** Milliseconds that it takes, the median of some rounds. */
export async function timeOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  // The first half warms the compiler up.
  return times.slice(ROUNDS).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
}
