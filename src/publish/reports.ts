import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { Failure, reasonOf } from '../base/failure.ts';
import { type Runtime, withDeadline } from '../base/runtime.ts';
import type { Context } from '../context/context.ts';
import { connectGithub } from '../github/client.ts';
import type { ReportSettings } from '../inputs/settings.ts';
import { annotations } from '../report/annotations.ts';
import { renderJunit } from '../report/junit.ts';
import type { ReportModel } from '../report/model.ts';
import type { OutputName } from '../report/outputs.ts';
import { renderSummary } from '../report/summary.ts';
import { publishCheckRun } from './check-run.ts';
import { publishComment } from './comment.ts';
import type { Step } from './step.ts';

/** How long (milliseconds) all reports together may take. */
const REPORTS_MS = 60 * 1000;
/** How long (milliseconds) they may take after a cancellation: the runner ends the step 7.5 s after it. */
const REPORTS_AFTER_CANCELLATION_MS = 4 * 1000;
/** Requests to GitHub end this long (milliseconds) before the reports, so that warnings can still be logged. */
const GITHUB_MARGIN_MS = 1500;

interface Sources {
  readonly settings: ReportSettings;
  /** Not redacted, unlike that of the model. */
  readonly context: Context;
}

/** Publishes the reports that the settings enable, in parallel, so that a slow one does not delay the others. */
export async function publishReports(
  model: ReportModel,
  sources: Sources,
  step: Step,
  runtime: Runtime,
): Promise<void> {
  const { clock, signal } = runtime;
  const ended = new AbortController();
  const onCancel = (): void => {
    clock.sleep(REPORTS_AFTER_CANCELLATION_MS, ended.signal).then(
      () => ended.abort(new Error('the step was cancelled')),
      () => undefined,
    );
  };
  if (signal.aborted) onCancel();
  else signal.addEventListener('abort', onCancel, { once: true });
  const expired = (): Error => new Error(`it took longer than ${REPORTS_MS / 1000} s`);
  const wanted = reportsOf(model, sources, step, signal).filter(({ isWanted }) => isWanted);
  await Promise.all(
    wanted.map(async ({ name, publish }) => {
      try {
        await withDeadline(clock, REPORTS_MS, ended.signal, expired, (inTime) =>
          publish({ ...runtime, signal: inTime }),
        );
      } catch (error) {
        step.warning(`${name} could not be published: ${reasonOf(error)}\nThe conclusion is not affected.`);
      }
    }),
  );
  signal.removeEventListener('abort', onCancel);
  ended.abort();
}

interface Report {
  /** For a warning. */
  readonly name: string;
  readonly isWanted: boolean;
  /** `runtime.signal` aborts when the time for reports ends. */
  readonly publish: (runtime: Runtime) => Promise<void>;
}

/** All reports; a new one is added here. `cancelled` aborts when the step is cancelled. */
function reportsOf(model: ReportModel, { settings, context }: Sources, step: Step, cancelled: AbortSignal): Report[] {
  const { junitPath = '', githubToken: token, prComment, isDryRun } = settings;
  const connect = (runtime: Runtime) => {
    const endsAtMs = runtime.clock.now() + REPORTS_MS - GITHUB_MARGIN_MS;
    return { github: connectGithub({ token, context, endsAtMs, writesComments: prComment }, runtime), endsAtMs };
  };
  const writeUrl = (output: OutputName) => (url: string) => step.output(output, url);
  return [
    {
      name: 'The job summary',
      isWanted: settings.summary && context.hasSummary,
      publish: () => step.appendSummary(renderSummary(model)),
    },
    {
      name: 'Annotations',
      isWanted: settings.annotations,
      publish: () => Promise.resolve(annotations(model).forEach((annotation) => step.annotate(annotation))),
    },
    {
      name: 'The JUnit file',
      isWanted: junitPath !== '',
      publish: async ({ signal, secrets }) => {
        await writeJunitFile(junitPath, model, signal);
        step.output('junit-path', secrets.redact(junitPath));
      },
    },
    {
      name: 'The check run',
      isWanted: settings.checkRun && !isDryRun,
      publish: (runtime) => publishCheckRun(model, { ...connect(runtime), onUrl: writeUrl('check-run-url') }, runtime),
    },
    {
      name: 'The comment on the pull request',
      isWanted: prComment && !isDryRun,
      publish: (runtime) =>
        publishComment(model, { ...connect(runtime), cancelled, onUrl: writeUrl('comment-url') }, runtime),
    },
  ];
}

/** Writes the JUnit file, however the step ended: later steps must not find an older one. Throws if it cannot. */
export async function writeJunitFile(junitPath: string, model: ReportModel, signal: AbortSignal): Promise<void> {
  // Unlike `resolve`, `join` keeps a final slash, so that a folder's path is an error.
  const path = isAbsolute(junitPath) ? junitPath : join(model.context.workspace, junitPath);
  const xml = renderJunit(model);
  try {
    await mkdir(dirname(path), { recursive: true });
    const existing = await stat(path).catch(() => undefined);
    // Opening a named pipe waits for a reader, and nothing ends that wait.
    if (existing?.isFile() === false) throw new Error(`${junitPath} is not a regular file`);
    await writeFile(path, xml, { signal });
  } catch (error) {
    throw new Failure(`${reasonOf(error)}.`, 'Name another file in junit-path, or make this one writable.', {
      cause: error,
    });
  }
}
