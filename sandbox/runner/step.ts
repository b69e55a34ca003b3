import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { declaredInputs, inputEnvironment, unexpectedInputs } from './action-metadata.ts';
import type { WorkflowEvent } from './event.ts';
import { eventEnvironment, pullRequestEvent, REPOSITORY } from './event.ts';
import { parseOutputFile } from './output-file.ts';
import type { WorkflowCommand } from './workflow-commands.ts';
import { commandsIn } from './workflow-commands.ts';

export interface StepOptions {
  /** What stands under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Goes over everything else; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A pull request by default. */
  readonly event?: WorkflowEvent;
  /** Where the step runs; an empty folder by default, which is removed afterwards. */
  readonly workspace?: string;
  /** Hears what the step prints, when it does. */
  readonly onOutput?: (chunk: string) => void;
  /** The script to run, by default the built action. */
  readonly action?: string;
  /** The metadata file that declares the inputs, by default the action's own. */
  readonly metadata?: string;
}

export interface FinishedStep {
  /** Null if a signal ended the step. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Standard output and standard error, in order of arrival, nothing masked. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The Markdown of the job summary. */
  readonly summary: string;
  readonly commands: readonly WorkflowCommand[];
  readonly durationMs: number;
}

export interface RunningStep {
  readonly done: Promise<FinishedStep>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** The token that `${{ github.token }}` stands for. */
export const SANDBOX_GITHUB_TOKEN = 'ghs_sandbox0sandbox0sandbox0sandbox0';

const root = resolve(import.meta.dirname, '../..');

// What a process needs to live. Proxies, tokens and the like of the machine at hand must not reach the step.
const inherited = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** Runs a step as the GitHub runner does: inputs, environment and files in; log, outputs and summary out. */
export function startStep(options: StepOptions): RunningStep {
  const { event = pullRequestEvent, metadata = join(root, 'action.yml'), onOutput } = options;
  const declared = declaredInputs(readFileSync(metadata, 'utf8'), SANDBOX_GITHUB_TOKEN);
  const folder = layOut(event);
  const workspace = resolve(options.workspace ?? folder.workspace);

  let log = '';
  const print = (chunk: string): void => {
    log += chunk;
    onOutput?.(chunk);
  };
  const warning = unexpectedInputs(Object.keys(options.inputs), declared);
  if (warning !== undefined) print(`Warning: ${warning}\n`);

  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [resolve(root, options.action ?? 'dist/index.js')], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
      ...jobEnvironment,
      ...eventEnvironment(event),
      ...inputEnvironment(declared, options.inputs),
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: folder.temp,
      ...folder.commandFiles,
      ...options.env,
    },
  });
  child.stdout.setEncoding('utf8').on('data', print);
  child.stderr.setEncoding('utf8').on('data', print);

  const finish = async (): Promise<FinishedStep> => {
    try {
      await once(child, 'close');
      return {
        exitCode: child.exitCode,
        signal: child.signalCode,
        log,
        outputs: parseOutputFile(readFileSync(folder.commandFiles.GITHUB_OUTPUT, 'utf8')),
        summary: readFileSync(folder.commandFiles.GITHUB_STEP_SUMMARY, 'utf8'),
        commands: commandsIn(log),
        durationMs: performance.now() - startedAtMs,
      };
    } finally {
      rmSync(folder.path, { recursive: true, force: true });
    }
  };
  return { done: finish(), kill: (signal) => child.kill(signal) };
}

const osNames: Partial<Record<NodeJS.Platform, string>> = { darwin: 'macOS', win32: 'Windows' };

const jobEnvironment = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTION: '__run',
  GITHUB_ACTOR: 'mona',
  GITHUB_JOB: 'e2e',
  GITHUB_REPOSITORY: REPOSITORY,
  GITHUB_REPOSITORY_OWNER: 'octo',
  GITHUB_RUN_ID: '1234567890',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SERVER_URL: 'https://github.com',
  // Nobody listens on the discard port, so a step that isn't given a GitHub can't reach the real one.
  GITHUB_API_URL: 'http://127.0.0.1:9',
  GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql',
  GITHUB_WORKFLOW: 'E2E',
  RUNNER_OS: osNames[process.platform] ?? 'Linux',
  RUNNER_ARCH: process.arch.toUpperCase(),
};

/** Makes the folders and files that every step finds. */
function layOut(event: WorkflowEvent) {
  const path = mkdtempSync(join(tmpdir(), 'doksi-step-'));
  const folder = (name: string): string => {
    mkdirSync(join(path, name));
    return join(path, name);
  };
  const file = (name: string, content = ''): string => {
    writeFileSync(join(path, name), content);
    return join(path, name);
  };
  return {
    path,
    workspace: folder('workspace'),
    temp: folder('temp'),
    commandFiles: {
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event.payload)),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary.md'),
      GITHUB_STATE: file('state'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
    },
  };
}
