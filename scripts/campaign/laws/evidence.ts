import * as z from 'zod';
import { type Exchange, testsIn } from '../doksi.ts';
import { PAST_TARGET, pastRuns } from '../earlier-runs.ts';
import type { Course } from '../play.ts';
import { EXISTING_RUN, type Reply, type RequestedTest, type Schedule } from '../world.ts';

// What Doksi replied, read from the exchanges alone. The laws must not rely on the code that they judge.

const count = z.int().nonnegative().nullish();
const runId = z.union([z.string().min(1), z.number()]);
const Created = z.object({ run_id: runId });
const Result = z.object({
  status: z.string().nullish(),
  test_id: z.string().optional(),
  destination: z.record(z.string(), z.string()).optional(),
});
const State = z.object({
  run_id: runId.nullish(),
  status: z.string().min(1),
  tests_total: count,
  tests_passed: count,
  tests_failed: count,
  results: z
    .array(Result)
    .nullish()
    .transform((list) => list ?? []),
});
export type Result = z.infer<typeof Result>;
/** A valid state of a run, and when it arrived. */
export type State = z.infer<typeof State> & { readonly atMs: number };

/** A run that the step created or followed, as the server knows it. */
export interface RunEvidence {
  readonly runId: string;
  /** Undefined if the step did not create it. */
  readonly requested: readonly RequestedTest[] | undefined;
  readonly createdAtMs: number;
  readonly polls: readonly Exchange[];
  /** The valid states, in order. */
  readonly states: readonly State[];
  /** The last state, if it is final and no reply came after it. */
  readonly final: State | undefined;
}

export interface Evidence {
  readonly creations: readonly Exchange[];
  readonly runs: readonly RunEvidence[];
  /** The final states of these runs, in order. */
  readonly finals: readonly State[];
  /** The states of earlier runs that the step read before it decided what to run, by run id. */
  readonly recalled: ReadonlyMap<string, State>;
}

/** What Doksi replied until the base branch was read. */
export function evidenceOf(schedule: Schedule, { exchanges, decided, ...course }: Course): Evidence {
  const before = exchanges.slice(0, course.recalled.exchanges);
  const own = exchanges.slice(course.recalled.exchanges, decided.exchanges);
  const creations = own.filter(({ method, path }) => method === 'POST' && path === '/runs');
  const created = creations.flatMap((exchange) => {
    const id = createdRunId(exchange);
    const createdAtMs = exchange.repliedAtMs ?? Infinity;
    return id === undefined ? [] : [{ runId: id, requested: testsIn(exchange.body), createdAtMs }];
  });
  const earlier = pastRuns(schedule).map((run) => run.runId);
  const isPolled = (id: string): boolean => own.some((exchange) => isPollOf(exchange, id));
  const followed = schedule.kind === 'existing' ? EXISTING_RUN : earlier.find(isPolled);
  const first = { runId: followed ?? '', requested: undefined, createdAtMs: course.recalled.atMs };
  const runs = followed === undefined ? created : [first, ...created];
  const others = earlier.filter((id) => id !== followed);
  const ownPolls = own.filter((exchange) => exchange.method === 'GET' && !others.some((id) => isPollOf(exchange, id)));
  const evidence = runs.map((run, index) => runEvidence(run, ownPolls, runs[index + 1]?.createdAtMs));
  const recalled = earlier.flatMap((id) => {
    const [state] = statesOf(id, before);
    return state ? [[id, state] as const] : [];
  });
  const finals = evidence.flatMap(({ final }) => final ?? []);
  return { creations, runs: evidence, finals, recalled: new Map(recalled) };
}

/** The valid states in the polls of a run, in order. */
export function statesOf(id: string, exchanges: readonly Exchange[]): State[] {
  return exchanges.filter((exchange) => isPollOf(exchange, id)).flatMap((poll) => stateIn(poll, id) ?? []);
}

export function isPollOf({ method, path }: Exchange, id: string): boolean {
  return method === 'GET' && path === `/runs/${encodeURIComponent(id)}`;
}

