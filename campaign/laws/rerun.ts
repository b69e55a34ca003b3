import { EXISTING_RUN } from '../play/schedule.ts';
import type { AskedTest } from '../play/run-recipe.ts';
import { testsAsked } from '../play/server.ts';
import type { Exchange } from '../play/stage.ts';
import { isAbout, isOver, type Word } from './evidence.ts';
import type { Heritage } from './legacy.ts';
import type { Case, Law } from './law.ts';

/** What was known of earlier attempts, where a step went on from it. */
export function heritageOf({ legacy }: Pick<Case, 'legacy'>): Heritage | undefined {
  return legacy.kind === 'none' || legacy.kind === 'doubt' ? undefined : legacy;
}

/** Whether the step began by following a run of an earlier attempt. */
export function hasFollowed({ legacy, evidence: { attempts } }: Case): boolean {
  const [first] = attempts;
  return legacy.kind !== 'none' && first !== undefined && first.asked === undefined;
}

/** What the first request asked for; undefined where there was none. */
function firstAsked({ evidence: { creations } }: Case): AskedTest[] | undefined {
  const [first] = creations;
  return first && testsAsked(first.body);
}

/** Whether the step went on from earlier attempts: followed the run of one, or asked for less than the matrix. */
export function hasGoneOn(about: Case): boolean {
  const { schedule, legacy } = about;
  if (legacy.kind === 'none') return false;
  const all = schedule.entries.flatMap(({ testIds }) => testIds).length;
  return hasFollowed(about) || (firstAsked(about)?.length ?? all) < all;
}

/** Where anything is doubtful, everything is run. */
export const doubtRunsAll: Law = (about) => {
  const { legacy } = about;
  if (legacy.kind !== 'doubt' || !hasGoneOn(about)) return undefined;
  return hasFollowed(about)
    ? `a run of an earlier attempt is followed, though ${legacy.why}`
    : `not everything is run, though ${legacy.why}`;
};

/** What is not run again has passed, by the server's own word on a run that our check run names. */
export const carriedOverHasPassed: Law = (about) => {
  const heritage = heritageOf(about);
  if (!heritage || hasFollowed(about) || !hasGoneOn(about)) return undefined;
  const { named, matrix } = heritage;
  const goingOn = named.find(({ word }) => !isOver(word));
  if (goingOn) return `${goingOn.run.runId} goes on, and tests are bought beside it`;
  const asked = firstAsked(about) ?? [];
  const words = named.map(({ word }) => word);
  const carried = matrix.filter((test) => !asked.some((other) => isSame(test, other)));
  const lost = carried.find((test) => !isDone(test, words, about, matrix));
  return lost && `${nameOf(lost)} is not run again, and nobody said that it passed`;
};

/** Where it is clear what is left, just that is run, and nothing that passed, nor a known failure, in any case. */
export const onlyWhatIsLeftRuns: Law = (about) => {
  const heritage = heritageOf(about);
  const asked = firstAsked(about);
  if (!heritage || !asked || hasFollowed(about)) return undefined;
  const { legacy } = about;
  if (legacy.kind === 'left') {
    const wanted = legacy.again.map(nameOf).join();
    const got = asked.map(nameOf).join();
    return wanted === got ? undefined : `${got} is run again instead of ${wanted}`;
  }
  if (!hasGoneOn(about)) return undefined;
  const words = heritage.named.map(({ word }) => word);
  const paid = asked.find((test) => isDone(test, words, about, heritage.matrix));
  return paid && `${nameOf(paid)} is run again, and had passed or is known to fail`;
};

/** What goes on is not bought again: nothing is created before it has ended, failed, and may be retried. */
export const goingOnIsFollowed: Law = (about) => {
  const { legacy, evidence, schedule } = about;
  if (legacy.kind !== 'goes-on') return undefined;
  const [first] = evidence.attempts;
  if (evidence.creations.length === 0)
    return first === undefined || first.runId === legacy.runId ? undefined : 'another run is followed';
  if (first?.runId !== legacy.runId) return `${legacy.runId} goes on, and another run is bought`;
  if (schedule.retries === 0) return `${legacy.runId} was followed, and another run is bought`;
  return first.verdict ? undefined : `${legacy.runId} has not ended, and another run is bought`;
};

/** Nothing is uploaded again but what a refusal says is gone, once, and then all of it that is needed. */
export const targetsAreReused: Law = (about) => {
  const { ending, evidence, legacy } = about;
  if (!hasGoneOn(about) && legacy.kind !== 'left') return undefined;
  const uploads = ending.exchanges.filter(({ method, path }) => method !== 'GET' && path !== '/runs');
  const [first] = uploads;
  if (first === undefined) return undefined;
  if (hasFollowed(about)) return 'something is uploaded for a run that is there';
  const refused = evidence.creations.filter(({ sentAtMs }) => sentAtMs <= first.sentAtMs).at(-1);
  if (refused === undefined || !isRenewable(refused)) return 'an app is uploaded again that has its target';
  const between = evidence.creations.slice(evidence.creations.indexOf(refused) + 1);
  const late = uploads.find(({ sentAtMs }) => sentAtMs > (between[0]?.sentAtMs ?? Infinity));
  return late && 'an app is uploaded for a second time';
};

