import { isDeepStrictEqual } from 'node:util';
import { outputs } from '../../src/report/outputs.ts';
import { decide } from '../../src/results/gates.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { GITHUB_TOKEN } from '../play/remember.ts';
import { topicOf } from '../play/github.ts';
import { baseRuns } from '../play/past-runs.ts';
import { isAbout, wordOf, type Word } from './evidence.ts';
import type { Law } from './law.ts';
import { fragmentIn } from './words.ts';

const BASE_MS = 10_000;
const BASE_QUESTIONS = 8;

/** What the base branch says is an extra: it changes no conclusion, no colour and no output. */
export const baseDecidesNothing: Law = ({ schedule: { gates }, ending: { outcome, decided } }) => {
  const told = (one: Outcome): unknown => [
    outputs(one),
    decide(one, gates),
    one.what,
    one.next,
    one.warnings,
  ];
  return isDeepStrictEqual(told(outcome), told(decided))
    ? undefined
    : 'the base branch has changed the outcome';
};

export const baseIsQuick: Law = ({ ending: { decidedAtMs, endedAtMs, github, githubBefore } }) => {
  const questions = github.length - githubBefore;
  if (questions > BASE_QUESTIONS) return `GitHub is asked ${questions} questions about the base branch`;
  const tookMs = endedAtMs - decidedAtMs;
  return tookMs > BASE_MS ? `the base branch is asked about for ${tookMs} ms` : undefined;
};

/** A mark on a failed test is what a run says that a check run of ours on the base branch names. */
export const marksAreTrue: Law = ({ schedule, ending }) => {
  const { outcome, exchanges } = ending;
  const marked = outcome.results.failed.filter(({ base }) => base !== undefined);
  if (marked.length === 0) return undefined;
  const words = (schedule.base?.commits ?? []).slice(0, BASE_COMMITS).flatMap((checks, commit) =>
    checks.flatMap(({ isOfActions, hasRecord }, check) => {
      if (!isOfActions || !hasRecord) return [];
      const runs = baseRuns(schedule)[commit]?.[check] ?? [];
      return runs.flatMap(({ runId }): Word[] =>
        exchanges.flatMap((exchange) => (isAbout(exchange, runId) ? (wordOf(exchange, runId) ?? []) : [])),
      );
    }),
  );
  const wrong = marked.find(({ base, result }) => {
    const wanted = base?.kind === 'new' ? 'passed' : 'failed';
    return !words.some(({ results }) =>
      results?.some(({ test_id: id, status }) => id === result.test_id && status === wanted),
    );
  });
  return wrong && `${String(wrong.result.test_id)} is said to be ${wrong.base?.kind ?? ''}, and nobody knows`;
};

/** Of a branch, as many last commits as are looked at. */
const BASE_COMMITS = 5;

/** Nothing that is Doksi's goes to GitHub, and GitHub's token goes nowhere else. */
export const strangersKnowNothing: Law = ({ ending: { github, exchanges, lines, debug, redact } }) => {
  const leaked = fragmentIn(
    github.map(({ method, path, body }) => JSON.stringify([method, path, body])).join('\n'),
  );
  if (leaked !== undefined) return `GitHub is told ${leaked}`;
  const stray = exchanges.find(({ hasToken }) => hasToken);
  if (stray) return `GitHub's token goes to ${stray.url.origin}`;
  const shown = redact([...lines.map(({ text }) => text), ...debug].join('\n'));
  return shown.includes(GITHUB_TOKEN) ? "GitHub's token is shown" : undefined;
};

/** GitHub is only asked where there is something to ask, and only about what a step needs. */
export const githubIsAskedForAReason: Law = ({ schedule, ending: { github, githubBefore, decided } }) => {
  const early = github.slice(0, githubBefore);
  if (early.length > 0 && (schedule.past === undefined || schedule.way === 'existing'))
    return 'GitHub is asked about earlier attempts, and there are none';
  if (early.some(({ path }) => ['commits', 'baseChecks'].includes(topicOf(path))))
    return 'the base branch is asked about before anything has failed';
  if (github.length > githubBefore && decided.results.failed.length === 0)
    return 'the base branch is asked about, and nothing has failed';
  return github.some(({ method }) => method !== 'GET') ? 'something is written' : undefined;
};
