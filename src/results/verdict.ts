import { capitalized, counted, listed } from '../base/text.ts';
import { webLink } from '../base/url.ts';
import type { KnownFailures } from '../inputs/known-failures.ts';
import type { Snapshot } from './endings.ts';
import type { Outcome } from './outcome.ts';
import { failedWords, inGroup, passedWords, type Results, resultsOf } from './results.ts';
import type { Test } from './tests.ts';
import { testAt } from './words.ts';

const MAX_NAMES = 3;
const MAX_OTHERS = 10;

type Ending = Pick<Outcome, 'conclusion' | 'headline' | 'what' | 'next' | 'help'> & {
  readonly warnings?: readonly string[];
};

/**
 * The outcome of settled runs. It is `passed` only if no test failed apart from known failures, at least one test is
 * reported, and the last run passed or known failures explain why it failed.
 */
export function verdict({ targets, runs, knownFailures, requested }: Snapshot): Outcome {
  const results = resultsOf(runs, knownFailures);
  const { warnings = [], ...ending } = endingOf(runs, results, requested);
  const about = aboutKnownFailures(results, knownFailures);
  const all = [...warnings, ...about.warnings];
  return { ...ending, targets, runs, results, problems: [], warnings: all, notices: about.notices };
}

function endingOf(runs: Snapshot['runs'], results: Results, requested: number | undefined): Ending {
  const { counts } = results;
  const isReportedPassed = runs.at(-1)?.state?.status === 'passed';
  if (counts.failed > 0) return failed(results, runs, isReportedPassed);
  if (!isReportedPassed && !isExplained(runs, results)) return FAILED_WITHOUT_FAILURE;
  const only =
    requested !== undefined && counts.total !== undefined && counts.total < requested
      ? `only ${counts.total} of the ${requested} requested tests`
      : undefined;
  // A test or a run has failed: the step passes only if every other test has passed.
  if (runs.length > 1 || counts.known > 0) {
    if (counts.others > 0) return undecided(others(results), OPEN_TESTS);
    if (counts.passed + counts.flaky === 0) return undecided('no test passed', OPEN_TESTS);
    if (only !== undefined) return undecided(`Doksi reported ${only}`, CHECK_OTHERS);
    return passed(results, counts.known > 0 ? [knownWarning(results)] : []);
  }
  if (counts.total === 0) return NO_TESTS;
  if (counts.total === undefined) return NOTHING_REPORTED;
  return passed(results, [
    ...(counts.others > 0 ? [`The run passed, but ${others(results)}.`] : []),
    ...(only === undefined ? [] : [`Doksi ran ${only}. ${CHECK_OTHERS}`]),
  ]);
}

const OPEN_TESTS = 'Open these tests in Doksi.';
const CHECK_OTHERS = 'Check that the other tests belong to this workspace and to the platform of their target.';

const FAILED_WITHOUT_FAILURE: Ending = {
  conclusion: 'failed',
  headline: 'the run failed',
  what: 'Doksi reports the run as failed, but lists no failed test.',
  next: 'Open the run in Doksi.',
};

const NO_TESTS: Ending = {
  conclusion: 'no-tests',
  headline: 'no test was run',
  what: 'The run passed without running a test.',
  next: 'Check that the test ids belong to this workspace and to the platform of their target.',
  help: 'no-tests',
};

const NOTHING_REPORTED: Ending = {
  conclusion: 'error',
  headline: 'the run reported no tests',
  what: 'Not reported as passed, because Doksi returned neither a test nor a total for the run.',
  next: 'Open the run in Doksi.',
  help: 'no-tests',
};

/** Whether known failures explain why Doksi reports the last run as failed. */
function isExplained(runs: Snapshot['runs'], results: Results): boolean {
  return inGroup(results, 'known').some(
    (test) => test.result.status === 'failed' && test.results.at(-1)?.runId === runs.at(-1)?.id,
  );
}

function passed({ counts }: Results, warnings: readonly string[]): Ending {
  const rest = counts.others > 0 ? ', and none failed' : '';
  const what = `${capitalized(passedWords(counts, 'Doksi test'))}${rest}.`;
  return { conclusion: 'passed', headline: passedWords(counts), what, next: '', warnings };
}

/** The counts come first and the names are few, so that a link still fits where text is cut. */
function failed(results: Results, runs: Snapshot['runs'], isReportedPassed: boolean): Ending {
  const { counts } = results;
  const tests = inGroup(results, 'failed');
  const names = namesOf(tests, MAX_NAMES, counts.failed);
  const ranEachTime = tests.every((test) => test.results.length === runs.length);
  const times = runs.length > 1 && ranEachTime ? ` in ${runs.length} runs` : '';
  const contradiction = isReportedPassed && runs.length === 1 ? 'Doksi reports the run as passed, but ' : '';
  return {
    conclusion: 'failed',
    headline: failedWords(counts),
    what: `${contradiction}${failedWords(counts, 'Doksi test')}${times}${names && `: ${names}`}.`,
    next: tests.map(({ result }) => webLink(result.url)).find((url) => url !== undefined) ?? '',
  };
}

/** Failed tests have passed since, or are known. That does not explain the tests without a result. */
function undecided(why: string, next: string): Ending {
  return {
    conclusion: 'failed',
    headline: 'the run failed',
    what: `Not reported as passed, because a test failed and ${why}.`,
    next,
    help: 'neither-passed-nor-failed',
  };
}

function knownWarning(results: Results): string {
  const known = inGroup(results, 'known');
  const it = known.length === 1 ? 'it' : 'them';
  const count = counted(known.length, 'failed test');
  return `${count} did not count, because known-failures lists ${it}: ${namesOf(known, MAX_OTHERS)}.`;
}

function others(results: Results): string {
  const tests = inGroup(results, 'other');
  const statuses = tests.map(({ result }) => `${testAt(result)} is "${result.status ?? 'without a status'}"`);
  const which = listed(statuses, MAX_OTHERS, results.counts.others) || 'Doksi does not list them';
  return `${counted(results.counts.others, 'test')} neither passed nor failed: ${which}`;
}

/** Warnings about expired entries that count again; notices about entries that can be removed. */
function aboutKnownFailures({ tests, counts }: Results, knownFailures: KnownFailures) {
  const warnings: string[] = [];
  const notices: string[] = [];
  const byId = Map.groupBy(tests, ({ result }) => result.test_id ?? '');
  for (const { testId, until, reason, isExpired } of knownFailures.values()) {
    const results = (byId.get(testId) ?? []).map(({ result }) => result);
    const failing = results.find(({ status }) => status === 'failed');
    const [first] = results;
    if (isExpired && failing !== undefined) {
      const was = `${testAt(failing)} was a known failure until ${until} (${reason})`;
      warnings.push(`${was}. It counts again: fix it, or extend the date.`);
    } else if (!isExpired && first !== undefined && results.every(({ status }) => status === 'passed')) {
      notices.push(`${testAt(first)} passes again. Remove ${testId} from known-failures.`);
    }
  }
  // Without a complete list it is unknown which tests ran.
  const isComplete = tests.length > 0 && tests.length >= (counts.total ?? 0);
  const unmatched = isComplete ? [...knownFailures.keys()].filter((id) => !byId.has(id)) : [];
  if (unmatched.length > 0) {
    const ids = counted(unmatched.length, 'test id');
    notices.push(`known-failures has ${ids} that no test of this run has: ${listed(unmatched, MAX_OTHERS)}.`);
  }
  return { warnings, notices };
}

function namesOf(tests: readonly Test[], max: number, total?: number): string {
  const names = tests.map(({ result }) => testAt(result));
  return listed(names, max, total);
}
