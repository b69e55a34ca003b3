import * as z from 'zod';
import { isLegible, isProof, type Reply } from '../play/reply.ts';
import type { AskedTest } from '../play/run-recipe.ts';
import { testsAsked } from '../play/server.ts';
import type { Exchange } from '../play/stage.ts';

// What the server has said, read from its script and from nothing that the action made of it: the laws must not believe
// whom they judge.

const count = z.int().nonnegative().nullish();
export const Said = z.object({
  run_id: z.union([z.string().min(1), z.number()]).nullish(),
  status: z.string().min(1),
  tests_total: count,
  tests_passed: count,
  tests_failed: count,
  results: z
    .array(
      z.looseObject({
        status: z.string().nullish(),
        test_id: z.unknown().optional(),
        destination: z.unknown().optional(),
      }),
    )
    .nullish(),
});
export type Word = z.infer<typeof Said>;

/** A run that a step has created or followed, as its server knows it. */
export interface Attempt {
  readonly runId: string;
  /** Undefined where it is not the step's own. */
  readonly asked: readonly AskedTest[] | undefined;
  readonly createdAtMs: number;
  readonly questions: readonly Exchange[];
  /** The words that could be understood, in order. */
  readonly words: readonly { readonly word: Word; readonly atMs: number }[];
  /** The last word, if it ended the run and nothing came after it. */
  readonly verdict: Word | undefined;
}

export interface Evidence {
  readonly creations: readonly Exchange[];
  readonly attempts: readonly Attempt[];
  /** What the server said of earlier runs before this step went on from them, or did not; by their ids. */
  readonly recalled: ReadonlyMap<string, Word>;
}

/** Runs that were there before, and the questions about them that came before everything else. */
export interface Earlier {
  readonly runIds: readonly string[];
  readonly recalledAfter: number;
  readonly recalledAtMs: number;
}

const NOTHING_EARLIER: Earlier = { runIds: [], recalledAfter: 0, recalledAtMs: 0 };

/** What a step's exchanges say; `existing` is the run that it follows, where it creates none. */
export function evidenceOf(
  all: readonly Exchange[],
  existing: string | undefined,
  earlier: Earlier = NOTHING_EARLIER,
): Evidence {
  const before = all.slice(0, earlier.recalledAfter);
  const exchanges = all.slice(earlier.recalledAfter);
  const creations = exchanges.filter(({ method, path }) => method === 'POST' && path === '/runs');
  const questions = exchanges.filter(({ method }) => method === 'GET');
  const created = creations.flatMap((exchange) => {
    const runId = runIdOf(exchange);
    return runId === undefined
      ? []
      : [{ runId, asked: testsAsked(exchange.body), createdAtMs: exchange.repliedAtMs ?? Infinity }];
  });
  const followed =
    existing ?? earlier.runIds.find((runId) => questions.some((exchange) => isAbout(exchange, runId)));
  const first = { runId: followed ?? '', asked: undefined, createdAtMs: earlier.recalledAtMs };
  const runs = followed === undefined ? created : [first, ...created];
  const strangers = earlier.runIds.filter((runId) => runId !== followed);
  const own = questions.filter((exchange) => !strangers.some((runId) => isAbout(exchange, runId)));
  return {
    creations,
    attempts: runs.map((run, index) => attemptOf(run, own, runs[index + 1]?.createdAtMs)),
    recalled: new Map(
      earlier.runIds.flatMap((runId) => {
        const words = before.flatMap((exchange) =>
          isAbout(exchange, runId) ? [wordOf(exchange, runId)] : [],
        );
        const word = words.find((one) => one !== undefined);
        return word === undefined ? [] : [[runId, word] as const];
      }),
    ),
  };
}

export function isAbout({ method, path }: Exchange, runId: string): boolean {
  return method === 'GET' && path === `/runs/${encodeURIComponent(runId)}`;
}

function attemptOf(
  run: Pick<Attempt, 'runId' | 'asked' | 'createdAtMs'>,
  all: readonly Exchange[],
  untilMs = Infinity,
): Attempt {
  const questions = all.filter(({ sentAtMs }) => sentAtMs >= run.createdAtMs && sentAtMs < untilMs);
  const words = questions.flatMap((exchange) => {
    const word = wordOf(exchange, run.runId);
    return word === undefined ? [] : [{ word, atMs: exchange.repliedAtMs ?? Infinity }];
  });
  const last = questions.findLast(({ repliedAtMs }) => repliedAtMs !== undefined);
  const word = last && wordOf(last, run.runId);
  return { ...run, questions, words, verdict: word && isOver(word) ? word : undefined };
}

export function isOver({ status }: Word): boolean {
  return status === 'passed' || status === 'failed';
}

/** What a question brought, if anybody could make sense of it, and if it is of this run. */
export function wordOf({ reply, repliedAtMs }: Exchange, runId: string): Word | undefined {
  if (repliedAtMs === undefined) return undefined;
  const said = Said.safeParse(jsonOf(reply)).data;
  return said && String(said.run_id ?? runId) === runId ? said : undefined;
}

/** The id of the run that a `POST /runs` has made, if its answer says so. */
export function runIdOf({ reply, repliedAtMs }: Exchange): string | undefined {
  if (repliedAtMs === undefined) return undefined;
  const { data } = z.object({ run_id: z.union([z.string().min(1), z.number()]) }).safeParse(jsonOf(reply));
  return data && String(data.run_id);
}

/** The JSON of an answer of success that can be read; a server that goes too deep says nothing. */
function jsonOf(reply: Reply): unknown {
  if (reply.kind !== 'answer' || reply.status < 200 || reply.status > 299 || !isLegible(reply))
    return undefined;
  try {
    const json: unknown = JSON.parse(reply.text);
    return json;
  } catch {
    return undefined;
  }
}

/** Whether a request that makes something is known not to have been taken, once the reply is there. */
export function isKnownNotTaken({ reply, repliedAtMs }: Exchange): boolean {
  // Where no connection came about, nothing was sent, however long anybody waited for that to be clear.
  if (reply.kind !== 'answer') return isProof(reply);
  return repliedAtMs !== undefined && isProof(reply);
}

export function resultsWith({ results }: Word, status: string): NonNullable<Word['results']> {
  return (results ?? []).filter((result) => result.status === status);
}

/** Failures that a word tells of, listed or counted. */
export function failuresIn(word: Word): number {
  return Math.max(word.tests_failed ?? 0, resultsWith(word, 'failed').length);
}
