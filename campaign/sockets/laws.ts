import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import { failuresIn } from '../laws/evidence.ts';
import { missingForGreen } from '../laws/verdict.ts';
import { testsAsked } from '../play/server.ts';
import type { Journey } from './journey.ts';

// The laws again, as far as a whole process shows whether it keeps them: what it wrote, bought and left behind.

type Law = (journey: Journey) => string | undefined;

const greenIsDeserved: Law = (journey) => {
  const { step, evidence, trip } = journey;
  if (step.outputs['conclusion'] !== 'passed') return undefined;
  return missingForGreen({ evidence, known: new Set(trip.known) }, hasGoneOn(journey) ? journey.left : []);
};

/** The tests that the first request asked for; undefined where there was none. */
function firstAsked({ evidence: { creations } }: Journey): string[] | undefined {
  const [first] = creations;
  return first && testsAsked(first.body).map(({ testId }) => testId);
}

/** Whether it went on from the attempt before: it bought less than the matrix, or asked about a run and bought nothing. */
export function hasGoneOn(journey: Journey): boolean {
  const { trip, evidence } = journey;
  const asked = firstAsked(journey);
  if (asked !== undefined) return asked.length < trip.testIds.length;
  const [followed] = evidence.attempts;
  return trip.rerun !== undefined && followed !== undefined && followed.questions.length > 0;
}

/** What is not run again has passed, or is known to fail; and where the check run is not ours, everything is run. */
const onlyDoneIsCarriedOver: Law = (journey) => {
  const { trip, left } = journey;
  if (!hasGoneOn(journey)) return undefined;
  if (trip.rerun !== 'as-it-is') return 'it goes on from a check run that is not ours';
  const asked = firstAsked(journey) ?? trip.testIds;
  const lost = trip.testIds
    .filter((id) => !asked.includes(id))
    .find((id) => {
      const said = left.flatMap(({ results }) => (results ?? []).filter((result) => result.test_id === id));
      return said.at(-1)?.status !== 'passed' && !trip.known.includes(id);
    });
  return lost && `${lost} is not run again, and has not passed`;
};

const strangersKnowNothing: Law = ({ toldGithub, hasStrayToken }) => {
  if (hasStrayToken) return "GitHub's token went to Doksi";
  return toldGithub.includes(SANDBOX_API_KEY) ? 'the key went to GitHub' : undefined;
};

const failedWasSaid: Law = ({ step, evidence, left }) => {
  if (step.outputs['conclusion'] !== 'failed') return undefined;
  const words = [evidence.attempts[0]?.verdict, ...left].filter((word) => word !== undefined);
  const isSaid = words.some((word) => word.status === 'failed' || failuresIn(word) > 0);
  return isSaid ? undefined : 'nobody said that anything failed';
};

const timedOutWasHeard: Law = ({ step, evidence }) =>
  step.outputs['conclusion'] === 'timed-out' && evidence.attempts.at(-1)?.words.length === 0
    ? 'nothing was ever heard of the run'
    : undefined;

const neverBoughtTwice: Law = ({ bought, trip, evidence: { attempts, creations } }) => {
  if (bought > 1 + trip.retries) return `${bought} runs were bought`;
  // Every run but the last has to be one that the step knew of.
  return bought > attempts.length + 1
    ? `${bought} runs were bought, in ${creations.length} requests`
    : undefined;
};

const colourIsRight: Law = ({ step, trip: { gates } }) => {
  const conclusion = step.outputs['conclusion'] ?? '';
  const isFlakyRed = gates['fail-on-flaky'] && Number(step.outputs['tests-flaky']) > 0;
  const green: Readonly<Record<string, boolean>> = {
    passed: !isFlakyRed,
    failed: !gates['fail-on-failure'] && !isFlakyRed,
    'no-tests': !gates['fail-on-no-tests'] && !isFlakyRed,
    'timed-out': !gates['fail-on-timeout'] && !isFlakyRed,
    cancelled: false,
    error: false,
    started: true,
  };
  if (green[conclusion] === undefined) return `the conclusion is "${conclusion}"`;
  const wanted = green[conclusion] ? 0 : 1;
  return step.exitCode === wanted ? undefined : `${conclusion} ends with ${step.exitCode ?? 'a signal'}`;
};

const metadata = z.object({ outputs: z.record(z.string(), z.unknown()) });
const actionYml = new URL('../../action.yml', import.meta.url);
const DECLARED = Object.keys(metadata.parse(parse(readFileSync(actionYml, 'utf8'))).outputs);

const everyOutputIsThere: Law = ({ step: { outputs, summary } }) => {
  const missing = DECLARED.filter((name) => outputs[name] === undefined);
  if (missing.length > 0) return `without ${missing.join(', ')}`;
  return summary === '' ? 'without a summary' : undefined;
};

const secretsAreKept: Law = ({ step: { log, outputs, summary }, uploadUrls }) => {
  const lines = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const shown = [...lines, ...Object.values(outputs), summary].join('\n').toLowerCase();
  const key = Buffer.from(SANDBOX_API_KEY);
  const secrets = [
    ...[SANDBOX_API_KEY, key.toString('base64'), key.toString('hex')].map((form) => form.slice(0, 20)),
    ...uploadUrls.flatMap((url) => [url, new URL(url).searchParams.get('X-Amz-Signature') ?? url]),
  ];
  const leaked = secrets.find((secret) => shown.includes(secret.toLowerCase()));
  return leaked === undefined ? undefined : `${leaked} was shown`;
};

/** The runner kills so long after a signal (milliseconds). */
const KILL_MS = 7500;

const cancelledEndsAtOnce: Law = ({ step, signalledAtMs, endedAtMs }) => {
  const isCancelled = step.outputs['conclusion'] === 'cancelled';
  if (signalledAtMs === undefined) return isCancelled ? 'nobody has cancelled it' : undefined;
  const tookMs = endedAtMs - signalledAtMs;
  return tookMs > KILL_MS ? `it went on for ${Math.round(tookMs)} ms after the signal` : undefined;
};

const MINUTE_MS = 60_000;

const endsInTime: Law = ({ step, trip }) => {
  const longestMs = 3 * MINUTE_MS + trip.timeoutMinutes * MINUTE_MS + MINUTE_MS;
  return step.durationMs > longestMs ? `it took ${Math.round(step.durationMs)} ms` : undefined;
};

const diesOfNothing: Law = ({ step: { log, signal } }) => {
  if (signal !== null) return `it died of ${signal}`;
  return /^\s+at .*:\d+|fault of (doksi|the action)/m.test(log) ? 'it failed by itself' : undefined;
};

const LAWS: Readonly<Record<string, Law>> = {
  greenIsDeserved,
  onlyDoneIsCarriedOver,
  strangersKnowNothing,
  failedWasSaid,
  timedOutWasHeard,
  neverBoughtTwice,
  colourIsRight,
  everyOutputIsThere,
  secretsAreKept,
  cancelledEndsAtOnce,
  endsInTime,
  diesOfNothing,
};

/** The laws that a process has broken, each with what is wrong. */
export function brokenBy(journey: Journey): string[] {
  return Object.entries(LAWS).flatMap(([name, law]) => {
    const complaint = law(journey);
    return complaint === undefined ? [] : [`${name}: ${complaint}`];
  });
}
