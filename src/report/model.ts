import type { Context } from '../context/context.ts';
import type { GateName } from '../inputs/settings.ts';
import type { Plan } from '../plan/plan.ts';
import { decide, type Decision, type Outcome } from '../results/outcome.ts';
import { type Group, isSettled, type Test } from '../results/tests.ts';
import { inGroup, unfinishedTests } from '../results/results.ts';
import { GROUPS } from '../results/words.ts';

export interface ReportSources {
  /** Redacted, like the title. */
  readonly outcome: Outcome;
  readonly title: string;
  readonly gates: Readonly<Record<GateName, boolean>>;
  readonly context: Context;
  /** What was planned, redacted; undefined if the step ended before. */
  readonly planned: Plan['run'] | undefined;
  /** See `requestDigest`; undefined without a plan of a new run. */
  readonly digest: string | undefined;
  /** The input `on-rerun`. */
  readonly onRerun: 'all' | 'failed';
  /** The id of the job's own check run, if GitHub provides it. */
  readonly jobCheckRunId: string | undefined;
  /** The content of the workflow file; empty if the repository is not checked out. */
  readonly workflowText: string;
}

/** Everything that the reports show, computed once; a report only chooses and formats. */
export interface ReportModel extends ReportSources {
  readonly decision: Decision;
  /** In the order in which readers need them. */
  readonly groups: readonly TestGroup[];
  /** Whether the tests alone do not explain the conclusion. */
  readonly needsExplaining: boolean;
}

/** Tests of one kind, as reports name and mark them. */
export interface TestGroup {
  readonly kind: Group | 'unfinished';
  readonly mark: string;
  /** Completes `3 …`. */
  readonly word: string;
  readonly tests: readonly Test[];
  /** Including those that Doksi counts but does not list. */
  readonly count: number;
}

/** Computes what the reports show. */
export function reportModel(sources: ReportSources): ReportModel {
  const { outcome, gates } = sources;
  const { conclusion, results } = outcome;
  const failsByTests = conclusion === 'failed' && inGroup(results, 'failed').length > 0;
  return {
    ...sources,
    decision: decide(outcome, gates),
    groups: groupsOf(outcome),
    needsExplaining: conclusion !== 'passed' && !failsByTests,
  };
}

/** The tests that Doksi lists of this kind. */
export function testsIn({ groups }: ReportModel, kind: TestGroup['kind']): readonly Test[] {
  return groups.find((group) => group.kind === kind)?.tests ?? [];
}

function groupsOf({ runs, results }: Outcome): TestGroup[] {
  const { counts, tests } = results;
  // After the end of a run, no test can still pass or fail.
  const isOver = runs.every(isSettled);
  const unfinished = new Set(isOver ? [] : unfinishedTests(results));
  const unfinishedCount = isOver ? 0 : counts.unfinished;
  const kinds: [kind: TestGroup['kind'], count: number][] = [
    ['failed', counts.failed],
    ['flaky', counts.flaky],
    ['known', counts.known],
    ['unfinished', unfinishedCount],
    ['other', counts.others - unfinishedCount],
    ['passed', counts.passed],
  ];
  const byKind = Map.groupBy(tests, (test) => (unfinished.has(test) ? 'unfinished' : test.group));
  return kinds
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => ({ kind, ...GROUPS[kind], tests: byKind.get(kind) ?? [], count }));
}
