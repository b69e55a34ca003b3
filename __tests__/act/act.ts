import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { SANDBOX_API_KEY } from '../../sandbox/doksi/server.ts';
import type { WorkflowEvent } from '../../sandbox/runner/event.ts';
import { eventEnvironment, REPOSITORY } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN } from '../../sandbox/runner/step.ts';
import { read, ROOT } from '../docs/documents.ts';
import { STUBS } from './stubs.ts';

// Runs workflows with nektos/act, an independent runner, without containers: its jobs are processes of this machine.

export interface ActStep {
  /** The job's id, the values of its matrix, and the ids of the step and of the steps around it. */
  readonly job: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly id: string;
  /** Undefined for a step that did not run. */
  result: 'success' | 'failure' | undefined;
  readonly outputs: Record<string, string>;
  summary: string;
  log: string;
}

export interface ActRun {
  readonly exitCode: number | null;
  readonly steps: readonly ActStep[];
  /** Job id → result; for a matrix, of all legs. */
  readonly jobs: Readonly<Record<string, string>>;
  /** The log that act shows, with masked values replaced. */
  readonly log: string;
}

export interface ActOptions {
  readonly workflow: string;
  readonly event: WorkflowEvent;
  readonly apiUrl: string;
  readonly githubUrl: string;
  /** More files of the repository: path → content. */
  readonly files?: Readonly<Record<string, string>>;
  /** A workflow of another repository, my-org/.github, that this one calls. */
  readonly called?: string | undefined;
  /** Called for each line; may cancel the workflow, as Ctrl+C does. */
  readonly onLine?: (text: string, cancel: () => void) => void;
}

const Line = z.object({
  msg: z.string().default(''),
  job: z.string().default(''),
  jobID: z.string().default(''),
  matrix: z.record(z.string(), z.unknown()).default({}),
  stage: z.string().optional(),
  stepID: z.array(z.string()).default([]),
  stepResult: z.enum(['success', 'failure', 'skipped']).optional(),
  jobResult: z.string().optional(),
  command: z.string().optional(),
  name: z.string().default(''),
  arg: z.string().default(''),
  content: z.string().default(''),
  raw_output: z.boolean().default(false),
});

const LIMIT_MS = 120_000;

