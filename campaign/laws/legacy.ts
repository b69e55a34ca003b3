import { attemptOf, topicOf } from '../play/github.ts';
import type { Check } from '../play/past.ts';
import { type EarlierRun, matrixOf, namedBy, pastRuns, pastTargets } from '../play/past-runs.ts';
import type { AskedTest } from '../play/run-recipe.ts';
import type { Schedule } from '../play/schedule.ts';
import type { Ending } from '../play/stage.ts';
import { type Evidence, failuresIn, isOver, resultsWith, type Word } from './evidence.ts';

// What a step has to make of earlier attempts, by the contract and the script alone: a second opinion, which knows the
// clear cases and says of the others that they are not clear.

/** What earlier attempts are worth. */
export type Legacy =
  | { readonly kind: 'none' }
  /** There is a doubt: everything has to be run. */
  | { readonly kind: 'doubt'; readonly why: string }
  /** The runs are ours and their words are known; what they leave is not so clear that there is one answer. */
  | (Heritage & { readonly kind: 'unclear' })
  /** The last of them goes on. */
  | (Heritage & { readonly kind: 'goes-on'; readonly runId: string })
  /** Just these have to be run again. */
  | (Heritage & { readonly kind: 'left'; readonly again: readonly AskedTest[] });

export interface Heritage {
  /** What the server said of each run that our check run names, in order. */
  readonly named: readonly Named[];
  /** All tests, with the targets that stand for apps. */
  readonly matrix: readonly AskedTest[];
}

export interface Named {
  readonly run: EarlierRun;
  readonly word: Word;
}

interface About {
  readonly schedule: Schedule;
  readonly ending: Pick<Ending, 'github'>;
  readonly evidence: Evidence;
  readonly known: ReadonlySet<string>;
}

export function legacyOf({ schedule, ending, evidence, known }: About): Legacy {
  const { past, way } = schedule;
  if (past === undefined || way === 'existing') return { kind: 'none' };
  const doubt = (why: string): Legacy => ({ kind: 'doubt', why });
  if (!wasDelivered(ending)) return doubt('GitHub never told the check runs');
  const check = trustedCheck(past);
  if (check === undefined) return doubt('no check run is to be trusted');

  const runs = pastRuns(schedule);
  const ids = namedBy(check, runs);
  const named = ids.flatMap((id) => {
    const run = runs.find(({ runId }) => runId === id);
    const word = evidence.recalled.get(id);
    return run && word ? [{ run, word }] : [];
  });
  const last = named.at(-1);
  if (last === undefined || named.length < ids.length) return doubt('a run that is named was not heard of');
  if (!named.slice(0, -1).every(({ word }) => isOver(word))) return doubt('a run before the last goes on');
  const targets = pastTargets(schedule, check.targets);
  const isRegistered = Object.keys(pastTargets(schedule)).every((app) => app in targets);
  if (!isRegistered) return doubt('nobody tells the target of an app');

  const heritage = { named, matrix: matrixOf(schedule, targets) };
  const isClear = named.every(({ word, run }) => isFaithful(word, run.tests));
  if (!isClear || new Set(ids).size < ids.length) return { kind: 'unclear', ...heritage };
  return { ...clear(last, heritage, known), ...heritage };
}

type Verdict =
  | { readonly kind: 'unclear' }
  | { readonly kind: 'goes-on'; readonly runId: string }
  | { readonly kind: 'left'; readonly again: readonly AskedTest[] };

function clear({ run, word }: Named, { named, matrix }: Heritage, known: ReadonlySet<string>): Verdict {
  const isOfMatrix = ({ tests }: EarlierRun): boolean =>
    tests.every((test) => matrix.some((one) => keyOf(one) === keyOf(test)));
  const hasAllFirst = named[0]?.run.tests.length === matrix.length;
  if (!hasAllFirst || !named.every((one) => isOfMatrix(one.run))) return { kind: 'unclear' };
  const before = finalsOf(named.slice(0, -1));
  // Nobody runs anything again of which nothing has failed.
  if (before.size > 0 && ![...before.values()].includes('failed')) return { kind: 'unclear' };
  if (!isOver(word)) return { kind: 'goes-on', runId: run.runId };
  const said = finalsOf(named);
  if (!matrix.every((test) => said.has(keyOf(test)))) return { kind: 'unclear' };
  const bad = matrix.filter((test) => said.get(keyOf(test)) !== 'passed' && !known.has(test.testId));
  return bad.length > 0 ? { kind: 'left', again: bad } : { kind: 'unclear' };
}

/** The last word on each test, by its id and place. */
function finalsOf(named: readonly Named[]): Map<string, string> {
  const results = named.flatMap(({ word }) => word.results ?? []);
  return new Map(
    results.map((result) => [JSON.stringify([result.test_id, result.destination]), result.status ?? '']),
  );
}

function keyOf({ testId, destination }: AskedTest): string {
  return JSON.stringify([testId, destination]);
}

/** Whether GitHub has told all check runs of the head commit, as they are. */
function wasDelivered({ github }: Pick<Ending, 'github'>): boolean {
  return github.some(
    ({ path, reply, repliedAtMs }) =>
      topicOf(path) === 'checks' &&
      repliedAtMs !== undefined &&
      reply.kind === 'answer' &&
      reply.isTrue === true &&
      reply.headers?.['link'] === undefined,
  );
}

/** Flaws that make a check run one that has nothing to do with this job. */
const ALIEN = ['workflow-run', 'attempt-now', 'job', 'title', 'commit', 'no-record', 'other-version'];
/** Flaws that make it one that can't be trusted. */
const DUBIOUS = ['app', 'no-app', 'attempt-before', 'digest', 'no-digest'];

/** The check run of the attempt before this one, where the newest of this job's is that, and ours. */
function trustedCheck({ attempt, checks }: NonNullable<Schedule['past']>): Check | undefined {
  const ours = checks.filter(
    ({ flaws, names }) =>
      !flaws.some((flaw) => ALIEN.includes(flaw)) && attemptOf(flaws, attempt) > 0 && names !== 'too-many',
  );
  const newest = ours
    .toReversed()
    .toSorted((a, b) => attemptOf(b.flaws, attempt) - attemptOf(a.flaws, attempt))[0];
  return newest?.flaws.some((flaw) => DUBIOUS.includes(flaw)) ? undefined : newest;
}

/** Whether a word lists each test of its run once, with its place and a clear status, and counts them so. */
export function isFaithful(word: Word, asked: readonly AskedTest[]): boolean {
  const results = word.results ?? [];
  const told = new Set(results.map(({ test_id: id, destination }) => JSON.stringify([id, destination])));
  const failed = resultsWith(word, 'failed').length;
  const passed = resultsWith(word, 'passed').length;
  return (
    results.length === asked.length &&
    asked.every((test) => told.has(keyOf(test))) &&
    word.tests_total === asked.length &&
    failuresIn(word) === failed &&
    word.tests_passed === passed &&
    (!isOver(word) ||
      (failed + passed === asked.length && word.status === (failed > 0 ? 'failed' : 'passed')))
  );
}
