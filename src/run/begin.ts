import { RefusedError } from '../http/errors.ts';
import type { Plan, PlannedRun } from '../plan/plan.ts';
import type { ResolvedEntry } from '../plan/entry.ts';
import type { Known } from '../results/endings.ts';
import type { Outcome } from '../results/outcome.ts';
import { resolveEntries } from '../upload/resolve.ts';
import type { Upload } from '../plan/plan.ts';
import type { RegisteredTarget, UploadTools } from '../upload/upload.ts';
import { type Begun, create, isOutcome, type NewRun } from './attempt.ts';
import type { FollowTools } from './follow.ts';
import type { Prior } from './prior.ts';

type NewPlannedRun = Extract<PlannedRun, { kind: 'new' }>;

/** A run that has begun, with all that the matrix asks for, from which failed tests are run again. */
export interface Begin {
  readonly begun: Begun;
  readonly request: NewRun;
}

/** What beginning needs to know and to tell: targets are added to `registered` the moment they are there. */
export interface BeginSources {
  readonly plan: Pick<Plan, 'uploads'>;
  readonly run: NewPlannedRun;
  readonly prior: Prior;
  readonly registered: RegisteredTarget[];
  readonly known: () => Known;
}

/** Begins with what earlier attempts left, or from nothing: uploads, and creates the run. */
export async function begin(
  sources: BeginSources,
  tools: FollowTools & UploadTools,
): Promise<Begin | Outcome> {
  const { plan, run, prior, registered, known } = sources;
  const { extraBody } = run;
  switch (prior.kind) {
    case 'none': {
      await upload(plan.uploads, tools, (target) => registered.push(target));
      const request = { entries: resolveEntries(run.entries, registered), extraBody };
      const begun = await create(request, known, tools);
      return isOutcome(begun) ? begun : { begun, request };
    }
    case 'going-on': {
      const { runId, entries } = prior;
      tools.events.following(runId);
      return { begun: { attempt: { runId }, atMs: tools.clock.now() }, request: { entries, extraBody } };
    }
    case 'unfinished':
      return beginAgain(prior, sources, tools);
  }
}

/** Doksi's ways to say that it does not know a target, as far as anybody knows. */
const UNKNOWN_TARGET: ReadonlySet<number> = new Set([400, 404, 422]);

/** Targets live as long as Doksi lets them: where it refuses those of an earlier attempt, they are uploaded again, once. */
async function beginAgain(
  { again, entries, registered: earlier }: Extract<Prior, { kind: 'unfinished' }>,
  { plan, run: { extraBody }, registered, known }: BeginSources,
  tools: FollowTools & UploadTools,
): Promise<Begin | Outcome> {
  const used = new Set(again.map(({ target }) => target.value));
  const stale = earlier.filter(({ targetId }) => used.has(targetId));
  const renewed = new Map<string, string>();
  const current = (list: readonly ResolvedEntry[]): ResolvedEntry[] =>
    list.map(({ target, ...entry }) => ({
      ...entry,
      target: { ...target, value: renewed.get(target.value) ?? target.value },
    }));
  const renew = async (refusal: RefusedError): Promise<NewRun | undefined> => {
    if (!UNKNOWN_TARGET.has(refusal.status) || stale.length === 0) return undefined;
    const keys = new Set(stale.map(({ key }) => key));
    const uploads = plan.uploads
      .map(({ registrations, ...upload }) => ({
        ...upload,
        registrations: registrations.filter(({ key }) => keys.has(key)),
      }))
      .filter(({ registrations }) => registrations.length > 0);
    const packages = uploads.map((upload) => upload.package);
    tools.events.retrying({ kind: 'refused', refusal, packages });
    await upload(uploads, tools, (target) => {
      const old = stale.find(({ key }) => key === target.key);
      if (old) renewed.set(old.targetId, target.targetId);
      registered.push(target);
    });
    return { entries: current(again), extraBody };
  };
  const begun = await create({ entries: again, extraBody }, known, tools, { renew });
  if (isOutcome(begun)) return begun;
  const before = new Map([...renewed].map(([old, now]) => [now, old]));
  const attempt = { ...begun.attempt, ...(before.size > 0 && { renewed: before }) };
  return { begun: { ...begun, attempt }, request: { entries: current(entries), extraBody } };
}

/** What uploads is loaded where there is something to upload. */
async function upload(
  uploads: readonly Upload[],
  tools: UploadTools,
  onRegistered: (target: RegisteredTarget) => void,
): Promise<void> {
  if (uploads.length === 0) return;
  const { uploadAll } = await import('../upload/upload.ts');
  await uploadAll(uploads, tools, onRegistered);
}
