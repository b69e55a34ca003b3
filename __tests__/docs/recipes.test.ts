import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fileBlocks, ROOT, yamlBlocks } from './documents.ts';
import { eventsOf, play, type PlayedStep } from './play.ts';
import { isOurs, readWorkflow, type Step } from './workflow.ts';

const examples = yamlBlocks.flatMap(({ document, where, workflow }) => {
  const read = readWorkflow(workflow);
  const jobs = Object.entries(read.jobs).flatMap(([id, { steps }]) => (steps.some(isExample) ? [id] : []));
  return jobs.length === 0 ? [] : read.on.map((on) => ({ document, where, on, workflow: read, jobs }));
});

const LIMIT_MS = 300_000;

describe('examples, played against the sandbox', () => {
  it.concurrent.each(examples)(
    '$where on $on',
    async ({ document, workflow, on, jobs }) => {
      const workspace = workspaceOf(document);
      try {
        const played = await Promise.all(eventsOf(on).map((event) => play(workflow, event, { workspace })));
        for (const step of played.flat()) expect(resultOf(step)).toEqual(expectedOf(step));
        expect([...new Set(played.flat().map(({ job }) => job))].sort()).toEqual([...jobs].sort());
      } finally {
        rmSync(workspace, { recursive: true });
      }
    },
    LIMIT_MS,
  );
});

/** The block with every input is a reference: it names no target. */
function isExample(step: Step): boolean {
  return isOurs(step) && step.with['run-id'] !== '';
}

function resultOf({ log, outputs, inputs }: PlayedStep) {
  return {
    log,
    conclusion: outputs['conclusion'],
    hasCheckRun: inputs['check-run'] === 'true' && outputs['check-run-url'] !== '',
    hasJunit: outputs['junit-path'],
  };
}

function expectedOf({ log, inputs }: PlayedStep): ReturnType<typeof resultOf> {
  const { 'dry-run': dryRun, wait } = inputs;
  return {
    log,
    conclusion: dryRun === 'true' ? 'dry-run' : wait === 'false' ? 'started' : 'passed',
    hasCheckRun: inputs['check-run'] === 'true',
    hasJunit: inputs['junit-path'] ?? '',
  };
}

/** A workspace with the document's files, and a real APK wherever a recipe builds or downloads one. */
function workspaceOf(document: string): string {
  const [apk] = globSync(join(ROOT, 'node_modules/io.appium.settings/apks/*.apk'));
  if (apk === undefined) throw new Error('The development dependency io.appium.settings is not installed.');
  const workspace = mkdtempSync(join(tmpdir(), 'doksi-recipe-'));
  const pathOf = (path: string): string => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    return join(workspace, path);
  };
  for (const path of ['app/build/outputs/apk/release/app-release.apk', 'from-the-fork/app-debug.apk']) {
    copyFileSync(apk, pathOf(path));
  }
  for (const file of fileBlocks.filter((block) => block.document === document)) {
    writeFileSync(pathOf(file.path), file.content);
  }
  return workspace;
}
