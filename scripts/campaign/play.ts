import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
// What the source loads lazily: the virtual clock cannot detect the loading of a module.
import '@actions/github';
import '../../src/upload/upload.ts';
import { seeded, VirtualClock } from '../../sandbox/virtual-clock.ts';
import type { Package } from '../../src/apps/package.ts';
import type { Runtime } from '../../src/base/runtime.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { DoksiClient } from '../../src/doksi/client.ts';
import { connectGithub } from '../../src/github/client.ts';
import { compareWithBase } from '../../src/history/base-branch.ts';
import { findPrior, type HistorySources } from '../../src/history/rerun.ts';
import { InputReader } from '../../src/inputs/reader.ts';
import { readSettings } from '../../src/inputs/settings.ts';
import { RunLog } from '../../src/log/progress.ts';
import { isExpired } from '../../src/inputs/known-failures.ts';
import type { Plan, PlannedEntry } from '../../src/plan/plan.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Step } from '../../src/publish/step.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { execute } from '../../src/run/execute.ts';
import { NO_PRIOR } from '../../src/run/execution.ts';
import { API_KEY, API_URL, type Exchange, sendTo } from './doksi.ts';
import { contextOf, fetchFor, GITHUB_TOKEN, type GithubCall, TITLE } from './github.ts';
import { type EntryOfTests, EXISTING_RUN, type Schedule, TARGETS } from './world.ts';

/** Everything that a step did. Times are milliseconds from its start. */
export interface Course {
  readonly outcome: Outcome;
  readonly endedAtMs: number;
  /** When earlier attempts had been read, and how many requests Doksi had received by then. */
  readonly recalled: Milestone;
  /** The same before the comparison with the base branch, with the outcome by then. */
  readonly decided: Milestone & { readonly outcome: Outcome };
  readonly firstRun: { readonly runId: string; readonly atMs: number } | undefined;
  readonly exchanges: readonly Exchange[];
  readonly github: readonly GithubCall[];
  readonly isGreen: boolean;
  readonly outputs: ReadonlyMap<string, string>;
  /** The log, the annotations and the summary, before their last redaction. */
  readonly lines: readonly string[];
  readonly redact: (text: string) => string;
}

interface Milestone {
  readonly atMs: number;
  readonly exchanges: number;
}

/** Plays a schedule from the plan to the reports. The same schedule always ends the same way. */
export async function play(schedule: Schedule): Promise<Course> {
  const clock = new VirtualClock(schedule.startMs);
  const ageMs = (): number => clock.now() - schedule.startMs;
  const exchanges: Exchange[] = [];
  const github: GithubCall[] = [];
  const lines: string[] = [];
  const outputs = new Map<string, string>();
  const step = stepOf(lines, outputs);
  const runtime = runtimeOf(schedule, clock, step);
  const send = sendTo(schedule, clock, exchanges);
  const doksi = new DoksiClient({ apiUrl: API_URL, apiKey: API_KEY, send });
  const plan = planOf(schedule);
  const fetch = fetchFor(schedule, plan, clock, github);
  const { gates } = schedule;
  const defaults = readSettings(new InputReader(() => '', '', []));
  const settings = { ...defaults, isDryRun: true, gates, githubToken: GITHUB_TOKEN };
  const job = { plan, settings, context: contextOf(schedule), title: TITLE, apiKey: API_KEY };
  const history: HistorySources = {
    ...settings,
    ...job,
    doksi,
    connect: (options, parent) => connectGithub({ ...options, fetch }, parent),
  };
  let firstRun: Course['firstRun'];
  const onFirstRun = (runId: string): void => {
    firstRun = { runId, atMs: ageMs() };
  };
  const milestone = (): Milestone => ({ atMs: ageMs(), exchanges: exchanges.length });

  const work = async (): Promise<Pick<Course, 'outcome' | 'recalled' | 'decided' | 'isGreen'>> => {
    const isContinued = schedule.past !== undefined && schedule.kind === 'new';
    const prior = isContinued ? await findPrior(history, runtime) : NO_PRIOR;
    const recalled = milestone();
    const services = { doksi, send, log: new RunLog(runtime), onFirstRun };
    const verdict = await execute(plan, prior, services, runtime);
    const decided = { outcome: verdict, ...milestone() };
    const outcome = schedule.base ? await compareWithBase(verdict, history, runtime) : verdict;
    const isGreen = await publish({ ...job, outcome }, step, runtime);
    return { recalled, decided, outcome, isGreen };
  };
  const done = await clock.run(work());
  return { ...done, endedAtMs: ageMs(), firstRun, exchanges, github, outputs, lines, redact: runtime.secrets.redact };
}

/** Records what the step logs and writes. */
function stepOf(lines: string[], outputs: Map<string, string>): Step {
  const log = (line: string): void => {
    lines.push(line);
  };
  return {
    ...{ info: log, debug: log, notice: log, warning: log, error: log },
    annotate: ({ title, message }) => log(`${title} ${message}`),
    output: (name, value) => outputs.set(name, value),
    appendSummary: (markdown) => Promise.resolve(log(markdown)),
  };
}

function runtimeOf({ seed, cancelAtMs }: Schedule, clock: VirtualClock, log: Step): Runtime {
  const controller = new AbortController();
  if (cancelAtMs !== undefined) void clock.sleep(cancelAtMs).then(() => controller.abort(new Error('cancelled')));
  const secrets = new Secrets();
  for (const secret of [API_KEY, GITHUB_TOKEN]) secrets.add(secret);
  return { clock, random: seeded(seed), signal: controller.signal, log, secrets };
}

/** The plan that the inputs would give. */
function planOf(schedule: Schedule): Plan {
  const { kind, entries, wait, timeoutMs, pollIntervalMs, retries, startMs, past } = schedule;
  const known = schedule.known.map((failure) => ({ ...failure, reason: 'SHOP-1' }));
  const hasApp = kind === 'new' && entries.some(({ target }) => target === 'apk');
  const app = { package: APP, registrations: [{ key: 'apk', name: 'Shop', version: '1', paths: [TARGETS.apk.value] }] };
  return {
    uploads: hasApp ? [app] : [],
    run:
      kind === 'existing'
        ? { kind, runId: EXISTING_RUN }
        : { kind, entries: entries.map(entryOf), extraBody: { note: 'n' } },
    onRerun: 'failed',
    isRerun: past !== undefined,
    wait,
    timeoutMs,
    pollIntervalMs,
    retries,
    knownFailures: new Map(
      known.map((failure) => [failure.testId, { ...failure, isExpired: isExpired(failure.until, startMs) }]),
    ),
    jobMatrix: 'null',
    readiness: undefined,
  };
}

function entryOf({ target, testIds }: EntryOfTests): PlannedEntry {
  const { platform, key, value } = TARGETS[target];
  const planned = key === 'apk' ? { key, package: APP, registration: 'apk' } : { key, value };
  return { platform, testIds, extras: { login: target }, target: planned };
}

/** The content of the app does not matter, so any file will do. */
const APP_FILE = join(import.meta.dirname, '../../action.yml');
const CONTENT = readFileSync(APP_FILE);
const APP: Package = {
  kind: 'apk',
  path: TARGETS.apk.value,
  files: [
    { path: APP_FILE, name: TARGETS.apk.value, bytes: CONTENT.length, sha256: 'a'.repeat(64), crc32: crc32(CONTENT) },
  ],
};
