import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { matrixOf } from '../play/past-runs.ts';
import type { AskedTest } from '../play/run-recipe.ts';
import { testsAsked } from '../play/server.ts';
import { PLACES, type Schedule } from '../play/schedule.ts';
import type { Exchange } from '../play/stage.ts';
import { failuresIn, isKnownNotTaken, resultsWith, runIdOf } from './evidence.ts';
import { hasGoneOn, heritageOf, isRenewable } from './rerun.ts';
import type { Law } from './law.ts';

export const neverBoughtTwice: Law = (about) => {
  const {
    schedule,
    evidence: { creations },
  } = about;
  if (schedule.way === 'existing' && creations.length > 0)
    return 'a run was created beside the one to follow';
  const isNotTaken = (exchange: Exchange): boolean => isKnownNotTaken(exchange) || isRenewable(exchange);
  const taken = creations.filter((exchange) => !isNotTaken(exchange));
  const renewed = creations.filter((exchange) => !isKnownNotTaken(exchange) && isNotTaken(exchange));
  if (renewed.length > 2) return `a run was asked for with other targets ${renewed.length} times`;
  if (taken.length > 1 + schedule.retries) return `${taken.length} requests may have created a run`;
  for (const [index, exchange] of creations.slice(0, -1).entries()) {
    if (isNotTaken(exchange) || runIdOf(exchange) !== undefined) continue;
    return `request ${index + 1} may have created a run, and another one was sent`;
  }
  return undefined;
};

export const neverBoughtWithoutTargets: Law = (about) => {
  const {
    evidence: { creations },
    ending: { exchanges },
  } = about;
  const inherited = heritageOf(about)?.matrix.map(({ destination }) => destination['target_id']) ?? [];
  const first = creations[0];
  if (first === undefined) return undefined;
  const before = exchanges.slice(0, exchanges.indexOf(first));
  const registered = before
    .filter(({ path }) => path === '/targets')
    .flatMap(({ reply }) => (reply.kind === 'answer' ? [reply.text] : []));
  for (const { destination } of testsAsked(first.body)) {
    const target = destination['target_id'];
    if (Object.keys(destination).length !== 2) return `a test has no target: ${JSON.stringify(destination)}`;
    if (target === undefined || target === PLACES.id || inherited.includes(target)) continue;
    if (!registered.some((text) => text.includes(`"${target}"`))) return `${target} is nobody's target`;
  }
  return undefined;
};

/** A retry has only tests that failed before, where they failed, with all that their entries have. */
export const onlyFailedRunAgain: Law = (about) => {
  const {
    evidence: { attempts, creations },
    known,
    schedule,
  } = about;
  const inherited = (heritageOf(about)?.named ?? []).map(({ word }) => word);
  for (const [index, { asked = [] }] of attempts.entries()) {
    if (index === 0) continue;
    const before = attempts.slice(0, index);
    const last = before.at(-1)?.verdict;
    if (last === undefined) return 'the failed tests were run again before the last word';
    if (last.status !== 'failed' && failuresIn(last) === 0)
      return 'tests were run again although none failed';
    const words = [...inherited, ...before.flatMap(({ verdict }) => verdict ?? [])];
    const failed = words.flatMap((word) => resultsWith(word, 'failed'));
    const stranger = asked.find(({ testId }) => !failed.some(({ test_id: id }) => id === testId));
    if (stranger) return `${stranger.testId} was run again, and had not failed`;
    const tolerated = asked.find(({ testId }) => known.has(testId));
    if (tolerated) return `${tolerated.testId} was run again, and is a known failure`;
    if (asked.length === 0) return 'a run of nothing was created';
  }
  const strange = creations
    .flatMap(({ body }) => entriesIn(body))
    .find((entry) => !isPlanned(entry, schedule));
  return strange && `an entry is another one than was planned: ${JSON.stringify(strange)}`;
};

const Body = z.object({
  note: z.literal('n'),
  matrix: z.array(z.looseObject({ login: z.string(), test_ids: z.array(z.string()) })),
});
type Entry = z.infer<typeof Body>['matrix'][number];

function entriesIn(body: string): Entry[] {
  return Body.parse(JSON.parse(body)).matrix;
}

/** Whether an entry is one of the plan, with some of its tests and all else that it has. */
function isPlanned({ test_ids, login, ...rest }: Entry, schedule: Schedule): boolean {
  const planned = schedule.entries.find(({ target }) => target === login);
  if (!planned?.testIds.filter((id) => test_ids.includes(id)).every((id, index) => id === test_ids[index]))
    return false;
  if (!test_ids.every((id) => planned.testIds.includes(id))) return false;
  const targets = { [planned.target]: rest['target_id'] };
  const [test] = matrixOf({ entries: [planned] }, z.record(z.string(), z.string()).catch({}).parse(targets));
  return isDeepStrictEqual(rest, test?.destination);
}

/** The first run has exactly what was asked for. */
export const everythingIsRun: Law = (about) => {
  const {
    schedule,
    evidence: { creations },
  } = about;
  const first = creations[0];
  // What goes on from an earlier attempt has laws of its own.
  if (first === undefined || hasGoneOn(about)) return undefined;
  const key = ({ testId }: Pick<AskedTest, 'testId'>): string => testId;
  const asked = testsAsked(first.body).map(key);
  const wanted = schedule.entries.flatMap(({ testIds }) => testIds);
  return asked.join() === wanted.join()
    ? undefined
    : `${asked.join()} was asked for instead of ${wanted.join()}`;
};

export const maybeCreatedIsSaid: Law = ({ evidence: { creations, attempts }, ending: { outcome } }) => {
  const last = creations.at(-1);
  if (last === undefined || attempts.length > 0 || runIdOf(last) !== undefined) return undefined;
  const { reply, repliedAtMs } = last;
  const isAnswer = reply.kind === 'answer' && repliedAtMs !== undefined;
  const isRefusal = isAnswer && [400, 401, 402, 403, 404, 422].includes(reply.status);
  const isAllowance = isAnswer && reply.text.includes('"remaining"');
  if (isAllowance) return undefined;
  const mayExist = !isKnownNotTaken(last) && !isRefusal;
  if (outcome.next.includes('may exist') === mayExist) return undefined;
  return mayExist ? 'nobody says that a run may exist' : 'a run is said to exist perhaps, and can not';
};
