import { counted } from '../base/text.ts';
import { isWebUrl } from '../base/url.ts';
import { type KnownFailures, NO_KNOWN_FAILURES, readKnownFailures } from './known-failures.ts';
import { testCount } from './matrix.ts';
import type { Findings } from './problems.ts';
import type { InputName, InputReader } from './reader.ts';
import { readRunRequest, type RunRequest } from './run-request.ts';
import type { ReportSettings } from './settings.ts';

/** How the run is followed and repeated. */
export interface RunRules {
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** Undefined: adaptive. */
  readonly pollIntervalMs: number | undefined;
  /** From 0 to 5. */
  readonly retries: number;
  readonly onRerun: 'all' | 'failed';
  readonly knownFailures: KnownFailures;
}

/** What to do. How it is reported is part of ReportSettings. */
export interface Inputs extends RunRules {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly run: RunRequest;
  /** Name and version of registered targets; undefined: the repository's name, and the tag or the short SHA. */
  readonly targetName: string | undefined;
  readonly targetVersion: string | undefined;
  /** How long to wait until the targets respond; 0: they are not requested. */
  readonly readyMs: number;
  readonly readyText: string | undefined;
}

/** Whether the step is skipped because there is no key and `if-no-api-key` allows it, whatever the other inputs are. */
export function isSkippedWithoutKey(reader: InputReader): boolean {
  return reader.text('api-key') === '' && reader.text('if-no-api-key') === 'skip';
}

/**
 * Reads and checks all inputs; problems and warnings are added to the reader's findings. With problems, the inputs only
 * serve to check the files that they name. `nowMs` is the time since the epoch: `known-failures` has dates.
 */
export async function readInputs(reader: InputReader, settings: ReportSettings, nowMs: number): Promise<Inputs> {
  reader.choice('if-no-api-key', ['error', 'skip']);
  checkApiKey(reader, settings.isDryRun);
  const run = await readRunRequest(reader);
  checkMaxTests(reader, run);
  const inputs: Inputs = {
    apiUrl: readApiUrl(reader),
    run,
    targetName: reader.text('target-name') || undefined,
    targetVersion: reader.text('target-version') || undefined,
    wait: reader.boolean('wait') ?? true,
    timeoutMs: reader.number('timeout-minutes', (n) => n > 0, 'a number above 0, such as 30 or 0.5', 60_000) ?? 0,
    pollIntervalMs: reader.number('poll-interval-seconds', (n) => n >= 1, 'a number of at least 1, such as 10', 1000),
    retries: reader.number('retries', (n) => Number.isInteger(n) && n <= 5, 'a whole number from 0 to 5') ?? 0,
    onRerun: reader.choice('on-rerun', ['all', 'failed']) ?? 'all',
    knownFailures: await reader.document('known-failures', (list) => readKnownFailures(list, nowMs), NO_KNOWN_FAILURES),
    readyMs: reader.number('ready-minutes', isReadyTime, '0, or a number of at least 0.5, such as 10', 60_000) ?? 0,
    readyText: reader.text('ready-text') || undefined,
  };
  checkCombinations(inputs, settings, reader.findings);
  reader.unknown.warn('', 'It is ignored', reader.findings);
  return inputs;
}

const isReadyTime = (n: number): boolean => n === 0 || n >= 0.5;

function checkMaxTests(reader: InputReader, run: RunRequest): void {
  const isAllowed = (value: number): boolean => Number.isInteger(value) && value >= 1;
  const maxTests = reader.number('max-tests', isAllowed, 'a whole number of at least 1');
  const tests = run.kind === 'new' ? testCount(run.entries) : 0;
  if (maxTests !== undefined && tests > maxTests) {
    const fault = `is ${maxTests}, but this run would have ${counted(tests, 'test')}`;
    reader.findings.problem('max-tests', `${fault}; name fewer tests, or raise max-tests`);
  }
}

/** Without a key and with `if-no-api-key: skip`, the step is skipped before its inputs are read. */
function checkApiKey(reader: InputReader, isOptional: boolean): void {
  const { findings } = reader;
  const key = reader.text('api-key');
  if (key === '') {
    if (isOptional) return;
    const next = 'give a secret, such as ${{ secrets.DOKSI_API_KEY }}';
    const forks = '(pull requests from forks get no secrets: if-no-api-key: skip lets them pass)';
    const guess = reader.unknown.guess('api-key');
    findings.problem('api-key', `is empty; ${next} ${forks}${guess}`, 'no-api-key');
  } else if (!/^[\x21-\x7e]+$/.test(key)) {
    findings.problem('api-key', 'has a space, a line break or another invalid character; copy it again');
  } else if (!/^dk_live_[0-9a-f]{40}$/.test(key)) {
    findings.warn('api-key', 'does not look like a Doksi API key (dk_live_ and 40 hexadecimal digits)');
  }
}

function readApiUrl(reader: InputReader): string {
  const text = reader.text('api-url');
  const url = isWebUrl(text) ? URL.parse(text) : null;
  const isSafe = url !== null && (url.protocol === 'https:' || isLoopback(url.hostname));
  // URL.search is also empty for a final `?`, but the paths that are added would become a query.
  if (!isSafe || url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    const allowed = 'give an https URL (http only for loopback hosts) without credentials or a query';
    reader.findings.invalid('api-url', text, allowed);
  }
  return text.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Inputs that are valid alone, but not together. */
function checkCombinations(inputs: Inputs, settings: ReportSettings, findings: Findings): void {
  const { run, wait, retries, onRerun, readyText, readyMs } = inputs;
  const follows = run.kind === 'existing';
  const reruns = onRerun === 'failed';
  const noRun = 'but a step with run-id creates no run; set it in the job that creates the run';
  const noWait = 'but with wait: false this step does not read the results; remove one of them';
  const noCheckRun = 'but earlier attempts are found by their check run';
  const rules: readonly [isBroken: boolean, name: InputName, text: string][] = [
    [follows && !wait, 'wait', 'is false, but a step with run-id can only wait; remove one of them'],
    [follows && retries > 0, 'retries', `is ${retries}, ${noRun}`],
    [!wait && retries > 0, 'retries', `is ${retries}, ${noWait}`],
    [follows && reruns, 'on-rerun', `is failed, ${noRun}`],
    [!wait && reruns, 'on-rerun', `is failed, ${noWait}`],
    [
      reruns && !settings.checkRun,
      'on-rerun',
      `is failed, ${noCheckRun}; set check-run: true, with the permission checks: write`,
    ],
  ];
  for (const [isBroken, name, text] of rules) if (isBroken) findings.problem(name, text);
  if (readyText !== undefined && readyMs === 0) {
    findings.warn('ready-text', 'has no effect without ready-minutes above 0');
  }
}