/** Runs a workflow, with all of its jobs, to its end. */
export async function runWorkflow(options: ActOptions): Promise<ActRun> {
  const folder = mkdtempSync(join(tmpdir(), 'doksi-act-'));
  try {
    return await run(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The log of a workflow that failed; empty if all of its jobs succeeded. */
export function failureOf({ exitCode, jobs, log }: ActRun): string {
  return exitCode === 0 && Object.values(jobs).every((result) => result === 'success') ? '' : log;
}

async function run(folder: string, options: ActOptions): Promise<ActRun> {
  const repository = layOut(folder, options);
  const child = spawn(actProgram(), argumentsOf(folder, options), {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
    // Steps inherit it. Tokens and proxies of this machine must not reach them.
    env: {
      PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: folder,
    },
  });

  const steps = new Map<string, ActStep>();
  const jobs: Record<string, string> = {};
  const log: string[] = [];
  const receive = (text: string): void => {
    const parsed = text.startsWith('{') ? Line.safeParse(JSON.parse(text)) : undefined;
    if (parsed?.success !== true) return void log.push(text);
    const line = parsed.data;
    log.push(line.msg.trimEnd());
    if (line.jobResult !== undefined) jobs[line.jobID] = line.jobResult;
    if (line.stage === 'Main') note(stepOf(steps, line), line);
    options.onLine?.(line.msg, () => child.kill('SIGINT'));
  };
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', receive);
  await once(child, 'close');
  return { exitCode: child.exitCode, steps: [...steps.values()], jobs, log: log.join('\n') };
}

function stepOf(steps: Map<string, ActStep>, { job, jobID, matrix, stepID }: z.output<typeof Line>): ActStep {
  const key = JSON.stringify([job, matrix, stepID]);
  const step = steps.get(key) ?? {
    job: jobID,
    matrix,
    id: stepID.join('.'),
    result: undefined,
    outputs: {},
    summary: '',
    log: '',
  };
  steps.set(key, step);
  return step;
}

function note(step: ActStep, line: z.output<typeof Line>): void {
  if (line.stepResult === 'success' || line.stepResult === 'failure') step.result = line.stepResult;
  if (line.command === 'set-output') step.outputs[line.name] = line.arg;
  if (line.command === 'summary') step.summary = line.content;
  if (line.raw_output) step.log += line.msg;
}

function argumentsOf(folder: string, options: ActOptions): string[] {
  const { workflow, files = {}, called = '', event, apiUrl, githubUrl } = options;
  const { GITHUB_SHA: sha = '', ...environment } = eventEnvironment(event);
  const variables = {
    ...environment,
    // The commit, in act.
    SHA_REF: sha,
    GITHUB_API_URL: githubUrl,
    GITHUB_REPOSITORY: REPOSITORY,
    ARTIFACTS: join(folder, 'artifacts'),
    APK: anyApk(),
  };
  const secrets = { DOKSI_API_KEY: SANDBOX_API_KEY, GITHUB_TOKEN: SANDBOX_GITHUB_TOKEN };
  const payload = write(folder, 'event.json', JSON.stringify(event.payload));
  const texts = [workflow, called, ...Object.values(files)].join('\n');
  const uses = new Set(texts.match(/(?<=uses: )[\w-]+\/[\w-]+@\S+/g));
  uses.delete('actions/checkout@v7'); // act does it itself.
  const repositories = new Map([...uses].map((action) => [action, localAction(folder, action, apiUrl)]));
  write(folder, 'called/.github/workflows/doksi.yml', called);
  repositories.set('my-org/.github@main', join(folder, 'called'));
  return [
    event.name,
    '--json',
    '--no-cache-server',
    ...['--workflows', '.github/workflows/main.yml', '--eventpath', payload],
    ...['--action-cache-path', join(folder, 'cache'), '--concurrent-jobs', '2'],
    ...['--platform', 'ubuntu-latest=-self-hosted'],
    ...pairs('--env', variables),
    ...pairs('--secret', secrets),
    ...pairs('--local-repository', Object.fromEntries(repositories)),
  ];
}

function pairs(option: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

/** The folder of the action that stands for `owner/name@ref`. */
function localAction(folder: string, action: string, apiUrl: string): string {
  const [name = ''] = action.split('@');
  const path = join(folder, 'actions', name);
  if (name === 'doksi/run-action') {
    // Unchanged, except for Doksi's address.
    write(path, 'action.yml', read('action.yml').replace(/https:\/\/api\.doksi\.ai\S*/, apiUrl));
    cpSync(join(ROOT, 'dist'), join(path, 'dist'), { recursive: true });
    return path;
  }
  const stub = STUBS[name];
  if (stub === undefined) throw new Error(`Add a stand-in for ${name} to __tests__/act/stubs.ts.`);
  write(path, 'action.yml', stub);
  return path;
}

/** A repository with an app to build, and the programs that recipes use. */
function layOut(folder: string, { workflow, files = {} }: ActOptions): string {
  const repository = join(folder, 'repository');
  write(repository, '.github/workflows/main.yml', workflow);
  for (const [path, content] of Object.entries(files)) write(repository, path, content);
  write(repository, 'package.json', '{"name":"shop","version":"1.0.0","scripts":{"test":"echo tested"}}');
  write(repository, 'package-lock.json', '{"name":"shop","version":"1.0.0","lockfileVersion":3,"packages":{}}');
  const build =
    'for kind in release debug; do mkdir -p app/build/outputs/apk/$kind; cp "$APK" app/build/outputs/apk/$kind; done';
  chmodSync(write(repository, 'gradlew', `#!/bin/sh\n${build}\n`), 0o755);
  chmodSync(write(folder, 'bin/gh', '#!/bin/sh\necho "gh $*"\ncat failed.md\n'), 0o755);
  const git = (...command: string[]): void => {
    const identity = ['-c', 'user.name=octo', '-c', 'user.email=octo@example.com'];
    const { status, stderr } = spawnSync('git', [...identity, ...command], {
      cwd: repository,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${command.join(' ')}: ${stderr}`);
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', `https://github.com/${REPOSITORY}`);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Start');
  return repository;
}

function anyApk(): string {
  const [apk] = globSync(join(ROOT, 'node_modules/io.appium.settings/apks/*.apk'));
  if (apk === undefined) throw new Error('The development dependency io.appium.settings is not installed.');
  return apk;
}

function actProgram(): string {
  const { stdout, stderr, status } = spawnSync(join(ROOT, 'scripts/install-tool.sh'), ['act'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function write(folder: string, path: string, content: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
