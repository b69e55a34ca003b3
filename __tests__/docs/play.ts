import { once } from 'node:events';
import { createServer } from 'node:http';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import { startGithub } from '../../sandbox/github/server.ts';
import type { WorkflowEvent } from '../../sandbox/runner/event.ts';
import { HEAD_SHA, MERGE_SHA, pullRequestEvent, pushEvent, repository } from '../../sandbox/runner/event.ts';
import {
  deploymentStatusEventOf,
  forkWorkflowRunEvent,
  mergeGroupEvent,
  scheduleEvent,
  vercelEventOf,
  workflowDispatchEvent,
} from '../../sandbox/runner/events.ts';
import { type FinishedStep, SANDBOX_GITHUB_TOKEN, startStep } from '../../sandbox/runner/step.ts';
import { type Contexts, interpolate, isMet } from './expressions.ts';
import { isOurs, type Job, type Workflow } from './workflow.ts';

export interface PlayedStep extends FinishedStep {
  readonly job: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface PlayOptions {
  readonly workspace: string;
  readonly onOutput?: (chunk: string) => void;
}

type Texts = Readonly<Record<string, string>>;
type OutputsById = Record<string, { readonly outputs: Texts }>;

/** Outputs of the documents' steps that are not ours. */
const OTHER_STEPS: OutputsById = { filter: { outputs: { app: 'true' } } };

/** Inputs of reusable workflows. */
const CALL_INPUTS: Texts = { 'web-url': 'https://staging.example.com', 'test-ids': 'abc123, def456' };

const EVENTS: Readonly<Record<string, readonly WorkflowEvent[]>> = {
  deployment_status: ['Preview', 'Preview – shop', 'Preview – docs'].map(deploymentStatusEventOf),
  merge_group: [mergeGroupEvent],
  pull_request: [pullRequestEvent],
  push: [pushEvent],
  repository_dispatch: [vercelEventOf('shop')],
  schedule: [scheduleEvent],
  status: [
    {
      name: 'status',
      payload: {
        sha: HEAD_SHA,
        state: 'success',
        context: 'netlify/my-site/deploy-preview',
        target_url: 'https://deploy-preview-7--my-site.netlify.app',
        repository,
      },
    },
  ],
  workflow_call: [pullRequestEvent],
  workflow_dispatch: [workflowDispatchEvent],
  workflow_run: [forkWorkflowRunEvent],
};

/** The sandbox's events for a trigger; several where workflows distinguish them. */
export function eventsOf(trigger: string): readonly WorkflowEvent[] {
  const events = EVENTS[trigger];
  if (!events) throw new Error(`The sandbox has no event "${trigger}".`);
  return events;
}

/**
 * Runs the steps of a workflow that are ours against the sandbox, job after job, with the inputs that it shows.
 * Expressions have the values that GitHub would give them. Other steps are skipped.
 */
export async function play(
  { jobs }: Workflow,
  event: WorkflowEvent,
  options: PlayOptions,
): Promise<readonly PlayedStep[]> {
  const doksi = await startDoksi();
  const github = await startGithub();
  const site = await startSite();
  const played: PlayedStep[] = [];
  const needs: OutputsById = {};
  try {
    for (const [id, job] of Object.entries(jobs)) {
      for (const matrix of legsOf(job)) {
        const steps = { ...OTHER_STEPS };
        const contexts = { ...contextsOf(event), matrix, needs, steps };
        if (!isMet(job.if, contexts)) continue;
        for (const step of job.steps.filter(isOurs)) {
          const inputs = site.inPlaceOfUrls(interpolateAll(step.with, contexts));
          const finished = await startStep({
            ...options,
            event,
            matrix,
            inputs: { ...inputs, 'api-url': doksi.url, 'api-key': inputs['api-key'] ? SANDBOX_API_KEY : '' },
            env: { GITHUB_API_URL: github.url, GITHUB_JOB: id },
          }).done;
          played.push({ ...finished, job: id, inputs });
          if (step.id !== undefined) steps[step.id] = finished;
        }
        needs[id] = { outputs: interpolateAll(job.outputs, contexts) };
      }
    }
    return played;
  } finally {
    site.close();
    await Promise.all([doksi.close(), github.close()]);
  }
}

function contextsOf({ name, payload }: WorkflowEvent): Contexts {
  return {
    secrets: { DOKSI_API_KEY: SANDBOX_API_KEY },
    inputs: CALL_INPUTS,
    vars: {},
    env: {},
    github: {
      event_name: name,
      event: payload,
      sha: MERGE_SHA,
      token: SANDBOX_GITHUB_TOKEN,
      run_id: '1234567890',
    },
  };
}

function interpolateAll(texts: Texts, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolate(text, contexts)]));
}

/** The combinations of a job's matrix; a single empty one without a matrix. */
function legsOf({ strategy }: Job): readonly Contexts[] {
  const { include = [], ...axes } = strategy?.matrix ?? {};
  if (include.length > 0) return include;
  return Object.entries(axes).reduce<readonly Contexts[]>(
    (legs, [name, values]) => legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value }))),
    [{}],
  );
}

/** A site that shows its commit. The URLs of workflows are not requested: with `ready-minutes`, it replaces them. */
async function startSite() {
  const server = createServer((_, response) => response.writeHead(200, { 'x-commit': HEAD_SHA }).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    inPlaceOfUrls: (inputs: Texts): Texts =>
      inputs['ready-minutes'] === undefined
        ? inputs
        : Object.fromEntries(
            Object.entries(inputs).map(([name, value]) => [
              name,
              value.replaceAll(/https:\/\/[\w.-]+/g, `http://127.0.0.1:${port}`),
            ]),
          ),
    close: (): void => void server.close(),
  };
}