/** Whether a refusal may mean that Doksi does not know a target any more. */
export function isRenewable({ reply, repliedAtMs, body }: Exchange): boolean {
  if (reply.kind !== 'answer' || repliedAtMs === undefined || reply.text.includes('"remaining"'))
    return false;
  const hasTarget = testsAsked(body).some(({ destination }) =>
    /^tgt_(past|strange)/.test(destination['target_id'] ?? ''),
  );
  return hasTarget && [400, 404, 422].includes(reply.status);
}

/** Once it is known what to do, nobody asks about runs of the past any more, but for the one that is followed. */
export const nobodyAsksInVain: Law = (about) => {
  const { ending, evidence, schedule } = about;
  if (schedule.past === undefined) return undefined;
  const followed = evidence.attempts[0]?.asked === undefined ? evidence.attempts[0]?.runId : undefined;
  const stray = ending.exchanges
    .slice(ending.recalledAfter)
    .find((exchange) => exchange.path.includes('/run_past_') && !isAbout(exchange, followed ?? ''));
  return stray && `${stray.path} is asked about, and nobody waits for it`;
};

/** GitHub has half a minute, and what Doksi does not say by the end of its patience with one question is a doubt. */
const RECALL_MS = (30 + 20 + 30) * 1000;

export const recallsInTime: Law = ({ ending: { recalledAtMs } }) =>
  recalledAtMs > RECALL_MS ? `earlier attempts are asked about for ${recalledAtMs} ms` : undefined;

/** A follower that GitHub runs again says that this is in vain, where it is, and is what it would be else. */
export const vainFollowerIsTold: Law = ({ schedule, ending, evidence }) => {
  if (schedule.way !== 'existing') return undefined;
  const first = evidence.attempts[0]?.words[0]?.word;
  const had = schedule.past !== undefined && first?.status === 'failed';
  const says = ending.outcome.warnings.some((warning) => warning.includes("can't change it"));
  if (says && !had) return `it says that ${EXISTING_RUN} can't change, and nobody knew`;
  const isJudged =
    evidence.attempts[0]?.verdict !== undefined && ending.outcome.attempts[0]?.run !== undefined;
  return had && !says && isJudged && ending.outcome.conclusion !== 'cancelled'
    ? 'nobody says that a re-run of this job can not change it'
    : undefined;
};

/** Whether nothing is to be done for a test, by these words in their order: it has passed, or is known to fail. */
export function isDone(
  test: AskedTest,
  words: readonly Word[],
  { known }: Pick<Case, 'known'>,
  matrix: readonly AskedTest[],
): boolean {
  const said = saidOf(test, words, matrix);
  const hasFailed = said.some((status) => status === 'failed');
  return said.at(-1) === 'passed' || (hasFailed && known.has(test.testId));
}

/** What words say of a test in its place, in their order. */
export function saidOf(
  test: AskedTest,
  words: readonly Word[],
  matrix: readonly AskedTest[],
): (string | null | undefined)[] {
  const isOnlyOne = matrix.filter(({ testId }) => testId === test.testId).length === 1;
  return words.flatMap(({ results }) =>
    (results ?? [])
      .filter((result) => result.test_id === test.testId && isAt(test, result.destination, isOnlyOne))
      .map(({ status }) => status),
  );
}

/** Whether a result's place is the test's; `isOnlyOne`: there is no other that it could be, if nobody tells. */
function isAt({ destination }: AskedTest, told: unknown, isOnlyOne: boolean): boolean {
  const place: Readonly<Record<string, unknown>> =
    typeof told === 'object' && told !== null ? { ...told } : {};
  return Object.entries(destination).every(([key, value]) => {
    const there = place[key];
    if (typeof there !== 'string') return isOnlyOne;
    return there === value || (key.endsWith('_url') && there === `${value}/`);
  });
}

function isSame(one: AskedTest, other: AskedTest): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf({ testId, destination }: AskedTest): string {
  return `${testId}@${Object.values(destination).join('/')}`;
}

/** What the server said at last of the runs of earlier attempts that the step went on from, in order. */
export function inheritedWords(about: Case): Word[] {
  if (!hasGoneOn(about) && about.legacy.kind !== 'left') return [];
  const followed = hasFollowed(about) ? about.evidence.attempts[0]?.runId : undefined;
  const named = heritageOf(about)?.named.filter(({ run }) => run.runId !== followed) ?? [];
  return named.map(({ word }) => word);
}

/** Whether it is certain that a step began anew. */
export function isAnew({ legacy }: Case): boolean {
  return legacy.kind === 'none' || legacy.kind === 'doubt';
}
