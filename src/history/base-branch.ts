import { asFailure } from '../base/failure.ts';
import { type Runtime, withDeadline } from '../base/runtime.ts';
import { connectGithub } from '../github/client.ts';
import { GithubUnavailableError, MissingPermissionError } from '../github/errors.ts';
import { findPullRequest } from '../github/subject.ts';
import type { Outcome } from '../results/outcome.ts';
import { inGroup, resultsOf } from '../results/results.ts';
import type { BaseResult, Test } from '../results/tests.ts';
import { checkRunName, decodeRecord } from './record.ts';
import { ACTIONS, type HistorySources, readRuns } from './rerun.ts';

/** How many of the base branch's last commits are searched. */
const COMMITS = 5;
const MAX_REQUESTS = 8;
/** All requests together (milliseconds). */
const TIME_MS = 10 * 1000;

/**
 * The outcome with the base branch's result of each failed test, on pull requests. Never part of the verdict, and never
 * rejects: without a result there, the outcome stays as it is.
 */
export async function compareWithBase(outcome: Outcome, sources: HistorySources, runtime: Runtime): Promise<Outcome> {
  const { results } = outcome;
  if (inGroup(results, 'failed').length === 0) return outcome;
  const { clock, signal, log } = runtime;
  const expired = (): Error =>
    new GithubUnavailableError({ purpose: "find the base branch's results" }, `none within ${TIME_MS / 1000} s`);
  try {
    const base = await withDeadline(clock, TIME_MS, signal, expired, (inTime) =>
      findBaseRun(sources, { ...runtime, signal: inTime }),
    );
    if (base === undefined) return outcome;
    const tests = results.tests.map((test) =>
      test.group === 'failed' ? { ...test, base: baseResult(test, base) } : test,
    );
    return { ...outcome, results: { ...results, tests } };
  } catch (error) {
    if (signal.aborted) return outcome;
    const { what, next } = asFailure(error);
    const message = `Could not determine whether the failures are new. ${what}`;
    // Users can change only the permission.
    if (error instanceof MissingPermissionError) log.warning(`${message}\n${next}\nThe conclusion is not affected.`);
    else log.info(message);
    return outcome;
  }
}

interface BaseRun {
  readonly branch: string;
  readonly tests: readonly Test[];
  readonly agoMs: number | undefined;
}

/** The newest run on the base branch; undefined if there is none, or no pull request. */
async function findBaseRun(sources: HistorySources, runtime: Runtime): Promise<BaseRun | undefined> {
  const { context, title, githubToken: token, prComment: writesComments, doksi, connect = connectGithub } = sources;
  const { clock } = runtime;
  const limits = { endsAtMs: clock.now() + TIME_MS, maxRequests: MAX_REQUESTS };
  const github = connect({ token, context, writesComments, ...limits }, runtime);
  const pull = await findPullRequest(context.subject, github);
  if (pull === undefined) return undefined;
  const branch = pull.base.ref;
  for (const sha of await github.commits(branch, COMMITS)) {
    for (const check of await github.checkRuns(sha, checkRunName(title))) {
      const record = check.app?.slug === ACTIONS ? decodeRecord(check) : undefined;
      // A workflow may report on one commit although its event, and so its deployment, is about another.
      if (!record || record.runs.length === 0 || record.headSha !== sha || record.eventSha !== sha) continue;
      const { tests } = resultsOf(await readRuns(record.runs, doksi, runtime));
      const agoMs = clock.now() - Date.parse(check.completed_at ?? '');
      return { branch, tests, agoMs: Number.isNaN(agoMs) ? undefined : agoMs };
    }
  }
  return undefined;
}

/** By test id and platform: the base branch is never deployed at the address of a preview. */
function baseResult(
  { result: { test_id, destination } }: Test,
  { branch, tests, agoMs }: BaseRun,
): BaseResult | undefined {
  if (test_id == null) return undefined;
  const there = tests
    .map(({ result }) => result)
    .filter((other) => other.test_id === test_id && other.destination?.platform === destination?.platform);
  const failed = there.find(({ status }) => status === 'failed');
  if (failed) return { kind: 'fails-too', branch, url: failed.url ?? undefined, agoMs };
  const hasPassed = there.length > 0 && there.every(({ status }) => status === 'passed');
  return hasPassed ? { kind: 'new', branch } : undefined;
}
