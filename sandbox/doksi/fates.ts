/** What happens to a test whose id starts with the word. */
export const fates = {
  pass: 'passes',
  fail: 'fails',
  flaky: 'fails in the first run that has it on a destination, passes in later ones',
  shaky: 'fails in the first two runs that have it on a destination, passes in later ones',
  skip: 'ends as `skipped`',
  odd: 'ends with a status that is not documented',
  stuck: 'never ends',
  none: 'is not a test: the run has no result for it',
} as const;
export type FateName = keyof typeof fates;

/** What happens to a test, according to its id. */
export interface Fate {
  readonly ending: FateName;
  /** From the creation of the run to the end of the test. */
  readonly seconds: number;
  readonly testName: string;
}

/** The state of a test at one moment. */
export interface Moment {
  readonly status: string;
  readonly settled: boolean;
  readonly durationSeconds: number | null;
  /** When it last changed, in milliseconds since the creation of the run. */
  readonly changedAtMs: number;
}

const pattern = new RegExp(`^(${Object.keys(fates).join('|')})(?:-(\\d+(?:\\.\\d+)?)s(?:-(.+))?)?$`);
const DEFAULT_SECONDS = 1;

// A fifth of the time, so that short tests have every state, and at most a second.
const QUEUED_SHARE = 0.2;
const MAX_QUEUED_MS = 1000;

/**
 * Reads a test id such as `pass-3s`, `fail-0.5s-checkout-flow` or `stuck`.
 * Every other id is a test that passes after a second.
 */
export function fateOf(testId: string): Fate {
  const [, word = 'pass', seconds, label] = pattern.exec(testId) ?? [];
  return {
    ending: isFateName(word) ? word : 'pass',
    seconds: seconds === undefined ? DEFAULT_SECONDS : Number(seconds),
    testName: label === undefined ? testId : sentenceOf(label),
  };
}

/** The state of a test `elapsedMs` after its run was created; `runsBefore` earlier runs had it on the same destination. */
export function momentOf(fate: Fate, elapsedMs: number, runsBefore: number): Moment {
  const endMs = fate.seconds * 1000;
  const startMs = Math.min(endMs * QUEUED_SHARE, MAX_QUEUED_MS);
  if (elapsedMs < startMs) {
    return { status: 'queued', settled: false, durationSeconds: null, changedAtMs: 0 };
  }
  if (elapsedMs < endMs || fate.ending === 'stuck') {
    const durationSeconds = Math.round((elapsedMs - startMs) / 1000);
    return { status: 'running', settled: false, durationSeconds, changedAtMs: startMs };
  }
  const durationSeconds = Math.round((endMs - startMs) / 1000);
  return { status: lastStatus(fate.ending, runsBefore), settled: true, durationSeconds, changedAtMs: endMs };
}

function lastStatus(ending: Exclude<FateName, 'stuck'>, runsBefore: number): string {
  switch (ending) {
    case 'pass':
    case 'none':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'flaky':
      return runsBefore < 1 ? 'failed' : 'passed';
    case 'shaky':
      return runsBefore < 2 ? 'failed' : 'passed';
    case 'skip':
      return 'skipped';
    case 'odd':
      return 'quarantined';
  }
}

function isFateName(word: string): word is FateName {
  return Object.hasOwn(fates, word);
}

function sentenceOf(label: string): string {
  const words = label.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
