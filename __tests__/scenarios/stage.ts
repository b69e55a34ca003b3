import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { type DoksiOptions, type DoksiSandbox, SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import { type FinishedStep, type RunningStep, startStep, type StepOptions } from '../../sandbox/runner/step.ts';

// Every scenario has a Doksi of its own, and runs the built action as a step against it.

export type Inputs = Readonly<Record<string, string>>;

/** Options of a step besides its inputs; `apiKey` replaces the sandbox's own. */
export type Circumstances = Omit<StepOptions, 'inputs'> & { readonly apiKey?: string };

export interface WatchedStep extends RunningStep {
  /** The output so far. */
  readonly log: () => string;
}

/** Starts a Doksi for `play`, and closes it afterwards. */
export async function withDoksi(play: (doksi: DoksiSandbox) => Promise<void>, options?: DoksiOptions): Promise<void> {
  const doksi = await startDoksi(options);
  try {
    await play(doksi);
  } finally {
    await doksi.close();
  }
}

export const WEB_URL = 'https://staging.example.com';

/** The inputs for a run of these tests (`pass-0s`, `stuck`, …: see sandbox/doksi/fates.ts) on one web address. */
export function tests(...ids: string[]): Inputs {
  return { 'web-url': WEB_URL, 'test-ids': ids.join(', ') };
}

/** Starts the built action with short waits. At its end, what holds for every step is checked. */
export function start(
  doksi: { readonly url: string },
  inputs: Inputs,
  { apiKey = SANDBOX_API_KEY, ...options }: Circumstances = {},
): WatchedStep {
  let log = '';
  const step = startStep({
    ...options,
    // Colours have tests of their own.
    env: { NO_COLOR: '1', ...options.env },
    inputs: {
      'api-url': doksi.url,
      'api-key': apiKey,
      'poll-interval-seconds': '1',
      'timeout-minutes': '0.5',
      ...inputs,
    },
    onOutput: (chunk) => {
      log += chunk;
    },
  });
  const done = step.done.then((finished) => {
    // A killed process writes no outputs.
    if (finished.signal !== 'SIGKILL') expectAllOutputs(finished);
    expectSecrecy(finished, apiKey);
    return finished;
  });
  return { ...step, done, log: () => log };
}

/** Runs the built action to its end. */
export function run(
  doksi: { readonly url: string },
  inputs: Inputs,
  circumstances?: Circumstances,
): Promise<FinishedStep> {
  return start(doksi, inputs, circumstances).done;
}

/** Resolves when the condition holds. The test's timeout ends a longer wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

const metadata = z.object({ outputs: z.record(z.string(), z.unknown()) });
const declaredOutputs = Object.keys(
  metadata.parse(parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'))).outputs,
).sort();

/** Every output is written on every exit. */
function expectAllOutputs({ outputs, log }: FinishedStep): void {
  expect({ log, outputs: Object.keys(outputs).sort() }).toEqual({ log, outputs: declaredOutputs });
}

/** The key is nowhere, except in the command that masks it. */
function expectSecrecy({ log, outputs, summary }: FinishedStep, apiKey: string): void {
  if (apiKey === '') return;
  const shown = [
    ...log.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    ...Object.values(outputs),
    summary,
  ].join('\n');
  const forms = [
    apiKey,
    JSON.stringify(apiKey).slice(1, -1),
    encodeURIComponent(apiKey),
    Buffer.from(apiKey).toString('base64'),
  ];
  for (const form of forms) expect(shown).not.toContain(form);
}

/** The number of requests with this method. */
export function countOf({ requests }: DoksiSandbox, method: string): number {
  return requests.filter((request) => request.method === method).length;
}

/** The last error message, which states why the step failed. */
export function errorOf({ commands }: FinishedStep): string {
  return commands.findLast(({ command }) => command === 'error')?.message ?? '';
}

/** All warnings, as one text. */
export function warnings({ commands }: FinishedStep): string {
  return commands
    .filter(({ command }) => command === 'warning')
    .map(({ message }) => message)
    .join('\n');
}
