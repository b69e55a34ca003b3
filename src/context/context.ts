import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { forLog } from '../base/escape.ts';
import { isMapping, parseJson } from '../base/json.ts';
import { clipped } from '../base/text.ts';
import { type EventFacts, Payload, readEvent } from './event.ts';

/** Where this step runs. What is undefined is not provided by the runner. */
export interface Context extends EventFacts {
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** Name of the workflow; several workflows may share it. */
  readonly workflow: string | undefined;
  /** Path of the workflow file inside the repository. */
  readonly workflowPath: string | undefined;
  readonly workflowRunId: string | undefined;
  /** 1 unless GitHub re-runs the job. */
  readonly workflowAttempt: number;
  /** The job's key in the workflow file. */
  readonly job: string | undefined;
  /** Name of the tag that the workflow runs for. */
  readonly tag: string | undefined;
  readonly workspace: string;
  readonly hasSummary: boolean;
}

/**
 * Reads the runner's environment. `readFile` returns a file's text, or undefined if there is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readContext(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined = readTextFile,
): Context {
  // An empty variable counts as missing.
  const value = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const repository = value('GITHUB_REPOSITORY');
  const event = readEvent({
    name: env['GITHUB_EVENT_NAME'] ?? '',
    payload: Payload.parse(parseJson(readFile(value('GITHUB_EVENT_PATH') ?? '') ?? '')),
    repository,
    ref: value('GITHUB_REF'),
    sha: value('GITHUB_SHA'),
  });
  const attempt = value('GITHUB_RUN_ATTEMPT') ?? '';
  return {
    ...event,
    repository,
    serverUrl: value('GITHUB_SERVER_URL') ?? 'https://github.com',
    apiUrl: value('GITHUB_API_URL') ?? 'https://api.github.com',
    workflow: value('GITHUB_WORKFLOW'),
    workflowPath: workflowPath(value('GITHUB_WORKFLOW_REF'), repository),
    workflowRunId: value('GITHUB_RUN_ID'),
    workflowAttempt: /^[1-9]\d{0,8}$/.test(attempt) ? Number(attempt) : 1,
    job: value('GITHUB_JOB'),
    tag: env['GITHUB_REF_TYPE'] === 'tag' ? value('GITHUB_REF_NAME') : undefined,
    workspace: value('GITHUB_WORKSPACE') ?? process.cwd(),
    hasSummary: value('GITHUB_STEP_SUMMARY') !== undefined,
  };
}

/**
 * The context with the commit of `commit-sha`. If the event is about another commit, the event's pull request is
 * dropped; if the event names only a pull request, as a comment does, it is kept.
 */
export function withCommit(context: Context, headSha: string | undefined): Context {
  const { subject, eventSha } = context;
  if (headSha === undefined) return context;
  if (headSha === subject.headSha) return { ...context, eventSha: eventSha ?? headSha };
  const pullRequest = subject.headSha === undefined ? subject.pullRequest : ({ kind: 'at-head' } as const);
  return { ...context, headSha, subject: { headSha, pullRequest }, eventSha: eventSha ?? headSha };
}

/** The text of a file; undefined if it cannot be read. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The page of a job, if its id is known: it equals the id of the job's own check run. */
export function jobUrl({ serverUrl, repository, workflowRunId }: Context, checkRunId: string): string | undefined {
  const isKnown = repository !== undefined && workflowRunId !== undefined && /^[1-9]\d*$/.test(checkRunId);
  return isKnown ? `${serverUrl}/${repository}/actions/runs/${workflowRunId}/job/${checkRunId}` : undefined;
}

/** From `owner/name/.github/workflows/e2e.yml@refs/heads/main`, if the file belongs to this repository. */
function workflowPath(ref = '', repository = ''): string | undefined {
  const prefix = `${repository}/`;
  // Names of files and branches may contain an `@`, too. A deployment of a commit has no ref.
  const path = ref.slice(prefix.length).replace(/@(?:refs\/.*|[0-9a-f]{40,64})?$/, '');
  return ref.startsWith(prefix) ? path : undefined;
}

/** Reports would cut a longer title, and the hash at its end (UTF-16). */
const MAX_TITLE = 150;
/** Hexadecimal digits. */
const HASH_LENGTH = 8;

/**
 * The default title, which names the leg of the job: the values of its matrix and what was deployed, `Doksi (de,
 * chrome)`. Where the values had to be changed to be readable, a short hash keeps distinct legs distinct.
 */
export function legTitle(jobMatrix: string, { deployment }: Pick<Context, 'deployment'>): string {
  const parsed = parseJson(jobMatrix);
  const matrix = isMapping(parsed) ? parsed : {};
  const values = [...Object.values(matrix), ...deployment];
  if (values.length === 0) return 'Doksi';
  const parts = values.map((value) => forLog(textOf(value)).trim());
  const names = parts.filter((part) => part !== '').join(', ');
  const title = `Doksi (${names})`;
  const isExact = values.every((value, at) => {
    const part = parts[at] ?? '';
    return !isNested(value) && textOf(value) === part && part !== '' && !part.includes(', ');
  });
  if (isExact && title.length <= MAX_TITLE) return title;

  const content = JSON.stringify([matrix, deployment]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);
  const room = MAX_TITLE - `Doksi (, ${hash})`.length;
  return names === '' ? `Doksi (${hash})` : `Doksi (${clipped(names, room)}, ${hash})`;
}

/** A scalar, or those in a list or a mapping. A string that reads as JSON has quotes: `"1"` is not `1`. */
function textOf(value: unknown): string {
  if (isNested(value)) return Object.values(value).map(textOf).join(' ');
  return typeof value === 'string' && parseJson(value) === undefined ? value : JSON.stringify(value);
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
