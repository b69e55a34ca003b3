import { isDone, type Law } from './case.ts';
import { isFinal, isPollOf, isTargetRejection, keyOf } from './evidence.ts';

/** In doubt, everything runs. */
export const doubtRunsAll: Law = ({ inheritance, hasContinued }) => {
  const isBroken = inheritance.kind === 'doubt' && hasContinued;
  return isBroken ? `not everything runs, although ${inheritance.why}` : undefined;
};

/** A test that does not run again has passed, in a run that our check run names. */
export const carriedOverHasPassed: Law = (about) => {
  const { named, matrix, firstRequested: requested = [] } = about;
  if (!named || about.hasFollowed || !about.hasContinued) return undefined;
  const inProgress = named.find(({ state }) => !isFinal(state));
  if (inProgress) return `${inProgress.runId} is in progress, and another run is created`;
  const states = named.map(({ state }) => state);
  const lost = matrix
    .filter((test) => !requested.some((other) => keyOf(test) === keyOf(other)))
    .find((test) => !isDone(test, states, about));
  return lost && `${keyOf(lost)} does not run again, although it did not pass`;
};

/** What clearly is left runs, and nothing else; tests that passed and known failures never run again. */
export const onlyWhatIsLeftRuns: Law = (about) => {
  const { inheritance, named, firstRequested: requested } = about;
  if (!named || !requested || about.hasFollowed) return undefined;
  if (inheritance.kind === 'left') {
    const wanted = inheritance.again.map(keyOf).join();
    const actual = requested.map(keyOf).join();
    return wanted === actual ? undefined : `${actual} runs again instead of ${wanted}`;
  }
  if (!about.hasContinued) return undefined;
  const states = named.map(({ state }) => state);
  const done = requested.find((test) => isDone(test, states, about));
  return done && `${keyOf(done)} runs again, although it passed or is a known failure`;
};

/** A run in progress is followed: no run is created before it has failed and may be retried. */
export const inProgressIsFollowed: Law = ({ inheritance, evidence, schedule }) => {
  if (inheritance.kind !== 'in-progress') return undefined;
  const [first] = evidence.runs;
  if (first && first.runId !== inheritance.runId)
    return `${inheritance.runId} is in progress, and another run is taken`;
  if (evidence.creations.length === 0) return undefined;
  if (schedule.retries === 0) return `${inheritance.runId} was followed, and another run is created`;
  return first?.final ? undefined : `${inheritance.runId} has not settled, and another run is created`;
};

/** Apps are uploaded again only if Doksi rejected their targets, once, and before the next request. */
export const targetsAreReused: Law = ({ course, evidence, inheritance, hasFollowed, hasContinued }) => {
  if (!hasContinued && inheritance.kind !== 'left') return undefined;
  const uploads = course.exchanges.filter(({ method, path }) => method !== 'GET' && path !== '/runs');
  const [first] = uploads;
  if (first === undefined) return undefined;
  if (hasFollowed) return 'an app is uploaded for a run that exists';
  const rejected = evidence.creations.filter(({ sentAtMs }) => sentAtMs <= first.sentAtMs).at(-1);
  if (rejected === undefined || !isTargetRejection(rejected)) return 'an app is uploaded again that has a target';
  const next = evidence.creations[evidence.creations.indexOf(rejected) + 1];
  const late = uploads.find(({ sentAtMs }) => sentAtMs > (next?.sentAtMs ?? Infinity));
  return late && 'an app is uploaded for a second time';
};

/** After the decision, only the run that is followed is read. */
export const onlyFollowedIsRead: Law = ({ course, evidence, schedule }) => {
  if (schedule.past === undefined) return undefined;
  const followed = evidence.runs[0]?.requested === undefined ? evidence.runs[0]?.runId : undefined;
  const stray = course.exchanges
    .slice(course.recalled.exchanges)
    .find((exchange) => exchange.path.includes('/run_past_') && !isPollOf(exchange, followed ?? ''));
  return stray && `${stray.path} is read without need`;
};

/** GitHub has half a minute, and Doksi the time of its last request. */
const RECALL_MS = (30 + 20 + 30) * 1000;

export const recallsInTime: Law = ({ course: { recalled } }) =>
  recalled.atMs > RECALL_MS ? `reading earlier attempts takes ${recalled.atMs} ms` : undefined;

/** A re-run that follows a run which failed before warns that it cannot change anything. */
export const uselessFollowerWarns: Law = ({ schedule, course, evidence }) => {
  if (schedule.kind !== 'existing') return undefined;
  const [run] = evidence.runs;
  const hadFailed = schedule.past !== undefined && run?.states[0]?.status === 'failed';
  const warns = course.outcome.warnings.some((warning) => warning.includes('cannot change that'));
  if (warns && !hadFailed) return 'it warns that the run cannot change, although it had not failed before';
  const isJudged = run?.final !== undefined && course.outcome.runs[0]?.state !== undefined;
  return hadFailed && !warns && isJudged && course.outcome.conclusion !== 'cancelled'
    ? 'it does not warn that a re-run of this job cannot change the run'
    : undefined;
};
