import { expect } from '@jest/globals';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import type { FinishedStep } from '../../sandbox/runner/step.ts';
import { type Inputs, start, type WatchedStep } from '../scenarios/stage.ts';
import { type Files, withWorkspace } from '../workspace.ts';

// The built action, run as a step that uploads.

/** One APK, for a test that passes at once. */
export const APP: Inputs = { apk: 'app.apk', 'test-ids': 'pass-0s' };

/** Starts the step in a workspace with these files, calls `play` with both, and checks that no presigned URL is shown. */
export function withStep(
  doksi: DoksiSandbox,
  files: Files,
  play: (step: WatchedStep, workspace: string) => Promise<void> = () => Promise.resolve(),
  inputs: Inputs = APP,
  env: Readonly<Record<string, string>> = {},
): Promise<FinishedStep> {
  return withWorkspace(files, async (workspace) => {
    const step = start(doksi, inputs, { workspace, env: { RUNNER_DEBUG: '1', ...env } });
    await play(step, workspace);
    const finished = await step.done;
    const puts = doksi.requests.filter(({ method }) => method === 'PUT');
    expectHidden(
      finished,
      puts.map(({ path }) => new URL(path, doksi.url).href),
    );
    return finished;
  });
}

/** Runs the step to its end. */
export function runWith(
  doksi: DoksiSandbox,
  files: Files,
  inputs: Inputs = APP,
  env: Readonly<Record<string, string>> = {},
): Promise<FinishedStep> {
  return withStep(doksi, files, undefined, inputs, env);
}

/** Presigned URLs, their queries and signatures appear only in the lines that mask them. */
export function expectHidden({ log, outputs, summary }: FinishedStep, urls: readonly string[]): void {
  const shown = [
    ...log.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    ...Object.values(outputs),
    summary,
  ].join('\n');
  for (const text of urls) {
    const url = new URL(text);
    const signature = url.searchParams.get('X-Amz-Signature') ?? '';
    expect(signature).not.toBe('');
    for (const secret of [url.href, url.search, signature]) expect(shown).not.toContain(secret);
  }
}

/** The methods of all requests, in order. */
export function methods({ requests }: DoksiSandbox): string {
  return requests.map(({ method }) => method).join(' ');
}

/** An error of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
