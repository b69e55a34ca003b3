import { hasForkToken, type Subject, subjectOf } from './event.ts';
import { parsePayload } from './payload.ts';

/** Where this step runs, as far as GitHub tells it; everything may be missing. */
export interface Context {
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly defaultBranch: string | undefined;
  readonly eventName: string | undefined;
  /** Name of the workflow, which several may share. */
  readonly workflow: string | undefined;
  /** Path of the workflow file inside the repository. */
  readonly workflowPath: string | undefined;
  readonly runId: string | undefined;
  /** 1 unless GitHub re-runs the job. */
  readonly runAttempt: number;
  /** The job's key in the workflow file. */
  readonly job: string | undefined;
  /**
   * The commit that people look at, as far as it is known without asking GitHub: of a pull request its head, not the
   * merge commit that `GITHUB_SHA` is.
   */
  readonly headSha: string | undefined;
  /** What the reports are about. */
  readonly subject: Subject;
  /** Whether the job's own token can't write, since the pull request comes from a fork. */
  readonly hasForkToken: boolean;
  readonly ref: string | undefined;
  /** Name of the tag that the workflow runs for, if it runs for one. */
  readonly tag: string | undefined;
  readonly workspace: string;
  readonly hasSummary: boolean;
}

/**
 * Reads the environment that the runner sets. `readFile` gives a file's text, or undefined where there is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readContext(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined,
): Context {
  // A variable that is empty says as little as one that is missing.
  const value = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const repository = value('GITHUB_REPOSITORY');
  const eventPath = value('GITHUB_EVENT_PATH');
  const event = {
    name: value('GITHUB_EVENT_NAME'),
    payload: parseJson(eventPath === undefined ? undefined : readFile(eventPath)),
    repository,
    ref: value('GITHUB_REF'),
    sha: value('GITHUB_SHA'),
  };
  const subject = subjectOf(event);
  return {
    repository,
    serverUrl: value('GITHUB_SERVER_URL') ?? 'https://github.com',
    apiUrl: value('GITHUB_API_URL') ?? 'https://api.github.com',
    defaultBranch: parsePayload(event.payload).repository?.default_branch,
    eventName: event.name,
    workflow: value('GITHUB_WORKFLOW'),
    workflowPath: workflowPath(value('GITHUB_WORKFLOW_REF'), repository),
    runId: value('GITHUB_RUN_ID'),
    runAttempt: runAttempt(value('GITHUB_RUN_ATTEMPT')),
    job: value('GITHUB_JOB'),
    // A comment's GITHUB_SHA is the default branch's, which has nothing to do with the pull request.
    headSha: subject.headSha ?? (event.name === 'issue_comment' ? undefined : event.sha),
    subject,
    hasForkToken: hasForkToken(event),
    ref: event.ref,
    tag: env['GITHUB_REF_TYPE'] === 'tag' ? value('GITHUB_REF_NAME') : undefined,
    workspace: value('GITHUB_WORKSPACE') ?? process.cwd(),
    hasSummary: value('GITHUB_STEP_SUMMARY') !== undefined,
  };
}

/**
 * The context with the commit that `commit-sha` names. Where the event knows another one, its pull request doesn't
 * count either; where it only names a pull request, as a comment's does, that stands.
 */
export function withCommit(context: Context, commitSha: string | undefined): Context {
  const { subject } = context;
  const headSha = commitSha?.toLowerCase();
  if (headSha === undefined || headSha === subject.headSha) return context;
  const pullRequest = subject.headSha === undefined ? subject.pullRequest : ({ kind: 'at-head' } as const);
  return { ...context, headSha, subject: { headSha, pullRequest } };
}

/** From `owner/name/.github/workflows/e2e.yml@refs/heads/main`, if the file is one of this repository. */
function workflowPath(ref: string | undefined, repository: string | undefined): string | undefined {
  const prefix = `${repository ?? ''}/`;
  // Names of files and of branches may have an `@`, too.
  return ref?.startsWith(prefix)
    ? ref.slice(prefix.length).replace(/@(?:refs\/.*|[0-9a-f]{40,64})$/, '')
    : undefined;
}

function runAttempt(text: string | undefined): number {
  return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 1;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** Whether the log may have colours: `NO_COLOR`, if it is not empty, forbids them (https://no-color.org). */
export function wantsColours(env: Readonly<Record<string, string | undefined>>): boolean {
  return !env['NO_COLOR'];
}
