import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import { findHiddenComments, forLog, hiddenComment } from '../base/escape.ts';
import { isMapping } from '../base/json.ts';
import { clipped } from '../base/text.ts';
import { type CheckRun, LIMITS } from '../github/schemas.ts';
import type { Plan, PlannedEntry } from '../plan/plan.ts';

const NAME = 'doksi-run-action:record';
/** Records of another form have another number and are ignored. */
const VERSION = 1;
/** A check run's summary has 65,535 characters; most of them are for its readers. */
export const MAX_RECORD_LENGTH = 16_000;

const text = z.string().min(1);

/** What a check run records for later attempts and for other pull requests, hidden in its summary. */
const HistoryRecord = z.object({
  /** All Doksi runs so far, in order, each with the attempt of the workflow run that created or followed it. */
  runs: z.array(z.object({ id: text, attempt: z.int().positive() })).readonly(),
  workflowRun: text.optional(),
  /** The attempt of the workflow run, from 1. */
  attempt: z.int().positive(),
  /** The job's key in the workflow file. */
  job: text.optional(),
  /** Its full name, which distinguishes callers of a reusable workflow; undefined if it is unknown. */
  jobName: text.optional(),
  title: z.string(),
  headSha: text,
  /** The commit that the event is about; undefined if it names none. */
  eventSha: text.optional(),
  /** See `requestDigest`; undefined without a plan of a new run. */
  digest: text.optional(),
  /** Ids of the registered targets by their content, see `targetKey`: if there are several, the last one is valid. */
  targets: z.record(z.string(), z.union([text, z.array(text).readonly()])),
});
export type HistoryRecord = z.infer<typeof HistoryRecord>;

/** The name of the check run of a title. */
export function checkRunName(title: string): string {
  return clipped(forLog(title).trim(), LIMITS.checkTitle);
}

/**
 * The record as a hidden comment of at most 16,000 characters. If it is longer, the targets are left out, which only have
 * to be uploaded again; empty if it is still longer.
 */
export function encodeRecord(record: HistoryRecord): string {
  const encoded = [record.targets, {}].map((targets) => hiddenComment(NAME, { v: VERSION, ...record, targets }));
  return encoded.find(({ length }) => length <= MAX_RECORD_LENGTH) ?? '';
}

/** The record in a check run's summary, which is the last hidden comment; undefined if there is no valid one. */
export function decodeRecord({ output }: Pick<CheckRun, 'output'>): HistoryRecord | undefined {
  const value = findHiddenComments(NAME, output?.summary ?? '').at(-1)?.value;
  return isMapping(value) && value['v'] === VERSION ? HistoryRecord.safeParse(value).data : undefined;
}

/**
 * Equal for equal requests of one leg: the entries with the content of their files instead of target ids, the extra
 * body, and the job's matrix. Undefined if the run is another job's.
 *
 * Anyone can read it, and entries may contain short credentials that could be guessed from a plain hash. Therefore it
 * is an HMAC (SHA-256, hexadecimal) with Doksi's key.
 */
export function requestDigest({ run, jobMatrix }: Pick<Plan, 'run' | 'jobMatrix'>, apiKey: string): string | undefined {
  if (run.kind === 'existing') return undefined;
  const request = { leg: jobMatrix, matrix: run.entries.map(digested), extraBody: run.extraBody };
  return createHmac('sha256', apiKey).update(JSON.stringify(request, sortKeys)).digest('hex');
}

/** Equal for equal content under the same name and version, which a registration's key consists of (SHA-256). */
export function targetKey(registration: string): string {
  return createHash('sha256').update(registration).digest('hex');
}

function digested({ platform, target, testIds, extras }: PlannedEntry): unknown {
  const value = target.key === 'apk' ? target.registration : target.value;
  return { platform, target: [target.key, value], testIds, extras };
}

/** The order of a mapping's keys has no meaning. */
function sortKeys(_key: string, value: unknown): unknown {
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
