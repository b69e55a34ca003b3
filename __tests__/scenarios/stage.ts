import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import type { DoksiOptions, DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';
import type { FinishedStep, RunningStep, StepOptions } from '../../sandbox/runner/step.ts';
import { startStep } from '../../sandbox/runner/step.ts';

// What every scenario shares: a Doksi for itself, and the built action run as a step against it.

export type Inputs = Readonly<Record<string, string>>;

/** What a step is given beside its inputs; `apiKey` is what must not leak, where it is not the sandbox's own. */
export type Circumstances = Omit<StepOptions, 'inputs'> & { readonly apiKey?: string };

export interface WatchedStep extends RunningStep {
  /** What the step has printed so far. */
  readonly log: () => string;
}

/** Gives `play` a Doksi of its own, and closes that whatever happens. */
export async function withDoksi(
  play: (doksi: DoksiSandbox) => Promise<void>,
  options?: DoksiOptions,
): Promise<void> {
  const doksi = await startDoksi(options);
  try {
    await play(doksi);
  } finally {
    await doksi.close();
  }
}

export const WEB_URL = 'https://staging.example.com';

/** The inputs for a run of these tests (`pass-0s`, `stuck`, …: see sandbox/fates.ts) on one web address. */
export function tests(...ids: string[]): Inputs {
  return { 'web-url': WEB_URL, 'test-ids': ids.join(', ') };
}

/** Starts the built action with short waits. However it ends, what holds for every step is checked. */
export function start(
  doksi: { readonly url: string },
  inputs: Inputs,
  { apiKey = SANDBOX_API_KEY, ...options }: Circumstances = {},
): WatchedStep {
  let log = '';
  const step = startStep({
    ...options,
    // Colours are tested by themselves: here the words count.
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
    // Nobody writes anything after a SIGKILL.
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

/** Waits for something to happen. If it never does, the test's own timeout ends this. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await sleep(10);
}

const metadata = z.object({ outputs: z.record(z.string(), z.unknown()) });
const declaredOutputs = Object.keys(
  metadata.parse(parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'))).outputs,
).sort();

/** Every output is written on every way out. */
function expectAllOutputs({ outputs, log }: FinishedStep): void {
  expect({ log, outputs: Object.keys(outputs).sort() }).toEqual({ log, outputs: declaredOutputs });
}

/** The key is told to the runner, so that it masks it, and to nobody else. */
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

/** How often an endpoint was asked. */
export function countOf({ requests }: DoksiSandbox, method: string): number {
  return requests.filter((request) => request.method === method).length;
}

/** The message of the one error that tells why the step is red. */
export function redness({ commands }: FinishedStep): string {
  return commands.findLast(({ command }) => command === 'error')?.message ?? '';
}

/** All warnings, as one text. */
export function warnings({ commands }: FinishedStep): string {
  return commands
    .filter(({ command }) => command === 'warning')
    .map(({ message }) => message)
    .join('\n');
}
