import { type Clock, withDeadline } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Doksi } from '../doksi/client.ts';
import { asFailure, Failure } from '../failure.ts';
import type { Call, CheckRun, Github } from '../github/api.ts';
import { findPullRequest } from '../github/subject.ts';
import type { Outcome } from '../results/outcome.ts';
import { resultsOf } from '../results/results.ts';
import type { AtBase, Test } from '../results/tests.ts';
import { readRuns } from './read-runs.ts';
import { isOfActions } from './recall.ts';
import { recordOf } from './record.ts';

/** So many commits of the base branch are looked at, newest first. */
const COMMITS = 5;
/** All questions together (milliseconds). */
const BASE_MS = 10 * 1000;

export interface BaseSources {
  readonly context: Context;
  readonly checkName: string;
  /** Asks once and not again: each question counts. */
  readonly github: Github;
  readonly doksi: Pick<Doksi, 'readRun'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Told why nothing could be learnt, where something went wrong. */
  readonly onLack: (failure: Failure) => void;
}

/**
 * The outcome with a word on each failed test: whether it passed on the base branch, or fails there, too. Silent where
 * nothing is known; never part of the verdict. Never rejects.
 */
export async function withBase(outcome: Outcome, sources: BaseSources): Promise<Outcome> {
  const { results } = outcome;
  if (results.failed.length === 0) return outcome;
  try {
    const { clock, signal } = sources;
    const said = await withDeadline(clock, BASE_MS, signal, tooLate, (until) =>
      baseTests({ ...sources, signal: until }),
    );
    if (said === undefined) return outcome;
    const failed = results.failed.map((test) => {
      const base = wordOn(test, said);
      return base ? { ...test, base } : test;
    });
    return { ...outcome, results: { ...results, failed } };
  } catch (error) {
    if (!sources.signal.aborted) sources.onLack(asFailure(error));
    return outcome;
  }
}

/** GitHub and Doksi took too long about the base branch. */
class BaseTimeError extends Failure {
  constructor() {
    super(
      `The base branch's last run was not heard of within ${BASE_MS / 1000} s.`,
      'Nothing is to be done.',
    );
  }
}

function tooLate(): Failure {
  return new BaseTimeError();
}

interface BaseWord {
  readonly branch: string;
  readonly tests: ReadonlyMap<string, readonly Test[]>;
  readonly agoMs: number | undefined;
}

/** What the base branch's newest run said. */
async function baseTests(sources: BaseSources): Promise<BaseWord | undefined> {
  const { context, checkName, github, clock, signal } = sources;
  const call: Call = { signal, endsAtMs: clock.now() + BASE_MS };
  const pull = await findPullRequest(context.subject, github, call);
  if (pull === undefined) return undefined;
  for (const sha of await github.commits(pull.baseBranch, COMMITS, call)) {
    const checks = await github.checkRuns(sha, { name: checkName, filter: 'latest' }, call);
    const check = checks.find((candidate) => isOfActions(candidate) && runsOf(candidate).length > 0);
    if (check === undefined) continue;
    const attempts = await readRuns(runsOf(check), sources);
    const { tests } = resultsOf(attempts);
    return { branch: pull.baseBranch, tests: Map.groupBy(tests, keyOf), agoMs: agoOf(check, clock.now()) };
  }
  return undefined;
}

function runsOf(check: CheckRun): NonNullable<ReturnType<typeof recordOf>>['runs'] {
  return recordOf(check)?.runs ?? [];
}

function wordOn(test: Test, { branch, tests, agoMs }: BaseWord): AtBase | undefined {
  const there = tests.get(keyOf(test)) ?? [];
  const failed = there.find(({ result }) => result.status === 'failed');
  if (failed) return { kind: 'fails-too', branch, url: failed.result.url ?? undefined, agoMs };
  const hasPassed = there.length > 0 && there.every(({ result }) => result.status === 'passed');
  return hasPassed ? { kind: 'new', branch } : undefined;
}

/** The address of a preview is never that of the base branch: a test is known by its id and platform. */
function keyOf({ result: { test_id, destination } }: Test): string {
  return JSON.stringify([test_id, destination?.platform]);
}

function agoOf({ completedAt }: CheckRun, nowMs: number): number | undefined {
  const ms = nowMs - Date.parse(completedAt ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
