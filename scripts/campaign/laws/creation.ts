import { isDeepStrictEqual } from 'node:util';
import { type Exchange, requestIn, testsIn } from '../doksi.ts';
import { matrixOf, PAST_TARGET } from '../earlier-runs.ts';
import { type Schedule, TARGETS } from '../world.ts';
import type { Law } from './case.ts';
import { createdRunId, failuresIn, isKnownNotProcessed, isTargetRejection, resultsWith } from './evidence.ts';

export const neverCreatedTwice: Law = ({ schedule, evidence: { creations } }) => {
  if (schedule.kind === 'existing' && creations.length > 0) return 'a run was created beside the one to follow';
  const isRepeatable = (exchange: Exchange): boolean => isKnownNotProcessed(exchange) || isTargetRejection(exchange);
  const mayExist = creations.filter((exchange) => !isRepeatable(exchange));
  const renewals = creations.filter((exchange) => !isKnownNotProcessed(exchange) && isRepeatable(exchange));
  if (renewals.length > 2) return `targets were renewed ${renewals.length} times`;
  if (mayExist.length > 1 + schedule.retries) return `${mayExist.length} requests may have created a run`;
  for (const [index, exchange] of creations.slice(0, -1).entries()) {
    if (isRepeatable(exchange) || createdRunId(exchange) !== undefined) continue;
    return `request ${index + 1} may have created a run, and another one was sent`;
  }
  return undefined;
};

/** Every target that a run names was registered before, or given. */
export const targetsAreRegistered: Law = ({ evidence, course, named }) => {
  const [first] = evidence.creations;
  if (first === undefined) return undefined;
  const registered = course.exchanges
    .slice(0, course.exchanges.indexOf(first))
    .filter(({ path }) => path === '/targets')
    .flatMap(({ reply }) => (reply.kind === 'response' ? [reply.text] : []));
  for (const { destination } of testsIn(first.body)) {
    const target = destination['target_id'];
    if (Object.keys(destination).length !== 2) return `a test has no target: ${JSON.stringify(destination)}`;
    const isGiven = target === undefined || target === TARGETS.id.value || (target === PAST_TARGET && named);
    if (!isGiven && !registered.some((text) => text.includes(`"${target}"`))) return `${target} was never registered`;
  }
  return undefined;
};

/** A retry has only tests that failed before, in their entries, with all fields. */
export const onlyFailedRunAgain: Law = ({ evidence, known, schedule, named = [] }) => {
  const { creations, runs, finals } = evidence;
  const inherited = named.map(({ state }) => state);
  for (const [index, { requested = [] }] of runs.entries()) {
    if (index === 0) continue;
    const last = runs[index - 1]?.final;
    if (last === undefined) return 'failed tests run again before the run has settled';
    if (last.status !== 'failed' && failuresIn(last) === 0) return 'tests run again although none failed';
    const failed = [...inherited, ...finals.slice(0, index)].flatMap((state) => resultsWith(state, 'failed'));
    const other = requested.find(({ testId }) => !failed.some(({ test_id: id }) => id === testId));
    if (other) return `${other.testId} runs again, although it has not failed`;
    const tolerated = requested.find(({ testId }) => known.has(testId));
    if (tolerated) return `${tolerated.testId} runs again, although it is a known failure`;
    if (requested.length === 0) return 'a run without tests was created';
  }
  const strange = creations.find(({ body }) => !isPlanned(body, schedule));
  return strange && `a request differs from the plan: ${strange.body}`;
};

/** Whether each entry of a request is one of the plan, with some of its tests and all other fields. */
function isPlanned(body: string, schedule: Schedule): boolean {
  const { note, matrix } = requestIn(body);
  const areEntriesPlanned = matrix.every(({ login, testIds, destination }) => {
    const entries = schedule.entries.filter(({ target }) => target === login);
    const planned = matrixOf({ entries }, destination['target_id'] ?? '');
    const tests = planned.filter(({ testId }) => testIds.includes(testId));
    const sent = testIds.map((testId) => ({ testId, destination }));
    return sent.length > 0 && isDeepStrictEqual(sent, tests);
  });
  return note === 'n' && areEntriesPlanned;
}

/** The first run has all tests, unless the step continues earlier attempts. */
export const everythingRuns: Law = ({ schedule, firstRequested, hasContinued }) => {
  if (firstRequested === undefined || hasContinued) return undefined;
  const requested = firstRequested.map(({ testId }) => testId).join();
  const wanted = schedule.entries.flatMap(({ testIds }) => testIds).join();
  return requested === wanted ? undefined : `${requested} was requested instead of ${wanted}`;
};

export const mayExistIsStated: Law = ({ evidence: { creations, runs }, course: { outcome } }) => {
  const last = creations.at(-1);
  if (last === undefined || runs.length > 0 || createdRunId(last) !== undefined) return undefined;
  const { reply, repliedAtMs } = last;
  if (reply.kind === 'response' && repliedAtMs !== undefined) {
    if (reply.text.includes('"remaining"')) return undefined;
    if ([400, 401, 402, 403, 404, 422].includes(reply.status)) {
      // A page of a gateway is not Doksi's rejection; it may be read either way.
      if (!reply.text.startsWith('{"error":"')) return undefined;
      return states(outcome) ? 'a rejected run is said to exist possibly' : undefined;
    }
  }
  const mayExist = !isKnownNotProcessed(last);
  if (states(outcome) === mayExist) return undefined;
  return mayExist ? 'it does not state that a run may exist' : 'it states that a run may exist, which is impossible';
};

function states({ what, next }: { readonly what: string; readonly next: string }): boolean {
  return /[Rr]un may (exist|have been (started|created))/.test(`${what} ${next}`);
}
