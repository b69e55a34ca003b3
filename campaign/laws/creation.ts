import type { AskedTest } from '../play/run-recipe.ts';
import { testsAsked } from '../play/server.ts';
import { PLACES } from '../play/schedule.ts';
import { failuresIn, isKnownNotTaken, resultsWith, runIdOf } from './evidence.ts';
import type { Law } from './law.ts';

export const neverBoughtTwice: Law = ({ schedule, evidence: { creations } }) => {
  if (schedule.way === 'existing' && creations.length > 0)
    return 'a run was created beside the one to follow';
  const taken = creations.filter((exchange) => !isKnownNotTaken(exchange));
  if (taken.length > 1 + schedule.retries) return `${taken.length} requests may have created a run`;
  for (const [index, exchange] of creations.slice(0, -1).entries()) {
    if (isKnownNotTaken(exchange) || runIdOf(exchange) !== undefined) continue;
    return `request ${index + 1} may have created a run, and another one was sent`;
  }
  return undefined;
};

export const neverBoughtWithoutTargets: Law = ({ evidence: { creations }, ending: { exchanges } }) => {
  const first = creations[0];
  if (first === undefined) return undefined;
  const before = exchanges.slice(0, exchanges.indexOf(first));
  const registered = before
    .filter(({ path }) => path === '/targets')
    .flatMap(({ reply }) => (reply.kind === 'answer' ? [reply.text] : []));
  for (const { destination } of testsAsked(first.body)) {
    const target = destination['target_id'];
    if (Object.keys(destination).length !== 2) return `a test has no target: ${JSON.stringify(destination)}`;
    if (target === undefined || target === PLACES.id) continue;
    if (!registered.some((text) => text.includes(`"${target}"`))) return `${target} is nobody's target`;
  }
  return undefined;
};

/** A retry has only tests that failed before, where they failed, with all that their entries have. */
export const onlyFailedRunAgain: Law = ({ evidence: { attempts, creations }, known }) => {
  const first = creations[0];
  if (first === undefined) return undefined;
  const firstEntries = entriesIn(first.body);
  for (const [index, { asked = [] }] of attempts.entries()) {
    if (index === 0) continue;
    const before = attempts.slice(0, index);
    const last = before.at(-1)?.verdict;
    if (last === undefined) return 'the failed tests were run again before the last word';
    if (last.status !== 'failed' && failuresIn(last) === 0)
      return 'tests were run again although none failed';
    const failed = before.flatMap(({ verdict }) => (verdict ? resultsWith(verdict, 'failed') : []));
    const stranger = asked.find(({ testId }) => !failed.some(({ test_id: id }) => id === testId));
    if (stranger) return `${stranger.testId} was run again, and had not failed`;
    const tolerated = asked.find(({ testId }) => known.has(testId));
    if (tolerated) return `${tolerated.testId} was run again, and is a known failure`;
    if (asked.length === 0) return 'a run of nothing was created';
  }
  const strange = creations
    .flatMap(({ body }) => entriesIn(body))
    .find((entry) => !firstEntries.includes(entry));
  return strange === undefined ? undefined : `an entry is another one in the retry: ${strange}`;
};

/** The entries of a `POST /runs`, without their tests. */
function entriesIn(body: string): string[] {
  const text: unknown = JSON.parse(body, (key, value: unknown) => (key === 'test_ids' ? undefined : value));
  const matrix: unknown = typeof text === 'object' && text !== null && 'matrix' in text ? text.matrix : [];
  return Array.isArray(matrix) ? matrix.map((entry) => JSON.stringify(entry)) : [];
}

/** The first run has exactly what was asked for. */
export const everythingIsRun: Law = ({ schedule, evidence: { creations } }) => {
  const first = creations[0];
  if (first === undefined) return undefined;
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
