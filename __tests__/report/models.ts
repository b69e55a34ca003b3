import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type Context, readContext } from '../../src/context/context.ts';
import type { RunState } from '../../src/doksi/schemas.ts';
import { type ReportModel, reportModel, type ReportSources } from '../../src/report/model.ts';
import type { Snapshot } from '../../src/results/endings.ts';
import type { Outcome } from '../../src/results/outcome.ts';
import type { Run } from '../../src/results/tests.ts';
import { NO_KNOWN_FAILURES } from '../../src/inputs/known-failures.ts';
import { RUN_ID } from '../builders.ts';

export const SHA = 'b1946ac92492d2347c6235b4d2611184b1946ac9';
export const WORKFLOW = '.github/workflows/e2e.yml';

export const context: Context = readContext(
  {
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_SHA: SHA,
    GITHUB_JOB: 'e2e',
    GITHUB_RUN_ID: '100',
    GITHUB_WORKFLOW_REF: `octo/shop/${WORKFLOW}@refs/heads/main`,
  },
  () => undefined,
);

/** What the reports of an outcome are made from. */
export function model(outcome: Outcome, more: Partial<ReportSources> = {}): ReportModel {
  return reportModel({
    outcome,
    title: 'Doksi',
    gates: {
      'fail-on-failure': true,
      'fail-on-timeout': true,
      'fail-on-no-tests': true,
      'fail-on-flaky': false,
    },
    context,
    planned: undefined,
    digest: undefined,
    onRerun: 'all',
    jobCheckRunId: undefined,
    workflowText: '',
    ...more,
  });
}

/** What is known after a run that has not settled, or before any. */
export function known(state?: RunState, more: Partial<Run> = {}): Snapshot {
  return {
    targets: [],
    knownFailures: NO_KNOWN_FAILURES,
    runs: [{ id: RUN_ID, ...(state && { state }), ...more }],
  };
}
export const nothingKnown: Snapshot = { targets: [], knownFailures: NO_KNOWN_FAILURES, runs: [] };

/** Compares with the file of that name, which can be opened and read; `UPDATE_GOLDEN=1` writes it. */
export function expectGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, 'golden', name);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
