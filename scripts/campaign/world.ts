import type { GateName } from '../../src/inputs/declared.ts';

// A schedule: the settings of one step and everything that happens to it. Times are milliseconds.

export interface Schedule extends Settings, World {}

export interface Settings {
  /** `existing` follows the run of another job. */
  readonly kind: 'new' | 'existing';
  readonly entries: readonly EntryOfTests[];
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number | undefined;
  readonly retries: number;
  readonly known: readonly { readonly testId: string; readonly until: string }[];
  readonly gates: Readonly<Record<GateName, boolean>>;
}

export interface EntryOfTests {
  /** `gone` is a file that was deleted after it was found. */
  readonly target: 'web' | 'web2' | 'binary' | 'id' | 'apk' | 'gone';
  readonly testIds: readonly string[];
}

/** The value of each kind of target; of files the path. */
export const PLACES: Readonly<Record<EntryOfTests['target'], string>> = {
  web: 'https://staging.example.com',
  web2: 'https://preview.example.com/a?b=c',
  binary: 'https://builds.example.com/app.apk',
  id: 'tgt_known',
  apk: 'app.apk',
  gone: 'gone.apk',
};

export interface World {
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
  /** What the base branch has, if the step publishes a check run on a pull request. */
  readonly base: Base | undefined;
  readonly github: GithubScript;
}

/** What happens to one request. */
export type Reply = ResponseReply | BrokenReply | SilentReply;

export interface ResponseReply {
  readonly kind: 'response';
  readonly status: number;
  readonly text: string;
  /** The header; a number is a date so many milliseconds after the response. */
  readonly retryAfter?: string | number;
  readonly location?: string;
  readonly afterMs: number;
  /** How much of a streamed body is read before, from 0 to 1; by default all of it. */
  readonly reads?: number;
}

export interface BrokenReply {
  readonly kind: 'broken';
  /** As Node throws it. */
  readonly error: { readonly code: string; readonly syscall?: string };
  /** Whether it happens before a byte of the request is sent. */
  readonly neverSent: boolean;
  readonly afterMs: number;
  readonly reads?: number;
}

/** There is never a response. */
export interface SilentReply {
  readonly kind: 'silent';
  /** Whether it also ignores the signal. */
  readonly ignoresSignal: boolean;
  /** Whether not even a connection is established. */
  readonly isConnecting: boolean;
  readonly reads?: number;
}

/** How a successful response is sent. */
export type Manner = Pick<ResponseReply, 'afterMs' | 'retryAfter'>;

/** A run is created. */
export interface Creation {
  readonly kind: 'created';
  readonly status: number;
  /** The start of an unusual id. */
  readonly runId?: string | number;
  readonly listsResults: boolean;
  readonly manner: Manner;
}

/** The replies to the polls of a run, in turn; the last one repeats. */
export interface RunScript {
  readonly before: readonly (Reply | StateReply)[];
  readonly last: Reply | StateReply;
}

export interface StateReply {
  readonly kind: 'state';
  readonly recipe: StateRecipe;
  readonly manner: Manner;
}

/** How to build the state of a run from its tests. */
export interface StateRecipe {
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
  readonly names: 'all' | 'first' | 'last' | 'reversed' | 'twice' | 'none' | 'unknown';
  /** The ids that its record has for registered targets. */
  readonly targets: 'ours' | 'others' | 'none';
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

/** The base branch's last commits, newest first, each with its check runs. */
export interface Base {
  readonly commits: readonly (readonly BaseCheck[])[];
}

export interface BaseCheck {
  readonly isOurs: boolean;
  readonly hasRecord: boolean;
  /** Runs of all tests of the matrix, on the base branch's own address. */
  readonly runs: readonly RunScript[];
}

/** What happens to the requests to GitHub of each kind, in turn. Later requests succeed. */
export interface GithubScript {
  readonly checks: readonly GithubReply[];
  readonly base: readonly GithubReply[];
}

export type GithubReply =
  { readonly kind: 'success' | 'failure'; readonly afterMs: number } | { readonly kind: 'silent' };

export const EXISTING_RUN = 'run_of_another_job';

/** Whether it is certain that the server did not process the request. */
export function provesNotProcessed(reply: Reply): boolean {
  if (reply.kind === 'broken') return reply.neverSent;
  if (reply.kind === 'silent') return reply.isConnecting;
  return reply.status === 429 || reply.status === 503;
}

/** A test in one destination, as a request to create a run contains it. */
export interface RequestedTest {
  readonly testId: string;
  readonly destination: Readonly<Record<string, string>>;
}

/** The body of `GET /runs/{id}` by the recipe; `serial` distinguishes the responses. */
export function renderState(
  recipe: StateRecipe,
  runId: string,
  requested: readonly RequestedTest[],
  serial: number,
): string {
  const { status, statuses, omits = [], stranger, counters, isReversed, hasNoList } = recipe;
  const all = requested.map((test, index) => ({
    result_id: `res_${index}${recipe.identity === 'renumbered' ? `_${serial}` : ''}`,
    ...(recipe.identity !== 'no-id' && { test_id: test.testId }),
    ...(recipe.identity !== 'no-name' && { test_name: `Test ${test.testId}` }),
    status: statuses[index % statuses.length] ?? null,
    url: `https://app.doksi.test/results/${index}`,
    ...(recipe.place !== 'nowhere' && { destination: placeOf(test.destination, recipe.place) }),
  }));
  const listed: object[] = all.filter((_, index) => !omits.includes(index));
  if (isReversed) listed.reverse();
  if (stranger !== undefined) listed.push({ result_id: 'res_x', test_id: 'stranger', status: stranger });
  const count = (word: string): number => all.filter((result) => result.status === word).length;
  return JSON.stringify({
    ...(recipe.runId !== null && { run_id: recipe.runId ?? runId }),
    status,
    tests_total: requested.length,
    tests_passed: count('passed'),
    tests_failed: count('failed'),
    tests_running: count('running'),
    duration_seconds: serial,
    results: hasNoList ? null : listed,
    ...counters,
  });
}

function placeOf(destination: RequestedTest['destination'], place: StateRecipe['place']): Record<string, string> {
  if (place === 'platform') return { platform: destination['platform'] ?? '' };
  if (place !== 'slash') return { ...destination };
  const { web_url, ...rest } = destination;
  return { ...rest, ...(web_url !== undefined && { web_url: `${web_url}/` }) };
}

/** A step without faults: one test on one web address, which passes. */
export const PLAIN: Schedule = {
  kind: 'new',
  entries: [{ target: 'web', testIds: ['a'] }],
  wait: true,
  timeoutMs: 10 * 60_000,
  pollIntervalMs: undefined,
  retries: 0,
  known: [],
  gates: {
    'fail-on-failure': true,
    'fail-on-timeout': true,
    'fail-on-no-tests': true,
    'fail-on-flaky': false,
  },
  startMs: Date.UTC(2026, 5, 2, 9, 30),
  seed: 1,
  cancelAtMs: undefined,
  uploads: [],
  puts: [],
  targets: [],
  creations: [],
  runs: [],
  past: undefined,
  base: undefined,
  github: { checks: [], base: [] },
};
