import type { GateName } from '../../src/inputs/settings.ts';

/** The settings of one step and everything that happens to it. Times are milliseconds. */
export interface Schedule {
  /** `existing` follows the run of another job. */
  readonly kind: 'new' | 'existing';
  readonly entries: readonly EntryOfTests[];
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number | undefined;
  readonly retries: number;
  readonly known: readonly { readonly testId: string; readonly until: string }[];
  readonly gates: Readonly<Record<GateName, boolean>>;
  /** Since the epoch. */
  readonly startMs: number;
  readonly seed: number;
  /** When the step is cancelled, from its start. */
  readonly cancelAtMs: number | undefined;
  /** Replies to the requests of each kind, in turn. Later requests succeed. */
  readonly uploads: readonly Reply[];
  readonly puts: readonly Reply[];
  readonly targets: readonly Reply[];
  readonly creations: readonly (Reply | Creation)[];
  /** By the number of the created run. Later runs pass. */
  readonly runs: readonly RunScript[];
  /** What earlier attempts of the workflow run left, if this is a re-run. */
  readonly past: Past | undefined;
  /** The base branch's last commits with their check runs, if the step publishes a check run on a pull request. */
  readonly base: readonly (readonly BaseCheck[])[] | undefined;
  /** What happens to the requests to GitHub about each commit, in turn. Later requests succeed. */
  readonly github: { readonly head: readonly GithubReply[]; readonly base: readonly GithubReply[] };
}

export interface EntryOfTests {
  readonly target: keyof typeof TARGETS;
  readonly testIds: readonly string[];
}

/** What the inputs name for each target; for the app, its path. */
export const TARGETS = {
  web: { platform: 'web', key: 'web_url', value: 'https://staging.example.com' },
  web2: { platform: 'web', key: 'web_url', value: 'https://preview.example.com/a?b=c' },
  binary: { platform: 'android', key: 'binary_url', value: 'https://builds.example.com/app.apk' },
  id: { platform: 'android', key: 'target_id', value: 'tgt_known' },
  apk: { platform: 'android', key: 'apk', value: 'app.apk' },
} as const;

/** The run that an `existing` step follows. */
export const EXISTING_RUN = 'run_of_another_job';

/** When a response arrives. */
export interface Manner {
  readonly afterMs: number;
  /** The header; a number is a date so many milliseconds after the response. */
  readonly retryAfter?: string | number | undefined;
}

/** What happens to one request. `neverSent`: no byte of it is sent. */
export type Reply =
  | (Manner & { readonly kind: 'response'; readonly status: number; readonly text: string; readonly location?: string })
  | { readonly kind: 'broken'; readonly code: string; readonly neverSent: boolean; readonly afterMs: number }
  | { readonly kind: 'silent'; readonly neverSent: boolean };

/** A run is created. */
export interface Creation extends Manner {
  readonly kind: 'created';
  readonly status: number;
  /** The start of an unusual id. */
  readonly runId: string | number | undefined;
  readonly listsResults: boolean;
}

/** The replies to the polls of a run, in turn; the last one repeats. */
export interface RunScript {
  readonly before: readonly (Reply | StateReply)[];
  readonly last: Reply | StateReply;
}

/** How to build the state of a run from its tests. */
export interface StateReply extends Manner {
  readonly kind: 'state';
  readonly status: string;
  /** The statuses of the tests, in turn. */
  readonly statuses: readonly (string | null)[];
  /** Indexes of tests that are not listed. */
  readonly omits?: readonly number[];
  readonly isReversed?: boolean;
  readonly hasNoList?: boolean;
  /** New result ids in each response, no test ids, or no names. */
  readonly identity?: 'renumbered' | 'no-id' | 'no-name';
  /** The destination in another spelling, only the platform, or none. */
  readonly place?: 'slash' | 'platform' | 'nowhere';
  /** The status of a test that was not requested. */
  readonly stranger?: string;
  /** Counters that differ from the list. */
  readonly counters?: Readonly<Record<string, unknown>>;
  /** The id of another run, or null for none. */
  readonly runId?: string | null;
}

/** A test in one destination, as a request to create a run contains it. */
export interface RequestedTest {
  readonly testId: string;
  readonly destination: Readonly<Record<string, string>>;
}

/** What earlier attempts of the workflow run left. */
export interface Past {
  /** The number of this attempt; at least 2. */
  readonly attempt: number;
  /** Their Doksi runs, in order. */
  readonly runs: readonly PastRun[];
  /** The check runs of the head commit, oldest first. */
  readonly checks: readonly Check[];
}

export interface PastRun {
  /** All tests, those that the run before left unfinished, or tests of another matrix. */
  readonly tests: 'all' | 'left' | 'strange';
  readonly script: RunScript;
}

/** A check run of the attempt before, apart from its flaws. */
export interface Check {
  readonly flaws: readonly Flaw[];
  /** Which of the past runs its record names. */
  readonly names: 'all' | 'first' | 'none';
  /** Whether its record has the target of the app. */
  readonly hasTarget: boolean;
}

/** What makes a check run another job's, or not valid. */
export const FLAWS = [
  'app',
  'workflow-run',
  'this-attempt',
  'job',
  'title',
  'digest',
  'no-digest',
  'no-record',
  'other-version',
] as const;
export type Flaw = (typeof FLAWS)[number];

/** A check run of the base branch. */
export interface BaseCheck {
  readonly flaws: readonly Flaw[];
  /** Runs of all tests of the matrix, on the base branch's own address. */
  readonly runs: readonly RunScript[];
}

export interface GithubReply {
  readonly kind: 'success' | 'failure' | 'silent';
  readonly afterMs: number;
}
