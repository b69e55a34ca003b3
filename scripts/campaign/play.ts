// What the source loads lazily: the virtual clock cannot detect the loading of a module.
import '@actions/github';
import '../../src/upload/upload.ts';
import { VirtualClock } from '../../sandbox/virtual-clock.ts';
import type { Runtime } from '../../src/base/runtime.ts';
import { Secrets } from '../../src/base/secrets.ts';
import { DoksiClient } from '../../src/doksi/client.ts';
import { connectGithub } from '../../src/github/client.ts';
import { compareWithBase } from '../../src/history/base.ts';
import { findPrior, type HistorySources } from '../../src/history/rerun.ts';
import { RunLog } from '../../src/log/progress.ts';
import { knownFailuresAt, type Plan, type PlannedEntry } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import { execute } from '../../src/run/execute.ts';
import { NO_PRIOR } from '../../src/run/execution.ts';
import { API_KEY, API_URL, type Exchange, sendTo } from './doksi.ts';
import { isApp } from './earlier-runs.ts';
import { contextOf, fetchFor, GITHUB_TOKEN, type GithubCall, TITLE } from './github.ts';
import type { Packages } from './packages.ts';
import { type EntryOfTests, EXISTING_RUN, PLACES, type Schedule } from './world.ts';

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
  /** Everything that was logged, before redaction. */
  readonly lines: readonly string[];
  readonly redact: (text: string) => string;
}

interface Milestone {
  readonly atMs: number;
  readonly exchanges: number;
}

/** Plays a schedule from the plan to the outcome. The same schedule always ends the same way. */
export async function play(schedule: Schedule, packages: Packages): Promise<Course> {
  const clock = new VirtualClock(schedule.startMs);
  const ageMs = (): number => clock.now() - schedule.startMs;
  const exchanges: Exchange[] = [];
  const github: GithubCall[] = [];
  const lines: string[] = [];
  const secrets = new Secrets();
  for (const secret of [API_KEY, GITHUB_TOKEN]) secrets.add(secret);
  const runtime = runtimeOf(schedule, clock, secrets, lines);
  const send = sendTo(schedule, clock, exchanges);
  const doksi = new DoksiClient({ apiUrl: API_URL, apiKey: API_KEY, send }, runtime);
  const plan = planOf(schedule, packages);
  const fetch = fetchFor(schedule, plan, clock, github);
  const history: HistorySources = {
    plan,
    context: contextOf(schedule),
    title: TITLE,
    apiKey: API_KEY,
    githubToken: GITHUB_TOKEN,
    prComment: false,
    jobCheckRunId: undefined,
    doksi,
    connect: (options, parent) => connectGithub({ ...options, fetch }, parent),
  };
  let firstRun: Course['firstRun'];
  const onFirstRun = (runId: string): void => {
    firstRun = { runId, atMs: ageMs() };
  };
  const milestone = (): Milestone => ({ atMs: ageMs(), exchanges: exchanges.length });

  const work = async (): Promise<Pick<Course, 'outcome' | 'recalled' | 'decided'>> => {
    const isContinued = schedule.past !== undefined && schedule.kind === 'new';
    const prior = isContinued ? await findPrior(history, runtime) : NO_PRIOR;
    const recalled = milestone();
    const services = { doksi, send, log: new RunLog(runtime), onFirstRun };
    const outcome = await execute(plan, prior, services, runtime);
    const decided = { outcome, ...milestone() };
    const hasBase = schedule.base !== undefined;
    return {
      recalled,
      decided,
      outcome: hasBase ? await compareWithBase(outcome, history, runtime) : outcome,
    };
  };
  const done = await clock.run(work());
  return { ...done, endedAtMs: ageMs(), firstRun, exchanges, github, lines, redact: secrets.redact };
}

function runtimeOf({ seed, cancelAtMs }: Schedule, clock: VirtualClock, secrets: Secrets, lines: string[]): Runtime {
  const controller = new AbortController();
  if (cancelAtMs !== undefined) void clock.sleep(cancelAtMs).then(() => controller.abort(new Error('cancelled')));
  const log = (line: string): void => {
    lines.push(line);
  };
  return {
    clock,
    random: randomOf(seed),
    signal: controller.signal,
    log: { info: log, debug: log, notice: log, warning: log },
    secrets,
  };
}

/** Reproducible numbers from 0 to 1, by mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The plan that the inputs would give. */
function planOf(schedule: Schedule, packages: Packages): Plan {
  const { kind, entries, wait, timeoutMs, pollIntervalMs, retries, known, startMs, past } = schedule;
  const list = known.map((failure) => ({ ...failure, reason: 'SHOP-1' }));
  const planned = kind === 'new' ? entries : [];
  const apps = planned.map(({ target }) => target).filter((target) => isApp(target));
  return {
    uploads: apps.map((app) => ({
      package: packages[app],
      registrations: [{ key: app, name: 'Shop', version: '1', paths: [PLACES[app]] }],
    })),
    run:
      kind === 'existing'
        ? { kind, runId: EXISTING_RUN }
        : { kind, entries: planned.map((entry) => entryOf(entry, packages)), extraBody: { note: 'n' } },
    isRerun: past !== undefined,
    wait,
    timeoutMs,
    pollIntervalMs,
    retries,
    knownFailures: knownFailuresAt(startMs, list),
    jobMatrix: 'null',
    readiness: undefined,
  };
}

function entryOf({ target, testIds }: EntryOfTests, packages: Packages): PlannedEntry {
  const platform = target === 'web' || target === 'web2' ? 'web' : 'android';
  return { platform, testIds, extras: { login: target }, target: targetOf(target, packages) };
}

function targetOf(target: EntryOfTests['target'], packages: Packages): PlannedEntry['target'] {
  if (isApp(target)) return { key: 'apk', package: packages[target], registration: target };
  if (target === 'id') return { key: 'target_id', value: PLACES.id };
  return { key: target === 'binary' ? 'binary_url' : 'web_url', value: PLACES[target] };
}
