import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { eventEnvironment, pullRequestEvent, REPOSITORY, type WorkflowEvent } from './event.ts';
import {
  commandsIn,
  declaredInputs,
  inputEnvironment,
  parseOutputFile,
  unexpectedInputs,
  type WorkflowCommand,
} from './protocol.ts';

export interface StepOptions {
  /** The inputs under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Overrides everything else; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A pull request by default. */
  readonly event?: WorkflowEvent;
  /** The values of the job's matrix. */
  readonly matrix?: Readonly<Record<string, unknown>>;
  /** The id of the job's own check run; old runners have none. */
  readonly checkRunId?: string;
  /** Where the step runs; by default an empty folder, which is removed afterwards. */
  readonly workspace?: string;
  /** Receives the output as it is printed. */
  readonly onOutput?: (chunk: string) => void;
  /** How standard output is read; to its end by default. */
  readonly stdout?: Reading;
  /** The script to run; by default the built action. */
  readonly action?: string;
  /** The metadata file that declares the inputs; by default the action's own. */
  readonly metadata?: string;
}

/** Standard output is closed after so many bytes, or one chunk is read every so many milliseconds. */
interface Reading {
  readonly closedAfterBytes?: number;
  readonly msPerChunk?: number;
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
}

export interface RunningStep {
  readonly done: Promise<FinishedStep>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** The value of `${{ github.token }}`: since May 2026 it has about 520 characters with dots and dashes. */
export const SANDBOX_GITHUB_TOKEN = `ghs_${'eyJhbGciOiJSUzI1NiJ9.'.padEnd(260, 'sandbox0')}.${'sand-box_'.repeat(28)}`;

const root = resolve(import.meta.dirname, '../..');

// Proxies, tokens and other settings of this machine must not reach the step.
const inherited = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** Runs a step as the GitHub runner does: inputs, environment and files in; log, outputs and summary out. */
export function startStep(options: StepOptions): RunningStep {
  const { event = pullRequestEvent, onOutput, matrix = null, checkRunId = '' } = options;
  const metadata = readFileSync(options.metadata ?? join(root, 'action.yml'), 'utf8');
  const declared = declaredInputs(metadata, {
    'github.token': SANDBOX_GITHUB_TOKEN,
    'toJSON(matrix)': JSON.stringify(matrix, undefined, 2),
    'job.check_run_id': checkRunId,
  });
  const folder = createFolder(event);
  const workspace = resolve(options.workspace ?? folder.workspace);

  let log = '';
  const print = (chunk: string): void => {
    log += chunk;
    onOutput?.(chunk);
  };
  const warning = unexpectedInputs(Object.keys(options.inputs), declared);
  if (warning !== undefined) print(`Warning: ${warning}\n`);

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
      // Hundreds of steps load the same bundle.
      NODE_COMPILE_CACHE: join(tmpdir(), 'doksi-run-action-compile-cache'),
      ...options.env,
    },
  });
  read(child.stdout.setEncoding('utf8'), print, options.stdout ?? {});
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
      };
    } finally {
      rmSync(folder.path, { recursive: true, force: true });
    }
  };
  return { done: finish(), kill: (signal) => child.kill(signal) };
}

function read(stdout: Readable, print: (chunk: string) => void, { closedAfterBytes, msPerChunk }: Reading): void {
  let bytes = 0;
  const closeIfRead = (): void => {
    if (closedAfterBytes !== undefined && bytes >= closedAfterBytes) stdout.destroy();
  };
  closeIfRead();
  stdout.on('data', (chunk: string) => {
    print(chunk);
    bytes += Buffer.byteLength(chunk);
    closeIfRead();
    if (msPerChunk === undefined) return;
    stdout.pause();
    setTimeout(() => stdout.resume(), msPerChunk);
  });
}

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
  // The discard port: a step without a sandboxed GitHub cannot reach the real one.
  GITHUB_API_URL: 'http://127.0.0.1:9',
  GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/graphql',
  GITHUB_WORKFLOW: 'E2E',
};

/** Creates the folders and files of a step. */
function createFolder(event: WorkflowEvent) {
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
