import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Doksi } from '../doksi/client.ts';
import { asFailure } from '../failure.ts';
import type { Call, CheckRun, Github } from '../github/api.ts';
import { findHeadSha } from '../github/subject.ts';
import type { Plan } from '../plan/plan.ts';
import { type Decision, decidePrior, everything } from './decide.ts';
import { type HistoryRecord, recordOf } from './record.ts';
import { readRuns } from './read-runs.ts';
import { targetKey } from './request-digest.ts';

/** All questions to GitHub together (milliseconds). */
const GITHUB_MS = 30 * 1000;

export interface RecallSources {
  readonly plan: Plan;
  readonly context: Context;
  /** Name of this step's check run. */
  readonly checkName: string;
  /** Of what is asked for; see `requestDigest`. */
  readonly digest: string | undefined;
  readonly github: Github;
  readonly doksi: Doksi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/**
 * What earlier attempts of the workflow run left to go on from. GitHub only tells which runs those were; what became of
 * them is asked of Doksi. Never rejects: whatever fails is a doubt, and then everything is run.
 */
export async function recall(sources: RecallSources): Promise<Decision> {
  const { plan, clock, signal } = sources;
  try {
    if (plan.run.kind === 'existing') return everything("the run is another job's");
    const call = { signal, endsAtMs: clock.now() + GITHUB_MS };
    const found = await lastRecord(sources, call);
    if ('doubt' in found) return everything(found.doubt);
    const { record } = found;
    const attempts = await readRuns(record.runs, sources);
    const registered = plan.uploads.flatMap(({ registrations }) =>
      registrations.flatMap(({ key }) => {
        const targetId = record.targets[targetKey({ key })];
        return targetId === undefined ? [] : [{ key, targetId }];
      }),
    );
    const { entries } = plan.run;
    return decidePrior({
      attempt: record.attempt,
      attempts,
      entries,
      registered,
      knownFailures: plan.knownFailures,
    });
  } catch (error) {
    return everything(asFailure(error).what.replace(/[.\s]+$/, ''));
  }
}

/** The record of the attempt before this one; in any doubt the doubt. */
async function lastRecord(
  { context, checkName, digest, github }: RecallSources,
  call: Call,
): Promise<{ readonly record: HistoryRecord } | { readonly doubt: string }> {
  if (context.runId === undefined || context.job === undefined)
    return { doubt: 'nothing tells which workflow run and job this is' };
  const headSha = await findHeadSha(context.subject, github, call);
  if (headSha === undefined) return { doubt: 'nothing tells which commit this is about' };
  const checks = await github.checkRuns(headSha, { name: checkName, filter: 'all' }, call);
  const earlier = checks.flatMap((check) => {
    const record = recordOf(check);
    const isOurs =
      record?.workflowRun === context.runId &&
      record?.job === context.job &&
      record?.title === checkName &&
      record.headSha === headSha &&
      record.attempt < context.runAttempt;
    return record && isOurs ? [{ check, record }] : [];
  });
  const [newest] = earlier.toSorted((a, b) => b.record.attempt - a.record.attempt || b.check.id - a.check.id);
  if (newest === undefined) return { doubt: 'no check run tells what it ran' };
  const { check, record } = newest;
  if (!isOfActions(check)) return { doubt: "its check run is another app's" };
  if (record.attempt !== context.runAttempt - 1) return { doubt: 'it left no check run' };
  // An attempt that ended before its matrix was read has no digest to compare: that it has no run comes first.
  if (record.runs.length === 0)
    return { doubt: `it created no run${record.digest === undefined ? '' : ' that is known'}` };
  if (digest === undefined || record.digest !== digest)
    return { doubt: 'the matrix, extra-body or a file is another one now' };
  return { record };
}

/** Whether a workflow wrote it: other apps' records are nobody's we know. */
export function isOfActions({ app }: Pick<CheckRun, 'app'>): boolean {
  return app?.slug === 'github-actions';
}