function runEvidence(
  run: Pick<RunEvidence, 'runId' | 'requested' | 'createdAtMs'>,
  all: readonly Exchange[],
  untilMs = Infinity,
): RunEvidence {
  const polls = all.filter(({ sentAtMs }) => sentAtMs >= run.createdAtMs && sentAtMs < untilMs);
  const states = polls.flatMap((poll) => stateIn(poll, run.runId) ?? []);
  const last = states.at(-1);
  const isLast = last?.atMs === polls.findLast(({ repliedAtMs }) => repliedAtMs !== undefined)?.repliedAtMs;
  return { ...run, polls, states, final: last && isLast && isFinal(last) ? last : undefined };
}

export function isFinal({ status }: State): boolean {
  return status === 'passed' || status === 'failed';
}

/** The state in a poll's reply, if it is valid and about this run. */
function stateIn({ reply, repliedAtMs }: Exchange, id: string): State | undefined {
  if (repliedAtMs === undefined) return undefined;
  const state = State.safeParse(jsonIn(reply)).data;
  return state && String(state.run_id ?? id) === id ? { ...state, atMs: repliedAtMs } : undefined;
}

/** The id of the run that a `POST /runs` created, if the reply names it. */
export function createdRunId({ reply, repliedAtMs }: Exchange): string | undefined {
  const { data } = Created.safeParse(repliedAtMs === undefined ? undefined : jsonIn(reply));
  return data && String(data.run_id);
}

function jsonIn(reply: Reply): unknown {
  if (reply.kind !== 'response' || reply.status < 200 || reply.status > 299) return undefined;
  try {
    const json: unknown = JSON.parse(reply.text);
    return json;
  } catch {
    return undefined;
  }
}

/** Whether the step can know that the server did not process the request. */
export function isKnownNotProcessed({ reply, repliedAtMs }: Exchange): boolean {
  if (reply.kind !== 'response') return reply.neverSent;
  return repliedAtMs !== undefined && [429, 503].includes(reply.status);
}

/** Whether a rejection may mean that Doksi no longer has a target. */
export function isTargetRejection({ reply, repliedAtMs, body }: Exchange): boolean {
  if (reply.kind !== 'response' || repliedAtMs === undefined || reply.text.includes('"remaining"')) return false;
  const hasTarget = testsIn(body).some(({ destination }) => destination['target_id'] === PAST_TARGET);
  return hasTarget && [400, 404, 422].includes(reply.status);
}

export function resultsWith({ results }: State, status: string): Result[] {
  return results.filter((result) => result.status === status);
}

/** The failures that a state lists or counts, whichever are more. */
export function failuresIn(state: State): number {
  return Math.max(state.tests_failed ?? 0, resultsWith(state, 'failed').length);
}

/** The number of tests of a run; undefined if it is neither reported nor listed. */
export function totalOf({ tests_total: total, results }: State): number | undefined {
  return total ?? (results.length > 0 ? results.length : undefined);
}

export function keyOf({ testId, destination }: RequestedTest): string {
  return JSON.stringify([testId, destination]);
}

/** The last result of each test, by its key. */
export function lastResults(states: readonly State[]): Map<string, Result> {
  const results = states.flatMap((state) => state.results);
  return new Map(results.map((result) => [JSON.stringify([result.test_id, result.destination]), result]));
}

/** Whether a state lists each requested test once, with its destination and status, and counts them so. */
export function isFaithful(state: State, requested: readonly RequestedTest[]): boolean {
  const listed = lastResults([state]);
  const failed = resultsWith(state, 'failed').length;
  const passed = resultsWith(state, 'passed').length;
  return (
    state.results.length === requested.length &&
    requested.every((test) => listed.has(keyOf(test))) &&
    state.tests_total === requested.length &&
    failuresIn(state) === failed &&
    state.tests_passed === passed &&
    (!isFinal(state) || (failed + passed === requested.length && state.status === (failed > 0 ? 'failed' : 'passed')))
  );
}
