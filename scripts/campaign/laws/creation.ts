import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Exchange, testsIn } from '../doksi.ts';
import { matrixOf } from '../earlier-runs.ts';
import { PLACES, type Schedule } from '../world.ts';
import type { Law } from './case.ts';
import { createdRunId, failuresIn, isKnownNotProcessed, resultsWith } from './evidence.ts';
import { isTargetRejection } from './rerun.ts';

const neverCreatedTwice: Law = ({ schedule, evidence: { creations } }) => {
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
const targetsAreRegistered: Law = ({ evidence, course, heritage }) => {
  const inherited = heritage?.matrix.map(({ destination }) => destination['target_id']) ?? [];
  const [first] = evidence.creations;
  if (first === undefined) return undefined;
  const registered = course.exchanges
    .slice(0, course.exchanges.indexOf(first))
    .filter(({ path }) => path === '/targets')
    .flatMap(({ reply }) => (reply.kind === 'response' ? [reply.text] : []));
  for (const { destination } of testsIn(first.body)) {
    const target = destination['target_id'];
    if (Object.keys(destination).length !== 2) return `a test has no target: ${JSON.stringify(destination)}`;
    if (target === undefined || target === PLACES.id || inherited.includes(target)) continue;
    if (!registered.some((text) => text.includes(`"${target}"`))) return `${target} was never registered`;
  }
  return undefined;
};

/** A retry has only tests that failed before, in their entries, with all fields. */
const onlyFailedRunAgain: Law = ({ evidence: { runs, creations }, known, schedule, heritage }) => {
  const inherited = (heritage?.named ?? []).map(({ state }) => state);
  for (const [index, { requested = [] }] of runs.entries()) {
    if (index === 0) continue;
    const before = runs.slice(0, index);
    const last = before.at(-1)?.final;
    if (last === undefined) return 'failed tests run again before the run has settled';
    if (last.status !== 'failed' && failuresIn(last) === 0) return 'tests run again although none failed';
    const failed = [...inherited, ...before.flatMap(({ final }) => final ?? [])].flatMap((state) =>
      resultsWith(state, 'failed'),
    );
    const other = requested.find(({ testId }) => !failed.some(({ test_id: id }) => id === testId));
    if (other) return `${other.testId} runs again, although it has not failed`;
    const tolerated = requested.find(({ testId }) => known.has(testId));
    if (tolerated) return `${tolerated.testId} runs again, although it is a known failure`;
    if (requested.length === 0) return 'a run without tests was created';
  }
  const strange = creations
    .flatMap(({ body }) => Body.parse(JSON.parse(body)).matrix)
    .find((entry) => !isPlanned(entry, schedule));
  return strange && `an entry differs from the plan: ${JSON.stringify(strange)}`;
};

const Body = z.object({
  note: z.literal('n'),
  matrix: z.array(z.looseObject({ login: z.string(), test_ids: z.array(z.string()) })),
});

/** Whether an entry is one of the plan, with some of its tests and all other fields. */
function isPlanned({ test_ids, login, ...rest }: z.infer<typeof Body>['matrix'][number], schedule: Schedule): boolean {
  const planned = schedule.entries.find(({ target }) => target === login);
  if (!planned) return false;
  const inOrder = planned.testIds.filter((id) => test_ids.includes(id));
  if (inOrder.join() !== test_ids.join()) return false;
  const target = z.string().optional().parse(rest['target_id']) ?? '';
  const [test] = matrixOf({ entries: [planned] }, target);
  return isDeepStrictEqual(rest, test?.destination);
}

/** The first run has all tests, unless the step continues earlier attempts. */
const everythingRuns: Law = ({ schedule, firstRequested, hasContinued }) => {
  if (firstRequested === undefined || hasContinued) return undefined;
  const requested = firstRequested.map(({ testId }) => testId).join();
  const wanted = schedule.entries.flatMap(({ testIds }) => testIds).join();
  return requested === wanted ? undefined : `${requested} was requested instead of ${wanted}`;
};

const mayExistIsStated: Law = ({ evidence: { creations, runs }, course: { outcome } }) => {
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

export const creationLaws = {
  neverCreatedTwice,
  targetsAreRegistered,
  onlyFailedRunAgain,
  everythingRuns,
  mayExistIsStated,
};
