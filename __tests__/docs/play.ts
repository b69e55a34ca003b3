import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import type { WorkflowEvent } from '../../sandbox/runner/event.ts';
import { HEAD_SHA, MERGE_SHA, pullRequestEvent, pushEvent, REPOSITORY } from '../../sandbox/runner/event.ts';
import { SANDBOX_GITHUB_TOKEN, startStep } from '../../sandbox/runner/step.ts';
import { ROOT } from './documents.ts';
import type { Contexts } from './expressions.ts';
import { filledIn } from './expressions.ts';
import type { Job, Step, Workflow } from './workflow.ts';
import { isOurs } from './workflow.ts';

/** How a step of ours ended, and how it should have. */
export interface PlayedStep {
  readonly title: string;
  readonly log: string;
  readonly expected: string;
  readonly conclusion: string | undefined;
}

interface Stage {
  readonly apiUrl: string;
  readonly githubUrl: string;
  readonly siteUrl: string;
  readonly workspace: string;
  readonly event: WorkflowEvent;
}

/**
 * Plays the steps of a workflow that are ours against the sandbox, job after job, leg after leg, with the inputs that
 * it shows. Expressions have the values that GitHub would give them; other steps are taken as done.
 */
export async function play(workflow: Workflow, eventName: string): Promise<readonly PlayedStep[]> {
  const doksi = await startDoksi();
  // It serves its commit, as the recipes ask of a preview.
  const site = await serve(200, { 'x-commit': HEAD_SHA });
  // A token without permissions: reports to GitHub are extras, and must not change a conclusion.
  const github = await serve(403, {}, '{"message":"Resource not accessible by integration"}');
  const workspace = workspaceWithApks();
  const siteUrl = urlOf(site);
  const stage: Stage = {
    apiUrl: doksi.url,
    githubUrl: urlOf(github),
    siteUrl,
    workspace,
    event: eventOf(eventName, siteUrl),
  };
  try {
    return await playJobs(workflow, stage);
  } finally {
    await doksi.close();
    for (const server of [site, github]) server.close();
    rmSync(workspace, { recursive: true });
  }
}

async function playJobs({ jobs }: Workflow, stage: Stage): Promise<readonly PlayedStep[]> {
  const played: PlayedStep[] = [];
  const needs: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
  for (const [id, job] of Object.entries(jobs)) {
    for (const matrix of legsOf(job)) {
      const steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
      const contexts = { ...contextsOf(stage.event), matrix, needs, steps };
      for (const step of job.steps.filter(isOurs)) {
        const { outputs, ...result } = await playStep(step, contexts, stage);
        played.push(result);
        if (step.id !== undefined) steps[step.id] = { outputs };
      }
      needs[id] = { outputs: allFilledIn(job.outputs, contexts) };
    }
  }
  return played;
}

async function playStep(step: Step, contexts: Contexts, stage: Stage) {
  const shown = allFilledIn(step.with, contexts);
  const inputs = shown['ready-minutes'] === undefined ? shown : atTheSite(shown, stage.siteUrl);
  const { outputs, log } = await startStep({
    workspace: stage.workspace,
    event: stage.event,
    inputs: { 'api-url': stage.apiUrl, ...inputs },
    env: { GITHUB_API_URL: stage.githubUrl },
  }).done;
  const title = inputs['title'] ?? 'Doksi';
  return { title, log, outputs, expected: expectedOf(inputs), conclusion: outputs['conclusion'] };
}

function expectedOf(inputs: Readonly<Record<string, string>>): string {
  if (inputs['dry-run'] === 'true') return 'dry-run';
  return inputs['wait'] === 'false' ? 'started' : 'passed';
}

/** The addresses of the examples don't exist; what must be there is served on this machine. */
function atTheSite(inputs: Readonly<Record<string, string>>, siteUrl: string): Record<string, string> {
  const address = /https:\/\/[\w.-]+\.example\.com/g;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, value.replaceAll(address, siteUrl)]),
  );
}

function allFilledIn(texts: Readonly<Record<string, string>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filledIn(text, contexts)]));
}

/** The combinations of a job's matrix; one, which is empty, where it has none. */
function legsOf({ strategy }: Job): readonly Contexts[] {
  return Object.entries(strategy?.matrix ?? {}).reduce<readonly Contexts[]>(
    (legs, [name, values]) => legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value }))),
    [{}],
  );
}

function contextsOf({ name, payload }: WorkflowEvent): Contexts {
  return {
    secrets: { DOKSI_API_KEY: SANDBOX_API_KEY },
    github: {
      event_name: name,
      event: payload,
      sha: MERGE_SHA,
      token: SANDBOX_GITHUB_TOKEN,
      run_id: '1234567890',
    },
  };
}

function eventOf(name: string, siteUrl: string): WorkflowEvent {
  const deployment = { id: 1, sha: HEAD_SHA, environment: 'Preview' };
  const repository = {
    name: 'shop',
    full_name: REPOSITORY,
    default_branch: 'main',
    owner: { login: 'octo' },
  };
  const fork = { id: 4, full_name: 'mona/shop', owner: { login: 'mona' } };
  const payloads = new Map<string, unknown>(
    Object.entries({
      pull_request: pullRequestEvent.payload,
      deployment_status: {
        deployment,
        deployment_status: { state: 'success', environment_url: siteUrl },
        repository,
      },
      merge_group: {
        merge_group: { head_sha: MERGE_SHA, head_ref: 'gh-readonly-queue/main/pr-7-4ead5a3' },
        repository,
      },
      workflow_run: {
        workflow_run: {
          id: 3,
          head_sha: HEAD_SHA,
          head_branch: 'patch-1',
          head_repository: fork,
          pull_requests: [],
        },
        repository,
      },
      schedule: { schedule: '17 3 * * *', repository },
      workflow_dispatch: { inputs: {}, repository },
      push: pushEvent.payload,
    }),
  );
  if (!payloads.has(name)) throw new Error(`No payload is known for the event ${name}; add one here.`);
  return { name, payload: payloads.get(name) };
}

/** A real APK, everywhere a recipe builds or downloads one. */
function workspaceWithApks(): string {
  const [apk] = globSync(join(ROOT, 'node_modules/io.appium.settings/apks/*.apk'));
  if (apk === undefined) throw new Error('The development dependency io.appium.settings is not installed.');
  const workspace = mkdtempSync(join(tmpdir(), 'doksi-recipe-'));
  for (const path of ['app/build/outputs/apk/release/app-release.apk', 'from-the-fork/app-debug.apk']) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    copyFileSync(apk, join(workspace, path));
  }
  return workspace;
}

async function serve(status: number, headers: Readonly<Record<string, string>>, body = ''): Promise<Server> {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}
