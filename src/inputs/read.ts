import type { InputName, InputSource } from './declared.ts';
import type { Entry } from './entry.ts';
import { isMapping, readMatrix, readShortForm, SHORT_FORM } from './matrix.ts';
import { Findings, InputError } from './problems.ts';
import { ScalarReader } from './scalars.ts';
import { checkNumbers, parseYaml } from './yaml.ts';

/** What to run: a new run of these entries, or one that another job has created. */
export type RunRequest =
  | {
      readonly kind: 'new';
      readonly entries: readonly Entry[];
      readonly extraBody: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'existing'; readonly runId: string };

/** Every input, checked. */
export interface Inputs {
  /** Empty only with `dryRun` or where `ifNoApiKey` is `skip`. */
  readonly apiKey: string;
  readonly ifNoApiKey: 'error' | 'skip';
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
  readonly gates: {
    readonly 'fail-on-failure': boolean;
    readonly 'fail-on-timeout': boolean;
    readonly 'fail-on-no-tests': boolean;
  };
  readonly title: string;
  readonly summary: boolean;
  readonly annotations: boolean;
  /** What is probably a mistake, but not surely. */
  readonly warnings: readonly string[];
}

/** Reads and checks all inputs; throws an InputError that names every problem at once. */
export function readInputs(source: InputSource): Inputs {
  const findings = new Findings();
  const reader = new ScalarReader(source, findings);

  const dryRun = reader.boolean('dry-run');
  const wait = reader.boolean('wait');
  const ifNoApiKey = reader.choice('if-no-api-key', ['error', 'skip']);
  const minutes = reader.number(
    'timeout-minutes',
    (value) => value > 0,
    'a number above 0, such as 30 or 0.5',
  );
  const interval = reader.number(
    'poll-interval-seconds',
    (value) => value >= 1,
    'a number of at least 1, such as 10',
  );
  const inputs: Inputs = {
    apiKey: readApiKey(reader, dryRun || ifNoApiKey === 'skip', findings),
    ifNoApiKey,
    apiUrl: readApiUrl(reader, findings),
    run: readRunRequest(reader, wait, findings),
    targetName: reader.text('target-name') || undefined,
    targetVersion: reader.text('target-version') || undefined,
    wait,
    dryRun,
    timeoutMs: (minutes ?? 0) * 60_000,
    pollIntervalMs: interval === undefined ? undefined : interval * 1000,
    gates: {
      'fail-on-failure': reader.boolean('fail-on-failure'),
      'fail-on-timeout': reader.boolean('fail-on-timeout'),
      'fail-on-no-tests': reader.boolean('fail-on-no-tests'),
    },
    title: reader.text('title'),
    summary: reader.boolean('summary'),
    annotations: reader.boolean('annotations'),
    warnings: findings.warnings,
  };
  if (findings.problems.length > 0) throw new InputError(findings.problems);
  return inputs;
}

/** Its value is never part of a message, not even of one about its form. */
function readApiKey(reader: ScalarReader, mayBeEmpty: boolean, findings: Findings): string {
  const key = reader.text('api-key');
  if (key === '') {
    if (!mayBeEmpty) {
      const why = 'is empty; give a secret, such as ${{ secrets.DOKSI_API_KEY }}';
      findings.problem('api-key', `${why} (workflows of forks get none: if-no-api-key: skip lets them pass)`);
    }
  } else if (!/^[\x21-\x7e]+$/.test(key)) {
    findings.problem(
      'api-key',
      'has a space, a line break or another character that no key has; copy it again',
    );
  } else if (!/^dk_live_[0-9a-f]{40}$/.test(key)) {
    findings.warn('api-key', 'does not look like a key of Doksi (dk_live_ and 40 hexadecimal digits)');
  }
  return key;
}

function readApiUrl(reader: ScalarReader, findings: Findings): string {
  const text = reader.text('api-url');
  const url = URL.parse(text);
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!isPlain || !isSafe) {
    findings.problem(
      'api-url',
      `is "${text}"; give an https URL (http only for this machine itself) without a query`,
    );
  }
  return text.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function readRunRequest(reader: ScalarReader, wait: boolean, findings: Findings): RunRequest {
  const text = (name: InputName): string => reader.text(name);
  const runId = text('run-id');
  const hasMatrix = text('matrix') !== '';
  const shortForm = Object.values(SHORT_FORM).filter((name) => text(name) !== '');
  const extraBody = readExtraBody(reader.block('extra-body'), findings);

  if (runId !== '') {
    const excluded = [
      ...(hasMatrix ? ['matrix'] : []),
      ...shortForm,
      ...(text('extra-body') ? ['extra-body'] : []),
    ];
    if (excluded.length > 0) {
      findings.problem('run-id', `follows a run that exists, so it excludes ${excluded.join(', ')}`);
    }
    if (/\s/.test(runId) || /^\.+$/.test(runId))
      findings.problem('run-id', `is "${runId}"; give the id of one run`);
    if (!wait)
      findings.problem(
        'wait',
        'is false, but with run-id there is nothing to do but wait; remove one of them',
      );
    return { kind: 'existing', runId };
  }
  if (hasMatrix && shortForm.length > 0) {
    findings.problem('matrix', `excludes the short form (${shortForm.join(', ')}); keep one of the two`);
  } else if (!hasMatrix && shortForm.length === 0) {
    findings.problem(
      'matrix',
      'is empty; give it, or one of web-url, binary-url, target-id, apk together with test-ids',
    );
  } else {
    const entries = hasMatrix ? readMatrix(reader.block('matrix'), findings) : readShortForm(text, findings);
    return { kind: 'new', entries, extraBody };
  }
  return { kind: 'new', entries: [], extraBody };
}

function readExtraBody(text: string, findings: Findings): Readonly<Record<string, unknown>> {
  const yaml = text === '' ? undefined : parseYaml(text, 'extra-body', findings);
  if (yaml === undefined) return {};
  if (!isMapping(yaml.value)) {
    findings.problem('extra-body', 'is not a mapping; give keys and values, such as "pull_request: 7"');
    return {};
  }
  if ('matrix' in yaml.value)
    findings.problem('extra-body.matrix', 'cannot be replaced here; use the input matrix');
  checkNumbers(yaml.value, [], 'extra-body', yaml, findings);
  return yaml.value;
}
