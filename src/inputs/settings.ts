import { isVisible } from '../escape.ts';
import { INPUT_DEFAULTS, type InputSource } from './declared.ts';
import { named } from './named.ts';
import { Findings, type Problem } from './problems.ts';
import { asBoolean, ScalarReader } from './scalars.ts';

export const GATES = ['fail-on-failure', 'fail-on-timeout', 'fail-on-no-tests', 'fail-on-flaky'] as const;
export type GateName = (typeof GATES)[number];

/** How the outcome is told, and which conclusions fail the step. */
export interface ReportSettings {
  /** Whether no network may be used: the step is a dry run, or nobody can tell. */
  readonly isOffline: boolean;
  readonly title: string;
  readonly summary: boolean;
  readonly annotations: boolean;
  readonly checkRun: boolean;
  readonly prComment: boolean;
  readonly junitPath: string | undefined;
  /** Empty where the workflow gives an empty one. */
  readonly githubToken: string;
  /** The whole SHA, in lower case; undefined: from the event. */
  readonly commitSha: string | undefined;
  readonly gates: Readonly<Record<GateName, boolean>>;
}

/**
 * Reads what decides how an outcome is told. It counts even where other inputs are bad, so an input that is not in
 * order falls back to its default by itself; a gate falls back to `true`, which lets nothing pass.
 */
export function readSettings(source: InputSource): {
  settings: ReportSettings;
  problems: readonly Problem[];
} {
  const findings = new Findings();
  const reader = new ScalarReader(source, findings);
  const setting = (name: 'summary' | 'annotations' | 'check-run' | 'pr-comment'): boolean =>
    reader.boolean(name) ?? INPUT_DEFAULTS[name] === 'true';
  const gate = (name: GateName): boolean => reader.boolean(name) ?? true;
  const title = reader.text('title');
  const settings: ReportSettings = {
    isOffline: asBoolean(source('dry-run').trim() || INPUT_DEFAULTS['dry-run']) !== false,
    title: isVisible(title) ? title : INPUT_DEFAULTS.title,
    summary: setting('summary'),
    annotations: setting('annotations'),
    checkRun: setting('check-run'),
    prComment: setting('pr-comment'),
    junitPath: reader.text('junit-path') || undefined,
    githubToken: reader.text('github-token'),
    commitSha: readCommitSha(reader, findings),
    gates: {
      'fail-on-failure': gate('fail-on-failure'),
      'fail-on-timeout': gate('fail-on-timeout'),
      'fail-on-no-tests': gate('fail-on-no-tests'),
      'fail-on-flaky': gate('fail-on-flaky'),
    },
  };
  return { settings, problems: findings.problems };
}

/** SHA-1 has 40 digits, SHA-256 has 64. */
function readCommitSha(reader: ScalarReader, findings: Findings): string | undefined {
  const sha = reader.text('commit-sha');
  if (sha === '') return undefined;
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha)) return sha.toLowerCase();
  return findings.problem('commit-sha', `is ${named(sha)}; give a whole SHA, of 40 hexadecimal digits`);
}
