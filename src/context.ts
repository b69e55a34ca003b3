import * as z from 'zod';

/** Where this step runs, as far as GitHub tells it; everything may be missing. */
export interface Context {
  /** `owner/name` */
  readonly repository: string | undefined;
  readonly serverUrl: string;
  /** The commit that people look at: of a pull request its head, not the merge commit that `GITHUB_SHA` is. */
  readonly headSha: string | undefined;
  /** Name of the tag that the workflow runs for, if it runs for one. */
  readonly tag: string | undefined;
  /** Path of the workflow file inside the repository. */
  readonly workflowPath: string | undefined;
  readonly workspace: string;
  readonly hasSummary: boolean;
}

const Sha = z.string().min(1).optional().catch(undefined);
const Event = z
  .object({
    pull_request: z
      .object({ head: z.object({ sha: Sha }) })
      .optional()
      .catch(undefined),
    workflow_run: z.object({ head_sha: Sha }).optional().catch(undefined),
  })
  .catch({});

/**
 * Reads the environment that the runner sets. `readFile` gives a file's text, or undefined where there is none.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readContext(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined,
): Context {
  const event = Event.parse(parseJson(readFile(env['GITHUB_EVENT_PATH'] ?? '')));
  const repository = env['GITHUB_REPOSITORY'] ?? undefined;
  return {
    repository,
    serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    headSha: event.pull_request?.head.sha ?? event.workflow_run?.head_sha ?? env['GITHUB_SHA'],
    tag: env['GITHUB_REF_TYPE'] === 'tag' ? env['GITHUB_REF_NAME'] : undefined,
    workflowPath: workflowPath(env['GITHUB_WORKFLOW_REF'], repository),
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    hasSummary: Boolean(env['GITHUB_STEP_SUMMARY']),
  };
}

/** From `owner/name/.github/workflows/e2e.yml@refs/heads/main`, if the file is one of this repository. */
function workflowPath(ref: string | undefined, repository: string | undefined): string | undefined {
  const prefix = `${repository ?? ''}/`;
  // Names of files and of branches may have an `@`, too.
  return ref?.startsWith(prefix)
    ? ref.slice(prefix.length).replace(/@(?:refs\/.*|[0-9a-f]{40,64})$/, '')
    : undefined;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** The same, where a commit was named: the reports are about that one. */
export function aboutCommit(sha: string | undefined, context: Context): Context {
  return sha === undefined ? context : { ...context, headSha: sha };
}

/** Whether the log may have colours: `NO_COLOR`, if it is not empty, forbids them (https://no-color.org). */
export function wantsColours(env: Readonly<Record<string, string | undefined>>): boolean {
  return !env['NO_COLOR'];
}
