import { ownAttempts } from '../../src/results/attempt.ts';
import { decide } from '../../src/results/gates.ts';
import { SIGNATURE } from '../play/server.ts';
import { API_KEY, API_URL, type Ending } from '../play/stage.ts';
import { type Law, wasCancelled, wasClose } from './law.ts';

const CONCLUSIONS = ['passed', 'failed', 'no-tests', 'timed-out', 'cancelled', 'error', 'started'];

export const conclusionIsAWord: Law = ({ ending: { outcome } }) => {
  const { conclusion, what, next } = outcome;
  if (!CONCLUSIONS.includes(conclusion)) return `it ends as ${conclusion}`;
  if (what === '') return 'it does not say why it ended so';
  const said = `${what} ${next} ${outcome.warnings.join(' ')}`;
  if (/undefined|NaN|\[object/.test(said)) return `it says: ${said}`;
  return said.includes('fault of doksi/run-action') ? `it blames itself: ${said}` : undefined;
};

export const startedOnlyWhereAsked: Law = (about) => {
  const { schedule, ending, evidence } = about;
  const isStarted = ending.outcome.conclusion === 'started';
  if (isStarted && (schedule.wait || evidence.attempts.length !== 1)) return 'it ends as started';
  if (schedule.wait || evidence.attempts.length === 0 || isStarted || wasCancelled(about) || wasClose(about))
    return undefined;
  return 'the run exists, nobody waits for it, and the step does not end as started';
};

/** The table of the contract: what each conclusion does to the step. */
export const colourIsRight: Law = ({ schedule: { gates }, ending: { outcome } }) => {
  const { isGreen } = decide(outcome, gates);
  const isFlakyRed = gates['fail-on-flaky'] && outcome.results.flaky.length > 0;
  const mayBeGreen = {
    passed: !isFlakyRed,
    failed: !gates['fail-on-failure'] && !isFlakyRed,
    'no-tests': !gates['fail-on-no-tests'] && !isFlakyRed,
    'timed-out': !gates['fail-on-timeout'] && !isFlakyRed,
    cancelled: false,
    error: false,
    started: true,
    skipped: true,
    'dry-run': true,
  }[outcome.conclusion];
  return isGreen === mayBeGreen
    ? undefined
    : `the step is ${isGreen ? 'green' : 'red'}: ${outcome.conclusion}`;
};

export const idsAreTold: Law = ({ ending: { told, outcome }, evidence: { attempts } }) => {
  const wanted = attempts.map(({ runId, createdAtMs }) => `${runId} at ${createdAtMs}`);
  const heard = told.map(({ runId, atMs }) => `${runId} at ${atMs}`);
  // A cancellation at the moment of the answer may go first.
  if (heard.join() !== wanted.slice(0, heard.length).join())
    return `told of ${heard.join()}, not of ${wanted.join()}`;
  if (outcome.conclusion !== 'cancelled' && heard.length < wanted.length)
    return `${wanted.join()} was not told`;
  const ids = ownAttempts(outcome.attempts).map(({ runId }) => runId);
  return ids.join() === told.map(({ runId }) => runId).join() ? undefined : `the outcome has ${ids.join()}`;
};

/** The key goes to the API alone, and leaves in no text; an end of it, where a text was cut, is as bad. */
export const keyIsKept: Law = ({ ending }) => {
  const { exchanges } = ending;
  const stray = exchanges.find(({ hasKey, url }) => hasKey && url.origin !== new URL(API_URL).origin);
  if (stray) return `the key went to ${stray.url.origin}`;
  return fragmentIn(everythingSaid(ending));
};

/** A piece of what is secret of Doksi's, if the text has one. */
export function fragmentIn(text: string): string | undefined {
  const shown = text.toLowerCase();
  return FRAGMENTS.find((fragment) => shown.includes(fragment));
}

/** Twelve signs in a row of any form of what is secret, in lower case. */
const FRAGMENTS = [API_KEY, Buffer.from(API_KEY).toString('base64'), Buffer.from(API_KEY).toString('hex')]
  .map((form) => form.toLowerCase())
  .flatMap((form) => [form.slice(0, 14), form.slice(-12), form.slice(14, 26)])
  .concat(SIGNATURE);

/** All that a step has written, as it leaves. */
function everythingSaid({
  outcome: { what, next, warnings, notices },
  lines,
  debug,
  redact,
}: Ending): string {
  const texts = [what, next, ...warnings, ...notices, ...lines.map(({ text }) => text), ...debug];
  return redact(texts.join('\n'));
}

export const keyIsSent: Law = ({ ending: { exchanges } }) => {
  const keyless = exchanges.find(
    ({ hasKey, method, url }) => !hasKey && method !== 'PUT' && url.href.startsWith(API_URL),
  );
  if (keyless) return `no key was sent with ${keyless.method} ${keyless.path}`;
  const put = exchanges.find(({ hasKey, method }) => hasKey && method === 'PUT');
  return put ? 'the key was sent to the store' : undefined;
};
