/** What happens to a test whose id starts with the word, and how it ends in the first run, the second, and so on. */
export const fates = {
  pass: { meaning: 'passes', endings: ['passed'] },
  fail: { meaning: 'fails', endings: ['failed'] },
  flaky: {
    meaning: 'fails in the first run that has it on a destination, passes in later ones',
    endings: ['failed', 'passed'],
  },
  shaky: {
    meaning: 'fails in the first two runs that have it on a destination, passes in later ones',
    endings: ['failed', 'failed', 'passed'],
  },
  skip: { meaning: 'ends as `skipped`', endings: ['skipped'] },
  odd: { meaning: 'ends with a status that is not documented', endings: ['quarantined'] },
  stuck: { meaning: 'never ends', endings: [] },
  none: { meaning: 'is not a test: the run has no result for it', endings: ['passed'] },
} as const;
type FateName = keyof typeof fates;

/** What happens to a test, according to its id. */
export interface Fate {
  readonly ending: FateName;
  /** From the creation of the run to the end of the test. */
  readonly seconds: number;
  readonly testName: string;
}

/** The state of a test at one moment. */
interface Moment {
  readonly status: string;
  readonly settled: boolean;
  readonly durationSeconds: number | null;
  /** When it last changed, in milliseconds since the creation of the run. */
  readonly changedAtMs: number;
}

const pattern = new RegExp(`^(${Object.keys(fates).join('|')})(?:-(\\d+(?:\\.\\d+)?)s(?:-(.+))?)?$`);

/**
 * Reads a test id such as `pass-3s`, `fail-0.5s-checkout-flow` or `stuck`.
 * Every other id is a test that passes after a second.
 */
export function fateOf(testId: string): Fate {
  const [, word = '', seconds = '1', label] = pattern.exec(testId) ?? [];
  const name = (label ?? '').replaceAll('-', ' ');
  return {
    ending: isFateName(word) ? word : 'pass',
    seconds: Number(seconds),
    testName: name === '' ? testId : `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  };
}

function isFateName(word: string): word is FateName {
  return Object.hasOwn(fates, word);
}

/** The state of a test `elapsedMs` after its run was created; `runsBefore` earlier runs had it on the same destination. */
export function momentOf({ ending, seconds }: Fate, elapsedMs: number, runsBefore: number): Moment {
  const endMs = seconds * 1000;
  // Queued for a fifth of the time, so that short tests have every state, and at most a second.
  const startMs = Math.min(endMs / 5, 1000);
  if (elapsedMs < startMs) return { status: 'queued', settled: false, durationSeconds: null, changedAtMs: 0 };
  const { endings } = fates[ending];
  const status = endings[runsBefore] ?? endings.at(-1);
  const settled = elapsedMs >= endMs && status !== undefined;
  const durationSeconds = Math.round(((settled ? endMs : elapsedMs) - startMs) / 1000);
  return { status: settled ? status : 'running', settled, durationSeconds, changedAtMs: settled ? endMs : startMs };
}
