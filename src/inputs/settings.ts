import { isVisible } from '../base/escape.ts';
import type { InputReader } from './reader.ts';

/** The inputs that decide which conclusions fail the step. */
export type GateName = 'fail-on-failure' | 'fail-on-timeout' | 'fail-on-no-tests' | 'fail-on-flaky';

/** How the outcome is reported, and which conclusions fail the step. */
export interface ReportSettings {
  /** Whether the step must not use the network: a dry run, or an invalid value of `dry-run`. */
  readonly isDryRun: boolean;
  /** Undefined: the title names the leg. */
  readonly title: string | undefined;
  readonly summary: boolean;
  readonly annotations: boolean;
  readonly checkRun: boolean;
  readonly prComment: boolean;
  readonly junitPath: string | undefined;
  /** May be empty or invalid. */
  readonly githubToken: string;
  /** The full SHA, in lower case; undefined: from the event. */
  readonly commitSha: string | undefined;
  readonly gates: Readonly<Record<GateName, boolean>>;
  /** The job's matrix as JSON; empty, `null` or `{}` without one. */
  readonly jobMatrix: string;
  readonly jobCheckRunId: string | undefined;
}

/**
 * Reads the report inputs. They apply even if other inputs are invalid, so each invalid value falls back to its
 * default; a gate and `dry-run` fall back to `true`, which is the safe value. Never throws.
 */
export function readSettings(reader: InputReader): ReportSettings {
  const gate = (name: GateName): boolean => reader.boolean(name) ?? true;
  const title = reader.text('title');
  const checkRunId = reader.text('job-check-run-id');
  return {
    isDryRun: reader.boolean('dry-run') ?? true,
    title: isVisible(title) ? title : undefined,
    summary: reader.boolean('summary') ?? true,
    annotations: reader.boolean('annotations') ?? true,
    checkRun: reader.boolean('check-run') ?? false,
    prComment: reader.boolean('pr-comment') ?? false,
    junitPath: reader.text('junit-path') || undefined,
    githubToken: reader.text('github-token'),
    commitSha: readCommitSha(reader),
    gates: {
      'fail-on-failure': gate('fail-on-failure'),
      'fail-on-timeout': gate('fail-on-timeout'),
      'fail-on-no-tests': gate('fail-on-no-tests'),
      'fail-on-flaky': gate('fail-on-flaky'),
    },
    jobMatrix: reader.text('job-matrix'),
    jobCheckRunId: /^\d+$/.test(checkRunId) ? checkRunId : undefined,
  };
}

/** SHA-1 has 40 digits, SHA-256 has 64. */
function readCommitSha(reader: InputReader): string | undefined {
  const sha = reader.text('commit-sha');
  if (sha === '') return undefined;
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha)) return sha.toLowerCase();
  return reader.findings.invalid('commit-sha', sha, 'give a full SHA of 40 hexadecimal digits');
}
