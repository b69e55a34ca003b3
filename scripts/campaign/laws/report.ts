import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { GateName } from '../../../src/inputs/settings.ts';
import { ownRuns } from '../../../src/results/tests.ts';
import { API_KEY, API_URL, SIGNATURE } from '../doksi.ts';
import type { Law } from './case.ts';

export const outcomeIsSensible: Law = ({ course: { outcome } }) => {
  const { what, next } = outcome;
  if (what === '') return 'it does not state why it ended';
  const text = `${what} ${next} ${outcome.warnings.join(' ')}`;
  // A schema's own description of a missing field.
  if (/undefined|NaN|\[object/.test(text.replaceAll('received undefined', ''))) return `it states: ${text}`;
  return /(fault|bug) (of|in) doksi\/run-action/.test(text) ? `it blames itself: ${text}` : undefined;
};

export const startedOnlyIfRequested: Law = ({ schedule, course, evidence, mayBeCancelled }) => {
  const isStarted = course.outcome.conclusion === 'started';
  if (isStarted && (schedule.wait || evidence.runs.length !== 1)) return 'it ends as started';
  if (schedule.wait || evidence.runs.length === 0 || isStarted || mayBeCancelled) return undefined;
  return 'the run exists, wait is false, and the step does not end as started';
};

/** The contract's table of conclusions and gates; with these schedules, nothing is skipped or a dry run. */
export const colourIsRight: Law = ({ schedule: { gates }, course: { outcome, isGreen } }) => {
  const { conclusion, results } = outcome;
  const gate = GATES.get(conclusion);
  const isLetThrough = conclusion === 'passed' || (gate !== undefined && !gates[gate]);
  const isFlakyRed = gates['fail-on-flaky'] && results.counts.flaky > 0;
  const expected = conclusion === 'started' || (isLetThrough && !isFlakyRed);
  return isGreen === expected ? undefined : `the step is ${isGreen ? 'green' : 'red'}: ${conclusion}`;
};

const GATES = new Map<string, GateName>([
  ['failed', 'fail-on-failure'],
  ['no-tests', 'fail-on-no-tests'],
  ['timed-out', 'fail-on-timeout'],
]);

/** The id of the first run is known at once, and the outcome has all of them. */
export const idsAreReported: Law = ({ course: { firstRun, outcome }, evidence: { runs } }) => {
  const [first] = runs;
  const isCancelled = outcome.conclusion === 'cancelled';
  const wanted = first && `${first.runId} at ${first.createdAtMs}`;
  const actual = firstRun && `${firstRun.runId} at ${firstRun.atMs}`;
  // A cancellation at the moment of the response may come first.
  if (actual !== wanted && !(isCancelled && actual === undefined))
    return `the first run is ${wanted ?? 'none'}, reported as ${actual ?? 'none'}`;
  const ids = ownRuns(outcome.runs).map(({ id }) => id);
  const expected = runs.map(({ runId }) => runId);
  const isComplete = isCancelled || ids.length === expected.length;
  return isComplete && ids.join() === expected.slice(0, ids.length).join()
    ? undefined
    : `the outcome has the runs ${ids.join()} instead of ${expected.join()}`;
};

/** All outputs are written, whatever happened. */
export const outputsAreWritten: Law = ({ course: { outcome, firstRun, outputs } }) => {
  const missing = OUTPUTS.filter((name) => !outputs.has(name));
  if (missing.length > 0) return `outputs are missing: ${missing.join()}`;
  const written = [outputs.get('conclusion'), outputs.get('run-id')].join();
  const wanted = [outcome.conclusion, firstRun?.runId].join();
  return written === wanted ? undefined : `the outputs are ${written} instead of ${wanted}`;
};

const ACTION = readFileSync(join(import.meta.dirname, '../../../action.yml'), 'utf8');
const OUTPUTS = Object.keys(z.object({ outputs: z.looseObject({}) }).parse(parse(ACTION)).outputs);

/** The key goes to the API alone and is in no text, not even a piece of it. */
export const keyIsKept: Law = ({ course: { exchanges, outcome, outputs, lines, redact } }) => {
  const stray = exchanges.find(({ hasKey, url }) => hasKey && url.origin !== new URL(API_URL).origin);
  if (stray) return `the key went to ${stray.url.origin}`;
  const { what, next, warnings, notices } = outcome;
  // Nothing redacts outputs afterwards.
  const shown = [...outputs.values(), redact([what, next, ...warnings, ...notices, ...lines].join('\n'))].join('\n');
  return PIECES.find((piece) => shown.toLowerCase().includes(piece));
};

const PIECES = [API_KEY, Buffer.from(API_KEY).toString('base64')]
  .map((form) => form.toLowerCase())
  .flatMap((form) => [form.slice(0, 14), form.slice(-12), form.slice(14, 26)])
  .concat(SIGNATURE);

export const keyIsSent: Law = ({ course: { exchanges } }) => {
  const wrong = exchanges.find(({ hasKey, method, url }) =>
    method === 'PUT' ? hasKey : !hasKey && url.href.startsWith(API_URL),
  );
  return wrong && `the key was ${wrong.hasKey ? '' : 'not '}sent with ${wrong.method} ${wrong.path}`;
};
