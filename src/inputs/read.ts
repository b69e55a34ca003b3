import type { InputSource } from './declared.ts';
import { type KnownFailure, readKnownFailures } from './known-failures.ts';
import { Findings, type Problem } from './problems.ts';
import { readRunRequest, type RunRequest } from './run-request.ts';
import { ScalarReader } from './scalars.ts';
import { readSettings } from './settings.ts';
import { readApiKey, readApiUrl } from './service.ts';
import type { ParseYaml } from './yaml.ts';

export type { RunRequest } from './run-request.ts';

/** What to do. How it is told is a matter of ReportSettings. */
export interface Inputs {
  /** Empty only with `dryRun`. */
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly run: RunRequest;
  /** Of the targets that this step registers; undefined: from the repository and the commit. */
  readonly targetName: string | undefined;
  readonly targetVersion: string | undefined;
  readonly wait: boolean;
  readonly dryRun: boolean;
  readonly timeoutMs: number;
  /** Undefined: adaptive. */
  readonly pollIntervalMs: number | undefined;
  /** How often what failed may run again, 0 to 5. */
  readonly retries: number;
  readonly onRerun: 'all' | 'failed';
  readonly knownFailures: readonly KnownFailure[];
  /** How long to wait until the targets answer; 0: they are not asked. */
  readonly readyMs: number;
  readonly readyText: string | undefined;
}

/** What was read. With problems, `inputs` is good for looking for files only, to tell of them in the same error. */
export interface ReadInputs {
  readonly inputs: Inputs;
  /** Those of the report settings are among them. */
  readonly problems: readonly Problem[];
  /** What is probably a mistake, but not surely. */
  readonly warnings: readonly string[];
}

/** The parser for `readInputs`: a large one, and loaded only where an input holds YAML. */
export async function yamlParserFor(source: InputSource): Promise<ParseYaml> {
  const isNeeded = YAML_INPUTS.some((name) => source(name).trim() !== '');
  if (isNeeded) return (await import('./yaml.ts')).parseYaml;
  return () => {
    throw new Error('there was no YAML');
  };
}

const YAML_INPUTS = ['matrix', 'extra-body', 'known-failures'] as const;

/** Reads and checks all inputs. `nowMs`, since the epoch, tells which days of known failures are near enough. */
export function readInputs(source: InputSource, nowMs: number, parseYaml: ParseYaml): ReadInputs {
  const { settings, problems } = readSettings(source);
  const findings = new Findings(problems);
  const reader = new ScalarReader(source, findings);

  const dryRun = reader.boolean('dry-run') ?? false;
  const wait = reader.boolean('wait') ?? true;
  const ifNoApiKey = reader.choice('if-no-api-key', ['error', 'skip']);
  const inputs: Inputs = {
    apiKey: readApiKey(reader, dryRun || ifNoApiKey === 'skip', findings),
    apiUrl: readApiUrl(reader, findings),
    run: readRunRequest(reader, parseYaml, findings),
    targetName: reader.text('target-name') || undefined,
    targetVersion: reader.text('target-version') || undefined,
    wait,
    dryRun,
    ...readTimes(reader),
    retries: reader.number('retries', isRetries, 'a whole number from 0 to 5') ?? 0,
    onRerun: reader.choice('on-rerun', ['all', 'failed']) ?? 'all',
    knownFailures: readKnownFailures(reader.raw('known-failures'), nowMs, parseYaml, findings),
    readyText: reader.text('ready-text') || undefined,
  };
  checkTogether(inputs, settings.checkRun || hasProblem('check-run', problems), findings);
  return { inputs, problems: findings.problems, warnings: findings.warnings };
}

const isRetries = (value: number): boolean => Number.isInteger(value) && value <= 5;

function readTimes(reader: ScalarReader): Pick<Inputs, 'timeoutMs' | 'pollIntervalMs' | 'readyMs'> {
  const timeout = reader.number(
    'timeout-minutes',
    (value) => value > 0,
    'a number above 0, such as 30 or 0.5',
  );
  const interval = reader.number(
    'poll-interval-seconds',
    (value) => value >= 1,
    'a number of at least 1, such as 10',
  );
  const ready = reader.number(
    'ready-minutes',
    (value) => value === 0 || value >= 0.5,
    '0, or a number of at least 0.5, such as 10',
  );
  return {
    timeoutMs: (timeout ?? 0) * 60_000,
    pollIntervalMs: interval === undefined ? undefined : interval * 1000,
    readyMs: (ready ?? 0) * 60_000,
  };
}

const hasProblem = (name: string, problems: readonly Problem[]): boolean =>
  problems.some(({ where }) => where === name);

/** What is in order by itself, but not beside another input. */
function checkTogether(inputs: Inputs, hasCheckRun: boolean, findings: Findings): void {
  const { run, wait, retries, onRerun, readyText, readyMs } = inputs;
  const isFollowing = run.kind === 'existing';
  if (isFollowing && !wait) {
    findings.problem('wait', 'is false, but with run-id there is nothing to do but wait; remove one of them');
  }
  if (retries > 0) {
    if (isFollowing) {
      findings.problem(
        'retries',
        `is ${retries}, but with run-id this step creates no run, so it has nothing to run again; set it in the job that starts the run`,
      );
    }
    if (!wait) {
      findings.problem(
        'retries',
        `is ${retries}, but with wait: false this step never learns what failed; remove one of them`,
      );
    }
  }
  if (onRerun === 'failed') {
    if (isFollowing) {
      findings.problem(
        'on-rerun',
        'is failed, but with run-id this step creates no run; set it in the job that starts the run',
      );
    }
    if (!wait) {
      findings.problem(
        'on-rerun',
        'is failed, but with wait: false no attempt learns what failed; remove one of them',
      );
    }
    if (!hasCheckRun) {
      findings.problem(
        'on-rerun',
        'is failed, but an earlier attempt is found by its check run; set check-run: true, with the permission checks: write',
      );
    }
  }
  if (readyText !== undefined && readyMs === 0 && !hasProblem('ready-minutes', findings.problems)) {
    findings.warn('ready-text', 'is looked for only with ready-minutes above 0; it has no effect');
  }
}
