import { SANDBOX_API_KEY, type DoksiSandbox } from '../../sandbox/doksi/server.ts';
import type { GithubSandbox } from '../../sandbox/github/server.ts';
import { startStep } from '../../sandbox/runner/step.ts';
import { decodeRecord, encodeRecord } from '../../src/history/record.ts';
import { Said, type Word } from '../laws/evidence.ts';
import type { Trip } from './trip.ts';

/** What the attempt before has left. */
export interface Left {
  /** Its runs, in order. */
  readonly runIds: readonly string[];
  /** What Doksi says of each of them, in the same order. */
  readonly words: () => Promise<readonly Word[]>;
}

const NOTHING_LEFT: Left = { runIds: [], words: () => Promise.resolve([]) };

/** Runs the first attempt of a trip, on a good line, and does to its check run what the trip has. */
export async function firstAttempt(
  { rerun }: Pick<Trip, 'rerun'>,
  doksi: DoksiSandbox,
  github: GithubSandbox,
  step: { readonly workspace: string; readonly inputs: Readonly<Record<string, string>> },
): Promise<Left> {
  if (rerun === undefined) return NOTHING_LEFT;
  await startStep({ ...step, env: { GITHUB_API_URL: github.url } }).done;
  forge(rerun, github);
  const check = github.repository.checkRuns.at(-1);
  const runIds = decodeRecord(check?.summary)?.runs.map(({ id }) => id) ?? [];
  return {
    runIds,
    words: () => Promise.all(runIds.map((runId) => wordOn(runId, doksi))),
  };
}

function forge(rerun: Trip['rerun'], { repository: { checkRuns } }: GithubSandbox): void {
  const check = checkRuns.at(-1);
  const record = decodeRecord(check?.summary);
  if (check === undefined || record === undefined) return;
  if (rerun === 'of-another-app')
    checkRuns[checkRuns.length - 1] = { ...check, app: { id: 4, slug: 'other' } };
  if (rerun === 'of-another-matrix') check.summary = encodeRecord({ ...record, digest: 'f'.repeat(64) });
}

async function wordOn(runId: string, doksi: DoksiSandbox): Promise<Word> {
  const answer = await fetch(`${doksi.url}/runs/${runId}`, {
    headers: { authorization: `Bearer ${SANDBOX_API_KEY}` },
  });
  return Said.parse(await answer.json());
}
