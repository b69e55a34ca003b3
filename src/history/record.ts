import * as z from 'zod';
import type { CheckRun } from '../github/api.ts';
import { findHidden, hidden } from '../hidden.ts';

/** What a check run tells later attempts and other pull requests, beside what it tells people. */
export interface HistoryRecord {
  /** All Doksi runs so far, in order: retries, and those of earlier attempts of the workflow run. */
  readonly runs: readonly RecordedRun[];
  /** Id of the workflow run. */
  readonly workflowRun: string | undefined;
  /** Of the workflow run, from 1. */
  readonly attempt: number;
  /** The job's key in the workflow file. */
  readonly job: string | undefined;
  readonly title: string;
  readonly headSha: string;
  /** Of what was asked for; undefined where that is not known, or not this step's. See `requestDigest`. */
  readonly digest: string | undefined;
  /** Ids of the registered targets by their content. See `targetKey`. */
  readonly targets: Readonly<Record<string, string>>;
}

export interface RecordedRun {
  readonly id: string;
  /** The attempt of the workflow run that created or followed it, from 1. */
  readonly attempt: number;
}

const NAME = 'doksi-run-action:record';
/** Another form gets another number: what we can't read is as good as nothing. */
const VERSION = 1;
/** A check run's summary has 65,535 characters, and most of them are for people. */
export const MAX_RECORD_LENGTH = 16_000;

/** More runs than any workflow run has: each would be asked for. */
const MAX_RUNS = 100;

const text = z.string().min(1);
const Encoded = z.object({
  v: z.literal(VERSION),
  runs: z.array(z.object({ id: text, attempt: z.int().positive() })).max(MAX_RUNS),
  workflowRun: text.optional(),
  attempt: z.int().positive(),
  job: text.optional(),
  title: z.string(),
  headSha: text,
  digest: text.optional(),
  targets: z.record(z.string(), text),
});

/**
 * The record as a hidden text of at most 16,000 characters. Where it is too long, targets are left out, which only
 * have to be uploaded again then; empty where the rest is still too long.
 */
export function encodeRecord(record: HistoryRecord): string {
  const targets = Object.entries(record.targets);
  for (let count = targets.length; ; count = Math.floor(count / 2)) {
    const kept = Object.fromEntries(targets.slice(0, count));
    const encoded = hidden(NAME, { v: VERSION, ...record, targets: kept });
    if (encoded.length <= MAX_RECORD_LENGTH) return encoded;
    if (count === 0) return '';
  }
}

/** The record that a check run's summary holds; undefined where there is none that we can read. Never throws. */
export function decodeRecord(summary: string | null | undefined): HistoryRecord | undefined {
  const found = findHidden(NAME, summary ?? '').at(-1);
  const { data } = Encoded.safeParse(found?.value);
  if (data === undefined) return undefined;
  const { workflowRun, job, digest, runs, attempt, title, headSha, targets } = data;
  if (runs.some((run) => run.attempt > attempt)) return undefined;
  return { runs, workflowRun, attempt, job, title, headSha, digest, targets };
}

/** The record that a check run holds; undefined where it holds none that we can read. */
export function recordOf({ summary, text }: Pick<CheckRun, 'summary' | 'text'>): HistoryRecord | undefined {
  return decodeRecord(summary) ?? decodeRecord(text);
}
