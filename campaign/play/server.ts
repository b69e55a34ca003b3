import * as z from 'zod';
import type { Reply } from './reply.ts';
import { baseRuns, pastRuns } from './past-runs.ts';
import { type AskedTest, renderRun } from './run-recipe.ts';
import { EXISTING_RUN, PLACES, type Schedule } from './schedule.ts';
import type { Creation, RunStory, Spoken, Word } from './story.ts';
import type { Asked } from './stage.ts';

const Matrix = z.object({
  matrix: z.array(z.looseObject({ platform: z.string(), test_ids: z.array(z.string()) })),
});

/** The tests of a `POST /runs`, in order. */
export function testsAsked(body: string): AskedTest[] {
  return Matrix.parse(JSON.parse(body)).matrix.flatMap(({ test_ids, ...entry }) => {
    const named = ['platform', 'web_url', 'binary_url', 'target_id'].flatMap((key) => {
      const value = entry[key];
      return typeof value === 'string' ? [[key, value] as const] : [];
    });
    return test_ids.map((testId) => ({ testId, destination: Object.fromEntries(named) }));
  });
}

/** The server that a schedule has: it answers whatever it is asked, by the script as long as that goes. */
export function serverOf(schedule: Schedule): (asked: Asked) => Reply {
  const { creations, runs, uploads, puts, targets } = schedule;
  const numbers = new Map<string, number>();
  const next = (name: string): number => {
    const number = numbers.get(name) ?? 0;
    numbers.set(name, number + 1);
    return number;
  };
  const earlier = [...pastRuns(schedule), ...baseRuns(schedule).flat(2)];
  const told: { runId: string; tests: AskedTest[] }[] = [];
  if (schedule.way === 'existing') {
    told.push({ runId: EXISTING_RUN, tests: schedule.entries.flatMap(askedOf) });
  }

  const create = ({ body }: Asked): Reply => {
    const reply = creations[next('creation')] ?? CREATED;
    if (reply.kind !== 'created') return reply;
    const tests = testsAsked(body);
    const runId = reply.runId === undefined ? `run_${told.length + 1}` : `${reply.runId}${told.length + 1}`;
    told.push({ runId, tests });
    return creationReply(reply, runId, tests);
  };
  const read = (path: string): Reply => {
    const runId = decodeURIComponent(path.replace(/^.*\/runs\//, ''));
    const index = told.findIndex((run) => run.runId === runId);
    const old = earlier.find((run) => run.runId === runId);
    const run = old ?? told[index];
    const story: RunStory | undefined = old?.story ?? runs[index];
    if (run === undefined) return answer(404, { error: 'There is no such run.' });
    const number = next(runId);
    const said = story?.before[number] ?? story?.last ?? PASSED;
    return said.kind === 'word' ? spoken(said, renderRun(said.recipe, runId, run.tests, number)) : said;
  };
  return (asked) => {
    const { method, path } = asked;
    if (method === 'PUT') return puts[next('put')] ?? { kind: 'answer', status: 200, text: '', afterMs: 30 };
    if (method === 'GET') return read(path);
    if (path === '/uploads') return uploads[next('upload')] ?? uploadReply(next('place'));
    if (path === '/targets')
      return targets[next('target')] ?? answer(201, { target_id: `tgt_${next('id')}` });
    return create(asked);
  };
}

function askedOf({ target, testIds }: Schedule['entries'][number]): AskedTest[] {
  return testIds.map((testId) => ({ testId, destination: { platform: 'web', web_url: PLACES[target] } }));
}

/** What a store's presigned URL is signed with. */
export const SIGNATURE = '5ec7e75ec7e75ec7e75ec7e75ec7e7';

function uploadReply(number: number): Reply {
  const upload_url = `https://store.doksi.test/${number}.zip?X-Amz-Expires=3600&X-Amz-Signature=${SIGNATURE}`;
  return answer(201, { upload_id: `upl_${number}`, upload_url });
}

function creationReply(
  { status, lists, runId, how }: Creation,
  id: string,
  tests: readonly AskedTest[],
): Reply {
  const results = tests.map(({ testId }, index) => ({ result_id: `res_${index}`, test_id: testId }));
  const run_id = typeof runId === 'number' ? Number(id) : id;
  return { kind: 'answer', status, text: JSON.stringify({ run_id, ...(lists && { results }) }), ...how };
}

function spoken({ how }: { readonly how: Spoken }, text: string): Reply {
  return { kind: 'answer', status: 200, text, ...how };
}

export function answer(status: number, body: unknown, afterMs = 50): Reply {
  return { kind: 'answer', status, text: JSON.stringify(body), afterMs };
}

const CREATED: Creation = { kind: 'created', status: 201, lists: true, how: { afterMs: 50 } };
const PASSED: Word = { kind: 'word', recipe: { word: 'passed', fates: ['passed'] }, how: { afterMs: 50 } };
